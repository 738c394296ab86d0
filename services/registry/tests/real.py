"""Registry's real unit of work, put together as bootstrap does, at noon."""

from functools import partial

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.application.rules import STATUTORY_RULES, Rules
from registry.bootstrap.handling import timed
from services.registry.tests.builders import LATER, NOON


def a_bus(db: Database, sealer: Sealer, rules: Rules = STATUTORY_RULES) -> CommandBus:
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER), rules)
    work = partial(SqlRegistryWork, db, sealer, source="test/registry")
    return CommandBus(work, handlers)
