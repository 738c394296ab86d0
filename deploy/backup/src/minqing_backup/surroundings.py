"""What a backup is told of an agency: the environment that its services run in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from minqing_chassis.settings import SettingsError

SERVICES = ("portal", "notify", "routing", "intake", "registry")
"""Who asks stands before who answers: in this order they are looked at.

What the portal believes to have carried, intake then has; the other way round it would
be lost, while what is carried twice under one key is carried once.
"""
KEY_VARIABLES = (
    "SEALING_KEY_FILE",
    *(f"SEALING_KEY_FILE_{service.upper()}" for service in SERVICES),
    "JWT_PRIVATE_KEY_FILE",
    "JWT_PUBLIC_KEY_FILE",
    "AGENCY_KEY_FILE",
)
KEEPERS = ("registry", "intake")
"""The services that keep files which people sent."""
POLICY_VARIABLES = ("POLICY_FILE", "CALENDAR_FILE", "SECTIONS_FILE")


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """One agency's databases, broker, keys and rules, by their addresses."""

    databases: Mapping[str, str]
    """The address of each service's database, in the order of SERVICES."""
    amqp_uri: str
    broker_api: str | None
    keys: Mapping[str, Path]
    policies: tuple[Path, ...]
    agency: str
    agency_id: str
    agencies_dir: Path | None
    files: Mapping[str, Path]
    """The folder of each service that keeps files in one."""
    buckets: Mapping[str, str]
    """The address of the bucket of each that keeps them there."""

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the services' variables; raise SettingsError for what is missing."""
        databases = {
            each: url
            for each in SERVICES
            if (url := environ.get(f"DATABASE_URL_{each.upper()}"))
        }
        amqp_uri = environ.get("AMQP_URI")
        if not databases or not amqp_uri:
            raise SettingsError("say DATABASE_URL_<SERVICE> of each service, AMQP_URI")
        given = {name: environ.get(name) for name in KEY_VARIABLES}
        folder = environ.get("AGENCIES_DIR")
        return cls(
            databases=databases,
            amqp_uri=amqp_uri,
            broker_api=environ.get("BROKER_API_URL"),
            keys={name: Path(file) for name, file in given.items() if file},
            policies=tuple(
                Path(file) for name in POLICY_VARIABLES if (file := environ.get(name))
            ),
            agency=environ.get("AGENCY", ""),
            agency_id=environ.get("AGENCY_ID", ""),
            agencies_dir=Path(folder) if folder else None,
            files={
                each: Path(place)
                for each in KEEPERS
                if (place := _of(environ, "PICTURES_DIR", each))
            },
            buckets={
                each: address
                for each in KEEPERS
                if (address := _of(environ, "PICTURES_S3", each))
            },
        )


def _of(environ: Mapping[str, str], name: str, service: str) -> str | None:
    """Return what one service is told, as it reads it itself; empty is nothing."""
    return environ.get(f"{name}_{service.upper()}") or environ.get(name)
