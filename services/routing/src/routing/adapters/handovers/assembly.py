"""The room of hand-overs, put together where this deployment has neighbours."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from minqing_chassis.database import Database
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.publisher import Publisher
from minqing_chassis.relay import Relay
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock
from minqing_kernel.sweeping import Sweep
from routing.adapters.handovers.beats import Beats
from routing.adapters.handovers.desk import LetterDesk
from routing.adapters.handovers.gauges import HandOverProbe
from routing.adapters.handovers.home import Home
from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.adapters.handovers.outbox import LETTERS
from routing.adapters.handovers.reading import HandOverReader
from routing.adapters.same.telling import MarkTelling
from routing.adapters.statements.reading import DifferenceReader
from routing.adapters.statements.telling import Statements
from routing.adapters.statements.volume import USUAL, Limits
from routing.application.handovers.commands import KeepHandOvers


@dataclass(frozen=True, kw_only=True)
class Agencies:
    """What a process needs that deals with other agencies."""

    neighbourhood: Neighbourhood
    reader: HandOverReader
    desk: LetterDesk
    relay: Relay
    waiting: Sweep
    statements: Statements
    differences: DifferenceReader
    marks: MarkTelling
    home: Home
    beats: Beats


def open_agencies(
    neighbourhood: Neighbourhood | None,
    database: Database,
    bus: CommandBus[Any],
    amqp_uri: str,
    digest_every: timedelta = timedelta(hours=1),
    limits: Limits = USUAL,
) -> Agencies | None:
    """Return the parts, None for an agency that stands alone; nothing is asked yet.

    Letters have a relay of their own: a neighbour's trouble stops no fact of the house.
    """
    if neighbourhood is None:
        return None
    clock = neighbourhood.clock
    reader, neighbours = HandOverReader(database, clock), neighbourhood.neighbours
    post, directory = neighbourhood.post, neighbourhood.directory
    beats = Beats(post, directory, database, clock)
    return Agencies(
        neighbourhood=neighbourhood,
        reader=reader,
        desk=LetterDesk(bus, post, database, clock, neighbours, limits, beats),
        relay=Relay(database, Publisher(amqp_uri), LETTERS),
        waiting=Sweep(
            bus,
            reader.waiting,
            lambda ids: KeepHandOvers(matter_ids=ids),
            is_away=lambda: not database.alive(),
            batch=50,
        ),
        differences=DifferenceReader(database, clock),
        statements=Statements(bus, database, clock, neighbours, digest_every),
        marks=MarkTelling(bus, neighbourhood.compared_with),
        home=Home(database),
        beats=beats,
    )


def handover_probe(
    metrics: Metrics,
    database: Database,
    clock: Clock,
    neighbourhood: Neighbourhood | None,
) -> HandOverProbe:
    """Return what fills the neighbours' series; without any they stay empty."""
    names = neighbourhood.neighbours if neighbourhood else ()
    return HandOverProbe(metrics, database, clock, names)
