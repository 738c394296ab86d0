"""The service: relay, desk queue, look-ups by RPC, and the HTTP door; one process."""

import os
from functools import cache
from typing import Any
from uuid import UUID

from nameko.rpc import rpc
from nameko.timer import timer

from minqing_chassis.http.server import Doorway, HttpDoor, serve_alone
from minqing_chassis.keeper import RelayKeeper
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.keeper import GaugeKeeper
from minqing_chassis.observability.logging import configure_logging
from minqing_chassis.receiver import Group, Verdict
from minqing_chassis.relay import Relay
from minqing_chassis.runner import run_service
from minqing_chassis.subscriber import take_events
from minqing_chassis.timeline import Step
from minqing_chassis.wiring import Wired
from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Actor, Cause, Role
from registry.application.archive.commands import AskAgain
from registry.application.visits.commands import ReadFindings
from registry.bootstrap import Parts, assemble
from registry.entrypoints.archive.loading import read_sections
from registry.entrypoints.http import build_door
from registry.entrypoints.importing.keeper import ImportKeeper
from registry.entrypoints.ledgers.keeper import BulletinKeeper
from registry.entrypoints.passes import PassDesk, pass_desk

MINUTE = 60.0
HOUR = 3_600.0


@cache
def process_parts() -> Parts:
    """Assemble this process's parts, once, from its environment.

    What the archive asks (SECTIONS_FILE) is checked before anything starts.
    """
    parts = assemble(os.environ)
    if parts.settings.sections_file is not None:
        read_sections(parts.settings.sections_file)
    return parts


def _relay() -> Relay:
    return process_parts().relay


def _gauges() -> GaugeRefresher:
    return process_parts().gauges


def _doorway() -> Doorway:
    parts = process_parts()
    return Doorway(build_door(parts), parts.settings.http_address)


@cache
def _passes() -> PassDesk:
    parts = process_parts()
    key_file = parts.settings.jwt_private_key_file
    return pass_desk(parts.reader, key_file, parts.settings.agency)


class RegistryService:
    """What registry listens to and answers."""

    name = "registry"
    parts = Wired(process_parts)
    relay = RelayKeeper(_relay)
    gauges = GaugeKeeper(_gauges)
    door = HttpDoor(_doorway)
    imports = ImportKeeper(lambda: process_parts().imports)
    bulletins = BulletinKeeper(process_parts)

    @take_events("registry")
    def on_events(self, group: Group) -> Verdict:
        """Take in where petitions stand; each word has one effect."""
        parts: Parts = self.parts
        return parts.receiver.receive(group)

    @timer(interval=MINUTE)
    def ask_again(self) -> None:
        """Ask again where filed petitions stand of which nothing was heard."""
        self.parts.bus.handle(AskAgain(actor=SYSTEM), Cause(correlation_id=new_id()))

    @timer(interval=HOUR)
    def sweep_orphans(self) -> None:
        """Let go of picture files that were never written down."""
        self.parts.orphans.run()

    @rpc
    def timeline(self, subject: str) -> list[Step]:
        """Return what was done to one entry of the register, oldest first."""
        parts: Parts = self.parts
        return parts.timeline.of(subject)

    @rpc
    def staff_pass(self, staff_id: str, role: str = "") -> dict[str, Any] | None:
        """Return a pass for somebody who signed in at the portal; None: not staff."""
        issued = _passes().issue(staff_id, role)
        return dict(issued) if issued else None

    @rpc
    def finding_words(self, finding_ids: list[str]) -> dict[str, dict[str, str]]:
        """Return what intake writes petitions of; every look is written down."""
        parts: Parts = self.parts
        ids = tuple(UUID(each) for each in finding_ids)
        actor = Actor(id="rpc:intake", role=Role.SYSTEM)
        cause = Cause(correlation_id=new_id(), actor=actor)
        found = parts.bus.handle(ReadFindings(actor=actor, finding_ids=ids), cause)
        return {
            str(key): {
                "text": said.text,
                "place": said.place,
                "name": said.name,
                "telephone": said.telephone,
            }
            for key, said in found.items()
        }


def serve() -> None:
    """Run relay, queue, RPC and HTTP until told to stop."""
    settings = process_parts().settings
    configure_logging("registry", settings.log_level)
    run_service(RegistryService, settings.amqp_uri)


def serve_http() -> None:
    """Run the HTTP door alone until told to stop."""
    parts = process_parts()
    configure_logging("registry", parts.settings.log_level)
    parts.gauges.start()
    serve_alone(build_door(parts), parts.settings.http_address)
