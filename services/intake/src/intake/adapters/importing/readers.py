"""Files as records, one at a time; one that cannot be read is told of, not fatal."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

LONGEST_FIELD = 1_000_000
"""Characters of one CSV field; a quote that is never closed stops there."""

Advance = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of a file; `fault` says why it could not be read, if so."""

    line: int
    values: Mapping[str, Any]
    fault: str = ""


class UnknownFormat(ValueError):
    """The file is none of jsonl, csv, xlsx."""


def read_records(
    path: Path, form: str, encoding: str, advance: Advance = lambda _: None
) -> Iterator[Record]:
    """Yield the records of a file, numbered from 1; memory does not grow with it.

    `advance` is told how many bytes were read since it was last called. Raises
    UnknownFormat, OSError.
    """
    form = form or path.suffix.lstrip(".").lower()
    if form == "xlsx":
        yield from _xlsx(path, advance)
        return
    reader = {"jsonl": _jsonl, "csv": _csv}.get(form)
    if reader is None:
        raise UnknownFormat(
            f"{path.name}: {form or 'no ending'} is not jsonl, csv, xlsx"
        )
    with path.open("rb") as raw:
        yield from reader(raw, encoding, advance)


def _jsonl(raw: BinaryIO, encoding: str, advance: Advance) -> Iterator[Record]:
    with _text(raw, encoding, newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            advance(len(line.encode(encoding, "replace")))
            if line.strip():
                yield _json_record(number, line)


def _json_record(number: int, line: str) -> Record:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return Record(line=number, values={}, fault="malformed-json")
    if not isinstance(values, dict):
        return Record(line=number, values={}, fault="not-an-object")
    return Record(line=number, values=values)


def _csv(raw: BinaryIO, encoding: str, advance: Advance) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_FIELD)
    with _text(raw, encoding, newline="") as text:
        counted = _counted(text, encoding, advance)
        rows = csv.reader(counted)
        header = next(rows, [])
        number = 0
        while True:
            number += 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                yield Record(line=number, values={}, fault="malformed-row")
                continue
            if row:
                yield _csv_record(number, header, row)


def _csv_record(number: int, header: list[str], row: list[str]) -> Record:
    if len(row) != len(header):
        return Record(line=number, values=dict(zip(header, row)), fault="wrong-columns")  # noqa: B905
    return Record(line=number, values=dict(zip(header, row, strict=True)))


def _xlsx(path: Path, advance: Advance) -> Iterator[Record]:
    from openpyxl import load_workbook  # slow to import: only where it is used

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = [str(name or "") for name in next(rows, ())]
        share = path.stat().st_size // max(book.worksheets[0].max_row or 1, 1)
        for number, row in enumerate(rows, start=1):
            advance(share)
            if any(value is not None for value in row):
                yield Record(line=number, values=dict(zip(header, row, strict=False)))
    finally:
        book.close()


@contextmanager
def _text(raw: BinaryIO, encoding: str, *, newline: str) -> Iterator[TextIOWrapper]:
    """Read bytes as text; a broken byte becomes a half pair, which `clean` refuses."""
    if encoding.lower().replace("-", "") == "utf8":
        encoding = "utf-8-sig"
    text = TextIOWrapper(
        raw, encoding=encoding, errors="surrogateescape", newline=newline
    )
    try:
        yield text
    finally:
        text.detach()


def _counted(
    lines: Iterator[str] | TextIOWrapper, encoding: str, advance: Advance
) -> Iterator[str]:
    for line in lines:
        advance(len(line.encode(encoding, "replace")))
        yield line
