"""A figure of a report knows by which question the petitions behind it are listed."""

from datetime import date

import pytest

from notify.application.figures.views import Cut
from notify.application.reports.tables import of_branch
from notify.domain.figures.measures import Basis
from notify.domain.figures.period import Period

pytestmark = pytest.mark.unit

MARCH = Period(first=date(2026, 3, 1), last=date(2026, 3, 31))
CUT = Cut(basis=Basis.ACCEPTED, period=MARCH)


def test_b08_a_line_of_a_unit_asks_for_it_and_a_line_of_none_for_nothing():
    assert of_branch(CUT, "s-1", "", "total") is None
    below, itself = (of_branch(CUT, "s-1", unit, "total") for unit in ("c-1", "s-1"))
    assert below["organisation"] == "c-1"
    assert "alone" not in below
    assert (itself["organisation"], itself["alone"]) == ("s-1", "true")
