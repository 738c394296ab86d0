"""The rules in force are told beside the house's own, so that both can be compared."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from minqing_chassis.http.policy_route import RulesInForceSchema, policy_route
from minqing_chassis.policies import Edition, PolicyBook
from minqing_kernel.clock import FrozenClock

pytestmark = pytest.mark.unit

BOOK = PolicyBook(
    code="here",
    title="某街道",
    statute=15,
    editions=(
        Edition(valid_from=date(2026, 1, 1), policy=10),
        Edition(valid_from=date(2027, 1, 1), policy=5),
    ),
)


def told(at):
    route = policy_route(BOOK, lambda days: [f"days: {days}"], FrozenClock(at))
    return RulesInForceSchema().dump(route.operation(SimpleNamespace()).body)


def test_the_edition_of_the_day_stands_beside_the_default():
    assert told(datetime(2026, 11, 22, tzinfo=UTC)) == {
        "code": "here",
        "title": "某街道",
        "valid_from": "2026-01-01",
        "next_from": "2027-01-01",
        "lines": ["days: 10"],
        "default": ["days: 15"],
    }


def test_before_the_first_edition_the_default_holds():
    early = told(datetime(2025, 11, 22, tzinfo=UTC))
    assert (early["valid_from"], early["lines"]) == (None, ["days: 15"])
