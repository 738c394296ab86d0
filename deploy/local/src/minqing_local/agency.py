"""A whole agency on this machine: broker, database, services, under one folder."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Unpack

from kombu.connection import Connection

from minqing_chassis.topology import put_in_order
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_local.migration import migrate
from minqing_local.premises import BROKER, DATABASE, Premises, PremisesOptions
from minqing_local.secret_files import write_secret
from minqing_local.service_process import READY_SECONDS, ServiceProcess
from minqing_local.watchdog import Part, Watchdog


class Agency(Premises):
    """Starts, watches, hurts and stops one agency; its data stay in `folder`.

    The parts are "broker", "postgres" and the services by name. Ports that are not
    given are free ones. With `supervise` (the default) a part that dies unasked is
    started again after a pause of 0.5 s, doubling to 10 s; a part that was stopped
    through this class stays down until `start_part`. Given `amqp_uri` or
    `database_urls`, no broker or no database server of our own is started.

    >>> with Agency(Path("/tmp/agency")) as agency:
    ...     requests.get(agency.url("intake") + "/health/ready").ok
    ...     token = agency.token("clerk", organisation=org_id, subject="li.na")
    ...     agency.kill("routing")                  # kill -9; comes back by itself
    ...     agency.kill("broker", come_back=False)  # kill -9; stays dead ...
    ...     agency.start_part("broker")             # ... until now (waits for ready)
    ...     agency.pause("postgres"); agency.resume("postgres")
    ...     agency.drop_connections()               # of the broker and the database
    ...     agency.lose_power()                     # all at once, and all come back
    ...     agency.wait_until_ready()               # every part does its work again
    ...     agency.run_cli("routing", "dead", "list")
    """

    def __init__(
        self,
        folder: Path,
        *,
        supervise: bool = True,
        on_event: Callable[[str, str], None] = lambda part, what: None,
        **premises: Unpack[PremisesOptions],
    ) -> None:
        super().__init__(folder, **premises)
        self._supervise = supervise
        self._on_event = on_event
        self._parts: dict[str, Part] = {}
        self._watchdog: Watchdog | None = None

    def __enter__(self) -> "Agency":
        """Start everything."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything."""
        self.stop()

    # -- the whole ---------------------------------------------------------------

    def start(self) -> None:
        """Start broker and database, migrate, start the services; all are ready then.

        Raises `Refusal` or `TooLate`; what was started until then is stopped.
        """
        try:
            self.start_ground()
            self.migrate()
            self.start_services()
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def start_ground(self) -> None:
        """Start broker and database, unless they were given; wait for the database.

        The broker takes longer; `start_services` waits for it.
        """
        for private in ("keys", "logs", "mail"):
            (self.folder / private).mkdir(mode=0o700, parents=True, exist_ok=True)
        ground = self._ground()
        self._parts.update(ground)
        for part in ground.values():
            part.launch()
        if DATABASE in ground:
            ground[DATABASE].wait_until_ready()

    def migrate(self) -> None:
        """Migrate every service's database, two at a time."""
        with ThreadPoolExecutor(2) as pool:
            work = [(name, self.environ(name), self.python) for name in self.services]
            list(pool.map(lambda task: migrate(*task), work))

    def start_services(self) -> None:
        """Wait for the broker, start the services without waiting, begin to watch."""
        if BROKER in self._parts:
            self._parts[BROKER].wait_until_ready()
            self._order_broker()
        for name in self.services:
            part = self._service(name)
            self._parts[name] = part
            part.launch()
        self._watchdog = Watchdog(self._parts, self._on_event)
        if self._supervise:
            for name in self._parts:
                self._watchdog.want(name)
        self._watchdog.start()

    def wait_until_ready(self, timeout: float = READY_SECONDS) -> None:
        """Wait until every service says it is ready. Raises `TooLate`."""
        for name in self.services:
            part = self._parts[name]
            if isinstance(part, ServiceProcess):
                part.wait_until_ready(timeout)

    def stop(self) -> None:
        """Stop everything in order: services together, then broker, then database."""
        if self._watchdog is not None:
            self._watchdog.stop()
        running = [self._parts[name] for name in self.services if name in self._parts]
        with ThreadPoolExecutor(max(1, len(running))) as pool:
            list(pool.map(lambda part: part.stop(), running))
        for name in (BROKER, DATABASE):
            if name in self._parts:
                self._parts[name].stop()

    # -- one part ----------------------------------------------------------------

    def part(self, name: str) -> Part:
        """Return a part by name. Raises `KeyError` for a part that was not started."""
        return self._parts[name]

    def has(self, name: str) -> bool:
        """Say whether that part was started by us."""
        return name in self._parts

    def pid(self, name: str) -> int:
        """Return the process id of a part, as it is now."""
        return self._parts[name].pid

    def kill(self, name: str, *, come_back: bool = True) -> None:
        """Kill -9 a part; unless `come_back`, it stays dead until `start_part`."""
        if not come_back:
            self._unwant(name)
        self._parts[name].kill()

    def lose_power(self) -> None:
        """Kill -9 every part, and start none before all are dead; then they come back.

        Only what is watched comes back: see `supervise`.
        """
        assert self._watchdog is not None, "start_services comes first"
        with self._watchdog.lock:
            for part in self._parts.values():
                part.kill()

    def stop_part(self, name: str) -> None:
        """Stop a part in good order; it stays down until `start_part`."""
        self._unwant(name)
        self._parts[name].stop()

    def start_part(self, name: str) -> None:
        """Start a part that is down, and wait until it does its work."""
        self._parts[name].launch()
        self._parts[name].wait_until_ready()
        if self._supervise and self._watchdog is not None:
            self._watchdog.want(name)

    def restart(self, name: str) -> None:
        """Stop a part in good order and start it again."""
        self.stop_part(name)
        self.start_part(name)

    def renew(self, name: str) -> None:
        """Stop a service in good order and start it as `python` has it now."""
        self.stop_part(name)
        self._parts[name] = self._service(name)
        self.start_part(name)

    def pause(self, name: str) -> None:
        """Freeze a part (SIGSTOP): it lives, it does nothing."""
        self._parts[name].pause()

    def resume(self, name: str) -> None:
        """Let a frozen part go on (SIGCONT)."""
        self._parts[name].resume()

    def drop_connections(self) -> None:
        """Close every connection to our broker and to our database, at once."""
        self.broker.drop_connections()
        self.postgres.drop_connections()

    def endpoints(self, tokens: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return what runs where: `{"services": {…}, "ground": {…}, "tokens": {…}}`.

        The ground are broker and database, without their passwords; a pid is null
        where the part is the operator's own.
        """
        services = {
            name: {
                "http": self.url(name),
                "metrics": f"{self.url(name)}/metrics",
                "pid": self.pid(name),
            }
            for name in self.services
        }
        ground = {
            name: {"address": at, "pid": self.pid(name) if self.has(name) else None}
            for name, at in self.ground_addresses.items()
        }
        return {"services": services, "ground": ground, "tokens": dict(tokens or {})}

    def write_endpoints(self, tokens: Mapping[str, str] | None = None) -> Path:
        """Write `endpoints.json` (mode 600) at once and whole; return its path."""
        file = self.folder / "endpoints.json"
        part = file.with_suffix(".part")
        write_secret(part, json.dumps(self.endpoints(tokens), indent=2) + "\n")
        part.replace(file)
        return file

    def _order_broker(self) -> None:
        """Declare every queue: the services' own accounts may not."""
        with Connection(self.amqp_uri) as connection:
            put_in_order(connection, SUBSCRIPTIONS)

    # -- inner ---------------------------------------------------------------------

    def _ground(self) -> dict[str, Part]:
        ground: dict[str, Part] = {}
        if self._amqp_uri is None:
            ground[BROKER] = self.broker
        if not set(self.services) <= set(self._database_urls):
            ground[DATABASE] = self.postgres
        return ground

    def _service(self, name: str) -> ServiceProcess:
        return ServiceProcess(
            name,
            self.url(name),
            self.environ(name),
            self.log(name),
            self.folder,
            self.python,
        )

    def _unwant(self, name: str) -> None:
        if self._watchdog is not None:
            self._watchdog.unwant(name)
