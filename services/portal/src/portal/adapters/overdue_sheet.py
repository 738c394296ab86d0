"""What is overdue, as an xlsx workbook of one sheet."""

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

WIDEST: Final = 48
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def write_sheet(
    title: str, notes: Sequence[str], heads: Sequence[str], rows: Sequence[list[str]]
) -> bytes:
    """Return the workbook; no text in it is ever taken for a formula or a link."""
    target = io.BytesIO()
    book: Any = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(title.translate(FORBIDDEN)[:31])
    sheet.write_row(0, 0, [title, *notes], bold)
    sheet.write_row(1, 0, heads, bold)
    for at, row in enumerate(rows, 2):
        sheet.write_row(at, 0, row)
    for at, head in enumerate(heads):
        longest = max((len(row[at]) for row in rows), default=len(head))
        sheet.set_column(at, at, max(10, min(WIDEST, longest * 1.6)))
    sheet.freeze_panes(2, 1)
    book.close()
    return target.getvalue()
