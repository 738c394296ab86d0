"""Where everything of one agency is: folders, addresses, keys, environments."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TypedDict, Unpack
from urllib.parse import urlsplit, urlunsplit

from minqing_chassis.http.auth import Issuer
from minqing_kernel.messages import Actor, Role
from minqing_local.broker import Broker
from minqing_local.broker_place import BrokerExtras, BrokerPorts
from minqing_local.environment import SERVICES, Surroundings, service_environ
from minqing_local.keys import SEALING, Keys, keys_in
from minqing_local.ports import LOOPBACK, free_port
from minqing_local.postgres import Postgres

BROKER, DATABASE = "broker", "postgres"
MANAGEMENT = "management"
"""The broker's second port, where it has one."""
OF_EACH = {"SEALING_KEY_FILE", "PICTURES_DIR"}
"""Settings of one name that differ from service to service."""


class PremisesOptions(TypedDict, total=False):
    """What may be said about an agency's place; all of it has defaults."""

    services: Sequence[str]
    """Which services it has (default: all four)."""
    ports: Mapping[str, int]
    """Ports by part; what is not named gets a free one."""
    agency: str
    """The agency's name (default: demo)."""
    clock_file: Path | None
    """A file that steers the services' clock, for demonstrations."""
    extra_environ: Mapping[str, str]
    """Further variables for every service."""
    amqp_uri: str | None
    """A broker of yours, instead of one of our own."""
    database_urls: Mapping[str, str]
    """Databases of yours by service, instead of our own."""
    broker_extras: BrokerExtras | None
    """What our own broker has besides; with it comes the management interface."""
    python: str
    """The interpreter of another version's sources (default: this one)."""


class Premises:
    """An agency's place: nothing runs yet, but every address is known."""

    def __init__(self, folder: Path, **options: Unpack[PremisesOptions]) -> None:
        self.folder = folder.absolute()
        self.services = tuple(options.get("services", SERVICES))
        self._ports = {name: free_port() for name in self.services}
        self._ports |= options.get("ports", {})
        self._name = options.get("agency", "demo")
        self._clock_file = options.get("clock_file")
        self._extra = dict(options.get("extra_environ", {}))
        self._amqp_uri = options.get("amqp_uri")
        self._database_urls = dict(options.get("database_urls", {}))
        self._extras = options.get("broker_extras")
        self.python = options.get("python", sys.executable)
        """Of which version the services are; may be changed between two starts."""

    @cached_property
    def broker(self) -> Broker:
        """Our own broker (whether it is started or not)."""
        ports = BrokerPorts.anywhere(
            self._ports.get(BROKER), self._ports.get(MANAGEMENT)
        )
        managed = self._extras is not None
        extras = self._extras or BrokerExtras()
        extras = replace(extras, accounts=self.services)
        return Broker(self.folder / BROKER, ports, management=managed, extras=extras)

    @cached_property
    def postgres(self) -> Postgres:
        """Our own database server (whether it is started or not)."""
        return Postgres(self.folder / DATABASE, self._ports.get(DATABASE))

    @property
    def amqp_uri(self) -> str:
        """The broker's address for who may do all, with the password."""
        return self._amqp_uri or self.broker.uri

    def database_url(self, service: str) -> str:
        """Return the address of a service's database, with the service's own role."""
        if service not in self._database_urls:
            self._database_urls[service] = self.postgres.service_database(service)
        return self._database_urls[service]

    def admin_database_url(self, service: str) -> str:
        """Return the address of a service's database for the superuser of our own."""
        ours = urlsplit(self.postgres.admin_url)
        return urlunsplit(ours._replace(path=urlsplit(self.database_url(service)).path))

    def url(self, service: str) -> str:
        """Return a service's HTTP address, without a slash at its end."""
        return f"http://{LOOPBACK}:{self._ports[service]}"

    @property
    def ground_addresses(self) -> dict[str, str]:
        """Return where broker and database server are, without their passwords."""
        database = _without_password(self.database_url(self.services[0]))
        return {
            BROKER: _without_password(self.amqp_uri),
            DATABASE: database.rpartition("/")[0],
        }

    def log(self, service: str) -> Path:
        """Return the file that holds what a service wrote."""
        return self.folder / "logs" / f"{service}.log"

    @property
    def mail_folder(self) -> Path:
        """Where the file channel of notify puts its letters."""
        return self.folder / "mail"

    @property
    def keys(self) -> Keys:
        """The keys of registry, which issues passes."""
        return self.keys_of("registry")

    def keys_of(self, service: str) -> Keys:
        """Return the keys that a service is given."""
        return keys_in(self.folder / "keys", service)

    def amqp_uri_of(self, service: str) -> str:
        """Return the broker's address for a service's own account, if it is ours."""
        return self._amqp_uri or self.broker.uri_for(service)

    def environ(self, service: str) -> dict[str, str]:
        """Return the environment in which a service's process runs."""
        around = Surroundings(
            agency=self._name,
            amqp_uri=self.amqp_uri_of(service),
            database_urls={service: self.database_url(service)},
            http_ports=self._ports,
            keys=self.keys_of(service),
            mail_folder=self.mail_folder,
            clock_file=self._clock_file,
            extra=self._extra,
        )
        return service_environ(service, around)

    def operator_environ(self) -> dict[str, str]:
        """Return the environment in which the commands of every service can be run.

        Each has sealing keys and files of its own: `SEALING_KEY_FILE_REGISTRY` …
        """
        environ: dict[str, str] = {}
        for service in self.services:
            own = self.environ(service)
            for name in OF_EACH & own.keys():
                own[f"{name}_{service.upper()}"] = own.pop(name)
            environ |= own
        if (shared := self.folder / "keys" / SEALING).exists():
            environ["SEALING_KEY_FILE"] = str(shared)
        environ.pop("HTTP_ADDRESS", None)
        return environ | {"AMQP_URI": self.amqp_uri}

    def run_cli(self, service: str, *arguments: str, timeout: float = 300) -> str:
        """Run `python -m <service> cli …` and return what it prints.

        Raises `subprocess.CalledProcessError` if it fails.
        """
        done = subprocess.run(
            [self.python, "-m", service, "cli", *arguments],
            env=self.environ(service),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=True,
        )
        return done.stdout

    def token(
        self,
        role: str,
        *,
        organisation: str | None = None,
        subject: str | None = None,
        days: int = 30,
    ) -> str:
        """Sign a bearer token for that role, as `registry cli token` does."""
        issuer = Issuer(self.keys.jwt_private.read_bytes(), self._name)
        actor = Actor(
            id=subject or f"{role}-demo",
            role=Role(role),
            organisation_id=organisation,
        )
        return issuer.token(actor, timedelta(days=days))


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
