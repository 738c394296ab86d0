"""Templates as files to fill in: headings, what goes where, which words may stand."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

import xlsxwriter

from registry.domain.importing.columns import Column, Form, Template

ROWS_READY: Final = 20_000
"""So many lines of a new workbook are set to text, and have their lists of choices."""
WIDTH: Final = 22
WIDE: Final = 48
YES_NO: Final = ("是", "否")
FORMS: Final = {
    Form.TEXT: "文字",
    Form.ID: "2至32位字母、数字或连字符",
    Form.CODE: "数字代码",
    Form.IDENTITY: "18位居民身份证号码",
    Form.TELEPHONE: "电话号码",
    Form.NUMBER: "整数",
    Form.AMOUNT: "金额（元）",
    Form.DAY: "日期，如 2026-03-02、2026年3月2日",
    Form.YES_NO: "是或否",
    Form.CHOICE: "选一项",
    Form.CHOICES: "可选多项，以顿号分开",
}


def template_csv(template: Template) -> bytes:
    """Return a template as csv, with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow([_heading(each) for each in template.columns])
    return text.getvalue().encode("utf-8-sig")


def template_book(template: Template) -> bytes:
    """Return a template as a workbook of three sheets: to fill in, how, with what."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False}
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("填写")
    sheet.write_row(0, 0, [_heading(each) for each in template.columns], bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(
        0, len(template.columns) - 1, WIDTH, book.add_format({"num_format": "@"})
    )
    for at, column in enumerate(template.columns):
        _offer(sheet, at, column)
    _fill(book.add_worksheet("说明"), _explained(template), bold)
    _fill(book.add_worksheet("可选值"), _choices(template), bold)
    book.close()
    return target.getvalue()


def _heading(column: Column) -> str:
    return column.title + ("*" if column.required else "")


def _options(column: Column) -> Sequence[str]:
    return YES_NO if column.form is Form.YES_NO else list(column.options)


def _offer(sheet: Any, at: int, column: Column) -> None:  # noqa: ANN401
    words = _options(column)
    if words and column.form is not Form.CHOICES and len(",".join(words)) < 255:
        offer = {"validate": "list", "source": list(words)}
        sheet.data_validation(1, at, ROWS_READY, at, offer)


def _fill(sheet: Any, rows: Iterator[Sequence[str]], bold: Any) -> None:  # noqa: ANN401
    sheet.set_column(0, 4, WIDE)
    for at, row in enumerate(rows):
        for place, words in enumerate(row):
            sheet.write_string(at, place, words, bold if at == 0 else None)


def _explained(template: Template) -> Iterator[Sequence[str]]:
    yield ["列名", "必填", "填写", "说明", "也认得的列名"]
    for each in template.columns:
        must = "是" if each.required else ""
        yield [each.title, must, FORMS[each.form], each.note, "、".join(each.aliases)]
    yield ["", "", "", template.note]


def _choices(template: Template) -> Iterator[Sequence[str]]:
    yield ["列名", "可选值"]
    for each in template.columns:
        for word in _options(each):
            yield [each.title, word]
