"""Premises, duties and heads of grids by file, and back."""

import pytest

from minqing_kernel.messages import Role
from registry.domain.importing.places import DUTIES, PREMISES_KINDS, SCOPES
from registry.domain.importing.templates import STRUCTURE, TEMPLATES
from registry.domain.profiles import DutyKind
from registry.entrypoints.exporting.words import table
from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    an_actor,
    record_grid,
    record_household,
    record_staff,
)
from services.registry.tests.importing_office import Office, ends

pytestmark = pytest.mark.unit

HEAD = an_actor(Role.SUPERVISOR, STREET)
PLACES = (
    "场所编号,场所类型,场所名称,上级场所编号,所属机构编号\n"
    f"88,院落,金科苑东街88号院,,{COMMUNITY}\n"
    f"88-9,楼栋,9栋,88,{COMMUNITY}\n"
)
CAPTAIN = (
    "工号,职责,对象类型,对象编号,起始日期,终止日期\n"
    "wang-li,楼栋长,楼栋,88-9,2026年1月1日,"
)
HEADS = "网格编号,工号,起始日期\n"


@pytest.fixture
def office():
    office = Office()
    for command in (record_staff(), record_staff("li-na"), record_grid("g-1")):
        office.say(command)
    return office


def bring(office, kind, text, **changes):
    return office.bring(kind, text, HEAD, **changes)


def test_a22_premises_come_in_and_are_active_no_more_when_taken_back(office):
    batch = bring(office, "premises", PLACES)
    assert ends(batch) == {"created": 2}, office.codes(batch)
    assert office.store.premises["88-9"].profile.parent_id == "88"
    assert ends(bring(office, "premises", PLACES)) == {"same": 2}
    assert ends(bring(office, "premises", PLACES, dry_run=True)) == {"same": 2}
    office.undo(batch, HEAD)
    assert not office.store.premises["88-9"].profile.active


def test_a_dry_run_knows_what_stands_above_in_the_file(office):
    batch = bring(office, "premises", PLACES, dry_run=True)
    assert ends(batch) == {"created": 2}, office.codes(batch)
    assert "88" not in office.store.premises


def test_a07_duties_come_in_once_end_by_file_and_never_began_when_taken_back(office):
    bring(office, "premises", PLACES)
    first = bring(office, "duties", CAPTAIN)
    assert ends(first) == {"created": 1}, office.codes(first)
    assert ends(bring(office, "duties", CAPTAIN)) == {"same": 1}
    ended = bring(office, "duties", CAPTAIN + "2026-02-01")
    assert ends(ended) == {"changed": 1}
    [duty] = office.store.duties.values()
    assert str(duty.profile.until) == "2026-02-01"
    assert ends(office.undo(first, HEAD)) == {"created": 1, "kept": 1}
    office.undo(ended, HEAD)
    [duty] = office.store.duties.values()
    assert duty.profile.until is None
    again = bring(office, "duties", CAPTAIN.replace("2026年1月1日", "2026-01-05"))
    office.undo(again, HEAD)
    last = list(office.store.duties.values())[-1].profile
    assert last.until == last.since


def test_what_a_duty_is_tied_to_must_be_there(office):
    batch = bring(office, "duties", CAPTAIN)
    assert office.codes(batch) == [(2, "对象编号", "unknown-building")]
    nobody = bring(office, "duties", CAPTAIN.replace("wang-li", "no-one"))
    assert office.codes(nobody) == [(2, "工号", "unknown-staff")]


def heads(store):
    profiles = [each.profile for each in store.duties.values()]
    return [
        (each.staff_id, str(each.since), each.until and str(each.until))
        for each in profiles
        if each.duty is DutyKind.GRID_HEAD
    ]


def test_b18_heads_pass_on_by_file_with_their_history(office):
    first = bring(office, "grid-heads", HEADS + "g-1,wang-li,2026-01-01\n")
    assert ends(first) == {"created": 1}, office.codes(first)
    text = HEADS + "g-1,li-na,2026-02-01\n"
    second = bring(office, "grid-heads", text)
    assert ends(second) == {"changed": 1}
    assert ends(bring(office, "grid-heads", text)) == {"same": 1}
    assert heads(office.store) == [
        ("wang-li", "2026-01-01", "2026-02-01"),
        ("li-na", "2026-02-01", None),
    ]
    office.undo(second, HEAD)
    assert heads(office.store)[1:] == [
        ("li-na", "2026-02-01", "2026-02-01"),
        ("wang-li", "2026-02-01", None),
    ]
    assert ends(office.undo(first, HEAD)) == {"created": 1, "kept": 1}


def test_the_first_head_by_file_goes_back_to_none(office):
    batch = bring(office, "grid-heads", HEADS + "g-1,li-na,2026-02-01\n")
    office.undo(batch, HEAD)
    assert heads(office.store) == [("li-na", "2026-02-01", "2026-02-01")]


def test_a_former_head_who_serves_no_more_does_not_come_back(office):
    for who in ("wang-li", "li-na"):
        text = f"{HEADS}g-1,{who},2026-02-01\n"
        batch = bring(office, "grid-heads", text)
    del office.store.staff["wang-li"]
    assert ends(office.undo(batch, HEAD)) == {"changed": 1, "kept": 1}


def test_a_duty_for_a_household_names_it_as_the_system_does(office):
    home = record_household()
    office.say(home)
    heading = "工号,职责,对象类型,对象编号,起始日期\n"
    text = f"{heading}wang-li,社工,住户,{home.household_id},2026-01-01\n"
    assert ends(bring(office, "duties", text)) == {"created": 1}


def test_the_structure_is_six_kinds_and_their_words_are_those_of_lists():
    assert frozenset(TEMPLATES) - STRUCTURE == {"households", "residents"}
    said = table()["values"]
    taken = {"premises.kind": PREMISES_KINDS, "duty": DUTIES, "scope_kind": SCOPES}
    for column, options in taken.items():
        words = {code: each["zh-CN"] for code, each in said[column].items()}
        assert words == {code: word for word, code in options.items()}
