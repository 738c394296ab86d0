"""Hand-overs between agencies with real databases, over a wire that misbehaves."""

from types import SimpleNamespace

import pytest

from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    build_town,
)

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def town(postgres):
    made = build_town(
        lambda service: postgres.database(service),
        (STREET_OFFICE, DISTRICT_HALL, BUREAU),
    )
    yield made
    for each in made.agencies.values():
        each.store.close()


@pytest.fixture
def handed(town):
    """A case that the street transferred and the district accepted."""
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    return SimpleNamespace(petition=petition, handover=handover)


def test_b04_a_transfer_stays_the_senders_until_it_is_accepted(town):
    petition = town.open()
    handover = town.offer(petition)
    assert town[STREET_OFFICE].state(petition) == "assigned"
    town.wire.settle()
    assert town[DISTRICT_HALL].row(handover)["state"] == "offered"
    assert town[DISTRICT_HALL].state(petition) is None
    town.accept(handover)
    assert town[DISTRICT_HALL].state(petition) is None
    assert town[STREET_OFFICE].leg(petition).acts
    town.wire.settle()
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    assert town[DISTRICT_HALL].state(petition) == "assigned"
    assert not town.broken(petition)
    assert not town.differ(petition)
