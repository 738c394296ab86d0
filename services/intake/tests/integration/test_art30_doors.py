"""条例第30条: no door of intake shows an accusation to the accused, or below them."""

import json

import pytest

from intake.application.signing import sign_all
from intake.domain.accused import is_hidden_from
from intake.domain.organisation import OrganisationTree
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_clerk,
    a_street_with_two_communities,
    a_supervisor,
    the_operator,
)

pytestmark = pytest.mark.untraced

SHOWS_NO_PETITION = "says nothing of any petition"
DOORS = {
    "/v1/petitions": "lists",
    "/v1/titles": "lists",
    "/v1/petitions/{receipt}": "shows one",
    "/v1/petitions/{receipt}/petitioner": "shows who petitions",
    "/v1/petitions/{receipt}/similar": "shows others",
    "/v1/petitions/{receipt}/changes": "shows what was settled anew",
    "/v1/petitions/{receipt}/contacts": "shows who came again",
    "/v1/petitions/{receipt}/pictures": "lists",
    "/v1/petitions/{receipt}/pictures/{sha256}": "shows one",
    "/v1/petitions/{receipt}/small-pictures": "shows one",
    "/v1/reports/visits": "counts",
    "/v1/reports/arrivals": "counts",
    "/v1/reports/quarter": "counts",
    "/v1/reports/quarter/petitions": "lists",
    "/v1/reports/categories": "counts",
    "/v1/reports/category-lists": "counts",  # test_category_lists_by_http.py
    "/v1/category-lists": SHOWS_NO_PETITION,
    "/v1/reports/device-calls": "counts",
    "/v1/groups/{id}": "shows what a petition heads",
    "/v1/groups/{id}/members/{member}/contacts": "shows what a petition heads",
    "/v1/arrivals": "lists",  # test_d10_arrivals_by_http.py
    "/v1/arrivals/{id}": "lists",  # test_d10_arrivals_by_http.py
    "/v1/arrivals/{id}/visitor": SHOWS_NO_PETITION,
    "/v1/arrivals/{id}/conduct": SHOWS_NO_PETITION,
    "/v1/reception-bookings": "lists",  # test_art18_booking_by_http.py
    "/v1/data-requests": "lists",
    "/v1/data-requests/{number}": "shows one",
    "/v1/data-requests/{number}/full": "shows one",
    "/v1/channels": SHOWS_NO_PETITION,
    "/v1/categories": SHOWS_NO_PETITION,
    "/v1/category-guides": SHOWS_NO_PETITION,
    "/v1/reports/calls": SHOWS_NO_PETITION,
    "/v1/category-mappings/{list}": SHOWS_NO_PETITION,
    "/v1/informer-reports/missing": SHOWS_NO_PETITION,
    "/v1/informer-reports": SHOWS_NO_PETITION,
    "/v1/informer-reports/mine": SHOWS_NO_PETITION,
    "/v1/informer-reports/{enterprise}/{month}": "lists",  # test_d22_informers_by_http
    "/v1/informers/{informer}": SHOWS_NO_PETITION,
    "/v1/petitions/{receipt}/code-check": "says by what a code is known",
    "/v1/policy": SHOWS_NO_PETITION,
}
"""Every door that reads. A new one is entered here with what it shows, and proved."""
ACCUSED = [(STREET, STREET), (STREET, COMMUNITY), (COMMUNITY, COMMUNITY)]
PAGES = (
    *("/similar", "/changes", "/contacts", "/code-check"),
    *("/pictures", f"/pictures/{'0' * 64}?purpose=visit"),
    "/small-pictures?purpose=visit",
)
EVER = "since=2020-01-01T00:00:00Z&until=2030-01-01T00:00:00Z"
WORDS = "某科长收了钱才给办证，已经三次了，请查一查。"


@pytest.fixture
def accuse(door):
    """Write an accusation down at the accused's own door; return its receipt."""

    def submit(*accused):
        nature = {"kind": "accusation", "accused": list(accused)}
        said = {"organisation_id": COMMUNITY, "text": WORDS, "category": None}
        answer = door.submit(nature=nature, **said)
        assert answer.status_code == 201, answer.text
        return answer.json["receipt"]

    return submit


def problem(answer):
    return answer.json["type"].rpartition(":")[2]


def test_art30_every_door_that_reads_is_in_the_table(door):
    paths = door.call("GET", "/openapi.json").json["paths"]
    reading = {path for path, acts in paths.items() if "get" in acts}
    own = {path for path in reading if path.startswith("/v1/")}
    assert own == set(DOORS)


@pytest.mark.parametrize(("accused", "unit"), ACCUSED)
@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR])
def test_art30_the_accused_and_those_below_find_it_at_no_door(
    intake, door, accuse, accused, unit, role
):
    receipt = accuse(accused)
    token = door.token(role, unit)
    listed = door.call("GET", "/v1/petitions", token=token)
    assert listed.json["petitions"] == []
    titled = door.call("GET", f"/v1/titles?receipts={receipt}", token=token)
    assert titled.json == {"titles": []}
    for path in ("", "/petitioner?purpose=visit", *PAGES):
        one = door.call("GET", f"/v1/petitions/{receipt}{path}", token=token)
        assert (one.status_code, problem(one)) == (404, "unknown-petition"), path
    counted = door.call("GET", f"/v1/reports/visits?{EVER}", token=token)
    assert counted.json == {"matters": 0, "visits": 0, "repeats": 0}
    reported = door.call("GET", f"/v1/reports/arrivals?{EVER}", token=token)
    assert reported.json["petitions"] == []
    figures = door.call("GET", f"/v1/reports/categories?list=x&{EVER}", token=token)
    assert figures.json["categories"] == []
    quarter = "/v1/reports/quarter"
    told = door.call("GET", f"{quarter}?quarter=2026Q4", token=token).json
    assert told["total"]["visits"] == 0
    rows = door.call("GET", f"{quarter}/petitions?quarter=2026Q4", token=token).json
    assert rows["petitions"] == []
    log = intake.database.rows("select count(*) as n from access_log")
    assert log[0]["n"] == 0


ACTS = {
    "accept": {"category": "general"},
    "refuse": {"reason": "unclear", "explanation": "不清楚"},
    "refer": {"path": "litigation", "explanation": "请向人民法院起诉"},
    "note-thanks": {},
    "ask": {"missing": ["身份证明"]},
    "answer": {"text": "补充材料"},
    "reclassify": {"reason": "重新分类", "category": "general"},
    "contacts": {"channel": "window", "text": "又来了一次"},
    "merge": {"lead": "MQ-2611-0000001", "reason": "同一件事"},
    "separate": {"reason": "不是同一件事"},
    "split": {"parts": [{"text": "还有一件"}], "reason": "两件事", "revision": 1},
    "repeat": {"first": "MQ-2611-0000001"},
    "unrepeat": {"reason": "不是同一件事"},
    "answered": {},
    "group": {"title": "离职人员", "people": 30, "qualifier": "over"},
    "withdraw": {"reason": "自己解决了"},
    "own-data": {"code": "0000-0000"},
    "consent": {"code": "0000-0000", "holds": True},
    "data-requests": {"code": "0000-0000", "kind": "deletion", "parts": ["name"]},
    "review": {
        "code": "0000-0000",
        "answer_received_on": "2026-11-20",
        "reason": "不服",
    },
}


@pytest.mark.parametrize(("accused", "unit"), ACCUSED)
@pytest.mark.parametrize("verb", sorted(ACTS))
def test_art30_to_the_accused_no_act_finds_it(door, accuse, accused, unit, verb):
    receipt = accuse(accused)
    place = "device-calls" if verb == "answered" else "petitions"
    path = f"/v1/{place}/{receipt}/{verb}"
    token = door.token(Role.SUPERVISOR, unit)
    done = door.call("POST", path, ACTS[verb], token=token)
    assert (done.status_code, problem(done)) == (404, "unknown-petition"), done.text


@pytest.fixture
def group(door, accuse):
    """A group that an accusation heads; it has one member."""
    receipt, token = accuse(COMMUNITY), door.token(Role.SUPERVISOR, STREET)
    path = f"/v1/petitions/{receipt}/group"
    opened = door.call("POST", path, ACTS["group"], token=token)
    group = f"/v1/groups/{opened.json['group_id']}"
    admitted = door.call("POST", f"{group}/members", {}, token=token)
    return group, f"{group}/members/{admitted.json['member_id']}"


def test_art30_a_group_that_an_accusation_heads_is_not_there_either(door, group):
    group, member = group
    met = {"channel": "hotline", "note": "已约谈"}
    outcome = {"outcome": "granted", "note": "已办结"}
    acts = [
        ("GET", group, None),
        ("GET", f"{member}/contacts", None),
        ("POST", f"{group}/batches", ACTS["group"]),
        ("POST", f"{group}/members", {}),
        ("POST", f"{member}/contacts", met),
        ("PUT", f"{member}/outcome", outcome),
    ]
    theirs = door.token(Role.SUPERVISOR, COMMUNITY)
    above = door.token(Role.SUPERVISOR, STREET)
    for method, path, body in acts:
        done = door.call(method, path, body, token=theirs)
        assert (done.status_code, problem(done)) == (404, "unknown-group"), path
        seen = door.call(method, path, body, token=above)
        assert seen.status_code < 300, (path, seen.text)
    assert "accused" not in door.call("GET", group, token=above).json


def test_art30_a_device_call_that_accuses_is_not_counted(intake, door):
    pressed = {"device_id": "yl-1", "pressed_at": "2026-11-21T03:59:30Z"}
    door.call("POST", "/v1/device-calls", pressed, token=door.token(Role.OPS, None))
    path = f"/v1/reports/device-calls?{EVER}"
    theirs, above = door.token(), door.token(organisation=STREET)
    assert door.call("GET", path, token=theirs).json["calls"] == 1
    accuse = "update petitions set accused = :accused returning petition_id"
    assert len(intake.database.rows(accuse, accused=[COMMUNITY])) == 1
    assert door.call("GET", path, token=theirs).json["calls"] == 0
    assert door.call("GET", path, token=above).json["calls"] == 1


def test_art30_every_act_on_a_petition_is_tried(door):
    paths = door.call("GET", "/openapi.json").json["paths"]
    acts = [path for path, how in paths.items() if "post" in how]
    verbs = {path.rpartition("}/")[2] for path in acts if "{receipt}/" in path}
    assert verbs == set(ACTS)


def test_art30_it_is_not_shown_beside_what_resembles_it(intake, door, accuse):
    accuse(COMMUNITY)
    mine = door.submit(organisation_id=COMMUNITY, text=WORDS).json["receipt"]
    sign_all(lambda command: intake.bus.handle(command, STORY))
    path = f"/v1/petitions/{mine}/similar"
    mine_see = door.call("GET", path, token=door.token())
    above_see = door.call("GET", path, token=door.token(organisation=STREET))
    assert mine_see.json["similar"] == []
    assert len(above_see.json["similar"]) == 1


def test_art30_who_stands_above_the_accused_handles_it(door, accuse):
    receipt = accuse(COMMUNITY)
    token = door.token(Role.SUPERVISOR, STREET)
    listed = door.call("GET", "/v1/petitions", token=token)
    assert [row["receipt"] for row in listed.json["petitions"]] == [receipt]
    one = door.call("GET", f"/v1/petitions/{receipt}", token=token)
    assert WORDS in json.dumps(one.json, ensure_ascii=False)


def test_art30_the_accuser_follows_it_by_code_as_ever(door, accuse):
    said = door.submit(organisation_id=COMMUNITY, text=WORDS).json
    path = f"/v1/petitions/{said['receipt']}?code={said['tracking_code']}"
    assert door.call("GET", path).status_code == 200


def test_art30_a_decision_keeps_the_accused(intake, door, accuse):
    receipt = accuse(COMMUNITY)
    token = door.token(Role.CLERK, STREET)
    body = {"category": "general", "division_code": COMMUNITY}
    path = f"/v1/petitions/{receipt}/accept"
    assert door.call("POST", path, body, token=token).status_code == 200
    assert intake.reader.petition(receipt).accused == (COMMUNITY,)


def test_art30_only_the_accuseds_own_line_downwards_is_kept_out():
    tree = OrganisationTree(a_street_with_two_communities())
    assert is_hidden_from(a_clerk(COMMUNITY), (STREET,), tree)
    assert is_hidden_from(a_supervisor(STREET), (STREET,), tree)
    assert not is_hidden_from(a_supervisor(STREET), (COMMUNITY,), tree)
    assert not is_hidden_from(a_clerk(OTHER_COMMUNITY), (COMMUNITY,), tree)
    assert not is_hidden_from(a_clerk(None), (STREET,), tree)
    assert not is_hidden_from(the_operator(), (STREET,), tree)
    assert not is_hidden_from(a_clerk(), (), tree)
    assert tree.line(COMMUNITY) == {COMMUNITY, STREET}


def test_art30_d10_the_accused_learn_of_no_accusation_by_registering_an_arrival(
    door, accuse
):
    receipt = accuse(STREET)
    came = {"organisation_id": COMMUNITY, "people": 1}
    told = door.call("POST", "/v1/arrivals", came, token=door.token()).json
    path = f"/v1/arrivals/{told['reception_id']}/register"
    asked = door.call("POST", path, {"receipt": receipt}, token=door.token())
    unknown = door.call("POST", path, {"receipt": "X-1"}, token=door.token())
    assert asked.status_code == unknown.status_code == 404
    assert asked.json["type"] == unknown.json["type"]
