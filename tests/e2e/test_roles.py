"""Roles and organisations are checked at every door."""

import re
from uuid import uuid4

import pytest

from minqing_demo.cast import Person
from minqing_kernel.messages import Role
from tests.e2e.agency_doors import AGENCY_DOORS
from tests.e2e.archive_doors import ARCHIVE_DOORS
from tests.e2e.check_doors import CHECK_DOORS
from tests.e2e.help_doors import HELP_DOORS, OPEN_HELP_DOORS
from tests.e2e.ledger_doors import LEDGER_DOORS, OPEN_LEDGER_DOORS
from tests.e2e.notify_doors import NOTIFY_DOORS, NOTIFY_PUBLIC
from tests.e2e.obligation_doors import OBLIGATION_DOORS
from tests.e2e.place_doors import OPEN_PLACE_DOORS, PLACE_DOORS
from tests.e2e.reception_doors import OPEN_RECEPTION_DOORS, RECEPTION_DOORS
from tests.e2e.room_doors import ROOM_DOORS
from tests.e2e.town import COMMUNITY, STRANGER, STREET
from tests.e2e.visit_doors import VISIT_DOORS

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SERVICES = ("registry", "intake", "routing", "notify")
STAFF = {"clerk", "handler", "supervisor"}
DECIDERS = {"clerk", "supervisor"}
HANDLERS = {"handler", "supervisor"}
HEADS = {"supervisor"}
GOVERNORS = {"supervisor", "ops"}
WORKERS = STAFF | {"ops"}
KEEPERS = {"clerk", "supervisor", "ops"}
ROLES = STAFF | {"resident", "ops"}
OPERATIONS = {"/health/live", "/health/ready", "/metrics", "/openapi.json", "/docs"}

ALLOWED = {
    "registry PUT /v1/organisations/{organisation_id}": GOVERNORS,
    "registry GET /v1/staff": WORKERS,
    "registry GET /v1/staff/{staff_id}": WORKERS,
    "registry PUT /v1/staff/{staff_id}": GOVERNORS,
    "registry GET /v1/staff/{staff_id}/history": GOVERNORS,
    "registry GET /v1/staff/{staff_id}/duties": WORKERS,
    "registry PUT /v1/duties/{duty_id}": GOVERNORS,
    "registry GET /v1/grids": WORKERS,
    "registry GET /v1/grids/{grid_id}": WORKERS,
    "registry PUT /v1/grids/{grid_id}": GOVERNORS,
    "registry PUT /v1/grids/{grid_id}/head": GOVERNORS,
    "registry PUT /v1/households/{household_id}": KEEPERS,
    "registry GET /v1/households/{household_id}": STAFF,
    "registry POST /v1/residents/search": STAFF,
    "registry GET /v1/residents/{resident_id}": STAFF,
    "registry GET /v1/residents/{resident_id}/full": STAFF,
    "registry PUT /v1/residents/{resident_id}": KEEPERS,
    "registry PUT /v1/residents/{resident_id}/death": KEEPERS,
    "intake POST /v1/courtyard-meetings": STAFF,
    "intake POST /v1/device-calls": WORKERS,
    "intake GET /v1/petitions": DECIDERS,
    "intake GET /v1/petitions/{receipt}/petitioner": STAFF,
    "intake POST /v1/petitions/{receipt}/accept": DECIDERS,
    "intake POST /v1/petitions/{receipt}/refuse": DECIDERS,
    "intake PUT /v1/categories/{code}": GOVERNORS,
    "intake POST /v1/window-visits": STAFF,
    "intake POST /v1/hotline-calls": STAFF,
    "intake POST /v1/letters": STAFF,
    "intake POST /v1/instructions": STAFF,
    "intake PUT /v1/devices/{device}": KEEPERS | {"ops"},
    "intake POST /v1/device-calls/{receipt}/answered": STAFF,
    "intake GET /v1/reports/device-calls": DECIDERS,
    "intake PUT /v1/enterprises/{enterprise}": KEEPERS | {"ops"},
    "intake POST /v1/informer-reports": STAFF,
    "intake GET /v1/informer-reports/missing": STAFF,
    "intake GET /v1/informer-reports": STAFF,
    "intake GET /v1/informer-reports/mine": STAFF,
    "intake GET /v1/informer-reports/{enterprise}/{month}": STAFF,
    "intake PUT /v1/informer-reports/{enterprise}/{month}": STAFF,
    "intake POST /v1/informer-reports/reminders": KEEPERS | {"ops"},
    "intake GET /v1/informers/{informer}": KEEPERS | {"ops"},
    "intake PUT /v1/informers/{informer}": KEEPERS | {"ops"},
    "intake PUT /v1/informers/{informer}/enterprises/{enterprise}": KEEPERS,
    "intake DELETE /v1/informers/{informer}/enterprises/{enterprise}": KEEPERS,
    "intake POST /v1/arrivals": STAFF,
    "intake POST /v1/arrivals/{id}/register": STAFF,
    "intake POST /v1/arrivals/{id}/turn": STAFF,
    "intake GET /v1/reports/arrivals": DECIDERS,
    "intake POST /v1/petitions/{receipt}/refer": DECIDERS,
    "intake POST /v1/petitions/{receipt}/note-thanks": DECIDERS,
    "intake POST /v1/petitions/{receipt}/ask": DECIDERS,
    "intake POST /v1/petitions/{receipt}/reclassify": DECIDERS,
    "intake GET /v1/petitions/{receipt}/changes": DECIDERS,
    "intake GET /v1/petitions/{receipt}/pictures": STAFF,
    "intake GET /v1/petitions/{receipt}/pictures/{sha256}": STAFF,
    "intake GET /v1/petitions/{receipt}/small-pictures": STAFF,
    "intake POST /v1/petitions/{receipt}/contacts": STAFF,
    "intake GET /v1/petitions/{receipt}/contacts": STAFF,
    "intake POST /v1/petitions/{receipt}/group": DECIDERS,
    "intake GET /v1/groups/{id}": STAFF,
    "intake POST /v1/groups/{id}/batches": DECIDERS,
    "intake POST /v1/groups/{id}/members": STAFF,
    "intake GET /v1/groups/{id}/members/{member}/contacts": STAFF,
    "intake POST /v1/groups/{id}/members/{member}/contacts": STAFF,
    "intake PUT /v1/groups/{id}/members/{member}/outcome": STAFF,
    "intake GET /v1/category-mappings/{list}": WORKERS,
    "intake PUT /v1/category-mappings/{list}/{code}": GOVERNORS,
    "intake GET /v1/reports/categories": DECIDERS,
    "intake GET /v1/titles": STAFF,
    "intake GET /v1/petitions/{receipt}/code-check": DECIDERS,
    "intake GET /v1/petitions/{receipt}/similar": STAFF,
    "intake POST /v1/similar-petitions": STAFF,
    "intake POST /v1/callers": STAFF,
    "intake POST /v1/found-petitions": STAFF,
    "intake POST /v1/category-suggestions": STAFF,
    "intake POST /v1/mere-calls": STAFF,
    "intake GET /v1/reports/calls": STAFF,
    "intake GET /v1/category-guides": WORKERS,
    "intake PUT /v1/category-guides/{code}": GOVERNORS,
    "intake POST /v1/petitions/{receipt}/merge": DECIDERS,
    "intake POST /v1/petitions/{receipt}/separate": DECIDERS,
    "intake POST /v1/petitions/{receipt}/split": DECIDERS,
    "intake POST /v1/petitions/{receipt}/repeat": DECIDERS,
    "intake GET /v1/reports/visits": DECIDERS,
    "intake POST /v1/arrivals/{id}/conduct": STAFF,
    "intake GET /v1/arrivals/{id}/conduct": DECIDERS,
    "intake GET /v1/arrivals": DECIDERS,
    "intake GET /v1/arrivals/{id}": DECIDERS,
    "intake GET /v1/arrivals/{id}/visitor": DECIDERS,
    "intake GET /v1/data-requests": DECIDERS,
    "intake GET /v1/data-requests/{number}": DECIDERS,
    "intake GET /v1/data-requests/{number}/full": DECIDERS,
    "intake POST /v1/data-requests/{number}/decide": DECIDERS,
    "intake POST /v1/data-requests/{number}/settle": DECIDERS,
    "intake GET /v1/reports/quarter": DECIDERS,
    "intake GET /v1/reports/quarter/petitions": DECIDERS,
    "intake POST /v1/petitions/{receipt}/unrepeat": DECIDERS,
    "routing GET /v1/cases": WORKERS,
    "routing GET /v1/case-tally": WORKERS,
    "routing GET /v1/cases/{case}": WORKERS,
    "routing POST /v1/cases/{case}/assign": DECIDERS,
    "routing POST /v1/cases/{case}/start": HANDLERS,
    "routing POST /v1/cases/{case}/return": HANDLERS,
    "routing POST /v1/cases/{case}/resolve": HANDLERS | {"ops"},
    "routing POST /v1/cases/{case}/sign": HANDLERS,
    "routing POST /v1/cases/{case}/contact": HANDLERS,
    "routing POST /v1/cases/{case}/return/decision": DECIDERS,
    "routing POST /v1/cases/{case}/designate": DECIDERS,
    "routing POST /v1/cases/{case}/transfer": DECIDERS,
    "routing POST /v1/cases/{case}/raise": HANDLERS,
    "routing POST /v1/cases/{case}/raise/decision": DECIDERS,
    "routing POST /v1/cases/{case}/recuse": HANDLERS,
    "routing POST /v1/cases/{case}/co-tasks": HANDLERS,
    "routing POST /v1/cases/{case}/co-tasks/{task}/answer": HANDLERS,
    "routing POST /v1/cases/{case}/co-tasks/{task}/waive": HANDLERS,
    "routing POST /v1/cases/{case}/extension": HANDLERS,
    "routing POST /v1/cases/{case}/extension/decision": HEADS,
    "routing POST /v1/cases/{case}/suspend": HANDLERS,
    "routing POST /v1/cases/{case}/resume": STAFF,
    "routing POST /v1/cases/{case}/periodic-review": HEADS,
    "routing POST /v1/cases/{case}/urge": DECIDERS,
    "routing POST /v1/cases/{case}/supervise": HEADS,
    "routing POST /v1/cases/{case}/sponsor": HEADS,
    "routing POST /v1/cases/{case}/owners": HEADS,
    "routing POST /v1/cases/{case}/parties": DECIDERS,
    "routing POST /v1/cases/{case}/date": HEADS,
    "routing POST /v1/cases/{case}/feasibility": HANDLERS,
    "routing POST /v1/cases/{case}/severity": DECIDERS,
    "routing POST /v1/cases/{case}/remarks": STAFF,
    "routing GET /v1/cases/{case}/competence": WORKERS,
    "routing GET /v1/co-tasks": WORKERS,
    "routing GET /v1/open-work": WORKERS,
    "routing GET /v1/reviews": STAFF,
    **{f"{each} GET /v1/policy": WORKERS for each in SERVICES},
    "routing POST /v1/policy/preview": GOVERNORS,
    "routing GET /v1/calendar": GOVERNORS,
    "routing POST /v1/calendar/preview": GOVERNORS,
    "routing POST /v1/interests": HANDLERS,
    "routing GET /v1/reports/outcomes": KEEPERS,
    "routing GET /v1/reports/answer-times": KEEPERS,
    "routing GET /v1/jurisdiction-rules": WORKERS,
    "routing GET /v1/competence": WORKERS,
    "routing GET /v1/jurisdiction-rules/{code}": WORKERS,
    "routing PUT /v1/jurisdiction-rules/{code}": GOVERNORS,
    "notify GET /v1/notices": WORKERS,
    "notify POST /v1/notices/{notice_id}/retry": {"ops"},
    "notify GET /v1/follow-ups": WORKERS,
    "notify GET /v1/figures": WORKERS,
    "notify GET /v1/figures/rows": WORKERS,
    "notify GET /v1/figures/reply-times": WORKERS,
    "notify GET /v1/reports/{name}": WORKERS,
    "notify GET /v1/reports/{name}/xlsx": WORKERS,
    "notify GET /v1/reports/{name}/pdf": WORKERS,
    **AGENCY_DOORS,
    **RECEPTION_DOORS,
    **ROOM_DOORS,
    **NOTIFY_DOORS,
    **PLACE_DOORS,
    **ARCHIVE_DOORS,
    **VISIT_DOORS,
    **LEDGER_DOORS,
    **HELP_DOORS,
    **CHECK_DOORS,
    **OBLIGATION_DOORS,
}
"""Which roles may knock at which door; all others are turned away before anything."""

PUBLIC = {
    "registry GET /v1/organisations",
    "registry GET /v1/organisations/{organisation_id}",
    "intake POST /v1/petitions",
    "intake GET /v1/petitions/{receipt}",
    "intake GET /v1/categories",
    "intake POST /v1/thank-you-letters",
    "intake POST /v1/petitions/{receipt}/answer",
    "intake POST /v1/petitions/{receipt}/withdraw",
    "intake POST /v1/petitions/{receipt}/review",
    "intake POST /v1/petitions/{receipt}/own-data",
    "intake POST /v1/petitions/{receipt}/consent",
    "intake POST /v1/petitions/{receipt}/data-requests",
    "intake POST /v1/nearby-matters",
    "intake PUT /v1/petitions/{receipt}/pictures/{sha256}",
    "intake GET /v1/channels",
    "notify GET /v1/follow-ups/{petition_id}",
    "notify POST /v1/follow-ups/{petition_id}/answer",
    *NOTIFY_PUBLIC,
    "routing POST /v1/followed",
    "routing POST /v1/own-documents",
    "routing POST /v1/own-documents/{document}",
    *OPEN_RECEPTION_DOORS,
    *OPEN_PLACE_DOORS,
    *OPEN_LEDGER_DOORS,
    *OPEN_HELP_DOORS,
}
FIVE_INSTITUTIONS = {
    "来访登记": "intake POST /v1/arrivals",
    "处理结果反馈": "routing POST /v1/cases/{case}/resolve",
    "跟踪服务": "notify POST /v1/visits",
    "目标责任": "registry GET /v1/ledger-items",
    "督查考核": "registry GET /v1/check-draws",
}


def documented(stage, service):
    """Yield every operation of a service's document: its name, and whether secured."""
    paths = stage.send(service, "GET", "/openapi.json", by=None).body["paths"]
    for path, operations in paths.items():
        if path in OPERATIONS:
            continue
        for method, operation in operations.items():
            name = f"{service} {method.upper()} {path}"
            asked = operation["security"]
            yield name, bool(asked) and {} not in asked


def knock(stage, door, role):
    """Knock with a token of that role, at an address where nothing is."""
    service, method, path = door.split()
    person = Person(id="e2e-knocker", role=Role(role), organisation="E2E-nowhere")
    path = re.sub(r"\{\w+\}", str(uuid4()), path)
    return stage.send(service, method, path, by=person, body=_nothing(method))


def _nothing(method):
    return None if method == "GET" else {}


def test_a14_each_of_the_five_institutions_has_a_door_of_its_own():
    assert set(FIVE_INSTITUTIONS.values()) <= ALLOWED.keys()


def test_no_door_is_missing_from_this_table(stage):
    named = [pair for service in SERVICES for pair in documented(stage, service)]
    assert {name for name, secured in named if secured} == set(ALLOWED)
    assert {name for name, secured in named if not secured} == PUBLIC


@pytest.mark.parametrize("door", sorted(ALLOWED))
def test_a_door_turns_away_every_role_but_its_own(stage, door):
    for role in ROLES:
        answer = knock(stage, door, role)
        turned_away = answer.status == 403 and answer.body["type"].endswith(
            ":role-not-allowed"
        )
        assert turned_away is (role not in ALLOWED[door]), (role, answer)


@pytest.mark.parametrize("door", sorted(ALLOWED))
def test_a_door_asks_who_is_there(stage, door):
    service, method, path = door.split()
    path = re.sub(r"\{\w+\}", str(uuid4()), path)
    answer = stage.send(service, method, path, by=None, body=_nothing(method))
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.fixture
def matter(walker):
    """A petition in the community's hands."""
    found = walker.submit()
    walker.wait_for(found, "assigned")
    return found


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("start", None),
        ("return", {"reason": "不归我们管"}),
        ("resolve", {"outcome": "resolved", "reply": "好了"}),
    ],
)
def test_another_organisations_handler_may_not_touch_a_case(walker, matter, verb, body):
    path = f"/v1/cases/{matter.petition_id}/{verb}"
    answer = walker.stage.send(
        "routing", "POST", path, by=walker.town.stranger, body=body
    )
    assert answer.status == 403
    case = walker.case(matter).body
    assert (case["state"], case["revision"]) == ("assigned", 1)


def test_another_lines_supervisor_may_neither_see_nor_move_a_case(walker, matter):
    stranger = walker.town.strange_supervisor
    path = f"/v1/cases/{matter.petition_id}"
    assert walker.stage.send("routing", "GET", path, by=stranger).status == 403
    body = {"organisation_id": STRANGER}
    moved = walker.stage.send(
        "routing", "POST", f"{path}/assign", by=stranger, body=body
    )
    assert moved.status == 403
    assert walker.case(matter).body["organisation_id"] == COMMUNITY


def test_a_superior_may_move_a_case_of_those_below(walker, matter):
    standing = walker.act(
        matter, "assign", walker.town.supervisor, organisation_id=STREET
    )
    assert standing["organisation_id"] == STREET


def test_the_petitioner_is_shown_only_to_those_whose_matter_it_is(walker, matter):
    path = f"/v1/petitions/{matter.receipt}/petitioner"
    query = {"purpose": "case-handling"}
    ask = walker.stage.send
    stranger = walker.town.stranger
    assert ask("intake", "GET", path, by=stranger, query=query).status == 403
    shown = ask("intake", "GET", path, by=walker.town.handler, query=query)
    assert shown.status == 200
    assert shown.body["contact"]["email"] == "lin@example.org"
    assert ask("intake", "GET", path, by=walker.town.handler).status == 422


def test_staff_see_the_petitioner_masked_unless_they_say_what_for(walker, matter):
    path = f"/v1/petitions/{matter.receipt}"
    seen = walker.stage.ask("intake", "GET", path, by=walker.town.handler)
    assert seen["staff"]["contact"]["name"] != "林一"
    assert "lin@" not in seen["staff"]["contact"]["email"]


def test_a_worklist_shows_no_other_lines_cases(walker, matter):
    stranger = walker.town.strange_supervisor
    listed = walker.stage.ask("routing", "GET", "/v1/cases", by=stranger)
    owners = {row["organisation_id"] for row in listed["items"]}
    assert owners <= {STRANGER, None}
    asked = walker.stage.send(
        "routing", "GET", "/v1/cases", by=stranger, query={"organisation": COMMUNITY}
    )
    assert asked.status == 403


def test_another_lines_clerk_may_not_answer_for_the_petitioner(walker, matter):
    walker.resolve(matter)
    path = f"/v1/follow-ups/{matter.petition_id}/answer"
    body = {"solved": True, "satisfied": True}
    refused = walker.stage.send(
        "notify", "POST", path, by=walker.town.strange_supervisor, body=body
    )
    assert refused.status == 403
    assert walker.case(matter).body["state"] == "resolved"


def test_a_supervisor_may_not_govern_another_lines_organisation(walker):
    body = {"name": "x", "kind": "street", "division_code": "99"}
    path = f"/v1/organisations/{STREET}"
    by = walker.town.strange_supervisor
    refused = walker.stage.send("registry", "PUT", path, by=by, body=body)
    assert refused.status == 403
    assert walker.stage.ask("registry", "GET", path)["name"] == STREET
