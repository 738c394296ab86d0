"""Intake on nameko: a table of contents of what reaches it."""

import logging
import os
from functools import cache
from uuid import UUID

from nameko.rpc import rpc
from nameko.timer import timer

from intake import SERVICE
from intake.application.booking import CallOffBookings, CloseBookings
from intake.application.commands import ForgetOldKeys
from intake.application.data_requests import ForgetDataRequests
from intake.application.raising import WordsAway
from intake.application.signing import sign_all
from intake.bootstrap import Parts, assemble, settings_from
from intake.domain.access import Purpose
from intake.domain.errors import TooManyTries, UnknownPetition
from intake.entrypoints.booking import held_sessions
from intake.entrypoints.categories import days_of
from intake.entrypoints.http import build
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
from minqing_kernel.messages import Actor, Cause, Role

QUARTER = 900.0
MOMENT = 5.0
log = logging.getLogger(__name__)


@cache
def parts() -> Parts:
    """Assemble this process's parts, once."""
    return assemble(settings_from(os.environ))


def _doorway() -> Doorway:
    return Doorway(build(parts()), parts().settings.http_address)


class IntakeService:
    """The methods that the broker calls, and what runs beside them."""

    name = SERVICE
    parts = Wired(parts)
    relay = RelayKeeper(lambda: parts().relay)
    gauges = GaugeKeeper(lambda: parts().gauges)
    janitor = Janitor(lambda: parts().database)
    door = HttpDoor(_doorway)

    @take_events(SERVICE)
    def on_events(self, group: Group) -> Verdict:
        """Keep what routing and registry tell."""
        verdict: Verdict = self.parts.receiver.receive(group)
        return verdict

    @timer(interval=QUARTER)
    def forget(self) -> None:
        """Let go of old keys, ended windows of wrong codes, and past bookings."""
        held = frozenset(held_sessions(self.parts))
        for command in (
            ForgetOldKeys(),
            ForgetDataRequests(),
            CallOffBookings(held=held),
            CloseBookings(),
        ):
            self.parts.bus.handle(command, Cause(correlation_id=new_id()))

    @timer(interval=QUARTER)
    def let_pictures_go(self) -> None:
        """Forget the pictures of what ended long ago, by the place's rule."""
        now = self.parts.clock.now()
        days = self.parts.policy_at(now).pictures_kept_days
        self.parts.pictures.let_go(now, days)

    @timer(interval=1)
    def sign(self) -> None:
        """Let what came in be found by its like; about a second after it came."""
        sign_all(lambda one: self.parts.bus.handle(one, Cause(correlation_id=new_id())))

    @timer(interval=1)
    def take_findings(self) -> None:
        """Let what visits found become petitions; while registry is away it waits."""
        try:
            self.parts.findings.run()
        except WordsAway:
            log.warning("registry does not answer: findings wait")

    @timer(interval=MOMENT)
    def sweep_undecided(self) -> None:
        """Tell the superiors of what nobody decided in time, and remind the silent."""
        self.parts.undecided.run()

    @rpc
    def timeline(self, petition_id: str) -> list[Step]:
        """Return intake's own steps of one petition."""
        steps: list[Step] = self.parts.timelines.of(petition_id)
        return steps

    @rpc
    def find(self, receipt: str) -> str:
        """Return the id behind a receipt number; fails for an unknown one."""
        return str(self.parts.reader.require(receipt))

    @rpc
    def opened(self, receipt: str, code: str) -> dict[str, str | bool | None]:
        """Return the id behind a number if the code is its own; wrong ones count.

        `wait`: too many were wrong.
        """
        cause = Cause(correlation_id=new_id())
        try:
            found = self.parts.public_desk.look(receipt, code, cause)
        except (UnknownPetition, TooManyTries) as no:
            wait = isinstance(no, TooManyTries)
            return {"petition_id": None, "wait": wait}
        return {"petition_id": str(found.petition_id), "wait": False}

    @rpc
    def category_names(self) -> dict[str, dict[str, str]]:
        """Return what every category is called, by its code and the language."""
        known = self.parts.reference.categories()
        return {each.code: dict(each.names) for each in known}

    @rpc
    def category_days(self) -> dict[str, list[str | None]]:
        """Return from which day until which every category holds, by its code."""
        return days_of(self.parts.reference.categories())

    @rpc
    def contacts(
        self, petition_ids: list[str], purpose: str
    ) -> dict[str, dict[str, str]]:
        """Return how to reach petitioners, by petition id; every reading is logged.

        An id may be a booking's too: of whoever holds that seat; or a reminder's: of
        the informer who is behind.

        The purpose is "notice": with each contact comes the tracking code that the
        notice tells. A petition without a contact is not in the answer.
        """
        if purpose != Purpose.NOTICE:
            raise ValueError("services read contacts to send notices, no more")
        caller = Actor(id=f"rpc:{purpose}", role=Role.SYSTEM)
        ids = [UUID(each) for each in petition_ids]
        found = self.parts.contacts.read(ids, actor=caller, purpose=Purpose.NOTICE)
        others = [each for each in ids if each not in found]
        held = self.parts.bookings.contacts(
            others, actor=caller, purpose=Purpose.NOTICE
        )
        late = self.parts.reminded(others, actor=caller)
        return {
            str(each): {
                "name": contact.name,
                "telephone": contact.telephone,
                "email": contact.email,
                "address": contact.address,
                "tracking_code": self.parts.codes.of(each),
            }
            for each, contact in {**found, **held, **late}.items()
        }


def serve() -> None:
    """Run everything in this process until told to stop."""
    settings = parts().settings
    configure_logging(SERVICE, settings.log_level)
    run_service(IntakeService, settings.amqp_uri)


def serve_http() -> None:
    """Run the HTTP door alone; another process's relay sends what it writes."""
    settings = parts().settings
    configure_logging(SERVICE, settings.log_level)
    parts().gauges.start()
    serve_alone(build(parts()), settings.http_address)
    parts().gauges.stop()
