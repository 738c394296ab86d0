"""Who went where: times and units are two numbers."""

import pytest

from registry.application.visits.tours import Tours, UnitVisited
from services.registry.tests.builders import TODAY

pytestmark = pytest.mark.unit


def test_c17_units_count_once_by_kind_however_often_somebody_went_there():
    gone_to = [
        ("c-1", "community", 40),
        ("c-2", "community", 3),
        ("k", "cooperative", 2),
    ]
    tours = Tours(
        organisation_id="street",
        since=TODAY,
        until=TODAY,
        times=45,
        visits=30,
        items=[
            UnitVisited(organisation_id=key, kind=kind, name=key, times=n, visits=n)
            for key, kind, n in gone_to
        ],
    )
    assert tours.units == {"community": 2, "cooperative": 1}
    assert tours.times == 45
