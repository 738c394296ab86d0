"""A report as an xlsx workbook: a sheet for each table."""

import io
from decimal import Decimal
from typing import Any, Final, NamedTuple

import xlsxwriter

from notify.application.reports.sheets import Cell, Report, Table, stamp
from notify.domain.figures.rates import Rate

WIDEST: Final = 48
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


class Formats(NamedTuple):
    """How cells look: heads, and shares as per cent."""

    head: Any
    share: Any


def write_workbook(report: Report) -> bytes:
    """Return the workbook of a report; no text in it is ever taken for a formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True})
    formats = Formats(head=bold, share=book.add_format({"num_format": "0.0%"}))
    for number, table in enumerate(report.tables, 1):
        sheet = book.add_worksheet(f"{number} {table.title}".translate(FORBIDDEN)[:31])
        sheet.write_row(0, 0, [report.title, f"{report.first} — {report.last}"], bold)
        _fill(sheet, table, formats)
    notes = book.add_worksheet("说明")
    told = [f"截至 {stamp(report.as_of)}", f"规则 {report.policy}", *report.notes]
    notes.write_column(0, 0, told)
    book.close()
    return target.getvalue()


def _fill(sheet: Any, table: Table, formats: Formats) -> None:  # noqa: ANN401
    at = 0
    for told, *cells in zip(table.head, *table.rows, strict=True):
        shares = any(isinstance(cell, Rate) for cell in cells)
        heads = (told, "分子", "分母") if shares else (told,)
        sheet.write_row(1, at, heads, formats.head)
        for row, cell in enumerate(cells, 2):
            _write(sheet, row, at, cell, formats.share)
        longest = max((len(str(each)) for each in cells), default=0)
        width = 8 if shares else min(WIDEST, longest * 1.6)
        sheet.set_column(at, at + len(heads) - 1, max(10, width))
        at += len(heads)
    sheet.write_string(len(table.rows) + 2, 0, table.note)


def _write(sheet: Any, row: int, at: int, cell: Cell, share: Any) -> None:  # noqa: ANN401
    if isinstance(cell, Rate):
        if cell.percent is None:
            sheet.write_string(row, at, "—")
        else:
            sheet.write_number(row, at, cell.percent / 100, share)
        sheet.write_number(row, at + 1, cell.n)
        sheet.write_number(row, at + 2, cell.of)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, at, cell)
    else:
        sheet.write_string(row, at, cell or "")
