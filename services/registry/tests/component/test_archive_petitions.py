"""Petitions in files: what the broker tells is what the door shows."""

import json
from uuid import uuid4

import pytest

from minqing_chassis.publisher import Outgoing, Publisher
from minqing_contracts.envelope import to_wire
from minqing_contracts.intake_standing import PetitionStandingV1
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause
from minqing_local.waiting import wait_until
from services.registry.tests.builders import COMMUNITY, NOON

pytestmark = [pytest.mark.component, pytest.mark.slow]

FIELD = {"code": "note", "title": "备注"}
OUTCOMES = {"code": "outcomes", "title": "办理结果", "type": "outcomes"}


def a_section(*fields: dict, **changes) -> dict:
    return {
        "title": "栏目",
        "subject": "resident",
        "valid_from": "2014-01-01",
        "readers": ["clerk"],
        "writers": ["clerk"],
        "fields": list(fields),
    } | changes


def tell(running, event) -> None:
    """Put a fact into registry's own queue alone: nobody else here hears of it."""
    wire = to_wire(
        event,
        message_id=new_id(),
        source="test/" + event.routing_key().partition(".")[0],
        occurred_at=NOON,
        cause=Cause(correlation_id=uuid4()),
    )
    message = Outgoing(
        message_id=wire.message_id,
        exchange="",
        routing_key="registry.inbox",
        headers=wire.headers,
        body=json.dumps(wire.body),
    )
    publisher = Publisher(running.environ["AMQP_URI"])
    assert publisher.publish([message]).confirmed == {wire.message_id}
    publisher.drop()


def standing(petition, **told) -> PetitionStandingV1:
    nothing = {
        "revision": 0,
        "state": None,
        "accused": [],
        "case_revision": 0,
        "case_state": None,
        "outcome_revision": 0,
        "outcome": None,
        "answered_at": None,
    }
    about = {"petition_id": petition, "known": True, "receipt": "MQ-2603-0000017"}
    return PetitionStandingV1(**about, **{**nothing, **told})


def test_a05_a28_a_file_shows_the_live_state_and_keeps_the_outcome(loaded):
    clerk, ops = loaded.token("clerk"), loaded.token("ops", None)
    mine, petition = uuid4(), uuid4()
    person = {"organisation_id": COMMUNITY, "name": "冯小一"}
    kept = loaded.call("PUT", f"/v1/residents/{mine}", clerk, json=person)
    assert kept.status_code == 200, kept.text
    holds = a_section(FIELD, holds_petitions=True)
    loaded.call("PUT", "/v1/sections/wishes", ops, json=holds)
    loaded.call("PUT", "/v1/sections/helped", ops, json=a_section(OUTCOMES))
    place = f"/v1/residents/{mine}/petitions"
    asked = {"section": "wishes"}

    def file() -> int:
        put = loaded.call("PUT", f"{place}/{petition}", clerk, json=asked)
        return put.status_code

    assert file() == 204
    assert loaded.call("GET", place, clerk).json() == {"items": []}
    tell(loaded, standing(petition, revision=1, state="accepted"))

    def seen() -> list:
        return loaded.call("GET", place, clerk).json()["items"]

    wait_until(seen, "the petition to be heard of", 20)
    (shown,) = loaded.call("GET", place, clerk).json()["items"]
    assert (shown["state"], shown["section"]) == ("accepted", "wishes")
    answer = {"outcome_revision": 4, "outcome": "resolved", "answered_at": NOON}
    tell(loaded, standing(petition, case_revision=4, case_state="resolved", **answer))

    def state() -> str:
        return loaded.call("GET", place, clerk).json()["items"][0]["state"]

    wait_until(lambda: state() == "resolved", "the outcome to be heard of", 20)
    sections = f"/v1/residents/{mine}/sections"
    items = loaded.call("GET", sections, clerk).json()["items"]
    (helped,) = [each for each in items if each["section"] == "helped"]
    (field,) = helped["fields"]
    assert (helped["by"], field["value"][0]["outcome"]) == ("system", "resolved")
    refused = loaded.call(
        "PUT", f"{place}/{petition}", clerk, json={"section": "helped"}
    )
    assert refused.json()["type"] == "urn:minqing:problem:section-holds-none"
    for status in (204, 404):
        gone = loaded.call("DELETE", f"{place}/{petition}", clerk)
        assert gone.status_code == status
    assert loaded.call("GET", place, clerk).json() == {"items": []}
