"""Statements between neighbours, with real databases and signed letters."""

import pytest

from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    build_town,
)

pytestmark = pytest.mark.integration
DIFFERENT = "select agency, kind, state, times, number from agency_differences"


@pytest.fixture(scope="module")
def town(postgres):
    made = build_town(
        lambda service: postgres.database(service),
        (STREET_OFFICE, DISTRICT_HALL, BUREAU),
    )
    yield made
    for each in made.agencies.values():
        each.store.close()


def handed(town, form="transfer"):
    petition = town.open()
    handover = town.offer(petition, form=form)
    town.wire.settle()
    town.accept(handover)
    return petition, handover


def digest(town, *names):
    """Each tells at once where it stands; all letters arrive."""
    for name in names or (STREET_OFFICE, DISTRICT_HALL):
        town[name].agencies.statements.tell_all()
    town.wire.settle()


def lose(town):
    town.wire.collect()
    town.wire.on_way.clear()


def test_c20_letters_that_the_transport_lost_are_found_by_statements_alone(town):
    petition, handover = handed(town)
    lose(town)  # the acceptance
    digest(town)
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    town.answer(petition)
    lose(town)  # the result
    digest(town)
    assert town[STREET_OFFICE].state(petition) == "resolved"
    assert not town.differ(petition)
    digest(town)
    digest(town)
    rows = [
        dict(e)
        for name in (STREET_OFFICE, DISTRICT_HALL)
        for e in town[name].store.rows(DIFFERENT)
    ]
    assert rows
    assert {row["state"] for row in rows} == {"mended"}
    assert handover
