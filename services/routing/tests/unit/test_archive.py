"""Files of older systems: what is read, and what is told of a row that is not."""

import json
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook

from routing.adapters.archive.answers import read_answers
from routing.adapters.archive.mapping import BadMapping, read_mapping
from routing.adapters.archive.records import UnknownFormat, read_records
from routing.application.replaying import Faulty, OldAnswer
from routing.domain.resolution import Outcome

pytestmark = pytest.mark.unit

MAPPING = """
source: old
time_zone: Asia/Shanghai
time_formats: ["%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M"]
answer:
  external_ref: {column: 编号}
  resolved_at: {column: 答复时间}
  reply: {template: "{答复} ({编号})"}
  outcome: {column: 结果, map: {转办: referred, "解*": explained}, default: resolved}
"""


@pytest.fixture
def read(tmp_path):
    def rows(content, name="old.jsonl", mapping=MAPPING):
        (tmp_path / "map.yml").write_text(mapping, "utf-8")
        mapped = read_mapping(tmp_path / "map.yml")
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        records = read_records(file, mapped.form, mapped.encoding)
        return list(read_answers(records, mapped))

    return rows


def line(**changes):
    values = {"编号": "17", "答复时间": "2019/1/2 8:00:00", "答复": "好", "结果": "x"}
    return json.dumps(values | changes, ensure_ascii=False) + "\n"


def test_an_answer_is_read_with_its_time_in_utc(read):
    assert read(line()) == [
        OldAnswer(
            line=1,
            external_ref="17",
            resolved_at=datetime(2019, 1, 2, tzinfo=UTC),
            outcome=Outcome.RESOLVED,
            reply="好 (17)",
        )
    ]


def test_two_time_formats_may_stand_in_one_file(read):
    moments = [
        row.resolved_at for row in read(line() + line(答复时间="2019-01-02 08:00"))
    ]
    assert moments[0] == moments[1]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("转办", "referred"), ("解释", "explained"), ("", "resolved")],
)
def test_outcomes_are_translated(read, said, outcome):
    [row] = read(line(结果=said))
    assert row.outcome == outcome


def test_a_row_without_an_answer_yet_is_passed_over(read):
    assert read(line(答复时间="")) == [None]
    assert read(line(答复时间=None)) == [None]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (line(答复时间="昨天"), {"resolved_at": "not-a-datetime"}),
        (line(编号=" "), {"external_ref": "required"}),
        (line(答复="坏\x00字"), {"reply": "unreadable"}),
        (line(答复="长" * 100_001), {"reply": "too-long"}),
        ('{"编号": "17"}\n', {"resolved_at": "missing-column"}),
        ("{broken\n", {"": "malformed-json"}),
        ("[1]\n", {"": "not-an-object"}),
    ],
)
def test_a_row_that_cannot_be_read_is_told_of_and_others_go_on(read, content, faults):
    first, second = read(content + line())
    assert isinstance(first, Faulty)
    assert faults.items() <= first.faults.items()
    assert isinstance(second, OldAnswer)


def test_an_outcome_that_is_not_listed_is_a_fault(read):
    strict = MAPPING.replace(", default: resolved", "")
    [row] = read(line(), mapping=strict)
    assert row.faults == {"outcome": "not-listed"}
    odd = MAPPING.replace("default: resolved", "default: solved")
    [row] = read(line(), mapping=odd)
    assert row.faults == {"outcome": "not-one-of"}


def test_csv_is_read_with_its_mark_its_quotes_and_its_faults(read):
    rows = read(
        '\ufeff编号,答复时间,答复,结果\n17,2019/1/2 8:00:00,"好,\n行",x\n\n18,short\n',
        "old.csv",
    )
    assert rows[0].reply == "好,\n行 (17)"
    assert rows[1].faults[""] == "wrong-columns"


def test_a_csv_field_without_end_costs_one_row(read):
    head = "编号,答复时间,答复,结果\n"
    rows = read(head + "17,x," + "y" * 1_000_001 + ",z\n" + "18,,b,c\n", "old.csv")
    assert rows[0].faults == {"": "malformed-row", "external_ref": "missing-column"}
    assert rows[1:] == [None]


def test_broken_bytes_are_a_fault_of_their_row(read):
    content = line().encode().replace("好".encode(), b"\xff\xfe") + line().encode()
    first, second = read(content)
    assert first.faults == {"reply": "unreadable"}
    assert isinstance(second, OldAnswer)


def test_xlsx_is_read_with_its_own_times(tmp_path, read):
    book = Workbook()
    sheet = book.active
    sheet.append(["编号", "答复时间", "答复", "结果"])
    sheet.append([17, datetime(2019, 1, 2, 8), "好", "转办"])  # noqa: DTZ001
    sheet.append([None, None, None, None])
    book.save(tmp_path / "made.xlsx")
    [row] = read((tmp_path / "made.xlsx").read_bytes(), "old.xlsx")
    assert row.resolved_at == datetime(2019, 1, 2, tzinfo=UTC)
    assert (row.external_ref, row.outcome) == ("17", "referred")


def test_another_kind_of_file_is_refused(read):
    with pytest.raises(UnknownFormat):
        read("x", "old.pdf")


@pytest.mark.parametrize(
    "mapping",
    [
        "source: x",
        "answer: {external_ref: {column: a}}",
        "answer: {external_ref: {column: a}, resolved_at: {column: b}, x: {column: c}}",
        "answer: {external_ref: {colum: a}, resolved_at: {column: b}}",
        "[",
        "1",
    ],
)
def test_a_mapping_that_means_nothing_is_refused(read, mapping):
    with pytest.raises(BadMapping):
        read("", mapping=mapping)


def test_a_constant_and_an_absent_field_need_no_column(read):
    mapping = MAPPING.replace('{template: "{答复} ({编号})"}', "{value: 已答复}")
    [row] = read(line(), mapping=mapping)
    assert row.reply == "已答复"
    short = mapping[: mapping.index("  reply")]
    [row] = read(line(), mapping=short)
    assert (row.reply, row.outcome) == ("", "resolved")
