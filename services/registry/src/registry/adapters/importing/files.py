"""Files as lines of cells: xlsx, or csv in whatever encoding an office saves it.

An encoding is right when the heading can be read in it; text that was decoded wrongly
once before it was saved (mojibake) is put right the same way.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from registry.domain.importing.cells import Cell
from registry.domain.importing.columns import Template
from registry.domain.importing.errors import BadTable
from registry.domain.importing.rows import HEADING_WITHIN, find_heading

Line = tuple[int, Sequence[Cell]]

ZIP: Final = b"PK\x03\x04"
LARGEST_INSIDE: Final = 512 * 1024 * 1024
"""Bytes that a workbook may unfold to."""
LARGEST_BESIDE: Final = 96 * 1024 * 1024
"""Of these, what stands beside its sheets, for its reader keeps all that in memory."""
SHEET: Final = "worksheets/sheet"
MOST_LINES: Final = 500_000
"""Lines in which something stands; a sheet that was formatted to its end has more."""
LAST_LINE: Final = 1_048_576
"""No spreadsheet has a line below."""
EMPTY: Final = (None, "")
LONGEST_CELL: Final = 100_000
DELIMITERS: Final = ",\t;，|"
ROW: Final = re.compile(rb"<row[ >]")
READ_AT_ONCE: Final = 1 << 20

Decode = Callable[[bytes], str]


def _as(encoding: str) -> Decode:
    return lambda content: content.decode(encoding)


def _mended(wrong: str, right: str = "utf-8") -> Decode:
    """Undo a decoding in the wrong encoding: 濮撳悕 was 姓名."""
    return lambda content: content.decode("utf-8-sig").encode(wrong).decode(right)


BOMS: Final[Mapping[bytes, str]] = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
DECODERS: Final[tuple[Decode, ...]] = (
    _as("utf-8-sig"),
    _as("gb18030"),
    _as("big5hkscs"),
    _mended("gb18030"),
    _mended("latin-1"),
    _mended("latin-1", "gb18030"),
)


class TableFile:
    """A file as it was sent; raises BadTable where it is no table."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @property
    def total(self) -> int | None:
        """How many lines follow the heading, by a quick count."""
        if not self._content.startswith(ZIP):
            return max(0, self._content.count(b"\n") - 1)
        try:
            _check_size(self._content)
            return max(0, _sheet_rows(self._content) - 1)
        except Exception:
            # Whatever a broken workbook raises: reading its lines says what is wrong.
            return None

    def lines(self, template: Template) -> Iterator[Line]:
        """Yield its lines, numbered from 1; memory does not grow with them."""
        read = _workbook if self._content.startswith(ZIP) else _text
        filled = 0
        for no, cells in read(self._content, template):
            filled += any(cell not in EMPTY for cell in cells)
            if filled > MOST_LINES or no > LAST_LINE:
                raise BadTable(fields={"file": "too-many-rows"})
            yield no, cells


def looks_like_table(content: bytes) -> bool:
    """Tell whether these bytes may be a workbook or a text, without reading them."""
    if content.startswith(ZIP):
        return b"xl/workbook.xml" in content
    utf16 = any(content.startswith(bom) for bom in BOMS)
    return bool(content.strip()) and (utf16 or b"\x00" not in content)


def _workbook(content: bytes, template: Template) -> Iterator[Line]:
    from openpyxl import load_workbook  # slow to import: only where it is used

    try:
        _check_size(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from enumerate(sheet.iter_rows(values_only=True), start=1)
    except BadTable:
        raise
    except Exception:
        # Whatever a broken workbook makes its reader raise, it is no table.
        raise BadTable(fields={"file": "unreadable-workbook"}) from None


def _check_size(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        parts = inside.infolist()
    beside = [each.file_size for each in parts if SHEET not in each.filename]
    if (
        sum(each.file_size for each in parts) > LARGEST_INSIDE
        or sum(beside) > LARGEST_BESIDE
    ):
        raise BadTable(fields={"file": "too-large"})


def _sheet_rows(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        names = [name for name in inside.namelist() if SHEET in name]
        count, rest = 0, b""
        with inside.open(sorted(names)[0]) as sheet:
            while part := sheet.read(READ_AT_ONCE):
                count += len(ROW.findall(rest + part))
                rest = part[-4:]
        return count


def _text(content: bytes, template: Template) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        text, delimiter = _decoded(content, template)
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        yield from enumerate(lines, start=1)
    except csv.Error:
        raise BadTable(fields={"file": "malformed-row"}) from None


def _decoded(content: bytes, template: Template) -> tuple[str, str]:
    """Return the text and its delimiter in the first reading that has the heading."""
    for decode in _decoders(content):
        try:
            text = decode(content)
        except (UnicodeError, LookupError):
            continue
        head = text.splitlines()[:HEADING_WITHIN]
        for delimiter in DELIMITERS:
            rows = csv.reader(head, delimiter=delimiter)
            if any(find_heading(cells, template) for cells in rows):
                return text, delimiter
    raise BadTable(fields={"file": "no-heading"})


def _decoders(content: bytes) -> Sequence[Decode]:
    for bom, encoding in BOMS.items():
        if content.startswith(bom) and encoding != "utf-8-sig":
            return (_as(encoding),)
    return DECODERS
