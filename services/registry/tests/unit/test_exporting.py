"""Lists that leave: within reach, written down first, safe in a spreadsheet."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from minqing_chassis.http.texts import LANGUAGES
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.adapters.exporting.writing import as_csv, as_json, as_workbook
from registry.application.exporting import handlers
from registry.application.exporting.commands import StartExport
from registry.domain.access import Purpose
from registry.domain.archive.errors import SectionNotYours
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import GridUnknown, OutOfReach
from registry.domain.exporting.lists import ListUnknown, TooLongToPrint, safe
from registry.entrypoints.exporting.marks import mark_of, moment_in_words
from registry.entrypoints.exporting.words import ListWords
from services.registry.tests.archive_builders import define
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    STREET,
    a_cause,
    an_actor,
    record_duty,
    record_grid,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.importing_fakes import FileStore, with_files

HANDLER = an_actor(Role.HANDLER, COMMUNITY)
LATE = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.fixture
def store():
    return FileStore()


@pytest.fixture
def say(store):
    bus = with_files(store)
    for command in [*the_tree(), record_staff()]:
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


def export(kind="households", actor=HANDLER, **changes):
    said = {"organisation_id": COMMUNITY, "form": "csv", "purpose": "入户走访"}
    return StartExport(actor=actor, export_id=uuid4(), kind=kind, **(said | changes))


def test_no_purpose_takes_the_mark_off_a_page():
    mark = "wang-li 510106040019 2026-03-02 12:00 UTC " + "&" * 300
    pieces = b"".join(as_workbook(["姓名"], [["白*梨"]], mark))
    with zipfile.ZipFile(io.BytesIO(pieces)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddFooter>&amp;Lwang-li 510106040019 2026-03-02 12:00 UTC ＆" in sheet
    assert "&amp;R&amp;P / &amp;N</oddFooter>" in sheet


def test_a_list_says_what_for_in_words(say):
    with pytest.raises(Invalid) as refused:
        say(export(purpose=" \u3000 "))
    assert refused.value.fields == {"purpose": "bad-length"}


def test_a_list_of_people_is_written_down_with_everybody_in_it(store, say):
    home, other = record_household(), record_household(address=AT_HOME)
    say(home), say(other)
    said = say(export())
    assert set(said.subjects) == {home.household_id, other.household_id}
    assert [each.export_id for each in store.exports] == [said.export_id]
    (look,) = store.looks
    assert (look.purpose, look.resident_id) == (Purpose.EXPORT, said.export_id)
    assert look.fields[:2] == ("export:households", "people:2")
    said_by = f"wang-li 王丽 {COMMUNITY} 2026-11-22 08:00 北京时间"
    assert mark_of(said, "zh-CN") == f"{said_by} {said.export_id} 入户走访"


def test_a_copy_made_before_eight_in_china_bears_the_day_of_the_office(say):
    said = replace(say(export()), at=LATE, purpose="case-handling")
    marks = [mark_of(said, language) for language in LANGUAGES]
    assert all("2026-11-23 07:30" in mark and "UTC" not in mark for mark in marks)
    assert [mark.split()[-1] for mark in marks[:2]] == ["办理诉求", "辦理訴求"]
    assert moment_in_words(LATE, "en") == "2026-11-23 07:30 China time"


def test_a07_a_captains_list_holds_the_own_buildings_alone(store, say):
    say(record_household())
    home = record_household(address=AT_HOME)
    say(home)
    say(record_duty(scope_id="65-9"))
    assert list(say(export()).subjects) == [home.household_id]


def test_what_is_too_long_for_paper_is_refused_before_it_is_written_down(
    store, say, monkeypatch
):
    say(record_household())
    assert say(export(form="pdf")).form == "pdf"
    monkeypatch.setattr(handlers, "MOST_PRINTED", 0)
    with pytest.raises(TooLongToPrint):
        say(export(form="pdf"))
    assert len(store.looks) == len(store.exports) == 1


def test_a_list_of_the_structure_leaves_no_look(store, say):
    assert say(export("grids", an_actor(Role.OPS, None))).subjects == []
    assert store.exports and not store.looks


def test_b20_a_list_of_a_grid_names_who_is_in_it_and_no_one_else(store, say):
    say(record_grid("g-9"))
    home, person = record_household(grid_id="g-9"), uuid4()
    say(home), say(record_household())
    say(record_resident(person, household_id=home.household_id))
    said = say(export("grid-people", grid_id="g-9"))
    assert set(said.subjects) == {home.household_id, person}
    assert (said.grid_id, len(store.looks)) == ("g-9", 1)
    assert say(export("grid-things", grid_id="g-9")).subjects == []
    say(record_duty(scope_id="65-9"))
    assert say(export("grid-people", grid_id="g-9")).subjects == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kind": "grid-people"}, {"grid": "required"}),
        ({"kind": "residents", "grid_id": "g-9"}, {"grid": "not-of-a-grid"}),
        (
            {"kind": "grid-things", "grid_id": "g-9", "organisation_id": STREET},
            {"grid": "another-organisation"},
        ),
    ],
)
def test_a_list_of_a_grid_says_which_grid(store, say, changes, refusal):
    say(record_grid("g-9"))
    with pytest.raises(Invalid) as refused:
        say(export(**changes))
    assert refused.value.fields == refusal


def test_a_list_of_a_grid_stays_with_those_who_reach_it(store, say):
    say(record_grid("g-9"))
    with pytest.raises(GridUnknown):
        say(export("grid-things", grid_id="g-0"))
    with pytest.raises(OutOfReach):
        say(export("grid-things", an_actor(Role.CLERK, OTHER), grid_id="g-9"))


def test_a_list_of_a_section_is_for_its_readers(store, say):
    say(define(readers=frozenset({Role.CLERK})))
    say(define("house", subject=SubjectKind.HOUSEHOLD))
    home = record_household()
    say(home)
    with pytest.raises(SectionNotYours):
        say(export("section-health"))
    assert say(export("section-health", an_actor(Role.CLERK))).subjects == []
    assert list(say(export("section-house")).subjects) == [home.household_id]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (export("nothing"), ListUnknown),
        (export("section-nothing"), ListUnknown),
        (export(organisation_id="nowhere"), Invalid),
        (export(organisation_id=STREET), OutOfReach),
        (export(organisation_id=OTHER), OutOfReach),
        (export(actor=an_actor(Role.OPS, None)), OutOfReach),
        (export("payments"), OutOfReach),
    ],
)
def test_what_is_out_of_reach_does_not_leave(store, say, command, refusal):
    with pytest.raises(refusal):
        say(command)
    assert not store.exports


ROWS = [["=1+1", None, True], ["白*梨", ["是", "否"], {"a": 1, "b": 2}]]


def test_in_csv_no_cell_is_taken_for_a_formula():
    said = b"".join(as_csv(["甲", "乙", "丙"], ROWS, "@who")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(said)))
    assert lines[0] == ["'@who"]
    assert lines[2:] == [["'=1+1", "", "是"], ["白*梨", "是、否", "1 2"]]
    assert safe("白小梨") == "白小梨"


def test_json_is_one_object_and_csv_comes_in_pieces():
    said = json.loads(b"".join(as_json(["甲"], [[uuid4()], [1]], "who")))
    assert (said["mark"], said["columns"], len(said["rows"])) == ("who", ["甲"], 2)
    many = list(as_csv(["甲"], [["长" * 1000]] * 200, "who"))
    assert len(many) > 3


def test_a_workbook_adds_up_its_numbers_and_leaves_codes_as_texts():
    long = 10**15 + 1
    row = [7, Decimal("-66.50"), True, "510106040019", "028-1234", long, None, "=1+1"]
    book = b"".join(as_workbook([*"甲乙丙丁戊己庚辛"], [row], "who"))
    [cells] = load_workbook(io.BytesIO(book)).active.iter_rows(min_row=3)
    assert [cell.value or "" for cell in cells] == [
        *(7, -66.5, "是", "510106040019", "028-1234", str(long), "", "=1+1")
    ]
    assert [cell.data_type for cell in cells[:6]] == [*"nnssss"]
    assert cells[1].number_format == "0.00"
    lines = b"".join(as_csv(["甲"], [[Decimal("-5.00")], ["-5.00"]], "who")).decode()
    assert lines.splitlines()[2:] == ["-5.00", "'-5.00"]


def test_sums_and_shares_of_a_list_are_numbers():
    for kind, column in (("obligations", "percent"), ("payments", "amount")):
        words = ListWords(kind=kind, language="zh-CN")
        assert list(words.rows([column], [["66.50"]])) == [[Decimal("66.50")]]


@pytest.mark.parametrize("none", [(), [], None])
def test_a_home_without_a_duty_has_an_empty_cell(none):
    words = ListWords(kind="grid-people", language="zh-CN")
    told = list(words.rows(["duties"], [[none], [("grid-head", "agent")]]))
    lines = b"".join(as_csv(["职责"], told, "who")).decode().splitlines()
    assert lines[2:] == ['""', "网格长、代办"]
