"""A dossier goes through JSON and comes back as it was."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.adapters.plain import from_plain, to_plain
from routing.domain.dossier import NOTHING, Dossier
from routing.domain.resolution import Figure, Part, Qualifier
from services.routing.tests.unit.test_translation import (
    the_disputes,
    the_pauses,
    the_pressures,
)

pytestmark = pytest.mark.unit


def through(kind, value):
    return from_plain(kind, json.loads(json.dumps(to_plain(value))))


@pytest.mark.parametrize("lives", [the_disputes, the_pauses, the_pressures])
def test_what_was_lived_through_comes_back(lives):
    for case in lives():
        assert case.dossier != NOTHING
        assert through(Dossier, case.dossier) == case.dossier


st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


@given(st.from_type(Dossier))
def test_any_dossier_comes_back(dossier):
    assert through(Dossier, dossier) == dossier


def test_an_empty_one_says_nothing():
    assert to_plain(NOTHING) == {}


def test_figures_and_parts_keep_their_numbers_exact():
    figures = (
        Figure(
            kind="wage",
            unit="元/月",
            amount=Decimal("1050.10"),
            qualifier=Qualifier.APPROX,
            said="一千多",
        ),
        Figure(kind="items", unit="条", amount=None, said="60多"),
    )
    assert through(tuple[Figure, ...], figures) == figures
    parts = (Part(organisation_id="c", unit_name="所", answer=None, waived="否"),)
    assert through(tuple[Part, ...], parts) == parts
