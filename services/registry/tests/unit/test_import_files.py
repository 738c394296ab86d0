"""Files in whatever encoding and shape an office saves them."""

import io
import zipfile
from contextlib import suppress

import pytest
from openpyxl import Workbook

from registry.adapters.importing.books import template_book
from registry.adapters.importing.files import TableFile, looks_like_table
from registry.domain.importing.errors import BadTable
from registry.domain.importing.templates import RESIDENTS, TEMPLATES

TEXT = "姓名,身份证号\n白小梨,510106\n"
TRADITIONAL = "姓名,身份證號碼\n張三,510106\n"
EVEN = "姓名,身份证号\n白梨,510106\n"
ENCODED = [
    TEXT.encode(),
    TEXT.encode("utf-8-sig"),
    TEXT.encode("gb18030"),
    TEXT.encode("utf-16"),
    b"\xfe\xff" + TEXT.encode("utf-16-be"),
    TRADITIONAL.encode("big5"),
    EVEN.encode().decode("gb18030").encode(),
    TEXT.encode("gb18030").decode("latin-1").encode(),
    TEXT.encode().decode("latin-1").encode(),
    TEXT.replace(",", "\t").encode("gb18030"),
    TEXT.replace(",", ";").encode(),
]


@pytest.mark.parametrize("content", ENCODED, ids=range(len(ENCODED)))
def test_e1_e2_a_text_is_read_in_the_encoding_that_has_the_heading(content):
    assert looks_like_table(content)
    file = TableFile(content)
    no, cells = list(file.lines(RESIDENTS))[1]
    assert (no, cells[1]) == (2, "510106")
    assert cells[0] in {"白小梨", "張三", "白梨"}


def a_workbook(rows) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_line_by_line_and_counted_at_once():
    file = TableFile(a_workbook([["姓名"], ["白小梨"], [7]]))
    assert file.total == 2
    assert list(file.lines(RESIDENTS)) == [(1, ("姓名",)), (2, ("白小梨",)), (3, (7,))]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 xl/workbook.xml", "unreadable-workbook"),
        (b"a,b\n1,2\n", "no-heading"),
        (b"\xff\xfe\x00", "no-heading"),
        ('姓名\n"a"b\r\x00c"\n"'.encode() + b"x" * 200_000, "malformed-row"),
        (b"x" * 200_000 + TEXT.encode(), "malformed-row"),
    ],
)
def test_what_is_no_table_says_why(content, why):
    with pytest.raises(BadTable) as refused:
        list(TableFile(content).lines(RESIDENTS))
    assert refused.value.fields == {"file": why}


ENCRYPTED, UNKNOWN_METHOD = 1, 99
FLAGS, METHOD, NAME = slice(8, 10), slice(10, 12), 46


def damaged(place: slice, value: int) -> bytes:
    """Return a workbook whose directory says something odd of its sheet."""
    content = bytearray(a_workbook([["姓名"], ["白小梨"]]))
    name = b"xl/worksheets/sheet1.xml"
    at = content.rindex(name) - NAME
    content[at + place.start : at + place.stop] = value.to_bytes(2, "little")
    return bytes(content)


def garbled() -> bytes:
    """Return a workbook whose sheet cannot be unfolded."""
    content = bytearray(a_workbook([["姓名"], ["白小梨"]]))
    name = b"xl/worksheets/sheet1.xml"
    at = content.index(name) + len(name)
    content[at : at + 20] = b"\xff" * 20
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [damaged(FLAGS, ENCRYPTED), damaged(METHOD, UNKNOWN_METHOD), garbled()],
    ids=["encrypted", "packed-unknown", "garbled"],
)
def test_a_damaged_workbook_is_refused_and_not_tried_for_ever(content):
    file = TableFile(content)
    assert file.total is None
    with pytest.raises(BadTable) as refused:
        list(file.lines(RESIDENTS))
    assert refused.value.fields == {"file": "unreadable-workbook"}


def test_of_a_file_that_unfolds_beyond_measure_not_even_the_rows_are_counted(
    monkeypatch,
):
    from registry.adapters.importing import files

    content = a_workbook([["姓名"]])
    monkeypatch.setattr(files, "LARGEST_BESIDE", 10)
    assert TableFile(content).total is None
    with pytest.raises(BadTable) as refused:
        list(TableFile(content).lines(RESIDENTS))
    assert refused.value.fields == {"file": "too-large"}


def test_a_workbook_reads_nothing_from_outside_itself(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密")
    told = f'<!DOCTYPE x [<!ENTITY out SYSTEM "file://{secret}">]>'
    out, source = io.BytesIO(), io.BytesIO(a_workbook([["姓名"], ["HERE"]]))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if "HERE" in text:
                text = told + text.replace("HERE", "&out;")
            new.writestr(name, text)
    read = []
    with suppress(BadTable):
        read = list(TableFile(out.getvalue()).lines(RESIDENTS))
    assert "机密" not in str(read)


def test_a_file_that_unfolds_beyond_measure_is_not_unfolded(monkeypatch):
    from registry.adapters.importing import files

    monkeypatch.setattr(files, "LARGEST_INSIDE", 10)
    with pytest.raises(BadTable) as refused:
        list(TableFile(a_workbook([["姓名"]])).lines(RESIDENTS))
    assert refused.value.fields == {"file": "too-large"}
    monkeypatch.setattr(files, "MOST_LINES", 1)
    with pytest.raises(BadTable) as refused:
        list(TableFile(TEXT.encode()).lines(RESIDENTS))
    assert refused.value.fields == {"file": "too-many-rows"}


def test_a_sheet_formatted_far_below_its_rows_is_taken(monkeypatch):
    from registry.adapters.importing import files

    book = [["姓名"], ["白小梨"], *([None] * 1 for _ in range(9)), ["白小桃"]]
    monkeypatch.setattr(files, "MOST_LINES", 3)
    lines = list(TableFile(a_workbook(book)).lines(RESIDENTS))
    assert lines[-1] == (12, ("白小桃",))
    monkeypatch.setattr(files, "LAST_LINE", 11)
    with pytest.raises(BadTable):
        list(TableFile(a_workbook(book)).lines(RESIDENTS))


def test_what_cannot_be_a_table_is_seen_at_once():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("a.txt", "a")
    assert not looks_like_table(out.getvalue())
    assert not looks_like_table(b" \n")
    assert not looks_like_table(b"a\x00b")
    assert TableFile(out.getvalue()).total is None


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_is_a_file_of_its_own_kind(template):
    lines = list(TableFile(template_book(template)).lines(template))
    assert [title.rstrip("*") for title in lines[0][1]] == [
        column.title for column in template.columns
    ]
