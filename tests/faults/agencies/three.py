"""Three running agencies, furnished, and eyes in their databases."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import psycopg2
from amqp import Connection
from psycopg2.extras import RealDictCursor

from minqing_local.agency import Agency
from minqing_local.neighbourhood import TRIAL, Neighbourhood
from minqing_local.ports import LOOPBACK
from minqing_local.premises import BROKER
from tests.bench.ground import Ground, prepare
from tests.faults.links import Link
from tests.faults.roads import Road

STREET, DISTRICT, BUREAU = IDS = tuple(each.agency_id for each in TRIAL)
SERVICES = ("registry", "intake", "routing")
"""The others hear of a matter, and have no part in handing it over."""
LINK_SECONDS = 60.0


class Three:
    """The three agencies of the trial, their doors, links and databases."""

    def __init__(self, folder: Path, first_port: int, road: Road | None = None) -> None:
        """Put each into a network of its own, or all on loopback without a road."""
        at = {name: road.address(name) for name in IDS} if road else {}
        self.place = Neighbourhood(folder, first_port, SERVICES, addresses=at)
        self.road = road
        self.grounds: dict[str, Ground] = {}
        self.links: dict[tuple[str, str], Link] = {}

    @contextmanager
    def running(self) -> Iterator["Three"]:
        """Start all three, one after the other; stop them at the end."""
        self.place.prepare()
        started: list[Agency] = []
        try:
            for name in IDS:
                started.append(self.place.agency(name))
                with self.at(name):
                    self._start(name, started[-1])
            self.links = {
                (a, b): Link(self.place.agency(a).broker, b, partial(self.at, a))
                for a in IDS
                for b in IDS
                if a != b
            }
            for link in self.links.values():
                link.wait_until_up(LINK_SECONDS)
            yield self
        finally:
            with ThreadPoolExecutor(len(IDS)) as pool:
                list(pool.map(Agency.stop, started))

    def at(self, name: str) -> AbstractContextManager[None]:
        """Put this thread into an agency's network: nobody else is on its loopback."""
        return self.road.at(name) if self.road else nullcontext()

    def agency(self, name: str) -> Agency:
        """Return one of the three."""
        return self.place.agency(name)

    def ask(
        self, name: str, sql: str, *values: Any, service: str = "routing"
    ) -> list[dict[str, Any]]:
        """Ask the database of an agency's routing, or of another service."""
        connection = self.eye(name, service)
        try:
            with connection.cursor(cursor_factory=RealDictCursor) as cursor:
                cursor.execute(sql, values)
                return [dict(row) for row in cursor.fetchall()]
        finally:
            connection.close()

    def eye(self, name: str, service: str = "routing") -> Any:
        """Return a connection to the database of an agency's service, for looking."""
        with self.at(name):
            connection = psycopg2.connect(self.agency(name).database_url(service))
        connection.autocommit = True
        return connection

    def waiting(self) -> int:
        """Count the letters that no routing has decided yet, wherever they are."""
        unsent = "select count(*) as n from agency_outbox"
        letters = sum(int(self.ask(name, unsent)[0]["n"]) for name in IDS)
        return letters + sum(map(self._held, IDS))

    def queues(self, name: str) -> Sequence[str]:
        """Return the queues of an agency's broker that hold letters."""
        far = [f"agency.out.{each}" for each in IDS if each != name]
        return ("agency.in", *far)

    def _held(self, name: str) -> int:
        """Count the letters in an agency's queues, without those being handled."""
        with self.broker(name) as connection:
            channel = connection.channel()
            declared = (
                channel.queue_declare(queue, passive=True)
                for queue in self.queues(name)
            )
            return sum(int(each.message_count) for each in declared)

    def purge(self, name: str, queue: str) -> int:
        """Throw away what is in a queue, and return how many letters that was."""
        with self.broker(name) as connection:
            return int(connection.channel().queue_purge(queue))

    @contextmanager
    def broker(self, name: str) -> Iterator[Connection]:
        """Give a connection to an agency's broker."""
        broker = self.agency(name).broker
        with (
            self.at(name),
            Connection(
                host=f"{LOOPBACK}:{broker.ports.amqp}",
                userid=broker.user,
                password=broker.password,
                connect_timeout=10,
            ) as connection,
        ):
            yield connection

    def digest(self) -> None:
        """Let each tell its neighbours where all stands."""
        with ThreadPoolExecutor(len(IDS)) as pool:
            list(pool.map(self._tell, IDS))

    def _tell(self, name: str) -> None:
        with self.at(name):
            self.place.run_routing(name, "agency", "digest")

    def _start(self, name: str, agency: Agency) -> None:
        agency.start_ground()
        agency.migrate()
        agency.part(BROKER).wait_until_ready()
        self.place.connect(name)
        agency.start_services()
        agency.wait_until_ready(180)
        self.grounds[name] = prepare(agency)
