"""What the operator may choose in the environment of `make run`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from minqing_local.environment import SERVICES, database_variable
from minqing_local.ports import claim
from minqing_local.premises import BROKER, DATABASE, PremisesOptions
from minqing_local.refusal import Refusal

DEFAULT_PORTS = {
    "registry": 8101,
    "intake": 8102,
    "routing": 8103,
    "notify": 8104,
    "portal": 8105,
    BROKER: 5692,
    DATABASE: 5452,
}
RESIDENTS = 10_504
"""How many people the demo lets live in its community, as many as the source says."""

MOST_RESIDENTS = 20_000


@dataclass(frozen=True)
class Choices:
    """Where things run, and what is the operator's own."""

    folder: Path
    agency: str
    ports: Mapping[str, int]
    amqp_uri: str | None
    database_urls: Mapping[str, str]
    demo: bool
    residents: int

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Choices":
        """Read MINQING_RUN_DIR, AGENCY, <PART>_PORT, AMQP_URI, DATABASE_URL_<SERVICE>.

        `MINQING_DEMO=no` starts an empty agency, `MINQING_RESIDENTS` is the size of the
        demo's community. Raises `Refusal` for a port, or a size, that is none.
        """
        return cls(
            folder=Path(environ.get("MINQING_RUN_DIR") or ".run").absolute(),
            agency=environ.get("AGENCY") or "demo",
            ports={part: _port(part, environ) for part in DEFAULT_PORTS},
            amqp_uri=environ.get("AMQP_URI") or None,
            database_urls=_database_urls(environ),
            demo=environ.get("MINQING_DEMO", "yes").lower() not in {"no", "0", "false"},
            residents=_residents(environ),
        )

    @property
    def premises(self) -> PremisesOptions:
        """Return what these choices say about the agency's place."""
        return PremisesOptions(
            ports=self.ports,
            agency=self.agency,
            clock_file=self.folder / "clock.json",
            amqp_uri=self.amqp_uri,
            database_urls=self.database_urls,
        )

    def claim_ports(self) -> None:
        """Raise `Refusal`, naming the first port we need that is taken."""
        for part in self._own_parts():
            claim(self.ports[part], part, port_variable(part))

    def _own_parts(self) -> list[str]:
        own = list(SERVICES)
        if self.amqp_uri is None:
            own.append(BROKER)
        if len(self.database_urls) < len(SERVICES):
            own.append(DATABASE)
        return own


def port_variable(part: str) -> str:
    """Return the name of the variable that moves a part to another port."""
    return f"{part.upper()}_PORT"


def _port(part: str, environ: Mapping[str, str]) -> int:
    given = environ.get(port_variable(part)) or str(DEFAULT_PORTS[part])
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Refusal(
            f"{port_variable(part)}={given} is no port: give a number from 1 to 65535."
        )
    return int(given)


def _residents(environ: Mapping[str, str]) -> int:
    given = environ.get("MINQING_RESIDENTS") or str(RESIDENTS)
    if not given.isdecimal() or int(given) > MOST_RESIDENTS:
        raise Refusal(
            f"MINQING_RESIDENTS={given} is no size of a community: give a number from "
            f"0 to {MOST_RESIDENTS}."
        )
    return int(given)


def _database_urls(environ: Mapping[str, str]) -> dict[str, str]:
    return {
        service: url
        for service in SERVICES
        if (url := environ.get(database_variable(service)))
    }
