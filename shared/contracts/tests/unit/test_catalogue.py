"""One name and one version, one shape; readers are tolerant, writers are exact."""

from dataclasses import dataclass

import pytest
from marshmallow import fields

from minqing_contracts.catalogue import (
    BrokenContract,
    Event,
    EventSchema,
    UnknownContract,
    catalogue,
    dump,
    load,
    published,
)
from minqing_contracts.intake import PetitionRefusedV1
from minqing_contracts.registry import StaffRecordedV1

pytestmark = pytest.mark.unit

STAFF = StaffRecordedV1(
    staff_id="zhao.lei",
    revision=1,
    organisation_id="510106040-ur",
    roles=["handler"],
    active=True,
)


def test_the_routing_key_is_the_name_and_the_version():
    assert StaffRecordedV1.routing_key() == "registry.staff.recorded.v1"


def test_an_event_survives_the_way_over_the_wire():
    assert load(STAFF.routing_key(), dump(STAFF)) == STAFF


def test_a_field_that_a_reader_does_not_know_is_passed_over():
    assert load(STAFF.routing_key(), dump(STAFF) | {"shift": "night"}) == STAFF


def test_a_name_that_nobody_publishes_is_unknown():
    with pytest.raises(UnknownContract, match=r"'registry\.staff\.left\.v1'"):
        load("registry.staff.left.v1", {})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"revision": "many"}, "revision"),
        ({"roles": "handler"}, "roles"),
        ({"active": None}, "active"),
        ({"staff_id": 7}, "staff_id"),
    ],
)
def test_a_body_of_another_shape_is_broken_and_the_field_is_named(change, field):
    with pytest.raises(BrokenContract, match=f"registry.staff.recorded.v1.*{field}"):
        load(STAFF.routing_key(), dump(STAFF) | change)


def test_a_body_that_lacks_a_promised_field_is_broken():
    body = dump(STAFF)
    del body["organisation_id"]
    with pytest.raises(BrokenContract, match="organisation_id"):
        load(STAFF.routing_key(), body)


def test_a_moment_without_a_time_zone_is_broken():
    body = {
        "petition_id": "019c2f4e-6d3a-7c11-9b52-3f0a8e6d2c41",
        "receipt": "JD-2603-0003476",
        "revision": 2,
        "channel": "web",
        "division_code": "510106040019",
        "organisation_id": None,
        "reachable": False,
        "reason": "duplicate",
        "explanation": "",
        "refused_at": "2026-03-02T02:05:00",
    }
    with pytest.raises(BrokenContract, match="refused_at"):
        load(PetitionRefusedV1.routing_key(), body)


def test_two_events_cannot_be_published_under_one_name():
    with pytest.raises(ValueError, match=r"registry\.staff\.recorded\.v1 is published"):
        published("registry.staff.recorded", 1, _TwinSchema)(_Twin)


def test_an_event_that_does_not_say_its_subject_cannot_be_sent():
    with pytest.raises(UnknownContract, match="_Twin names no subject"):
        _Twin(number=1).subject()


def test_every_contract_is_named_by_its_owner_and_known_by_its_class():
    for key, event, schema in catalogue():
        owner, _noun, _participle, version = key.split(".")
        module = event.__module__.removeprefix("minqing_contracts.")
        assert module == owner or module.startswith(f"{owner}_")
        assert event.__name__.endswith(version.upper())
        assert schema.event is event


@dataclass(frozen=True, kw_only=True)
class _Twin(Event):
    number: int


class _TwinSchema(EventSchema):
    number = fields.Integer(required=True)
