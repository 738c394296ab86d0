"""Every door to a file asks in whose building its people live (A-07)."""

from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from registry.domain.archive.section import SubjectKind
from registry.entrypoints.archive.routes import archive_routes
from services.registry.tests.archive_builders import CONDITION, define, edit
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    record_duty,
    record_household,
    record_resident,
    record_staff,
)
from services.registry.tests.unit.test_archive_petitions import (
    PETITION,
    accepted,
    file,
    heard,
)

pytestmark = pytest.mark.integration

CAPTAIN = ("handler", COMMUNITY, "wang-li")
KEPT_BY_CLERKS = "/v1/households/{household_id:uuid}/tenancies/{tenancy_id:uuid}"
BODIES = {
    "PATCH": {"values": {"condition": "尚可"}},
    "PUT": {"section": "health"},
}


@pytest.fixture
def homes(say):
    """Two households with a resident each: in 65-9, and in a house beside it."""
    say(record_staff("wang-li"))
    say(define("health", CONDITION, holds_petitions=True))
    say(define("hardship", CONDITION, subject=SubjectKind.HOUSEHOLD))
    say(heard(accepted()))
    found = []
    for at in (AT_HOME, "金科苑东街65号附2号"):
        home, person = uuid4(), uuid4()
        say(record_household(home, address=at))
        say(record_resident(person, household_id=home, identity_number=None))
        say(edit(person, condition="良好"))
        say(file(person, "health"))
        found.append((home, person))
    say(record_duty(scope_id="65-9"))
    return found


def doors(parts) -> list[tuple[str, str]]:
    """Return every door to a resident's or a household's file that handlers may use."""
    return [
        (route.method, route.path)
        for route in archive_routes(parts)
        if "{resident_id" in route.path or "{household_id" in route.path
        if Role.HANDLER in route.roles and route.path != KEPT_BY_CLERKS
    ]


def address(path: str, home, person) -> str:
    said = {
        "{resident_id:uuid}": person,
        "{household_id:uuid}": home,
        "{petition_id:uuid}": PETITION,
        "{section}": "hardship" if "household" in path else "health",
    }
    for name, value in said.items():
        path = path.replace(name, str(value))
    return path + ("?purpose=visit" if path.endswith("/full") else "")


def test_a07_no_door_to_a_file_lets_a_captain_beyond_the_own_buildings(
    call, parts, homes
):
    known = doors(parts)
    assert len(known) == 15
    for method, path in known:
        for mine, (home, person) in zip((True, False), homes, strict=True):
            at = address(path, home, person)
            answer = call(method, at, CAPTAIN, BODIES.get(method))
            turned_away = answer.status_code == 403 and answer.json["type"].endswith(
                ":out-of-reach"
            )
            assert turned_away is not mine, (method, at, answer.text)
            assert answer.status_code < 500, (method, at, answer.text)


def test_a19_no_captain_keeps_tenancies(call, homes):
    body = {"owner_id": str(homes[1][1]), "since": "2014-01-01"}
    for home, _ in homes:
        at = f"/v1/households/{home}/tenancies/{uuid4()}"
        assert call("PUT", at, CAPTAIN, body).status_code == 403
