"""Notify on nameko: a table of contents of what reaches it and what runs beside."""

import os
from functools import cache
from uuid import UUID

from nameko.rpc import rpc
from nameko.timer import timer

from minqing_chassis.http.server import Doorway, HttpDoor, serve_alone
from minqing_chassis.janitor import Janitor
from minqing_chassis.keeper import RelayKeeper
from minqing_chassis.observability.keeper import GaugeKeeper
from minqing_chassis.observability.logging import configure_logging
from minqing_chassis.receiver import Group, Verdict
from minqing_chassis.runner import run_service
from minqing_chassis.subscriber import take_events
from minqing_chassis.timeline import Step
from minqing_chassis.wiring import Wired
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause
from notify.application.commands import LapseFollowUps, LearnCategories
from notify.application.figures.commands import FoldFigures
from notify.application.follow_ups.commands import ReopenNeglected
from notify.bootstrap import Parts, assemble
from notify.entrypoints.http import build_door
from notify.entrypoints.sending import SenderKeeper
from notify.settings import SERVICE

BATCH = 300
SWEEP_SECONDS = 5
LAPSED_AT_ONCE = 200
FOLDED_AT_ONCE = 2000
LEARN_SECONDS = 30
Sweep = LapseFollowUps | ReopenNeglected | FoldFigures


@cache
def process_parts() -> Parts:
    """Assemble this process's parts, once, from its environment."""
    return assemble(os.environ)


def _doorway() -> Doorway:
    parts = process_parts()
    return Doorway(build_door(parts), parts.settings.http_address)


class NotifyService:
    """The methods that the broker calls, and what runs beside them."""

    name = SERVICE
    parts = Wired(process_parts)
    relay = RelayKeeper(lambda: process_parts().relay)
    sender = SenderKeeper(lambda: process_parts().sender)
    hooks = SenderKeeper(lambda: process_parts().hook_sender, linger=0.5)
    gauges = GaugeKeeper(lambda: process_parts().gauges)
    janitor = Janitor(lambda: process_parts().database)
    door = HttpDoor(_doorway)

    @take_events(SERVICE, size=BATCH)
    def on_events(self, group: Group) -> Verdict:
        """Write down who must be told of what happened."""
        verdict: Verdict = self.parts.receiver.receive(group)
        return verdict

    @timer(interval=SWEEP_SECONDS)
    def lapse(self) -> None:
        """End what was not answered in time, batch after batch."""
        self._sweep(LapseFollowUps(limit=LAPSED_AT_ONCE))

    @timer(interval=SWEEP_SECONDS)
    def reopen(self) -> None:
        """Reopen what nobody decided on in time, batch after batch."""
        self._sweep(ReopenNeglected(limit=LAPSED_AT_ONCE))

    @timer(interval=SWEEP_SECONDS)
    def fold(self) -> None:
        """Fold what changed of the figures into their sums, batch after batch."""
        self._sweep(FoldFigures(limit=FOLDED_AT_ONCE))

    @timer(interval=LEARN_SECONDS, eager=True)
    def learn(self) -> None:
        """Keep what intake's categories are called; it may be away."""
        names = self.parts.categories.ask()
        if names:
            cause = Cause(correlation_id=new_id())
            self.parts.bus.handle(LearnCategories(names=names), cause)

    def _sweep(self, command: Sweep) -> None:
        cause = Cause(correlation_id=new_id())
        while self.parts.bus.handle(command, cause) == command.limit:
            pass

    @rpc
    def timeline(self, petition_id: str) -> list[Step]:
        """Return who was told what about one petition, and what was answered."""
        steps: list[Step] = self.parts.story.of(UUID(petition_id))
        return steps


def serve() -> None:
    """Run subscriptions, sender, relay, RPC and HTTP until told to stop."""
    settings = process_parts().settings
    configure_logging(SERVICE, settings.log_level)
    run_service(NotifyService, settings.amqp_uri)


def serve_http() -> None:
    """Run the HTTP door alone; another process's relay sends what it writes."""
    parts = process_parts()
    configure_logging(SERVICE, parts.settings.log_level)
    parts.gauges.start()
    serve_alone(build_door(parts), parts.settings.http_address)
    parts.gauges.stop()
