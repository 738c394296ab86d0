"""The portal on nameko: a table of contents of what reaches it."""

import os
from functools import cache

from nameko.rpc import rpc

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
from portal.bootstrap import SERVICE, Parts, assemble, settings_from
from portal.entrypoints.http import build
from portal.entrypoints.keeper import CarrierKeeper


@cache
def parts() -> Parts:
    """Assemble this process's parts, once."""
    return assemble(settings_from(os.environ))


def _doorway() -> Doorway:
    return Doorway(build(parts()), parts().settings.http_address)


class PortalService:
    """The methods that the broker calls, and what runs beside them."""

    name = SERVICE
    parts = Wired(parts)
    relay = RelayKeeper(lambda: parts().relay)
    gauges = GaugeKeeper(lambda: parts().gauges)
    janitor = Janitor(lambda: parts().database)
    carrier = CarrierKeeper(
        lambda: (
            (
                parts().carriers.matters,
                parts().carriers.pictures,
                parts().carriers.reports,
            ),
            (
                parts().kept,
                parts().sessions,
                parts().pictures,
                parts().links,
                parts().reports,
                parts().own.drafts,
                parts().own.presence,
                parts().own.calls,
            ),
        )
    )
    door = HttpDoor(_doorway)

    @take_events(SERVICE, size=500, linger=0.5)
    def on_events(self, group: Group) -> Verdict:
        """Take what other services tell."""
        verdict: Verdict = self.parts.receiver.receive(group)
        return verdict

    @rpc
    def timeline(self, petition_id: str) -> list[Step]:
        """Return the portal's own steps of one matter."""
        steps: list[Step] = self.parts.timeline.of(petition_id)
        return steps


def serve() -> None:
    """Run everything in this process until told to stop."""
    settings = parts().settings
    configure_logging(SERVICE, settings.log_level)
    run_service(PortalService, settings.amqp_uri)


def serve_http() -> None:
    """Run the HTTP door alone; another process projects, and carries what waits."""
    settings = parts().settings
    configure_logging(SERVICE, settings.log_level)
    parts().gauges.start()
    serve_alone(build(parts()), settings.http_address)
    parts().gauges.stop()
