"""Outcomes with figures; what was approximate stays approximate."""

from decimal import Decimal

import pytest

from routing.domain.errors import BadFigure
from routing.domain.resolution import Figure, Outcome, Qualifier
from services.routing.tests.builders import a_handler, a_started_case, later

pytestmark = pytest.mark.unit


def answered(*figures):
    case = a_started_case()
    case.resolve(
        Outcome.RESOLVED, "已办", by=a_handler(), at=later(days=3), figures=figures
    )
    return case.resolution.figures


@pytest.mark.parametrize(
    ("kind", "unit", "amount"),
    [
        pytest.param("wage", "元/月", "1050", id="A-28"),
        pytest.param("lamps", "盏", "38", id="D-14"),
        pytest.param("persons", "人", "170", id="D-16"),
    ],
)
def test_a28_d14_d16_an_answer_carries_its_figures(kind, unit, amount):
    [kept] = answered(Figure(kind=kind, unit=unit, amount=Decimal(amount)))
    assert (kept.kind, kept.unit, kept.amount) == (kind, unit, Decimal(amount))
    assert kept.qualifier is Qualifier.EXACT


def test_d32_an_approximate_number_keeps_its_words():
    [kept] = answered(
        Figure(
            kind="persons",
            unit="人",
            amount=Decimal(130),
            qualifier=Qualifier.APPROX,
            said="130多名",
        )
    )
    assert (kept.qualifier, kept.said) == (Qualifier.APPROX, "130多名")


def test_d32_words_alone_are_a_figure_and_nothing_at_all_is_none():
    [kept] = answered(Figure(kind="items", unit="条", amount=None, said="60多"))
    assert kept.amount is None
    with pytest.raises(BadFigure):
        Figure(kind="items", unit="条", amount=None)
