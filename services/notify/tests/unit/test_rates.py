"""Rates: both numbers, one rounding, weights and exclusions that are told."""

from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.domain.errors import ChangeImpossible
from notify.domain.figures.measures import MEASURES, Aside, Measures, total
from notify.domain.figures.policy import DEFAULT_RATES, RatesPolicy, Rating
from notify.domain.figures.rates import (
    SHARES,
    change,
    checked_change,
    figures_of,
    percent,
)

pytestmark = pytest.mark.unit

COUNTS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("n", "of", "told"),
    [
        (1729, 1811, "95.5"),
        (257, 260, "98.8"),
        (19, 27, "70.4"),
        (107, 107, "100.0"),
        (30, 30, "100.0"),
        (998, 1000, "99.8"),
        (1, 2000, "0.0"),
        (3, 2000, "0.2"),
        (25, 2000, "1.2"),
        (0, 7, "0.0"),
    ],
)
def test_d12_d26_a_share_is_rounded_half_to_even_with_one_decimal(n, of, told):
    assert str(percent(n, of)) == told


def test_a_share_of_nothing_is_none():
    assert percent(0, 0) is None


@given(n=COUNTS, more=COUNTS)
def test_a_share_lies_between_nothing_and_all(n, more):
    told = percent(n, n + more)
    assert told is None if n + more == 0 else 0 <= told <= 100


def test_b38_a_fall_from_80_to_16_is_minus_80_per_cent():
    assert str(change(16, 80)) == "-80.0"


def test_b38_nothing_falls_by_more_than_all_there_was():
    assert checked_change(Decimal(-100)) == -100
    with pytest.raises(ChangeImpossible):
        checked_change(Decimal(-400))


def test_b38_without_a_base_there_is_no_change():
    assert change(5, 0) is None


@given(this=COUNTS, last=st.integers(1, 10**9))
def test_b38_no_two_counts_make_an_impossible_change(this, last):
    assert change(this, last) >= -100


def test_every_share_is_of_measures_that_are_counted():
    assert {name for pair in SHARES.values() for name in pair} <= set(MEASURES)


def test_counts_add_up_measure_by_measure():
    both = Measures(cases=2, done=1) + Measures(cases=3, visited=4)
    assert both == Measures(cases=5, done=1, visited=4)
    assert total({"": both, "merged": both}).cases == 10


def test_what_is_excluded_counts_in_no_rate_and_is_told_by_reason():
    tally = {
        "": Measures(cases=4, done=3),
        "merged": Measures(cases=2),
        "archive": Measures(cases=1, done=1),
    }
    figures = figures_of(tally, DEFAULT_RATES)
    assert figures.counts.cases == 7
    assert (figures.rates["completion"].n, figures.rates["completion"].of) == (4, 5)
    (left,) = figures.excluded
    assert (left.reason, left.cases) == ("merged", 2)
    assert left.basis == DEFAULT_RATES.exclusions[Aside.MERGED]


SAID = Measures(
    cases=12,
    visited=10,
    unreached=2,
    solved_yes=6,
    solved_no=3,
    satisfied=5,
    dissatisfied=2,
)


def test_who_was_not_reached_or_was_not_sure_counts_in_no_opinion():
    rates = figures_of({"": SAID}, DEFAULT_RATES).rates
    assert (rates["solution"].n, rates["solution"].of) == (6, 9)
    assert rates["solution"].left_out == {"unreached": 2, "unclear": 1}
    assert (rates["satisfaction"].n, rates["satisfaction"].of) == (5, 7)
    assert rates["satisfaction"].left_out == {"unreached": 2, "unclear": 3}


def test_answers_count_by_the_weights_of_the_place():
    weights = MappingProxyType(
        {
            Rating.SATISFIED: Decimal(1),
            Rating.UNCLEAR: Decimal("0.5"),
            Rating.DISSATISFIED: Decimal("0.1"),
        }
    )
    rate = figures_of({"": SAID}, RatesPolicy(weights=weights)).rates["satisfaction"]
    assert (rate.n, rate.of, str(rate.percent)) == (Decimal("6.7"), 10, "67.0")
    assert rate.left_out == {"unreached": 2}
