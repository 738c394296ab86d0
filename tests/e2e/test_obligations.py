"""Who owes what, and who is behind, at the doors of a running agency."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest

from minqing_demo.cast import Person
from tests.e2e.town import COMMUNITY, PLACE, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CHINA = timezone(timedelta(hours=8))
SPACE = UUID("7e1f0a52-3c7b-5d0c-9f14-5f0c2b8f1d01")
HOMES = [str(uuid5(SPACE, f"home-{number}")) for number in range(50)]
PEOPLE = [str(uuid5(SPACE, f"person-{number}")) for number in range(10)]
FIRST, LAST = date(2026, 1, 5), date(2026, 3, 31)


@pytest.fixture(scope="module")
def ask(stage, town) -> Any:
    """A community with fifty homes in one worker's charge, and ten people."""

    def put(path: str, body: Any, by: Person = town.ops, method: str = "PUT") -> Any:
        return stage.ask("registry", method, path, by=by, body=body)

    for home in HOMES:
        said = {"organisation_id": COMMUNITY, "address": f"E2E路{home[:4]}号"}
        put(f"/v1/households/{home}", said)
    for no, person in enumerate(PEOPLE):
        put(
            f"/v1/residents/{person}", {"organisation_id": COMMUNITY, "name": f"林{no}"}
        )
    taken = {"household_ids": HOMES, "since": "2025-01-01"}
    put(f"/v1/staff/{town.handler.id}/households", taken, method="POST")
    for tag in ("party-member", "principal", "section-staff"):
        entry = {"kind": "staff", "id": town.handler.id, "since": "2025-01-01"}
        put(f"/v1/obligation-tags/{tag}", {"items": [entry]}, by=town.supervisor)
    return put


@pytest.fixture
def went(ask, town):
    """Record a visit of the worker at an hour of a day."""

    def record(day: date, hour: int, *subjects: tuple[str, str]) -> None:
        held = datetime.combine(day, time(hour), CHINA).isoformat()
        named = [{"kind": kind, "id": key} for kind, key in subjects]
        home = {"kind": "household", "id": HOMES[0]}
        body = {
            "kind": "home",
            "held_at": held,
            "visitors": [town.handler.id],
            "subjects": [*named, *([] if home in named else [home])],
            "diary": "走访",
        }
        ask(f"/v1/visits/{uuid4()}", body, by=town.handler)

    return record


@pytest.fixture
def stands(stage, town):
    """Tell where the worker stands with a rule on a day."""

    def standing(rule: str, on: date) -> Any:
        query = {"rule": rule, "on": on.isoformat()}
        path = "/v1/my-obligations"
        told = stage.ask("registry", "GET", path, by=town.handler, query=query)
        [found] = told["items"]
        return found

    return standing


def test_c03_fifty_households_a_quarter_count_once_each_and_the_rest_is_listed(
    went, stands, stage, town
):
    homes = [("household", home) for home in HOMES]
    went(FIRST, 10, *homes[:30])
    went(FIRST + timedelta(days=1), 10, *homes[:30])
    found = stands("c03-households", LAST)
    assert (found["done"], found["required"], found["shortfall"]) == (30, 50, 20)
    query = {"rule": "c03-households", "on": str(LAST), "organisation": STREET}
    listed = stage.ask(
        "registry", "GET", "/v1/obligations/standings", by=town.supervisor, query=query
    )
    assert town.handler.id in [each["bearer_id"] for each in listed["items"]]
    query = {"rule": "c03-households", "on": str(LAST), "bearer": town.handler.id}
    left = stage.ask(
        "registry", "GET", "/v1/obligations/missing", by=town.supervisor, query=query
    )
    assert {each["id"] for each in left["items"]} == set(HOMES[30:])
    went(LAST, 10, *homes[30:])
    assert stands("c03-households", LAST)["state"] == "met"


def test_a20_ten_different_residents_a_month_and_the_same_one_counts_once(went, stands):
    people = [("resident", person) for person in PEOPLE]
    day = date(2026, 4, 8)
    went(day, 10, *people[:9])
    went(day, 11, *people[:9])
    assert stands("a20-ten-residents", day)["done"] == 9
    went(day, 12, people[9])
    assert stands("a20-ten-residents", day)["state"] == "met"
    assert stands("a20-ten-residents", date(2026, 5, 1))["done"] == 0


def test_d02_two_evenings_a_week_on_average_over_the_quarter(went, stands):
    july = date(2026, 7, 1)
    for day in range(0, 14, 7):
        went(july + timedelta(days=day), 19)
        went(july + timedelta(days=day), 20)
        went(july + timedelta(days=day + 1), 17)
    found = stands("d02-evenings", july + timedelta(days=13))
    assert (found["done"], found["average"]) == (2, "1.00")
    assert found["required"] == 27


def test_c14_the_twentieth_on_a_saturday_is_due_on_monday_and_says_so(
    went, stands, stage, town
):
    saturday, monday = date(2026, 6, 20), date(2026, 6, 22)
    went(saturday, 10)
    found = stands("c14-service-day", date(2026, 6, 23))
    assert (found["planned"], found["due"]) == (str(saturday), str(monday))
    assert (found["moved"], found["state"]) == (True, "missed")
    span = {"since": "2026-06-15", "until": "2026-06-30"}
    days = stage.ask(
        "registry", "GET", "/v1/obligations/calendar", by=town.handler, query=span
    )
    assert [(each["planned"], each["day"]) for each in days["items"]] == [
        (str(saturday), str(monday))
    ]
    went(monday, 10)
    assert stands("c14-service-day", date(2026, 6, 23))["state"] == "met"


def test_d22_an_informers_form_counts_without_anybody_writing_it_down_again(
    ask, stage, town
):
    firm = uuid4()
    said = {
        "kind": "shop",
        "name": "E2E电子厂",
        "organisation_id": COMMUNITY,
        "address": "E2E路1号",
    }
    ask(f"/v1/firms/{firm}", said)
    entry = {"kind": "firm", "id": str(firm), "since": "2025-01-01"}
    ask("/v1/obligation-tags/informed", {"items": [entry]}, by=town.supervisor)
    listed = {
        "name": "E2E电子厂",
        "organisation_id": COMMUNITY,
        "division_code": PLACE,
    }
    path = f"/v1/enterprises/{firm.hex}"
    stage.ask("intake", "PUT", path, by=town.ops, body=listed)
    form = {
        "enterprise_id": firm.hex,
        "month": "2026-01",
        "production_normal": True,
        "wages_paid": True,
        "hazard": False,
    }
    query = {"rule": "d22-informers", "on": "2026-01-31", "organisation": COMMUNITY}

    def done() -> list[int]:
        path = "/v1/obligations/standings"
        told = stage.ask("registry", "GET", path, by=town.supervisor, query=query)
        return [each["done"] for each in told["items"]]

    assert done() == [0]
    stage.ask("intake", "POST", "/v1/informer-reports", by=town.handler, body=form)
    stage.wait(lambda: done() == [1], "registry to hear of the form")
    again = stage.send(
        "intake", "POST", "/v1/informer-reports", by=town.handler, body=form
    )
    assert (again.status, done()) == (409, [1])
