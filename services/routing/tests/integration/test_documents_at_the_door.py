"""What is owed at the door, on a real database and over HTTP (B-05, 条例第23、30条)."""

from uuid import uuid4

import pytest

from minqing_contracts.intake import PetitionRefusedV1, SupplementRequestedV1
from minqing_kernel.messages import Role
from routing.adapters.documents.door_store import DoorReader
from routing.adapters.documents.patience import ENOUGH, EVERY_UNPRINTED
from routing.application.documents.office import DocumentOffice
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_cause,
    a_matter,
    an_operator,
    to_open,
)
from services.routing.tests.integration.test_room_doors import (  # noqa: F401
    ORGAN,
    call,
    keys,
    parts,
    refused,
)
from services.routing.tests.room_fakes import FakePress
from services.routing.tests.unit.test_documents_at_the_door import PETITION, command_of

pytestmark = pytest.mark.integration

DOOR = f"/v1/petitions/{PETITION}/documents"
CLERK, OPS = (Role.CLERK, COMMUNITY), (Role.OPS, None)


@pytest.fixture
def office(parts):  # noqa: F811
    door = DoorReader(parts.database)
    return DocumentOffice(parts.bus, FakePress(), parts.rooms.archive, door)


def hear(parts, kind, **said):  # noqa: F811
    command = command_of(kind, **said)
    parts.bus.handle(command, a_cause())
    return command.notice.document_id


def test_b05_art23_a_refusal_and_a_list_are_drawn_up_and_read_at_their_door(
    parts,  # noqa: F811
    call,  # noqa: F811
    office,
):
    listed = hear(parts, SupplementRequestedV1)
    for _ in range(2):
        hear(parts, PetitionRefusedV1, revision=3)
    assert office.draft_waiting() == 0  # there is no organ to sign it
    owed = "select tries, last_error from door_notices"
    assert {tuple(row.values()) for row in parts.database.rows(owed)} == {
        (1, "no-organ")
    }
    assert office.draft_waiting() == 0  # its next turn has not come
    assert call("PUT", f"/v1/organs/{STREET}", OPS, ORGAN).status_code == 200
    parts.database.rows("update door_notices set next_try_at = now()")
    assert (office.draft_waiting(), office.draft_waiting()) == (2, 0)
    shown = call("GET", DOOR, CLERK).json["items"]
    kinds = {row["kind"]: row["number"] for row in shown}
    assert set(kinds) == {"supplement-notice", "refusal-notice"}
    assert set(kinds.values()) == {"金泉街信〔2026〕1号", "金泉街信〔2026〕2号"}
    one = call("GET", f"{DOOR}/{listed}", CLERK)
    assert (one.status_code, one.content[:5]) == (200, b"%PDF-")
    read = parts.database.rows("select subject from access_log")
    assert [row["subject"] for row in read] == [str(PETITION)]
    lines = parts.database.rows(
        "select detail from timeline where step = 'document-issued'"
    )
    assert {line["detail"]["petition_id"] for line in lines} == {str(PETITION)}


def test_art23_a_web_petition_refused_by_a_street_clerk_gets_the_streets_notice(
    parts,  # noqa: F811
    call,  # noqa: F811
    office,
):
    assert call("PUT", f"/v1/organs/{STREET}", OPS, ORGAN).status_code == 200
    owed = hear(parts, PetitionRefusedV1, organisation_id=None, decided_by_unit=STREET)
    assert office.draft_waiting() == 1
    street = (Role.CLERK, STREET)
    [shown] = call("GET", DOOR, street).json["items"]
    assert (shown["kind"], shown["organ_id"]) == ("refusal-notice", STREET)
    assert shown["number"].startswith(ORGAN["mark"])
    assert call("GET", f"{DOOR}/{owed}", street).content[:5] == b"%PDF-"


def test_a_notice_without_any_unit_calls_a_person_after_five_tries(parts, office):  # noqa: F811
    hear(parts, PetitionRefusedV1, organisation_id=None)
    for _ in range(ENOUGH):
        assert office.draft_waiting() == 0
        parts.database.rows("update door_notices set next_try_at = now()")
    [owed] = parts.database.rows(EVERY_UNPRINTED, enough=ENOUGH)
    assert owed == {"waiting": 1, "failing": 1}


def test_only_those_of_that_door_and_above_it_read_its_documents(parts, call):  # noqa: F811
    owed = hear(parts, PetitionRefusedV1)
    for path in (DOOR, f"{DOOR}/{owed}"):
        assert call("GET", path, (Role.CLERK, STATION)).status_code == 403
    assert call("GET", DOOR, (Role.SUPERVISOR, DISTRICT)).status_code == 200
    for path in (f"/v1/petitions/{uuid4()}/documents", f"{DOOR}/{uuid4()}"):
        assert refused(call("GET", path, CLERK)) == (404, "document-not-found")


@pytest.mark.parametrize("since", ["at the door", "as a case"])
def test_art30_the_accused_find_no_document_of_the_accusation(parts, call, since):  # noqa: F811
    at_once = since == "at the door"
    hear(parts, SupplementRequestedV1, accused=[COMMUNITY] if at_once else [])
    if not at_once:
        matter = a_matter(accused=(COMMUNITY,))
        opened = to_open(petition_id=PETITION, matter=matter)
        parts.bus.handle(opened, a_cause(an_operator()))
    hidden = call("GET", DOOR, CLERK)
    assert refused(hidden) == (404, "document-not-found")
    assert call("GET", DOOR, (Role.CLERK, STREET)).status_code == 200
