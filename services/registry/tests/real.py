"""Registry's real unit of work, put together as bootstrap does, at noon."""

from functools import partial

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.bootstrap import HANDLERS
from services.registry.tests.builders import NOON


def a_bus(db: Database, sealer: Sealer) -> CommandBus:
    handlers = {
        command: partial(handler, clock=FrozenClock(NOON))
        for command, handler in HANDLERS.items()
    }
    work = partial(SqlRegistryWork, db, sealer, source="test/registry")
    return CommandBus(work, handlers)
