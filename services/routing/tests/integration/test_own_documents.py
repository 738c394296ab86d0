"""The petitioner's own documents on a real database and over HTTP, by code alone."""

from dataclasses import replace
from uuid import UUID

import pytest
from falcon import testing

from minqing_kernel.messages import Role
from routing.adapters.documents.petitioner import PetitionerCodes
from routing.entrypoints.http import build_door
from services.routing.tests.builders import STREET
from services.routing.tests.integration.test_room_doors import (  # noqa: F401
    HANDLER,
    OPINION,
    ORGAN,
    call,
    case,
    keys,
    parts,
    refused,
)

pytestmark = pytest.mark.integration

CODE = {"receipt": "MQ-2611-0000014", "code": "7K3M-9Q2T"}
OWN = "/v1/own-documents"


class Intake:
    """Knows one petition's code."""

    def __init__(self, petition_id):
        self.petition_id = petition_id

    def call(self, _, **said):
        known = self.petition_id if said == CODE else None
        return {"petition_id": known, "wait": False}


@pytest.fixture
def petitioner(parts, case):  # noqa: F811
    """Somebody without a token, who asks with a code."""
    codes = PetitionerCodes(Intake(case.rpartition("/")[2]))
    rooms = replace(parts.rooms, codes=codes)
    client = testing.TestClient(build_door(replace(parts, rooms=rooms)))
    return lambda path, said=CODE: client.simulate_post(path, json=said)


def test_who_holds_the_code_reads_what_was_issued_to_them_and_it_is_logged(
    parts,  # noqa: F811
    call,  # noqa: F811
    case,  # noqa: F811
    petitioner,
):
    assert petitioner(OWN).json == {"items": []}
    call("PUT", f"/v1/organs/{STREET}", (Role.OPS, None), ORGAN)
    made = call("POST", f"{case}/documents", HANDLER, OPINION).json
    [told] = petitioner(OWN).json["items"]
    assert (told["number"], told["corrected"]) == (made["number"], False)
    assert set(told) == {"document_id", "kind", "number", "drafted_at", "corrected"}
    one = f"{OWN}/{made['document_id']}"
    got = petitioner(one)
    assert (got.status_code, got.content[:5]) == (200, b"%PDF-")
    assert got.headers["content-disposition"].startswith("attachment")
    [row] = parts.database.rows("select * from access_log")
    assert (row["subject"], row["purpose"]) == (case.rpartition("/")[2], "document")
    wrong = CODE | {"code": "0000-0000"}
    for path in (OWN, one):
        assert refused(petitioner(path, wrong)) == (404, "not-opened")
    elsewhere = petitioner(f"{OWN}/{UUID(int=9)}")
    assert refused(elsewhere) == (404, "document-not-found")
    assert len(parts.database.rows("select * from access_log")) == 1
