"""What is read straight is what the schema would have read; nothing else is."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError, fields

from minqing_contracts import catalogue
from minqing_contracts.moments import Moment
from minqing_contracts.reading import PLAIN, reader_of
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_docs.samples import read_samples

pytestmark = pytest.mark.contracts

SAMPLES = read_samples()
CONTRACTS = {key: schema for key, _, schema in catalogue.catalogue()}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.lists(st.text(max_size=3), max_size=2),
    st.uuids().map(str),
    st.uuids().map(lambda each: each.hex),
    st.dates().map(date.isoformat),
    st.dates().map(lambda day: f"{day:%G-W%V-%u}"),
    st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    st.datetimes().map(datetime.isoformat),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=8)))).map(
        lambda moment: moment.isoformat(" ")
    ),
    st.from_regex(r"\d{4}-?\d\d-?\d\d[T ]?\d\d:?\d\d(:?\d\d)?(Z|[+-]\d\d:?\d\d)?"),
)


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.__name__)
@given(value=ODD)
def test_no_field_is_read_otherwise_than_the_schema_reads_it(kind, value):
    schema = type("One", (catalogue.EventSchema,), {"one": kind(allow_none=True)})()
    schema.event = dict
    try:
        straight = reader_of(schema)({"one": value})
    except Exception:
        return
    assert straight == schema.load({"one": value})
    assert type(straight["one"]) is type(schema.load({"one": value})["one"])


@given(key=st.sampled_from(sorted(SAMPLES)), value=ODD, at=st.integers(min_value=0))
def test_no_event_is_read_otherwise_with_one_odd_value_in_it(key, value, at):
    schema = CONTRACTS[key]
    names = sorted(schema.load_fields)
    body = SAMPLES[key]["body"] | {names[at % len(names)]: value}
    try:
        by_schema = schema.load(body)
    except ValidationError:
        with pytest.raises(catalogue.BrokenContract):
            catalogue.load(key, body)
    else:
        assert catalogue.load(key, body) == by_schema


@given(key=st.sampled_from(sorted(SAMPLES)), at=st.integers(min_value=0))
def test_no_event_is_read_otherwise_with_one_value_away(key, at):
    body = dict(SAMPLES[key]["body"])
    del body[sorted(body)[at % len(body)]]
    try:
        by_schema = CONTRACTS[key].load(body)
    except ValidationError:
        with pytest.raises(catalogue.BrokenContract):
            catalogue.load(key, body)
    else:
        assert catalogue.load(key, body) == by_schema


def test_what_is_written_is_read_straight():
    assert SUBSCRIPTIONS
    schema = CONTRACTS["intake.petition.accepted.v1"]
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC).isoformat()
    body = {
        "petition_id": str(uuid4()),
        "receipt": "MQ-2611-0000018",
        "revision": 1,
        "channel": "web",
        "division_code": "510106040019",
        "organisation_id": None,
        "reachable": True,
        "accused": ["510106040019"],
        "category": "public-facilities",
        "received_at": moment,
        "accepted_at": moment,
        "due_on": "2026-12-01",
    }
    read = reader_of(schema)(json.loads(json.dumps(body)))
    assert schema.event(**read) == schema.load(body)


def test_a_kind_that_has_no_plain_way_is_read_by_its_field():
    schema = type(
        "One",
        (catalogue.EventSchema,),
        {"one": fields.Float(required=True), "more": fields.List(fields.Float())},
    )()
    assert reader_of(schema)({"one": "1.5"}) == {"one": 1.5}
    assert reader_of(schema)({"one": 1, "more": ["2"]})["more"] == [2.0]
    with pytest.raises(ValidationError):
        reader_of(schema)({"one": "x"})


def test_a_plain_kind_with_a_rule_of_its_own_keeps_it():
    def short(value):
        if len(value) > 2:
            raise ValidationError("too long")

    schema = type(
        "One", (catalogue.EventSchema,), {"one": fields.String(validate=short)}
    )()
    assert reader_of(schema)({"one": "ab"}) == {"one": "ab"}
    with pytest.raises(ValidationError):
        reader_of(schema)({"one": "abc"})


def test_each_moment_of_a_list_is_read_straight():
    schema = type("One", (catalogue.EventSchema,), {"one": fields.List(Moment())})()
    assert reader_of(schema)({"one": ["2026-01-01T00:00:00Z"]}) == {
        "one": [datetime(2026, 1, 1, tzinfo=UTC)]
    }
