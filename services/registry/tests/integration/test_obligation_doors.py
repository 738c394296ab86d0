"""Obligations over HTTP and from the command line, on a real database."""

from argparse import ArgumentParser
from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest

from minqing_kernel.messages import SYSTEM
from registry.application.charges.commands import AssignHouseholds
from registry.domain.obligations.tagging import Tagged
from registry.entrypoints.obligations.cli import add_obligations
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    NAME,
    OTHER,
    STREET,
    TODAY,
    record_duty,
    record_household,
    record_resident,
)
from services.registry.tests.integration.conftest import knocking
from services.registry.tests.obligation_builders import at, ids, tagged, went

pytestmark = pytest.mark.integration

HOMES = ids(4)
HEAD = ("supervisor", STREET)
WORKER = ("handler", COMMUNITY, "wang-li")
COLLEAGUE = ("handler", COMMUNITY, "li-na")
BEHIND = f"/v1/obligations/standings?organisation={STREET}"
MISSING = "/v1/obligations/missing"
TUESDAY = date(2026, 2, 24)


@pytest.fixture
def knock(place, keys):
    """Two workers with two households each; one household was visited."""
    place.say(*(record_household(each) for each in HOMES))
    for staff_id, homes in (("wang-li", HOMES[:2]), ("li-na", HOMES[2:])):
        place.say(
            AssignHouseholds(
                actor=SYSTEM,
                staff_id=staff_id,
                household_ids=tuple(homes),
                since=date(2025, 1, 1),
            )
        )
    place.say(went(at(TODAY, 9), ("household", HOMES[0])))
    return knocking(place.parts, keys)


def test_c03_one_sees_the_own_standing_and_who_is_set_over_one_the_worst_first(knock):
    mine = knock("GET", "/v1/my-obligations?rule=c03-households", WORKER).json["items"]
    [own] = mine
    assert (own["done"], own["required"], own["percent"]) == (1, 50, "2.00")
    assert (own["state"], own["shortfall"] > 0) == ("behind", True)
    first = knock("GET", f"{BEHIND}&rule=c03-households&limit=1", HEAD).json
    assert first["items"][0]["bearer_id"] == "li-na"
    rest = knock(
        "GET", f"{BEHIND}&rule=c03-households&limit=1&after={first['next']}", HEAD
    ).json
    assert [each["bearer_id"] for each in rest["items"]] == ["wang-li"]
    late = knock("GET", f"{BEHIND}&behind=true&closed=true", HEAD).json["items"]
    assert {each["state"] for each in late} == {"missed"}
    for nobody in (("supervisor", OTHER), ("clerk", STREET + "x"), WORKER):
        assert knock("GET", BEHIND, nobody).status_code == 403
    assert knock("GET", f"{BEHIND}&after=1", HEAD).status_code == 422


def test_a18_who_is_missing_is_masked_by_role_and_kept_from_colleagues(knock, place):
    someone = uuid4()
    place.say(record_resident(someone, registered_division="420106"))
    ask = f"{MISSING}?rule=c03-households&bearer=wang-li"
    mine = knock("GET", ask, WORKER).json
    assert (mine["number"], mine["next"]) == (1, None)
    assert [each["id"] for each in mine["items"]] == [str(HOMES[1])]
    shown = {"id", "kind", "organisation_id", "name", "missing_cells"}
    assert set(mine["items"][0]) == shown
    assert knock("GET", ask, COLLEAGUE).status_code == 403
    unit = f"{MISSING}?rule=a18-floating&bearer={COMMUNITY}"
    told = knock("GET", unit, HEAD)
    assert [each["id"] for each in told.json["items"]] == [str(someone)]
    texts = knock("GET", ask, HEAD).text + told.text + knock("GET", ask, WORKER).text
    assert NAME not in texts
    assert ADDRESS not in texts
    assert knock("GET", unit, WORKER).status_code == 403
    unknown = knock("GET", f"{MISSING}?rule=nothing&bearer=wang-li", WORKER)
    assert unknown.status_code == 404
    assert "obligation-unknown" in unknown.text


def test_a07_a_captain_misses_nobody_beyond_the_own_buildings(knock, place):
    place.say(record_household(uuid4(), building_id=None))
    place.say(record_duty(staff_id="chief", since=date(2025, 1, 1)))
    ask = f"{MISSING}?rule=a10-captain-homes&bearer=chief"
    captain = ("handler", COMMUNITY, "chief")
    assert knock("GET", ask, captain).json["number"] == 0


def test_b24_a_missed_day_is_excused_and_shown_so(knock, place):
    place.say(tagged("cadre", Tagged.STAFF, "wang-li"))
    span = f"since={TUESDAY}&until={TUESDAY}"
    due = knock("GET", f"/v1/my-tasks?{span}", WORKER).json["items"]
    assert {each["planned"] for each in due} == {"2026-02-17", "2026-02-24"}
    assert {(each["rule"], each["state"]) for each in due} == {
        ("b24-tuesday", "missed")
    }
    door = f"/v1/my-excuses/b24-tuesday/{TUESDAY}"
    said = knock("PUT", door, WORKER, {"reason": "training"})
    assert said.json == {
        "rule": "b24-tuesday",
        "day": "2026-02-24",
        "reason": "training",
    }
    unit = f"/v1/obligations/tasks?organisation={STREET}&{span}"
    due = knock("GET", unit, HEAD).json["items"]
    assert {each["state"] for each in due} == {"excused"}
    for wrong, status in (
        (door.replace("24-", "25-"), 404),
        (door.replace("02-24", "02-25"), 409),
        (door.replace("02-24", "02-31"), 422),
    ):
        answer = knock("PUT", wrong, WORKER, {"reason": "leave"})
        assert answer.status_code == status, answer.json
    assert knock("PUT", door, WORKER, {"reason": "感冒"}).status_code == 422


def test_c14_the_calendar_shows_where_a_day_moved_and_a_month_is_the_longest(knock):
    span = "since=2026-10-05&until=2026-10-11"
    items = knock("GET", f"/v1/obligations/calendar?{span}", WORKER).json["items"]
    days = {each["rule"]: (each["planned"], each["day"]) for each in items}
    assert days["b24-tuesday"] == ("2026-10-06", "2026-10-08")
    for wrong in (
        "since=2026-10-05&until=2026-10-04",
        "since=2026-01-01&until=2026-03-01",
    ):
        asked = knock("GET", f"/v1/obligations/calendar?{wrong}", WORKER)
        assert asked.status_code == 422


def test_a18_past_quarters_are_told_and_the_rules_of_a_day(knock):
    place = f"/v1/obligations/history?organisation={STREET}&rule=c03-households"
    told = knock("GET", f"{place}&periods=2&on=2026-04-01", HEAD).json["items"]
    assert [(each["first"], each["done"]) for each in told] == [
        ("2026-01-01", 1),
        ("2025-10-01", 0),
    ]
    every = f"/v1/obligations/history?organisation={STREET}&periods=1&on=2026-04-01"
    last = knock("GET", every, HEAD).json["items"]
    assert told[0] in last
    assert len({each["rule"] for each in last}) == len(last) > 1
    assert knock("GET", place, ("supervisor", OTHER)).status_code == 403
    rules = knock("GET", "/v1/obligations/rules", WORKER).json["items"]
    assert len(rules) == 29
    before = knock("GET", "/v1/obligations/rules?on=2021-01-01", WORKER).json
    assert before["items"] == []


def test_tags_are_said_by_supervisors_and_two_at_once_are_one(knock, place):
    door = "/v1/obligation-tags/party-member"
    body = {"items": [{"kind": "staff", "id": "li-na", "since": "2026-01-01"}]}
    assert knock("PUT", door, ("supervisor", OTHER), body).status_code == 403
    start, told = Barrier(3), []

    def say():
        start.wait()
        told.append(knock("PUT", door, HEAD, body).status_code)

    both = [Thread(target=say) for _ in range(3)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert 200 in told
    assert set(told) <= {200, 409}
    rows = place.parts.database.rows("select revision from obligation_tags")
    assert [row["revision"] for row in rows] == [1]
    sql = "select subject, detail from timeline where step = 'tagging-recorded'"
    [line] = place.parts.database.rows(sql)
    assert "li-na" not in f"{line}"
    listed = f"{door}?organisation={STREET}"
    [item] = knock("GET", listed, HEAD).json["items"]
    assert (item["kind"], item["id"], item["until"]) == ("staff", "li-na", None)
    assert knock("GET", listed, ("supervisor", OTHER)).status_code == 403
    for wrong in (
        {"items": []},
        {"items": [{"kind": "household", "id": "65-9", "since": "2026-01-01"}]},
        {"items": [{"kind": "staff", "id": "nobody", "since": "2026-01-01"}]},
    ):
        assert knock("PUT", door, HEAD, wrong).status_code == 422


def test_the_standing_of_a_place_leaves_as_a_file_for_those_set_over_it(knock):
    door = f"/v1/exports/obligations.csv?organisation={STREET}&purpose=check"
    told = knock("GET", door, HEAD)
    assert told.text.count("c03-households") == 2
    assert "任务编号" in told.text
    assert knock("GET", door.replace("csv", "xlsx"), HEAD).content[:2] == b"PK"
    for nobody in (WORKER, ("supervisor", OTHER), ("ops", None)):
        assert knock("GET", door, nobody).status_code == 403


def test_an_operator_checks_the_rules_and_sees_who_stands_where(place, knock, capsys):
    parser = ArgumentParser()
    add_obligations(parser.add_subparsers(), lambda: place.parts)
    asked = parser.parse_args(
        ["obligations", "standing", COMMUNITY, "--rule", "c03-households"]
    )
    asked.run(asked)
    assert "1/50 2.00% c03-households wang-li" in capsys.readouterr().out
    asked = parser.parse_args(["obligations", "check"])
    with pytest.raises(SystemExit) as ended:
        asked.run(asked)
    assert "there is no kind" not in capsys.readouterr().out
    assert ended.value.code == 0
