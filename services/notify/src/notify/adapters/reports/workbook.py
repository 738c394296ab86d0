"""A report as an xlsx workbook: a sheet for each table."""

import io
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from notify.application.reports.sheets import Cell, Report, Table

WIDEST: Final = 48
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def write_workbook(report: Report) -> bytes:
    """Return the workbook of a report; no text in it is ever taken for a formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True})
    for number, table in enumerate(report.tables, 1):
        sheet = book.add_worksheet(f"{number} {table.title}".translate(FORBIDDEN)[:31])
        sheet.write_row(0, 0, [report.title, f"{report.first} — {report.last}"], bold)
        sheet.write_row(1, 0, table.head, bold)
        _fill(sheet, table)
    notes = book.add_worksheet("说明")
    told = [f"截至 {report.as_of.isoformat()}", f"规则 {report.policy}", *report.notes]
    notes.write_column(0, 0, told)
    book.close()
    return target.getvalue()


def _fill(sheet: Any, table: Table) -> None:  # noqa: ANN401
    for at, row in enumerate(table.rows, 2):
        for column, cell in enumerate(row):
            _write(sheet, at, column, cell)
    sheet.write_string(len(table.rows) + 2, 0, table.note)
    for column in range(len(table.head)):
        longest = max((len(str(row[column])) for row in table.rows), default=8)
        sheet.set_column(column, column, min(WIDEST, max(10, longest * 1.6)))


def _write(sheet: Any, at: int, column: int, cell: Cell) -> None:  # noqa: ANN401
    if isinstance(cell, int | Decimal):
        sheet.write_number(at, column, cell)
    else:
        sheet.write_string(at, column, cell or "")
