"""Files in whatever encoding and shape an office saves them."""

import io
import zipfile

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
    ],
)
def test_what_is_no_table_says_why(content, why):
    with pytest.raises(BadTable) as refused:
        list(TableFile(content).lines(RESIDENTS))
    assert refused.value.fields == {"file": why}


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
