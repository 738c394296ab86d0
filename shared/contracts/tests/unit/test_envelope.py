"""The envelope: CloudEvents headers and a JSON body, read back or refused by name."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from minqing_contracts.catalogue import BrokenContract, UnknownContract
from minqing_contracts.envelope import (
    BrokenEnvelope,
    read_envelope,
    read_event,
    to_wire,
)
from minqing_contracts.routing import CaseClosedV1
from minqing_kernel.messages import SYSTEM, Actor, Cause, Role

pytestmark = pytest.mark.unit

PETITION = UUID("019c2f4e-6d3a-7c11-9b52-3f0a8e6d2c41")
MESSAGE = UUID("019c2f4e-0000-7000-8000-000000000001")
STORY = UUID("7d0f9a52-4c1e-4b7c-8e39-51a6f2d4b8c0")
NOON = datetime(2026, 3, 2, 12, 0, 0, 250000, tzinfo=UTC)
CLOSED = CaseClosedV1(
    petition_id=PETITION,
    receipt="JD-2603-0003476",
    revision=9,
    organisation_id=None,
    reachable=True,
    closed_at=NOON,
)


def wire(cause=None):
    return to_wire(
        CLOSED,
        message_id=MESSAGE,
        source="demo/routing",
        occurred_at=NOON,
        cause=cause or Cause(correlation_id=STORY),
    )


def test_what_goes_out_is_a_cloud_event_named_by_its_contract():
    headers = wire().headers
    assert headers["cloudEvents:specversion"] == "1.0"
    assert headers["cloudEvents:type"] == wire().routing_key == CLOSED.routing_key()
    assert headers["cloudEvents:source"] == "demo/routing"
    assert headers["cloudEvents:subject"] == str(PETITION)
    assert (
        headers["cloudEvents:dataschema"] == "urn:minqing:schema:" + wire().routing_key
    )


def test_an_envelope_reads_back_as_it_was_written():
    clerk = Actor(id="wang.fang", role=Role.CLERK)
    cause = Cause(correlation_id=STORY, causation_id=PETITION, actor=clerk)
    envelope = read_envelope(wire(cause).headers)
    assert envelope.message_id == MESSAGE
    assert envelope.occurred_at == NOON
    assert envelope.cause == cause
    assert read_event(envelope, json.dumps(wire(cause).body)) == CLOSED


def test_a_fact_that_no_message_led_to_names_no_cause():
    assert "causation-id" not in wire().headers
    assert read_envelope(wire().headers).cause == Cause(correlation_id=STORY)


def test_an_id_with_a_colon_in_it_stays_whole():
    odd = Actor(id="ou:wang:1", role=Role.CLERK)
    cause = Cause(correlation_id=STORY, actor=odd)
    assert read_envelope(wire(cause).headers).cause.actor == odd


def test_what_the_agency_does_by_itself_is_done_by_the_system():
    assert read_envelope(wire().headers).cause.actor == SYSTEM


@pytest.mark.parametrize(
    "name",
    [
        "cloudEvents:id",
        "cloudEvents:source",
        "cloudEvents:type",
        "cloudEvents:time",
        "cloudEvents:subject",
        "correlation-id",
        "actor",
    ],
)
def test_a_message_without_one_of_the_headers_is_not_ours(name):
    headers = wire().headers
    del headers[name]
    with pytest.raises(BrokenEnvelope, match=name):
        read_envelope(headers)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cloudEvents:id", "not-an-id"),
        ("cloudEvents:id", 7),
        ("cloudEvents:time", "yesterday"),
        ("cloudEvents:time", None),
        ("cloudEvents:time", "0001-01-01T00:00:00+14:00"),
        ("cloudEvents:time", "2300-01-01T00:00:00+00:00"),
        ("correlation-id", ""),
        ("causation-id", "before"),
        ("actor", "emperor:qianlong"),
        ("actor", 7),
    ],
)
def test_a_header_that_makes_no_sense_is_refused_and_never_guessed_at(name, value):
    with pytest.raises(BrokenEnvelope):
        read_envelope(wire().headers | {name: value})


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[1]", b"\xff\xfe", "null", "7", "[" * 100_000]
)
def test_a_body_that_is_no_json_object_is_refused(raw):
    with pytest.raises(BrokenEnvelope, match="the body is not"):
        read_event(read_envelope(wire().headers), raw)


def test_a_body_of_another_shape_breaks_its_contract():
    with pytest.raises(BrokenContract, match="closed_at"):
        read_event(read_envelope(wire().headers), b"{}")


def test_a_contract_that_nobody_publishes_is_unknown():
    headers = wire().headers | {"cloudEvents:type": "routing.case.vanished.v1"}
    with pytest.raises(UnknownContract):
        read_event(read_envelope(headers), b"{}")
