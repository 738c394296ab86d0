"""The public list as a table for anybody's spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

COLUMNS: Final = (
    "place",
    "category",
    "unit",
    "done",
    "result",
    "entered_on",
    "finished_on",
    "published_on",
)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would reckon with instead of showing it."""


def as_csv(heads: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as CSV, with the mark by which spreadsheets know UTF-8."""
    written = io.StringIO(newline="")
    sheet = csv.writer(written)
    sheet.writerow(heads)
    for row in rows:
        sheet.writerow([_plain(row[name]) for name in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def _plain(value: object) -> str:
    said = "" if value is None else str(value)
    return f"'{said}" if said.startswith(FORMULA) else said
