"""Agencies on one machine: a street, its district, a department, and who is added.

Everything is under one folder: the directory of agencies that all three read, the
authority of their certificates, and for each agency what `make run` keeps for one.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from minqing_local.agency import Agency
from minqing_local.broker_place import BrokerExtras
from minqing_local.environment import SERVICES
from minqing_local.pair_keys import share_pair_keys
from minqing_local.ports import LOOPBACK
from minqing_local.premises import BROKER, DATABASE, MANAGEMENT
from minqing_local.refusal import Refusal

HOUSE = Path(__file__).resolve().parents[4]
SHIPPED = HOUSE / "deploy" / "agencies"
FIRST_PORT = 8100
BLOCK = 100
TLS = "tls"
OFFSETS: Mapping[str, int] = MappingProxyType(
    {name: place for place, name in enumerate(SERVICES, start=1)}
    | {BROKER: 11, DATABASE: 12, TLS: 13, MANAGEMENT: 14}
)
"""Where each part listens, counted from the first port of its agency."""
PLUGINS = (
    "rabbitmq_auth_mechanism_ssl",
    "rabbitmq_shovel",
    "rabbitmq_shovel_management",
)
KEY_ID = "k1"
People = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Household:
    """One agency of the trial: its id, how its receipts begin, and its people.

    `desk` is the unit that speaks for it to the others; `rules` names the file (of the
    demo's `data/rules`) that says which of its units answers.
    """

    agency_id: str
    prefix: str
    desk: str
    people: People
    rules: str = "a-jinquan.yml"


TRIAL = (
    Household(
        "jinquan-street",
        "JQ",
        "510106040",
        {
            "clerk": ("jky-clerk", "510106040019"),
            "handler": ("jky-handler", "510106040019"),
            "supervisor": ("jq-leader", "510106040"),
        },
    ),
    Household(
        "jinniu-district",
        "JN",
        "510106-petitions",
        {
            "clerk": ("jn-petitions", "510106-petitions"),
            "handler": ("jn-petitions", "510106-petitions"),
            "supervisor": ("jn-leader", "510106"),
        },
    ),
    Household(
        "jinniu-civil-affairs",
        "MZ",
        "510106-civil-affairs",
        {
            "clerk": ("jn-civil-affairs", "510106-civil-affairs"),
            "handler": ("jn-civil-affairs", "510106-civil-affairs"),
            "supervisor": ("jn-civil-affairs", "510106-civil-affairs"),
        },
        "agencies/civil-affairs.yml",
    ),
)
TOP, OFFICE = "510106", "510106-petitions"
OTHERS = MappingProxyType(
    {
        "clerk": ("jn-petitions", OFFICE),
        "handler": ("jn-petitions", OFFICE),
        "supervisor": ("jn-leader", TOP),
    }
)
"""Who speaks for an agency that somebody added: the district's people are there."""


def households(shipped: Path) -> tuple[Household, ...]:
    """Return the three, and one for each further entry of the directory, by name."""
    known = {each.agency_id for each in TRIAL}
    added = sorted(file.stem for file in shipped.glob("*.yml"))
    more = [agency_id for agency_id in added if agency_id not in known]
    numbered = enumerate(more, start=len(TRIAL) + 1)
    return TRIAL + tuple(
        Household(agency_id, f"A{number}", TOP, OTHERS, "agencies/other.yml")
        for number, agency_id in numbered
    )


class Neighbourhood:
    """The place of the three agencies: nothing runs yet, but every address is known.

    >>> place = Neighbourhood(Path(".run/agencies"))
    >>> place.prepare()                           # keys, certificates, the directory
    >>> street = place.agency("jinquan-street")   # an Agency, not started
    >>> street.start_ground()
    >>> place.connect("jinquan-street")           # its broker, made ready
    """

    def __init__(
        self,
        folder: Path,
        first_port: int = FIRST_PORT,
        services: Sequence[str] = SERVICES,
        *,
        shipped: Path = SHIPPED,
        addresses: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Put all on loopback; `addresses`: where the neighbours find each instead."""
        self.households = households(shipped)
        self._shipped, self._addresses = shipped, addresses
        if not 1024 <= first_port <= 65_535 - BLOCK * len(self.households):
            raise Refusal(f"AGENCIES_PORT={first_port} leaves no room for the ports.")
        self.folder = folder.absolute()
        self._first_port, self._services = first_port, services
        self._agencies: dict[str, Agency] = {}

    @property
    def directory(self) -> Path:
        """The directory of agencies that all three read."""
        return self.folder / "directory"

    def ports(self, agency_id: str) -> dict[str, int]:
        """Return the port of each part of an agency."""
        ids = [each.agency_id for each in self.households]
        first = self._first_port + BLOCK * ids.index(agency_id)
        return {part: first + offset for part, offset in OFFSETS.items()}

    def claims(self) -> Iterator[tuple[int, str]]:
        """Yield every port that is needed, and for what."""
        for each in self.households:
            for part, port in self.ports(each.agency_id).items():
                yield port, f"{part} of {each.agency_id}"

    def prepare(self) -> None:
        """Make what is missing of keys and certificates; write the directory anew."""
        self.directory.mkdir(parents=True, exist_ok=True)
        if not (self._authority / "authority.pem").exists():
            _routing("certificate", "authority", str(self._authority))
        for each in self.households:
            self._prepare(each.agency_id)
        told = {e.agency_id: self._pairs(e.agency_id) for e in self.households}
        share_pair_keys(told, {e: self._compares(e) for e in told})

    def agency(self, agency_id: str) -> Agency:
        """Return that agency, not started; `prepare` must have been called once."""
        if agency_id not in self._agencies:
            self._agencies[agency_id] = self._made(agency_id)
        return self._agencies[agency_id]

    def connect(self, agency_id: str) -> str:
        """Make that agency's broker, which runs, ready for its neighbours."""
        tls = str(self._home(agency_id) / TLS)
        return self.run_routing(agency_id, "agency", "broker", "apply", "--tls", tls)

    def run_routing(self, agency_id: str, *words: str) -> str:
        """Run a command of that agency's routing and return what it prints."""
        return _run(words, self.environ(agency_id, "routing"))

    def environ(self, agency_id: str, service: str) -> dict[str, str]:
        """Return the environment in which commands of that agency's service run."""
        environ = self.agency(agency_id).environ(service)
        return environ | {"BROKER_API_URL": self._broker_api(agency_id)}

    def environ_of_whole(self, agency_id: str) -> dict[str, str]:
        """Return the environment for commands about a whole agency."""
        environ = self.agency(agency_id).operator_environ()
        return environ | {"BROKER_API_URL": self._broker_api(agency_id)}

    def _broker_api(self, agency_id: str) -> str:
        broker = self.agency(agency_id).broker
        login = f"{broker.user}:{broker.password}"
        return f"http://{login}@{LOOPBACK}:{broker.ports.management}"

    def _household(self, agency_id: str) -> Household:
        return next(e for e in self.households if e.agency_id == agency_id)

    @cached_property
    def _authority(self) -> Path:
        return self.folder / "authority"

    def _home(self, agency_id: str) -> Path:
        return self.folder / agency_id

    def _key(self, agency_id: str) -> Path:
        return self._home(agency_id) / "keys" / "agency.pem"

    def _pairs(self, agency_id: str) -> Path:
        return self._home(agency_id) / "keys" / "pairs"

    def _compares(self, agency_id: str) -> list[str]:
        entry = _read(self.directory / f"{agency_id}.yml")
        return list(entry.get("compares", ()))

    def _prepare(self, agency_id: str) -> None:
        tls = self._home(agency_id) / TLS
        if not (tls / "agency.pem").exists():
            whose = ["--agency", agency_id, "--out", str(tls)]
            _routing("certificate", "issue", str(self._authority), *whose)
        key = self._key(agency_id)
        public = key.with_suffix(".yml")
        if not public.exists():
            key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            key.unlink(missing_ok=True)
            told = _routing("key", str(key), "--id", KEY_ID)
            public.write_text(told, encoding="utf-8")
        entry = _read(self._shipped / f"{agency_id}.yml") | _read(public)
        entry["receipts"] = [self._household(agency_id).prefix]
        address = self._addresses.get(agency_id, "localhost")
        entry["broker"] = f"amqps://{address}:{self.ports(agency_id)[TLS]}"
        told = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False)
        (self.directory / f"{agency_id}.yml").write_text(told, encoding="utf-8")

    def _made(self, agency_id: str) -> Agency:
        home, ports = self._home(agency_id), self.ports(agency_id)
        listen = f"{self._addresses.get(agency_id, LOOPBACK)}:{ports[TLS]}"
        tls = str(home / TLS)
        conf = _routing("broker", "conf", "--listen", listen, "--tls", tls)
        return Agency(
            home,
            services=self._services,
            agency=agency_id,
            ports=ports,
            clock_file=home / "clock.json",
            extra_environ={
                "AGENCY_ID": agency_id,
                "AGENCY_DESKS": self._household(agency_id).desk,
                "RECEIPT_PREFIX": self._household(agency_id).prefix,
                "AGENCIES_DIR": str(self.directory),
                "AGENCY_KEY_FILE": str(self._key(agency_id)),
                "PAIR_KEYS_DIR": str(self._pairs(agency_id)),
            },
            broker_extras=BrokerExtras(PLUGINS, conf),
        )


def _routing(*words: str) -> str:
    return _run(("agency", *words), os.environ)


def _run(words: tuple[str, ...], environ: Mapping[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "routing", "cli", *words],
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2]
        raise Refusal(f"'routing cli {' '.join(words[:3])}' failed: {last}")
    return done.stdout


def _read(file: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return told
