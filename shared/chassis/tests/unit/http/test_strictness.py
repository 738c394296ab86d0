"""JSON types at their word, queries in one spelling."""

import pytest
from marshmallow import RAISE, Schema, ValidationError, fields

from minqing_chassis.http.strictness import strict_json, strict_text

pytestmark = pytest.mark.unit


class Inner(Schema):
    flag = fields.Boolean()


class Everything(Schema):
    flag = fields.Boolean()
    whole = fields.Integer()
    number = fields.Float()
    list = fields.List(fields.Integer())
    pair = fields.Tuple((fields.Integer(), fields.Boolean()))
    table = fields.Dict(keys=fields.String(), values=fields.Boolean())
    loose = fields.Dict()
    nested = fields.Nested(Inner)
    many = fields.List(fields.Nested(Inner))


@pytest.mark.parametrize(
    "values",
    [
        {"flag": True},
        {"whole": 3},
        {"whole": 3.0},
        {"number": 3},
        {"number": 2.5},
        {"list": [1, 2]},
        {"pair": [1, True]},
        {"table": {"a": False}},
        {"loose": {"a": "yes"}},
        {"nested": {"flag": False}},
        {"many": [{"flag": True}]},
    ],
    ids=str,
)
def test_a_body_of_the_right_types_is_taken(values):
    assert strict_json(Everything()).load(values) is not None


@pytest.mark.parametrize(
    "values",
    [
        {"flag": 1},
        {"flag": "true"},
        {"flag": 0},
        {"whole": "3"},
        {"whole": 3.5},
        {"whole": True},
        {"number": "2.5"},
        {"number": True},
        {"list": ["1"]},
        {"pair": [1, "yes"]},
        {"table": {"a": "no"}},
        {"nested": {"flag": "yes"}},
        {"many": [{"flag": 1}]},
    ],
    ids=str,
)
def test_a_body_of_wrong_types_is_refused(values):
    with pytest.raises(ValidationError):
        strict_json(Everything()).load(values)


def test_other_instances_of_the_schema_stay_as_they_were():
    strict_json(Everything())
    assert Everything().load({"nested": {"flag": "yes"}, "list": ["1"]})


@pytest.mark.parametrize(
    ("values", "loaded"),
    [
        ({"flag": "true"}, {"flag": True}),
        ({"flag": "false"}, {"flag": False}),
        ({"whole": "-12"}, {"whole": -12}),
        ({"list": ["1", "2"]}, {"list": [1, 2]}),
    ],
)
def test_a_query_in_its_one_spelling_is_read(values, loaded):
    assert strict_text(Everything(unknown=RAISE)).load(values) == loaded


@pytest.mark.parametrize(
    "values",
    [
        {"flag": "yes"},
        {"flag": "True"},
        {"flag": ""},
        {"whole": " 3"},
        {"whole": "１２"},
        {"whole": "1_000"},
        {"whole": "3.0"},
        {"whole": ["3", "4"]},
        {"whole": "9" * 20},
    ],
    ids=str,
)
def test_a_query_in_another_spelling_is_refused(values):
    with pytest.raises(ValidationError):
        strict_text(Everything()).load(values)
