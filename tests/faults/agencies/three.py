"""Three running agencies, furnished, and eyes in their databases."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
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

STREET, DISTRICT, BUREAU = IDS = tuple(each.agency_id for each in TRIAL)
SERVICES = ("registry", "intake", "routing")
"""The others hear of a matter, and have no part in handing it over."""
LINK_SECONDS = 60.0


class Three:
    """The three agencies of the trial, their doors, links and databases."""

    def __init__(self, folder: Path, first_port: int) -> None:
        self.place = Neighbourhood(folder, first_port, SERVICES)
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
                self._start(name, started[-1])
            self.links = {
                (a, b): Link(self.place.agency(a).broker, b)
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

    def agency(self, name: str) -> Agency:
        """Return one of the three."""
        return self.place.agency(name)

    def ask(self, name: str, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Ask the database of an agency's routing."""
        url = self.agency(name).database_url("routing")
        connection = psycopg2.connect(url, cursor_factory=RealDictCursor)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql, values)
                return [dict(row) for row in cursor.fetchall()]
        finally:
            connection.close()

    def waiting(self) -> int:
        """Count the letters that no routing has decided yet, wherever they are."""
        unsent = "select count(*) as n from agency_outbox"
        letters = sum(int(self.ask(name, unsent)[0]["n"]) for name in IDS)
        return letters + sum(
            self.count(name, queue) for name in IDS for queue in self.queues(name)
        )

    def queues(self, name: str) -> Sequence[str]:
        """Return the queues of an agency's broker that hold letters."""
        far = [f"agency.out.{each}" for each in IDS if each != name]
        return ("agency.in", *far)

    def count(self, name: str, queue: str) -> int:
        """Count the letters in a queue; those being handled are not among them."""
        with self.broker(name) as connection:
            declared = connection.channel().queue_declare(queue, passive=True)
            return int(declared.message_count)

    def purge(self, name: str, queue: str) -> int:
        """Throw away what is in a queue, and return how many letters that was."""
        with self.broker(name) as connection:
            return int(connection.channel().queue_purge(queue))

    @contextmanager
    def broker(self, name: str) -> Iterator[Connection]:
        """Give a connection to an agency's broker."""
        broker = self.agency(name).broker
        with Connection(
            host=f"{LOOPBACK}:{broker.ports.amqp}",
            userid=broker.user,
            password=broker.password,
            connect_timeout=10,
        ) as connection:
            yield connection

    def digest(self) -> None:
        """Let each tell its neighbours where all stands."""
        for name in IDS:
            self.place.run_routing(name, "agency", "digest")

    def _start(self, name: str, agency: Agency) -> None:
        agency.start_ground()
        agency.migrate()
        agency.part(BROKER).wait_until_ready()
        self.place.connect(name)
        agency.start_services()
        agency.wait_until_ready(180)
        self.grounds[name] = prepare(agency)
