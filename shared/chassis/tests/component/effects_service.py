"""A nameko service that does nothing but count: run by the spine's component tests.

Each accepted petition becomes one row of `effects`; its channel says what happens
first: `refused` breaks a rule, `broken` is a fault that stays, `shaky` one that passes,
`deadly` ends the process.
"""

import gc

import eventlet

gc.disable()
eventlet.monkey_patch()

import os  # noqa: E402
import signal  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from functools import cache  # noqa: E402
from types import SimpleNamespace  # noqa: E402

from sqlalchemy import MetaData  # noqa: E402

from minqing_chassis import topology  # noqa: E402
from minqing_chassis.database import Database  # noqa: E402
from minqing_chassis.dead_letters import DeadLetterStore  # noqa: E402
from minqing_chassis.keeper import RelayKeeper  # noqa: E402
from minqing_chassis.observability.metrics import Metrics  # noqa: E402
from minqing_chassis.publisher import Publisher  # noqa: E402
from minqing_chassis.receiver import Group, GroupReceiver, Verdict  # noqa: E402
from minqing_chassis.relay import Relay  # noqa: E402
from minqing_chassis.runner import run_service  # noqa: E402
from minqing_chassis.subscriber import take_events  # noqa: E402
from minqing_chassis.tables import spine_tables  # noqa: E402
from minqing_chassis.unit_of_work import SqlWork  # noqa: E402
from minqing_chassis.wiring import Wired  # noqa: E402
from minqing_contracts.intake import PetitionAcceptedV1  # noqa: E402
from minqing_kernel.bus import CommandBus  # noqa: E402
from minqing_kernel.errors import DomainError  # noqa: E402
from minqing_kernel.messages import Command  # noqa: E402

EFFECT = "insert into effects select petition, pid from jsonb_to_recordset(:rows)"
EFFECT += " as r(petition text, pid int)"


@dataclass(frozen=True, kw_only=True)
class Count(Command):
    petition: str
    mood: str


def count(command, work):
    if command.mood == "refused":
        raise DomainError("the rule says no")
    if command.mood == "broken":
        raise RuntimeError("broken for good")
    if command.mood == "shaky":
        tries = work.read("insert into tries values (1) returning 1")
        seen = work.read("select count(*) as n from remembered")[0]["n"]
        if tries and not seen:
            remember()
            raise RuntimeError("broken for now")
    if command.mood == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    work.write(EFFECT, [{"petition": command.petition, "pid": os.getpid()}])


def remember():
    parts().database.rows("insert into remembered values (1)")


@cache
def parts():
    database = Database(os.environ["DATABASE_URL"])
    spine = spine_tables(MetaData())
    bus = CommandBus(
        lambda: SqlWork(database, spine, source="test/routing", tell={}),
        {Count: count},
    )
    receiver = GroupReceiver(
        bus,
        {
            PetitionAcceptedV1: lambda _, event: Count(
                petition=str(event.petition_id), mood=event.channel
            )
        },
        DeadLetterStore(database),
        meter=Metrics("routing"),
        database_alive=database.alive,
    )
    relay = Relay(database, Publisher(os.environ["AMQP_URI"]))
    return SimpleNamespace(database=database, receiver=receiver, relay=relay)


class EffectsService:
    name = "routing"
    parts = Wired(parts)
    relay = RelayKeeper(lambda: parts().relay)

    @take_events("routing")
    def on_events(self, group: Group) -> Verdict:
        return self.parts.receiver.receive(group)


if __name__ == "__main__":
    gc.enable()
    told = os.environ.get("DELIVERY_LIMIT", topology.DELIVERY_LIMIT)
    topology.DELIVERY_LIMIT = int(told)
    run_service(EffectsService, os.environ["AMQP_URI"])
