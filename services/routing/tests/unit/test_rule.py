"""Which wordings of a rule mean something."""

import pytest

from routing.domain.errors import BadRule
from services.routing.tests.builders import NOON, a_rule, later

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        ({"code": "named"}, "code"),
        ({"code": "by-hand"}, "code"),
        ({"code": "a b"}, "code"),
        ({"code": "x" * 57}, "code"),
        ({"category": ""}, "category"),
        ({"category": "**"}, "category"),
        ({"category": "a*b"}, "category"),
        ({"division_prefix": "51%"}, "division_prefix"),
        ({"handle_within_days": 0}, "handle_within_days"),
        ({"valid_from": NOON, "valid_to": NOON}, "valid_to"),
    ],
)
def test_a_wording_that_means_nothing_is_refused_by_field(wording, field):
    with pytest.raises(BadRule) as refusal:
        a_rule(**wording)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize(
    "wording",
    [
        {"category": "*"},
        {"category": "lamp*"},
        {"category": "道路", "division_prefix": "5101"},
        {"valid_from": NOON, "valid_to": later(days=1)},
    ],
)
def test_a_sound_wording_is_taken(wording):
    a_rule(**wording)
