"""Lists as csv, JSON or a workbook, piece by piece; each says who had it and what for.

In csv no text can be taken for a formula; in a workbook numbers are numbers, whatever
else (identity numbers, codes, telephones, days) is a text.
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from registry.domain.exporting.lists import safe

PIECE: Final = 64 * 1024
WIDTH: Final = 22
LONGEST_FOOTER: Final = 240
"""A workbook refuses a footer of more than 255 characters."""
MOST_DIGITS: Final = 15
"""A workbook keeps no more digits of a number; a longer one stays a text."""
YES_NO: Final = {True: "是", False: "否"}


def as_csv(
    heading: Sequence[str], rows: Iterable[Sequence[Any]], mark: str
) -> Iterator[bytes]:
    """Yield a list as csv, with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe(mark)])
    writer.writerow([safe(title) for title in heading])
    yield "\ufeff".encode()
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
        if text.tell() > PIECE:
            yield _taken(text)
    yield _taken(text)


def _csv_cell(cell: Any) -> str:  # noqa: ANN401
    return said_of(cell) if is_number(cell) else safe(said_of(cell))


def _taken(text: io.StringIO) -> bytes:
    said = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return said


def as_json(
    heading: Sequence[str], rows: Iterable[Sequence[Any]], mark: str
) -> Iterator[bytes]:
    """Yield a list as one JSON object: the mark, the headings, the rows."""
    head = json.dumps({"mark": mark, "columns": list(heading)}, ensure_ascii=False)
    yield head[:-1].encode() + b', "rows": ['
    between = ""
    for row in rows:
        yield (between + json.dumps(row, default=said_of, ensure_ascii=False)).encode()
        between = ",\n"
    yield b"]}\n"


def as_workbook(
    heading: Sequence[str], rows: Iterable[Sequence[Any]], mark: str
) -> Iterator[bytes]:
    """Yield a list as a workbook; its rows wait on disk, not in memory."""
    with tempfile.TemporaryFile() as target:
        options = {"constant_memory": True, "strings_to_formulas": False}
        book = xlsxwriter.Workbook(target, options)
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "0.00"})
        sheet = book.add_worksheet("名单")
        sheet.set_footer(_footer(mark))
        sheet.set_column(0, len(heading) - 1, WIDTH)
        sheet.write_string(0, 0, mark)
        for at, title in enumerate(heading):
            sheet.write_string(1, at, title, bold)
        for no, row in enumerate(rows, start=2):
            for at, cell in enumerate(row):
                _write(sheet, no, at, cell, money)
        book.close()
        target.seek(0)
        while piece := target.read(PIECE):
            yield piece


def _write(sheet: Any, no: int, at: int, cell: Any, money: Any) -> None:  # noqa: ANN401
    if not is_number(cell) or len(Decimal(cell).as_tuple().digits) > MOST_DIGITS:
        sheet.write_string(no, at, said_of(cell))
    else:
        sheet.write_number(no, at, cell, money if isinstance(cell, Decimal) else None)


def is_number(cell: Any) -> bool:  # noqa: ANN401
    """Tell whether a cell counts or measures; yes and no do not."""
    return isinstance(cell, int | Decimal) and not isinstance(cell, bool)


def _footer(mark: str) -> str:
    """Return the mark as it stands on each page: `&` begins a code there."""
    return f"&L{mark.replace('&', '＆')[:LONGEST_FOOTER]}&R&P / &N"


def said_of(cell: Any) -> str:  # noqa: ANN401
    """Return a cell in words."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES_NO[cell]
    if isinstance(cell, list | tuple):
        return "、".join(said_of(each) for each in cell)
    if isinstance(cell, dict):
        return " ".join(said_of(each) for each in cell.values())
    return str(cell)
