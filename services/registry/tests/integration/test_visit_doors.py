"""Visits over HTTP, on a real database."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest

from minqing_chassis.sealing import SealBroken, Sealer
from registry.adapters.archive.rotation import rotate
from registry.domain.profiles import DutyKind, ScopeKind
from registry.domain.visits.kinds import SubjectKind
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    a_cause,
    record_duty,
    record_household,
    record_organisation,
    record_premises,
    record_resident,
    record_staff,
)
from services.registry.tests.real import a_bus
from services.registry.tests.visit_builders import (
    DIARY,
    WENT,
    a_home,
    a_meeting,
    a_visitor,
    an_account,
    days_ago,
    of,
    read_visit,
    record_visit,
)

pytestmark = pytest.mark.integration

VISITOR = ("handler", COMMUNITY, "wang-li")
COLLEAGUE = ("handler", COMMUNITY, "li-na")
HEAD = ("supervisor", STREET)
HOME, PERSON = UUID(int=7), UUID(int=8)
TWICE = 2


@pytest.fixture
def visited(say):
    """Two members of staff, a household and somebody in it."""
    for command in [
        record_staff(),
        record_staff("li-na"),
        record_staff("street-head", organisation_id=STREET),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
    ]:
        say(command)
    return say


def at_home(**changes):
    said = {
        "kind": "home",
        "held_at": (NOON - timedelta(days=3)).isoformat(),
        "visitors": ["wang-li", "li-na"],
        "subjects": [
            {"kind": "household", "id": str(HOME)},
            {"kind": "resident", "id": str(PERSON)},
        ],
        "premises_id": "65-9",
        "outcome": "taken-back",
        "topic": "厨房",
        "diary": DIARY,
    }
    return said | changes


def test_a10_a11_a_visit_is_recorded_corrected_and_read(visited, call, db):
    one = f"/v1/visits/{uuid4()}"
    told = call("PUT", one, VISITOR, at_home())
    assert (told.status_code, told.json["revision"]) == (200, 1), told.json
    assert (told.json["late_days"], told.json["diary"]) == (3, "***")
    assert call("PUT", one, VISITOR, at_home()).json["revision"] == 1
    better = at_home(diary="已修好", outcome="settled", visitors=["wang-li"])
    assert call("PUT", one, VISITOR, better).json["revision"] == TWICE
    assert call("PUT", one, COLLEAGUE, at_home()).status_code == 403
    shown = call("GET", one, HEAD).json
    assert (shown["topic"], shown["units"]) == ("***", {"wang-li": COMMUNITY})
    assert call("GET", one, COLLEAGUE).status_code == 403
    full = call("GET", f"{one}/full?purpose=visit", HEAD).json
    assert (full["visit"]["diary"], full["visit"]["outcome"]) == ("已修好", "settled")
    [before] = full["before"]
    assert (before["diary"], before["visitors"]) == (DIARY, ["li-na", "wang-li"])
    looks = db.rows("select subject from access_log order by subject")
    assert [each["subject"] for each in looks] == [str(HOME), str(PERSON)]
    assert full["visit"]["named"] == shown["named"]
    own = call("GET", f"{one}/full", VISITOR)
    assert (own.status_code, own.json["visit"]["diary"]) == (200, "已修好")
    assert call("GET", f"{one}/full", HEAD).status_code == 422
    assert len(db.rows("select subject from access_log")) == 2 * TWICE
    steps = db.rows("select step, detail from timeline where subject like 'visit:%'")
    assert {each["step"] for each in steps} == {"visit-recorded", "visit-corrected"}
    both = "select visits::text, visit_editions::text from visits, visit_editions"
    assert "漏水" not in f"{steps} {db.rows(both)}"


def test_a11_late_entries_are_listed(visited, call):
    late, same_day = uuid4(), uuid4()
    visited(record_visit(an_account(subjects=[a_home(HOME)]), same_day))
    visited(
        record_visit(an_account(subjects=[a_home(HOME)], held_at=days_ago(2)), late)
    )
    place = f"/v1/visits?organisation={COMMUNITY}"
    listed = call("GET", f"{place}&late_days=2", HEAD).json["items"]
    assert [each["visit_id"] for each in listed] == [str(late)]
    mine = call("GET", "/v1/my-visits?limit=1", VISITOR).json
    rest = call("GET", f"/v1/my-visits?after={mine['next']}", VISITOR).json["items"]
    both = [each["visit_id"] for each in (*mine["items"], *rest)]
    assert both == [str(same_day), str(late)], "the newest first, page by page"
    assert call("GET", "/v1/my-visits", COLLEAGUE).json["items"] == []
    today = f"{place}&staff=wang-li&since={NOON.date()}&until={NOON.date()}"
    assert len(call("GET", today, HEAD).json["items"]) == 1
    assert call("GET", place, ("supervisor", OTHER)).status_code == 403


def test_a_visit_says_in_words_who_and_where_as_far_as_one_reaches(visited, call):
    visited(record_premises("65-9", name="9栋"))
    one = f"/v1/visits/{uuid4()}"
    assert call("PUT", one, VISITOR, at_home()).status_code == 200

    def words(told):
        named = {each["kind"]: each["name"] for each in told["named"]}
        return told["place"], named["household"], named["resident"]

    place, home, person = words(call("GET", one, HEAD).json)
    assert place == "9栋" and home.endswith("3栋***")
    assert person and "*" in person
    [mine] = call("GET", "/v1/my-visits", VISITOR).json["items"]
    assert words(mine)[1] != home, "a handler sees the street alone"
    [listed] = call("GET", f"/v1/visits?organisation={COMMUNITY}", HEAD).json["items"]
    assert words(listed) == (place, home, person)
    visited(record_premises("79", name="79栋"))
    visited(record_duty(scope_id="79"))
    assert words(call("GET", one, VISITOR).json) == (place, None, None)


def test_a_new_sealing_key_takes_visits_over_with_their_past(visited, db, sealer):
    visit = uuid4()
    visited(record_visit(an_account(subjects=[a_home(HOME)]), visit))
    visited(record_visit(an_account(subjects=[a_home(HOME)], diary="已修好"), visit))
    both = Sealer([bytes(32), bytes(range(32))])
    done = rotate(db, both)
    assert (done.visits, done.visit_editions) == (1, 1)
    alone = a_bus(db, Sealer([bytes(32)]))
    full = alone.handle(read_visit(visit, a_visitor()), a_cause())
    assert (full.visit.diary, full.before[0].diary) == ("已修好", DIARY)
    with pytest.raises(SealBroken):
        a_bus(db, sealer).handle(read_visit(visit, a_visitor()), a_cause())


def test_one_visit_that_two_devices_send_at_once_is_one_visit(visited, call, db):
    one, start = f"/v1/visits/{uuid4()}", Barrier(3)
    told = []

    def send():
        start.wait()
        told.append(call("PUT", one, VISITOR, at_home()).status_code)

    devices = [Thread(target=send) for _ in range(3)]
    for each in devices:
        each.start()
    for each in devices:
        each.join()
    assert 200 in told
    assert set(told) <= {200, 409}
    assert call("PUT", one, VISITOR, at_home()).json["revision"] == 1
    [kept] = db.rows("select count(*) as rows from visit_subjects")
    assert kept["rows"] == TWICE


def test_what_cannot_be_a_visit_is_refused(visited, call):
    one = f"/v1/visits/{uuid4()}"
    for wrong, status in (
        ({"held_at": "0001-01-01T00:00:00Z"}, 422),
        ({"held_at": "2026-03-02T12:00:00"}, 422),
        ({"held_at": (NOON + timedelta(hours=1)).isoformat()}, 422),
        ({"subjects": [{"kind": "household", "id": str(uuid4())}]}, 422),
        ({"subjects": [{"kind": "household", "id": "65-9"}]}, 422),
        ({"premises_id": "no-where"}, 422),
        ({"visitors": ["li-na"]}, 403),
        ({"diary": "\x00"}, 422),
    ):
        answer = call("PUT", one, VISITOR, at_home(**wrong))
        assert answer.status_code == status, (wrong, answer.json)
    assert call("GET", one, VISITOR).status_code == 404


def test_the_kinds_in_force_are_told(call):
    told = call("GET", "/v1/visit-kinds?on=2020-01-01", VISITOR).json
    home = next(each for each in told["items"] if each["code"] == "home")
    assert home["requires"] == ["diary", "household"]
    assert told["late_after_days"] == 1
    assert (home["door"], home["closes_with"]) == (
        "home-visit",
        ["diary", "family", "five"],
    )
    assert {each["code"] for each in told["classes"]} == {
        "minimum-living",
        "entitled",
        "disabled-in-need",
    }


def tallies(told, by):
    return {each["of"]: (each["visits"], each["attendance"]) for each in told[by]}


def test_a21_a_month_counts_events_and_who_came_by_courtyard_cadre_and_unit(
    visited, call
):
    visited(record_premises("79", name="79栋"))
    both = ["wang-li", "li-na"]
    above = a_meeting(5, visitors=["wang-li", "street-head"], premises_id="65-9")
    for account in (
        a_meeting(23),
        a_meeting(10, visitors=both, premises_id="65-9-2-4"),
        above,
        a_meeting(4, premises_id="79"),
        a_meeting(99, held_at=days_ago(2)),
        an_account(subjects=[a_home(HOME)]),
    ):
        visited(record_visit(account))
    counts = f"/v1/visit-counts?organisation={COMMUNITY}&month=2026-03"
    told = call("GET", f"{counts}&kind=courtyard", HEAD).json
    assert (told["total"]["visits"], told["total"]["attendance"]) == (4, 42)
    assert tallies(told, "by_courtyard") == {"65": (3, 38), None: (1, 4)}
    assert tallies(told, "by_cadre") == {"wang-li": (4, 42), "li-na": (1, 10)}
    assert tallies(told, "by_unit") == {COMMUNITY: (4, 42)}
    every = call("GET", counts, HEAD).json
    assert (every["total"]["visits"], every["total"]["untold"]) == (5, 1)
    street = call("GET", counts.replace(COMMUNITY, STREET), HEAD).json
    assert tallies(street, "by_unit") == {COMMUNITY: (5, 42), STREET: (1, 5)}
    before = call("GET", counts.replace("03", "02"), HEAD).json
    assert (before["total"]["attendance"], before["late"]) == (99, 1)
    assert call("GET", counts, ("clerk", STREET)).status_code == 403
    assert call("GET", counts.replace("2026-03", "2026-13"), HEAD).status_code == 422


def test_c17_times_are_counted_apart_from_the_units_that_were_gone_to(visited, call):
    both = ["wang-li", "li-na"]
    community = of(SubjectKind.ORGANISATION, COMMUNITY)
    for account in (
        a_meeting(23, visitors=both),
        a_meeting(9, subjects=[community], visitors=both),
        an_account(subjects=[a_home(HOME)]),
        an_account(subjects=[a_home(HOME)], held_at=days_ago(2)),
    ):
        visited(record_visit(account))
    day = WENT.date()
    tours = f"/v1/visit-tours?organisation={COMMUNITY}&since={day}&until={day}"
    told = call("GET", tours, HEAD).json
    assert (told["times"], told["visits"], told["units"]) == (5, 3, {"community": 1})
    [unit] = told["items"]
    assert (unit["organisation_id"], unit["times"], unit["visits"]) == (COMMUNITY, 5, 3)
    leaders = f"{tours}&duty=leader"
    assert call("GET", leaders, HEAD).json["times"] == 0
    leading = {"duty": DutyKind.LEADER, "scope_kind": ScopeKind.ORGANISATION}
    visited(record_duty(**leading, scope_id=COMMUNITY))
    told = call("GET", leaders, HEAD).json
    assert (told["times"], told["visits"], told["units"]) == (3, 3, {"community": 1})
    assert call("GET", tours, ("clerk", STREET)).status_code == 403


def test_c17_12_communities_2_cooperatives_5_villages_were_gone_to_83_times(say, call):
    leaders = [f"leader-{number}" for number in range(6)]
    for each in leaders:
        say(record_staff(each, organisation_id=STREET))
        leading = {"duty": DutyKind.LEADER, "scope_kind": ScopeKind.ORGANISATION}
        leading |= {"duty_id": uuid4(), "staff_id": each, "scope_id": STREET}
        say(record_duty(**leading))
    kinds = ["community"] * 11 + ["cooperative"] * 2 + ["village"] * 5
    units = [COMMUNITY, *(f"{STREET}-{number}" for number in range(18))]
    for unit, kind in zip(units[1:], kinds, strict=True):
        named = {"kind": kind, "name": unit, "division_code": STREET}
        say(record_organisation(unit, parent_id=STREET, **named))
    street = replace(a_visitor(leaders[0]), organisation_id=STREET)
    for number, unit in enumerate(units):
        went = leaders[: 5 if number < 7 else 4]
        said = {"subjects": [of(SubjectKind.ORGANISATION, unit)], "visitors": went}
        say(record_visit(a_meeting(9, **said), actor=street))
    day = WENT.date()
    tours = f"/v1/visit-tours?organisation={STREET}&since={day}&until={day}&duty=leader"
    told = call("GET", tours, HEAD).json
    assert (told["times"], told["visits"]) == (83, 19)
    assert told["units"] == {"community": 12, "cooperative": 2, "village": 5}
    far = [each for each in told["items"] if each["organisation_id"] != COMMUNITY]
    assert sorted(each["times"] for each in far) == [4] * 12 + [5] * 6


def test_a21_whoever_is_named_at_a_meeting_was_not_visited_at_home(visited, call):
    visited(record_visit(a_meeting(subjects=[a_home(HOME)])))
    place = f"/v1/visit-coverage?organisation={COMMUNITY}"
    told = {each["kind"]: each for each in call("GET", place, HEAD).json["items"]}
    assert told["registered-household"]["visited"] == 0
