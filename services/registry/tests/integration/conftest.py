"""A register on a fresh database."""

from collections.abc import Iterator

import pytest

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from registry.adapters.read_model import SqlRegistryReader
from services.registry.tests.builders import (
    a_cause,
    the_tree,
)
from services.registry.tests.real import a_bus


@pytest.fixture
def sealer():
    return Sealer([bytes(range(32))])


@pytest.fixture
def db(database) -> Iterator[Database]:
    opened = Database(database("registry"), pool_size=4)
    yield opened
    opened.close()


@pytest.fixture
def bus(db, sealer):
    return a_bus(db, sealer)


@pytest.fixture
def reader(db, sealer):
    return SqlRegistryReader(db, sealer)


@pytest.fixture
def say(bus):
    for command in the_tree():
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))
