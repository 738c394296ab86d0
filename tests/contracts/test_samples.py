"""The frozen samples: every contract reads back what was once on the wire."""

import json

import pytest

from minqing_contracts.catalogue import BrokenContract, catalogue, dump, load
from minqing_contracts.envelope import read_envelope, read_event, to_wire
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_docs.samples import read_samples
from minqing_docs.shapes import read_shapes

pytestmark = pytest.mark.contracts

SAMPLES = read_samples()
KEYS = sorted(SAMPLES)
NOISE = {"added_in_some_later_year": {"deep": [1, 2, 3]}, "other": None}


def test_every_published_contract_has_a_sample_and_every_sample_a_contract():
    assert sorted(SAMPLES) == [key for key, _event, _schema in catalogue()]
    assert SUBSCRIPTIONS


@pytest.mark.parametrize("key", KEYS)
def test_a_sample_goes_through_its_contract_unchanged(key):
    body = SAMPLES[key]["body"]
    written = dump(load(key, body))
    assert {name: written[name] for name in body} == body


@pytest.mark.parametrize("key", KEYS)
def test_what_is_written_straight_is_what_its_schema_writes(key):
    event = load(key, SAMPLES[key]["body"])
    schema = next(schema for name, _, schema in catalogue() if name == key)
    assert dump(event) == schema.dump(event)
    bare = dict.fromkeys(vars(event))
    hollow = type(event)(**bare)
    assert dump(hollow) == schema.dump(hollow)


@pytest.mark.parametrize("key", KEYS)
def test_a_reader_passes_over_fields_that_it_does_not_know(key):
    body = SAMPLES[key]["body"]
    assert load(key, body | NOISE) == load(key, body)


@pytest.mark.parametrize("key", KEYS)
def test_a_sample_is_a_whole_message_with_its_envelope(key):
    sample = SAMPLES[key]
    envelope = read_envelope(sample["headers"])
    event = read_event(envelope, json.dumps(sample["body"]))
    again = to_wire(
        event,
        message_id=envelope.message_id,
        source=envelope.source,
        occurred_at=envelope.occurred_at,
        cause=envelope.cause,
    )
    assert (again.routing_key, again.headers) == (key, sample["headers"])


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (key, name)
        for key, shape in read_shapes().items()
        for name, promise in shape.items()
        if promise["required"]
    ],
)
def test_no_required_field_can_be_left_out(key, name):
    body = {k: v for k, v in SAMPLES[key]["body"].items() if k != name}
    with pytest.raises(BrokenContract, match=name):
        load(key, body)
