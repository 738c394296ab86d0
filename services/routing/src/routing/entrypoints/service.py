"""Routing on nameko, a table of contents: each method hands over and returns."""

import os
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from nameko.rpc import rpc
from nameko.timer import timer

from minqing_chassis.database import Database
from minqing_chassis.http.server import Doorway, HttpDoor, serve_alone
from minqing_chassis.janitor import Janitor
from minqing_chassis.keeper import RelayKeeper
from minqing_chassis.letterbox import ROUTING_KEY, take_letters
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.keeper import GaugeKeeper
from minqing_chassis.observability.logging import configure_logging
from minqing_chassis.receiver import Group, Verdict
from minqing_chassis.relay import Relay
from minqing_chassis.runner import run_service
from minqing_chassis.subscriber import take_events
from minqing_chassis.timeline import Step
from minqing_chassis.wiring import Wired
from minqing_kernel.messages import Cause
from routing.adapters.agencies.post import Letter
from routing.adapters.handovers.outbox import INBOUND
from routing.application.commands import ForgetAnswers
from routing.application.projects.commands import SuggestProjects
from routing.application.same.commands import ForgetMarks
from routing.bootstrap import Parts, assemble
from routing.domain.handover.errors import StandsAlone
from routing.entrypoints.being_restored import leave_when_put_back, wait_until_settled
from routing.entrypoints.http import build_door
from routing.entrypoints.schemas import CaseSheetSchema


@cache
def process_parts() -> Parts:
    """Assemble this process's parts, once, from its environment."""
    return assemble(os.environ)


def _relay() -> Relay:
    return process_parts().relay


def _letters() -> Relay:
    parts = process_parts()
    if parts.agencies is None:
        raise StandsAlone
    return parts.agencies.relay


def _gauges() -> GaugeRefresher:
    return process_parts().gauges


def _database() -> Database:
    return process_parts().database


def _doorway() -> Doorway:
    parts = process_parts()
    return Doorway(build_door(parts), parts.settings.http_address)


class RoutingService:
    """What routing hears, what it answers, and what it does as time passes."""

    name = "routing"
    parts: Any = Wired(process_parts)
    relay = RelayKeeper(_relay)
    gauges = GaugeKeeper(_gauges)
    door = HttpDoor(_doorway)
    janitor = Janitor(_database)

    @take_events("routing", size=300)
    def on_events(self, group: Group) -> Verdict:
        """Take what others tell, in groups, each a transaction."""
        verdict: Verdict = self.parts.receiver.receive(group)
        return verdict

    @timer(interval=1)
    def sweep_overdue(self) -> None:
        """Tell the superiors of what is late."""
        self.parts.overdue.run()

    @timer(interval=2)
    def sweep_reminders(self) -> None:
        """Remind the units, when the policy says (催办)."""
        self.parts.reminding.run()

    @timer(interval=60)
    def sweep_silence(self) -> None:
        """Notice whose petitioners heard nothing for too long."""
        self.parts.silent.run()

    @timer(interval=1)
    def sweep_waiting(self) -> None:
        """Look again at what nobody was competent for, once rules or units changed."""
        self.parts.judge_waiting()
        self.parts.accusing.run()
        self.parts.merging.run()
        self.parts.visiting.run()

    @timer(interval=1)
    def sweep_reviews(self) -> None:
        """Tell the superiors of reviewers that are late."""
        self.parts.rooms.late_reviews.run()

    @timer(interval=300)
    def suggest_projects(self) -> None:
        """See where problems gather."""
        self.parts.bus.handle(SuggestProjects(), Cause(correlation_id=uuid4()))

    @timer(interval=60)
    def print_waiting(self) -> None:
        """Draw up what is owed at the door; print what was left without a print."""
        self.parts.rooms.office.draft_waiting()
        self.parts.rooms.office.print_waiting()

    @timer(interval=60)
    def sweep_provisional(self) -> None:
        """Count provisional dates anew, once a newer calendar is in use."""
        self.parts.provisional.run()
        self.parts.resting.run()

    @timer(interval=3600)
    def forget_answers(self) -> None:
        """Forget what old requests were answered."""
        self.parts.bus.handle(ForgetAnswers(), Cause(correlation_id=uuid4()))
        self.parts.bus.handle(ForgetMarks(), Cause(correlation_id=uuid4()))

    @rpc
    def timeline(self, petition_id: str) -> list[Step]:
        """Return what was done to one case, oldest first."""
        steps: list[Step] = self.parts.timeline.of(petition_id)
        return steps

    @rpc
    def final_matters(self, petition_ids: list[str]) -> list[str]:
        """Return which of these petitions went through 复核: not taken again."""
        ids = [UUID(petition_id) for petition_id in petition_ids]
        return [str(each) for each in self.parts.rooms.reviews.final(ids)]

    @rpc
    def case(self, petition_id: str) -> dict[str, Any]:
        """Return one case whole, as `GET /v1/cases/{case}` does."""
        sheet = self.parts.reader.sheet(UUID(petition_id))
        said: dict[str, Any] = CaseSheetSchema().dump(sheet)
        return said


class AmongAgencies(RoutingService):
    """What routing does beside that where it has neighbours (AGENCY_ID)."""

    name = "routing"
    letters = RelayKeeper(_letters)

    @take_letters(INBOUND)
    def on_letter(self, body: bytes, headers: dict[str, Any]) -> None:
        """Obey a letter of another agency, or put it into quarantine."""
        letter = Letter(body=body, signature=str(headers.get("signature", "")))
        self.parts.agencies.desk.take(letter, str(headers.get(ROUTING_KEY, "")))

    @timer(interval=5)
    def sweep_handovers(self) -> None:
        """End offers in time; say again what an answer is waited for."""
        self.parts.agencies.waiting.run()

    @timer(interval=60, eager=True)
    def count_beat(self) -> None:
        """Give a sign of life, by which it is seen when the database goes back."""
        self.parts.agencies.beats.count()

    @timer(interval=600, eager=True)
    def read_again(self) -> None:
        """Read what came before this version knew the word."""
        self.parts.agencies.desk.look_again()

    @timer(interval=3600)
    def forget_letters(self) -> None:
        """Forget the words of letters that waited for a person too long."""
        self.parts.agencies.desk.quarantine.forget()

    @timer(interval=5)
    def tell_statements(self) -> None:
        """Tell neighbours where what is shared stands, each in its time (对账)."""
        self.parts.agencies.statements.run()

    @timer(interval=10)
    def tell_marks(self) -> None:
        """Tell whom it is granted by what matters are compared (同一事项)."""
        self.parts.agencies.marks.run()


def serve() -> None:
    """Run messages, sweepers, relay, RPC and HTTP until told to stop."""
    parts = process_parts()
    configure_logging("routing", parts.settings.log_level)
    wait_until_settled(parts)
    leave_when_put_back(parts)
    service = RoutingService if parts.agencies is None else AmongAgencies
    run_service(service, parts.settings.amqp_uri)


def serve_http() -> None:
    """Run the HTTP door alone until told to stop."""
    parts = process_parts()
    configure_logging("routing", parts.settings.log_level)
    wait_until_settled(parts)
    leave_when_put_back(parts)
    parts.gauges.start()
    serve_alone(build_door(parts), parts.settings.http_address)
