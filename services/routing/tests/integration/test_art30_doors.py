"""条例第30条: no door of routing shows an accusation to the accused, or below them."""

import pytest

from minqing_kernel.messages import Role
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_cause,
    a_matter,
    to_open,
)
from services.routing.tests.integration.test_doors import (  # noqa: F401
    call,
    environ,
    keys,
    parts,
    rules,
    run,
)

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("rules")]

SHOWS_NO_CASE = "says nothing of any case"
DOORS = {
    "/v1/cases": "lists",
    "/v1/cases/{case}": "shows one",
    "/v1/reports/answer-times": "counts",
    "/v1/jurisdiction-rules": SHOWS_NO_CASE,
    "/v1/jurisdiction-rules/{code}": SHOWS_NO_CASE,
}
"""Every door that reads. A new one is entered here with what it shows, and proved."""

ACCUSED = [(STREET, STREET), (STREET, STATION), (COMMUNITY, COMMUNITY)]
"""Who is accused, and whose staff ask: the accused's own, and those below."""
ROLES = [Role.CLERK, Role.HANDLER, Role.SUPERVISOR]


@pytest.fixture
def accuse(parts):  # noqa: F811
    def open_accusation(*accused):
        command = to_open(matter=a_matter(accused=accused))
        parts.bus.handle(command, a_cause())
        return command

    return open_accusation


def test_art30_every_door_that_reads_is_in_the_table(call):  # noqa: F811
    paths = call("GET", "/openapi.json").json["paths"]
    reading = {path for path, acts in paths.items() if "get" in acts}
    own = {path for path in reading if path.startswith("/v1/")}
    assert own == set(DOORS)


@pytest.mark.parametrize(("accused", "unit"), ACCUSED)
@pytest.mark.parametrize("role", ROLES)
def test_art30_the_accused_and_those_below_find_it_at_no_door(
    call,  # noqa: F811
    accuse,
    accused,
    unit,
    role,
):
    case = accuse(accused)
    for query in ("", "state=assigned", "overdue=false", f"organisation={unit}"):
        listed = call("GET", "/v1/cases", role, unit, query_string=query)
        assert listed.json["items"] == [], query
    for name in (case.petition_id, case.receipt):
        one = call("GET", f"/v1/cases/{name}", role, unit)
        assert one.json["type"] == "urn:minqing:problem:case-not-found"
    if role is not Role.HANDLER:
        counted = call("GET", "/v1/reports/answer-times", role, unit)
        assert counted.json["cases"] == 0


@pytest.mark.parametrize("accused", [STREET, COMMUNITY])
@pytest.mark.parametrize(
    ("role", "unit"), [(Role.SUPERVISOR, DISTRICT), (Role.OPS, None)]
)
def test_art30_who_stands_above_the_accused_and_the_operator_find_it(
    call,  # noqa: F811
    accuse,
    accused,
    role,
    unit,
):
    case = accuse(accused)
    [row] = call("GET", "/v1/cases", role, unit).json["items"]
    assert row["petition_id"] == str(case.petition_id)
    one = call("GET", f"/v1/cases/{case.receipt}", role, unit)
    assert one.json["accused"] == [accused]
    assert call("GET", "/v1/reports/answer-times", role, unit).json["cases"] == 1


def test_art30_a_case_that_waits_is_hidden_from_the_accuseds_dispatchers(
    call,  # noqa: F811
    accuse,
):
    case = accuse(DISTRICT)
    assert call("GET", "/v1/cases", Role.CLERK, STATION).json["items"] == []
    assert call("GET", f"/v1/cases/{case.receipt}", unit=DISTRICT).status_code == 404
    [row] = call("GET", "/v1/cases", Role.OPS, None).json["items"]
    assert row["state"] == "unrouted"


@pytest.mark.parametrize("verb", ["assign", "start", "return", "resolve"])
def test_art30_to_the_accused_no_act_finds_the_case(call, accuse, verb):  # noqa: F811
    case = accuse(STREET)
    bodies = {
        "assign": {"organisation_id": DISTRICT},
        "return": {"reason": "不属本单位"},
        "resolve": {"outcome": "resolved", "reply": "好"},
    }
    path = f"/v1/cases/{case.receipt}/{verb}"
    done = call("POST", path, unit=STREET, json=bodies.get(verb))
    assert done.json["type"] == "urn:minqing:problem:case-not-found"


def test_art30_assigning_it_to_the_accused_is_refused_by_name(call, accuse):  # noqa: F811
    case = accuse(STREET)
    body = {"organisation_id": COMMUNITY}
    path = f"/v1/cases/{case.receipt}/assign"
    done = call("POST", path, unit=DISTRICT, json=body)
    assert (done.status_code, done.json["type"]) == (
        409,
        "urn:minqing:problem:accused-unit",
    )
