"""What the portal itself sees of the house: queues of the broker, its own machine."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from amqp.exceptions import NotFound

from minqing_chassis.nodes import connect
from minqing_chassis.topology import inbox_name
from portal.adapters.lag import PATIENCE
from portal.adapters.machine import HERE
from portal.domain.watching import SERVICE, Check, Sample

BROKER: Final = "rabbitmq"
NEIGHBOURS: Final = "handover_oldest_unacknowledged_seconds"
"""The series of routing that has a line for every neighbour."""
Seen = tuple[int, int]
"""How many messages wait, and how many listen."""


class Queues:
    """Looks at the broker's queues; one that there is not is not told of."""

    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri

    def __call__(self, names: Iterable[str]) -> dict[str, Seen]:
        """Return what is seen of each; raises what the broker raises."""
        found: dict[str, Seen] = {}
        with connect(self._uri, timeout=PATIENCE, wait=PATIENCE) as line:
            channel = line.channel()
            for name in names:
                try:
                    told = channel.queue_declare(name, passive=True)
                except NotFound:
                    channel = line.channel()
                    continue
                found[name] = int(told[1]), int(told[2])
        return found


class Surroundings:
    """Measures what no service tells of itself, and remembers since when it is bad."""

    def __init__(
        self,
        queues: Callable[[Iterable[str]], dict[str, Seen]],
        services: Iterable[str],
        machine: Callable[[], Iterable[Sample]],
    ) -> None:
        self._queues = queues
        self._services = (*services, HERE)
        self._machine = machine
        self._since: dict[tuple[str, str, str], datetime] = {}

    def look(self, samples: Iterable[Sample]) -> list[Sample]:
        """Return queues and machine; while the broker is away, the machine alone."""
        near = {each.about for each in samples if each.series == NEIGHBOURS}
        wanted = {
            **{
                inbox_name(name): (name, "inbox_rows", "inbox_consumers", "")
                for name in self._services
            },
            **{
                f"agency.out.{name}": (
                    *(BROKER, "agency_link_rows", "agency_link_consumers"),
                    name,
                )
                for name in near
            },
        }
        try:
            seen = self._queues(wanted)
        except Exception:
            seen = {}
        found = list(self._machine())
        for name, (rows, listeners) in seen.items():
            service, waiting, listening, about = wanted[name]
            for series, number in ((waiting, rows), (listening, listeners)):
                found.append(
                    Sample(
                        service=service,
                        series=series,
                        number=float(number),
                        about=about,
                    )
                )
        return found

    def since(self, shown: Iterable[Check], now: datetime) -> dict[Check, datetime]:
        """Return since when each bad one is bad: by its age, or since it was seen.

        What a service that is silent now said before keeps its beginning.
        """
        shown = list(shown)
        bad = [one for one in shown if one.bad]
        silent = {e.service for e in shown if e.series == SERVICE and not e.number}
        kept = {key: at for key, at in self._since.items() if key[0] in silent}
        self._since = kept | {one.key: self._since.get(one.key, now) for one in bad}
        return {one: one.since or self._since[one.key] for one in bad}
