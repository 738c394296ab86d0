"""Spot checks over HTTP, on a real database (C-15)."""

from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest

from registry.domain.checks.check import digest_of
from registry.domain.checks.lots import drawn, population_digest, seed_of
from services.registry.tests.builders import COMMUNITY, OTHER, STREET, TODAY
from services.registry.tests.check_builders import (
    HOME,
    QUARTER,
    SECTION,
    held,
    the_staff,
)
from services.registry.tests.visit_builders import (
    DIARY,
    a_home,
    a_visitor,
    an_account,
    record_visit,
)

pytestmark = pytest.mark.integration

BOSS = ("supervisor", COMMUNITY, "boss")
HEAD = ("supervisor", STREET, "street-head")
CLERK = ("clerk", SECTION, "sw-clerk")
FAR = ("supervisor", OTHER, "far")
ASKED = {
    "rule": "community-of-workers",
    "organisation_id": COMMUNITY,
    "since": QUARTER.isoformat(),
}
FOUND = {"found": "confirmed", "means": "phone", "checked_on": TODAY.isoformat()}


@pytest.fixture
def visits(say):
    """Eight visits of one social worker, one with the clerk of the section."""
    for command in the_staff():
        say(command)
    made = [uuid4() for _ in range(8)]
    for days, key in enumerate(made):
        team = ["wang-li", "sw-clerk"] if days == 0 else ["wang-li"]
        said = {"subjects": [a_home(HOME)], "held_at": held(days), "visitors": team}
        say(record_visit(an_account(**said), key, a_visitor()))
    return made


def test_c15_lots_are_drawn_once_and_anybody_can_draw_them_again(visits, call, db):
    one = f"/v1/check-draws/{uuid4()}"
    told = call("PUT", one, BOSS, ASKED)
    assert (told.status_code, told.json["population"]) == (200, 8), told.json
    assert (told.json["size"], told.json["checked"]) == (5, 0)
    assert call("PUT", one, BOSS, ASKED).json == told.json
    again = call("PUT", f"/v1/check-draws/{uuid4()}", BOSS, ASKED)
    assert (again.status_code, again.json["type"][-13:]) == (409, "drawn-already")
    whole = call("GET", one, HEAD).json
    of = call("GET", f"{one}/population", HEAD).json["visits"]
    assert sorted(of) == sorted(map(str, visits))
    assert population_digest(of) == whole["population_digest"]
    assert seed_of(whole["nonce"], whole["population_digest"]) == whole["seed"]
    sample = [each["visit_id"] for each in whole["checks"]]
    assert sample == drawn(whole["seed"], of, 5)
    [logged] = db.rows("select detail from timeline where step = 'checks-drawn'")
    assert logged["detail"]["seed"] == whole["seed"]
    assert DIARY not in str(whole) + str(db.rows("select facts::text from checks"))
    assert call("GET", one, FAR).status_code == 403


def test_c15_what_was_drawn_is_frozen_checked_and_counted(visits, call, say):
    one = f"/v1/check-draws/{uuid4()}"
    call("PUT", one, BOSS, ASKED)
    first, second, *_ = call("GET", one, BOSS).json["checks"]
    assert digest_of(first["facts"]) == first["digest"]
    mine = call("GET", "/v1/my-checks", BOSS).json["items"]
    assert mine[0]["visit_id"] == first["visit_id"]
    debts = call("GET", f"/v1/check-debts?organisation={STREET}", HEAD).json
    [debt] = debts["items"]
    assert (debt["checker_id"], debt["open"], debt["overdue"]) == ("boss", 5, 0)
    undrawn = [each["rule"] for each in debts["undrawn"]]
    assert undrawn == ["head-of-cadres", "leader-of-sections"]
    said = {"subjects": [a_home(HOME)], "held_at": held(9), "visitors": ["wang-li"]}
    visit = UUID(first["visit_id"])
    say(record_visit(an_account(**said), visit, a_visitor()))
    finding = f"{one}/visits/{first['visit_id']}/finding"
    assert call("PUT", finding, BOSS, FOUND).status_code == 204
    differs = FOUND | {"found": "differs", "differs_in": ["day"]}
    other = f"{one}/visits/{second['visit_id']}/finding"
    assert call("PUT", other, BOSS, differs).status_code == 204
    assert call("PUT", finding, HEAD, FOUND).status_code == 403
    visitor = ("handler", COMMUNITY, "wang-li")
    assert call("PUT", finding, visitor, FOUND).status_code == 403
    shown, *_ = call("GET", one, BOSS).json["checks"]
    assert (shown["changed"], shown["facts"]) == (True, first["facts"])
    assert [each["by"] for each in shown["findings"]] == ["boss"]
    place = f"/v1/check-draws?organisation={STREET}&since={QUARTER}"
    [card] = call("GET", place, HEAD).json["items"]
    assert (card["checked"], card["confirmed_rate"]) == (2, "50.00")
    assert len(call("GET", "/v1/my-checks", BOSS).json["items"]) == 3


def test_c15_companions_stand_aside_and_two_draws_at_once_are_one(visits, call):
    rule = ASKED | {"rule": "section-of-workers"}
    ids, start, told = [uuid4(), uuid4()], Barrier(2), []

    def knock(key):
        start.wait()
        told.append(call("PUT", f"/v1/check-draws/{key}", CLERK, rule).status_code)

    threads = [Thread(target=knock, args=(key,)) for key in ids]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told) == [200, 409]
    place = f"/v1/check-draws?organisation={COMMUNITY}"
    [card] = call("GET", place, CLERK).json["items"]
    whole = call("GET", f"/v1/check-draws/{card['draw_id']}", CLERK).json
    assert {each["checker_id"] for each in whole["checks"]} == {None}
    visit = whole["checks"][0]["visit_id"]
    path = f"/v1/check-draws/{card['draw_id']}/visits/{visit}/finding"
    refused = call("PUT", path, CLERK, FOUND)
    assert refused.json["type"].endswith("not-a-checker")


def test_c15_the_rules_are_shown_and_strange_questions_refused(visits, call):
    rules = call("GET", "/v1/check-rules", BOSS).json["items"]
    assert [each["code"] for each in rules][2:] == [
        "community-of-workers",
        "section-of-workers",
    ]
    assert rules[2]["checkers"] == {
        "units": ["community"],
        "roles": ["supervisor"],
        "duties": [],
    }
    assert call("GET", "/v1/check-debts?organisation=nowhere", BOSS).status_code == 422
    assert call("GET", f"/v1/check-draws/{uuid4()}", BOSS).status_code == 404
    earlier = ASKED | {"since": "2025-07-01"}
    nothing = call("PUT", f"/v1/check-draws/{uuid4()}", BOSS, earlier)
    assert (nothing.status_code, nothing.json["errors"][0]["field"]) == (422, "since")
    strange = call("GET", "/v1/staff/%00/assessments", BOSS)
    assert strange.status_code in {403, 404, 422}
    missing = f"/v1/check-draws/{uuid4()}/visits/{uuid4()}/finding"
    assert call("PUT", missing, BOSS, FOUND).status_code == 404
