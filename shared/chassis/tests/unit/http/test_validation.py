"""marshmallow's messages become codes that stay."""

import datetime as dt
import inspect

import pytest
from marshmallow import Schema, fields, validate, validates_schema
from marshmallow.exceptions import ValidationError
from marshmallow.fields import Field

from minqing_chassis.http.problems import Problem
from minqing_chassis.http.texts import own_table
from minqing_chassis.http.validation import code_of, load

pytestmark = pytest.mark.unit

WRITING = "cannot be formatted"
"""What marshmallow says when it writes, which we do not let it do."""


NEVER_SAID = {"Not a valid aware date.", "Not a valid aware time."}


def all_field_messages():
    for _, kind in inspect.getmembers(fields, inspect.isclass):
        if issubclass(kind, Field):
            name = getattr(kind, "OBJ_TYPE", "datetime")
            for message in kind.default_error_messages.values():
                yield message.replace("{obj_type}", name).replace(
                    "{awareness}", "aware"
                )


MESSAGES = {
    message
    for message in all_field_messages()
    if WRITING not in message and message not in NEVER_SAID
}


@pytest.mark.parametrize("message", sorted(MESSAGES))
def test_every_message_of_marshmallow_has_a_code_of_its_own(message):
    code, _ = code_of(message)
    assert code in own_table()
    assert code != "invalid-value" or message in {"Invalid value.", "Invalid input."}


def errors_of(schema, values):
    with pytest.raises(Problem) as refusal:
        load(schema(), values)
    assert refusal.value.status == 422
    return [(e.field, e.code, dict(e.arguments)) for e in refusal.value.errors]


def one(field):
    return Schema.from_dict({"it": field})


@pytest.mark.parametrize(
    ("field", "value", "code", "arguments"),
    [
        (
            fields.String(validate=validate.Length(min=2)),
            "a",
            "too-short",
            {"min": "2"},
        ),
        (
            fields.String(validate=validate.Length(max=1)),
            "ab",
            "too-long",
            {"max": "1"},
        ),
        (
            fields.String(validate=validate.Length(min=2, max=3)),
            "a",
            "length-between",
            {"min": "2", "max": "3"},
        ),
        (
            fields.String(validate=validate.Length(equal=2)),
            "a",
            "length-equal",
            {"equal": "2"},
        ),
        (fields.Integer(validate=validate.Range(min=2)), 1, "at-least", {"min": "2"}),
        (fields.Integer(validate=validate.Range(max=2)), 3, "at-most", {"max": "2"}),
        (
            fields.Integer(validate=validate.Range(min=2, min_inclusive=False)),
            2,
            "more-than",
            {"min": "2"},
        ),
        (
            fields.Integer(validate=validate.Range(max=2, max_inclusive=False)),
            2,
            "less-than",
            {"max": "2"},
        ),
        (
            fields.Integer(validate=validate.Range(min=1, max=2)),
            3,
            "between",
            {"min": "1", "max": "2"},
        ),
        (
            fields.String(validate=validate.OneOf(["a", "b"])),
            "c",
            "not-one-of",
            {"choices": "a, b"},
        ),
        (fields.String(validate=validate.Equal("a")), "c", "not-equal", {"other": "a"}),
        (fields.String(validate=validate.Regexp("a")), "c", "pattern", {}),
        (
            fields.List(fields.String(), validate=validate.ContainsOnly(["a"])),
            ["c"],
            "not-allowed",
            {},
        ),
        (fields.String(validate=validate.NoneOf(["c"])), "c", "invalid-value", {}),
        (fields.String(validate=validate.Email()), "c", "not-an-email", {}),
        (fields.String(validate=validate.URL()), "c", "not-a-url", {}),
        (fields.AwareDateTime(), "2026-01-31T09:00:00", "time-zone-needed", {}),
        (fields.Date(), "2026-02-30", "not-a-date", {}),
        (
            fields.String(validate=validate.Length(max=1, error="too-long")),
            "ab",
            "too-long",
            {},
        ),
        (
            fields.String(validate=validate.Length(max=1, error="Too much!")),
            "ab",
            "invalid-value",
            {},
        ),
    ],
)
def test_a_value_out_of_bounds_is_told_with_its_bounds(field, value, code, arguments):
    assert errors_of(one(field), {"it": value}) == [("it", code, arguments)]


class Inner(Schema):
    floor = fields.Integer(required=True)


class Outer(Schema):
    homes = fields.List(fields.Nested(Inner))
    since = fields.Date()
    until = fields.Date()

    @validates_schema
    def in_order(self, data, **_):
        if data.get("since", dt.date.min) > data.get("until", dt.date.max):
            raise ValidationError("between", "until")


def test_an_error_deep_inside_is_told_by_its_path():
    errors = errors_of(Outer, {"homes": [{"floor": 1}, {"floor": "x"}, {}, 3], "z": 1})
    assert [(field, code) for field, code, _ in errors] == [
        ("homes.1.floor", "not-an-integer"),
        ("homes.2.floor", "required"),
        ("homes.3", "not-an-object"),
        ("z", "unknown-field"),
    ]


def test_a_rule_between_fields_is_told_at_the_field_it_names():
    values = {"since": "2026-02-01", "until": "2026-01-01"}
    assert errors_of(Outer, values) == [("until", "between", {})]


@pytest.mark.parametrize("values", [None, [], "text", 3])
def test_a_body_that_is_no_object_is_told_at_the_root(values):
    assert errors_of(Outer, values) == [("", "not-an-object", {})]
