"""Files of older systems, as they really come."""

import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from intake.adapters.importing.mapping import BadMapping, Rule, read_mapping
from intake.adapters.importing.parsing import RowParser
from intake.adapters.importing.readers import UnknownFormat, read_records
from intake.application.importing import Faulty, Parsed
from intake.domain.channel import Channel
from services.intake.tests.builders import COMMUNITY

MAPPING = """
source: old
time_zone: Asia/Shanghai
time_formats: ["%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S"]
petition:
  external_ref: {column: "no"}
  text: {column: text}
  received_at: {column: at}
  channel: {column: by, map: {Phone: hotline}, default: other}
  category: {column: kind, map: {"SW*": sanitation, "SW-Tree*": greening, x: roads}}
  place: {template: "{street} {house}"}
  name: {column: who}
"""
NAIVE_NOON = datetime(2020, 1, 6, 12)  # noqa: DTZ001  (a workbook knows no zone)
ROW = {
    "no": "7",
    "text": " 路灯不亮 ",
    "at": "2020/1/6 12:09:38",
    "by": "Phone",
    "kind": "SW-Dirty Alley",
    "street": "金科路",
    "house": "1号",
    "who": "周某",
}


@pytest.fixture
def mapping(tmp_path):
    file = tmp_path / "map.yml"
    file.write_text(MAPPING, "utf-8")
    return read_mapping(file)


@pytest.fixture
def parse(mapping, tmp_path):
    def parse(*rows, **operator):
        file = tmp_path / "rows.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        file.write_text("\n".join(lines) + "\n", "utf-8", errors="surrogatepass")
        records = read_records(file, mapping.form, mapping.encoding)
        return list(RowParser(mapping=mapping, **operator).parse(records))

    return parse


def without(*names, **changes):
    return {key: value for key, value in {**ROW, **changes}.items() if key not in names}


def test_a_row_becomes_a_command(parse):
    [row] = parse(ROW)
    assert isinstance(row, Parsed)
    command = row.command
    assert (command.source, command.external_ref) == ("old", "7")
    assert (command.channel, command.category) == (Channel.HOTLINE, "sanitation")
    assert (command.text, command.place) == ("路灯不亮", "金科路 1号")
    assert command.contact.name == "周某"
    assert command.received_at == datetime(2020, 1, 6, 4, 9, 38, tzinfo=UTC)


@pytest.mark.parametrize("said", ["2019/4/8 8:37:20", "2019-04-08 08:37:20"])
def test_two_time_formats_tell_the_same_moment(parse, said):
    [row] = parse(without(at=said))
    assert row.command.received_at == datetime(2019, 4, 8, 0, 37, 20, tzinfo=UTC)


def test_the_operators_word_holds_where_rows_are_silent(parse):
    [row] = parse(ROW, organisation_id=COMMUNITY, division_code=COMMUNITY)
    assert row.command.organisation_id == COMMUNITY
    assert row.command.division_code == COMMUNITY


@pytest.mark.parametrize(
    "said, category",
    [("SW-Dirty Alley", "sanitation"), ("SW-Tree Down", "greening"), ("x", "roads")],
)
def test_the_whole_value_decides_then_the_longest_prefix(parse, said, category):
    [row] = parse(without(kind=said))
    assert row.command.category == category


@pytest.mark.parametrize(
    "row, faults",
    [
        (without("text"), {"text": "missing-column"}),
        (without(text="  "), {"text": "required"}),
        (without(no=""), {"external_ref": "required"}),
        (without(no="9" * 129), {"external_ref": "too-long"}),
        (without(no="\udcff"), {"external_ref": "unreadable"}),
        (without(at="yesterday"), {"received_at": "not-a-datetime"}),
        (without(at="0001/1/1 00:00:00"), {"received_at": "moment-out-of-range"}),
        (without(at="1899/12/31 00:00:00"), {"received_at": "moment-out-of-range"}),
        (without(at="9999/12/31 23:59:59"), {"received_at": "moment-out-of-range"}),
        (without("at"), {"received_at": "missing-column"}),
        (without(kind="unheard of"), {"category": "not-listed"}),
        (without("street"), {"place": "missing-column"}),
        (without(text="a\x00b"), {"text": "unreadable"}),
        (without(who="周\x00"), {"contact.name": "unreadable"}),
        (without(text="长" * 20_001), {"text": "too-long"}),
        (
            without(text="", at=""),
            {"text": "required", "received_at": "not-a-datetime"},
        ),
        ("{broken", {"": "malformed-json"}),
        ("[1, 2]", {"": "not-an-object"}),
        ("[" * 100_000, {"": "malformed-json"}),
    ],
)
def test_a_bad_row_names_its_faults_and_stops_no_other(parse, row, faults):
    before, bad, after = parse(ROW, row, ROW)
    assert isinstance(before, Parsed)
    assert isinstance(after, Parsed)
    assert isinstance(bad, Faulty)
    assert (bad.line, dict(bad.faults)) == (2, faults)


def test_an_unknown_channel_is_a_fault(parse, mapping):
    rules = {**mapping.rules, "channel": Rule(value="pigeon")}
    object.__setattr__(mapping, "rules", rules)
    [row] = parse(ROW)
    assert row.faults == {"channel": "not-one-of"}


def test_empty_lines_are_passed_over(parse):
    assert [row.line for row in parse(ROW, "", ROW)] == [1, 3]


def records(path, form="", encoding="utf-8"):
    return list(read_records(path, form, encoding))


def test_a_byte_order_mark_is_no_part_of_a_column(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes("﻿编号,内容\n1,路灯\n".encode())
    [record] = records(file)
    assert record.values == {"编号": "1", "内容": "路灯"}


def test_other_encodings_are_read(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes("编号,内容\n1,路灯\n".encode("gb18030"))
    assert records(file, encoding="gb18030")[0].values["内容"] == "路灯"


def test_a_broken_byte_spoils_its_own_row_only(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"no,text\n1,\xff\xfe\n2,good\n")
    first, second = records(file)
    assert "\udcff" in first.values["text"]
    assert second.values["text"] == "good"


def test_a_row_with_too_many_or_too_few_columns_is_told_of(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1\n1,2,3\n1,2\n")
    assert [each.fault for each in records(file)] == [
        "wrong-columns",
        "wrong-columns",
        "",
    ]


def test_quoted_line_ends_are_part_of_the_value(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('a,b\n1,"two\nlines"\n', newline="")
    assert records(file)[0].values["b"] == "two\nlines"


def test_a_field_that_never_ends_is_told_of(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('a,b\n1,"' + "x" * 1_000_100 + "\n2,y\n")
    assert records(file)[0].fault == "malformed-row"


def test_an_empty_file_has_no_records(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("")
    assert records(file) == []


def test_a_workbook_is_read_with_its_own_dates(tmp_path, parse, mapping):
    book = openpyxl.Workbook()
    book.active.append(list(ROW))
    book.active.append([*list(ROW.values())[:2], NAIVE_NOON, *list(ROW.values())[3:]])
    book.active.append([None] * len(ROW))
    file = tmp_path / "book.xlsx"
    book.save(file)
    [row] = RowParser(mapping=mapping).parse(records(file))
    assert row.command.received_at == datetime(2020, 1, 6, 4, tzinfo=UTC)


def test_reading_tells_how_far_it_came(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("编号,内容\n" + "1,路灯\n" * 100, "utf-8")
    read = []
    list(read_records(file, "", "utf-8", read.append))
    assert sum(read) == file.stat().st_size


def test_another_format_is_refused(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_text("")
    with pytest.raises(UnknownFormat):
        records(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "source: a",
        "source: a\npetition: {text: {column: a}}",
        MAPPING + "  colour: {column: a}\n",
        MAPPING.replace('{column: "no"}', '{collumn: "no"}'),
        MAPPING.replace("Asia/Shanghai", "Asia/Nowhere"),
        MAPPING.replace('{column: "no"}', "{column: no}"),
        MAPPING.replace("x: roads", "1: roads"),
    ],
)
def test_a_wrong_mapping_is_refused_by_name(tmp_path, text):
    file = tmp_path / "map.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadMapping, match=r"map\.yml"):
        read_mapping(file)


@pytest.mark.parametrize("name", ["official-replies", "baltimore-311"])
def test_the_mappings_that_come_with_the_service_can_be_read(name):
    folder = Path(__file__).parents[2] / "mappings"
    assert read_mapping(folder / f"{name}.yml").source == name
