"""Routing's parts on a real database of its own."""

from datetime import timedelta
from functools import partial

import pytest

from minqing_chassis.database import Database
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from routing.adapters.directory import DirectoryCache
from routing.adapters.read_model import SqlReader
from routing.adapters.unit_of_work import SqlRoutingWork
from routing.application.commands import RecordOrganisation, SetRule
from routing.bootstrap import command_handlers
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    build_town,
)
from services.routing.tests.builders import (
    CLOCKS,
    NOON,
    a_cause,
    a_rule,
    an_operator,
    the_units,
)
from services.routing.tests.room_builders import House


@pytest.fixture
def store(database):
    opened = Database(database("routing"), application="routing-test")
    yield opened
    opened.close()


@pytest.fixture
def new_work(store):
    directories = DirectoryCache(store, timedelta(days=60))
    return partial(SqlRoutingWork, store, directories, source="test/routing")


@pytest.fixture
def clock():
    return FrozenClock(NOON)


@pytest.fixture
def reader(store, clock):
    return SqlReader(store, clock)


@pytest.fixture
def bus(new_work, clock):
    return CommandBus(new_work, command_handlers(clock, CLOCKS))


@pytest.fixture
def do(bus):
    return lambda command: bus.handle(command, a_cause())


@pytest.fixture
def staffed(do):
    """Units and a rule for everything are there."""
    for name in ("d-1", "s-1", "c-1", "c-2"):
        do(RecordOrganisation(unit=the_units().find(name)))
    do(SetRule(actor=an_operator(), rule=a_rule()))


@pytest.fixture
def house(new_work):
    """The rooms over that database."""
    return House(new_work)


@pytest.fixture(scope="module")
def town(postgres):
    """Three agencies with real databases and a wire between them."""
    made = build_town(
        postgres.database,
        (STREET_OFFICE, DISTRICT_HALL, BUREAU),
    )
    yield made
    for each in made.agencies.values():
        each.store.close()
