"""Other systems subscribe at the door and are told, signed, by a POST."""

import json
from uuid import uuid4

import pytest

from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause, Role
from minqing_local.provider_simulator import Provider, ProviderServer
from notify.adapters.channels.webhook import signature
from notify.application.commands import TellOfStep
from services.notify.tests.builders import COMMUNITY, STORY, an_occurrence
from services.notify.tests.integration.test_errand_doors import door  # noqa: F401

pytestmark = pytest.mark.integration


@pytest.fixture
def provider():
    server = ProviderServer(Provider())
    server.start()
    yield server
    server.stop()


def subscribe(door, path, **said):  # noqa: F811
    answer = door.ask("PUT", path, role=Role.OPS, json=said)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_system_that_subscribed_is_told_of_a_step(door, provider, rows):  # noqa: F811
    path = f"/v1/subscriptions/{uuid4()}"
    asked = {"name": "城管平台", "url": provider.url, "steps": ["assigned"]}
    kept = subscribe(door, path, **asked)
    occurrence = an_occurrence(message_id=new_id(), reachable=False)
    door.parts.bus.handle(
        TellOfStep(occurrence=occurrence), Cause(correlation_id=STORY)
    )
    assert door.parts.sender.send_batch() == 1
    assert door.parts.hook_sender.send_batch() == 1
    (taken,) = provider.provider.delivered
    event = json.loads(taken["raw"])
    assert event["type"] == "minqing.petition.assigned.v1"
    assert event["source"] == "demo/notify"
    assert event["data"]["receipt"] == occurrence.receipt
    told = {name.lower(): value for name, value in taken["headers"].items()}
    at = told["webhook-timestamp"]
    signed = signature(kept["secret"], event["id"], at, taken["raw"])
    assert told["webhook-signature"] == signed
    renewed = subscribe(door, path, **asked, renew_secret=True)
    assert renewed["secret"] != kept["secret"]
    assert subscribe(door, path, **asked)["secret"] == renewed["secret"]


def test_who_subscribed_no_more_is_told_no_more(door, provider):  # noqa: F811
    path = f"/v1/subscriptions/{uuid4()}"
    asked = {"name": "城管平台", "url": provider.url, "organisation_id": COMMUNITY}
    subscribe(door, path, **asked)
    occurrence = an_occurrence(message_id=new_id(), reachable=False)
    door.parts.bus.handle(
        TellOfStep(occurrence=occurrence), Cause(correlation_id=STORY)
    )
    subscribe(door, path, **asked, active=False)
    door.parts.hook_sender.send_batch()
    assert provider.provider.requests == 0
    (listed,) = door.ask("GET", "/v1/subscriptions", role=Role.OPS).json[
        "subscriptions"
    ]
    assert (listed["active"], listed["organisation_id"]) == (False, COMMUNITY)


def test_only_operators_subscribe_and_only_to_addresses(door):  # noqa: F811
    path = f"/v1/subscriptions/{uuid4()}"
    said = {"name": "x", "url": "ftp://other.example"}
    assert door.ask("PUT", path, json=said).status_code == 403
    assert door.ask("PUT", path, role=Role.OPS, json=said).status_code == 422
