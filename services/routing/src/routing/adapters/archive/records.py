"""Files as records, one at a time; one that cannot be read is told of, not fatal."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

LONGEST_FIELD = 1_000_000
"""Characters of one CSV field; a quote that is never closed stops there."""


class UnknownFormat(ValueError):
    """The file is none of jsonl, csv, xlsx."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of a file, counted from 1; `fault` says why it cannot be read."""

    line: int
    values: Mapping[str, Any]
    fault: str = ""


def read_records(path: Path, form: str, encoding: str) -> Iterator[Record]:
    """Yield a file's records; memory does not grow with it.

    `form` is jsonl, csv or xlsx, by the file's ending if empty. Raises UnknownFormat,
    OSError.
    """
    form = form or path.suffix.lstrip(".").lower()
    if form == "xlsx":
        yield from _xlsx(path)
        return
    reader = {"jsonl": _jsonl, "csv": _csv}.get(form)
    if reader is None:
        raise UnknownFormat(f"{path.name} is none of jsonl, csv, xlsx")
    if encoding.lower().replace("-", "") == "utf8":
        encoding = "utf-8-sig"
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as text:
        yield from reader(text)


def _jsonl(text: TextIO) -> Iterator[Record]:
    for line, said in enumerate(text, start=1):
        if said.strip():
            yield _json_record(line, said)


def _json_record(line: int, said: str) -> Record:
    try:
        values = json.loads(said)
    except (ValueError, RecursionError):
        return Record(line=line, values={}, fault="malformed-json")
    if not isinstance(values, dict):
        return Record(line=line, values={}, fault="not-an-object")
    return Record(line=line, values=values)


def _csv(text: TextIO) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_FIELD)
    rows = _readable(csv.reader(text))
    header = next(rows, None) or []
    for line, row in enumerate(rows, start=1):
        if row is None:
            yield Record(line=line, values={}, fault="malformed-row")
        elif row:
            fault = "" if len(row) == len(header) else "wrong-columns"
            values = dict(zip(header, row, strict=False))
            yield Record(line=line, values=values, fault=fault)


def _readable(rows: Iterable[list[str]]) -> Iterator[list[str] | None]:
    """Yield None for a row that cannot be read, and go on."""
    remaining = iter(rows)
    while True:
        try:
            yield next(remaining)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _xlsx(path: Path) -> Iterator[Record]:
    from openpyxl import load_workbook  # slow to import: only where it is used

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = [str(name or "") for name in next(rows, ())]
        for line, row in enumerate(rows, start=1):
            if any(value is not None for value in row):
                yield Record(line=line, values=dict(zip(header, row, strict=False)))
    finally:
        book.close()
