"""What a process must be told before it starts: complete, or refused with reasons."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class SettingsError(ValueError):
    """The environment is incomplete or wrong; the message names every fault."""


def networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Accept networks such as 10.1.0.0/16, with commas between them."""
    try:
        return tuple(ip_network(each.strip()) for each in value.split(","))
    except ValueError:
        raise ValueError("must be networks such as 10.1.0.0/16,fd00::/8") from None


def setting(
    name: str,
    parse: Callable[[str], Any] = str,
    *,
    default: Any = MISSING,  # noqa: ANN401
    secret: bool = False,
) -> Any:  # noqa: ANN401
    """Declare a setting read from the environment variable `name`.

    `{SERVICE}` in the name stands for the service's name in capitals. `parse` raises
    ValueError with a reason for a wrong value. Without a default it must be given.
    """
    metadata = {"name": name, "parse": parse}
    return field(default=default, metadata=metadata, repr=not secret)


def text(value: str) -> str:
    """Accept any text that is not blank."""
    if not value.strip():
        raise ValueError("is blank")
    return value.strip()


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Accept whole numbers from `lowest` to `highest`."""

    def parse(value: str) -> int:
        if not value.isdecimal() or not lowest <= int(value) <= highest:
            raise ValueError(f"must be a whole number from {lowest} to {highest}")
        return int(value)

    return parse


def address(value: str) -> str:
    """Accept `host:port`; port 0 lets the system choose."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("must be host:port, such as 127.0.0.1:8001")
    return value


def url(*schemes: str) -> Callable[[str], str]:
    """Accept URLs with a host and one of these schemes."""

    def parse(value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError(f"must be a URL that begins with {schemes[0]}://")
        return value

    return parse


def broker(value: str) -> str:
    """Accept the addresses of a broker's nodes, with semicolons between them."""
    return ";".join(map(url("amqp", "amqps"), value.split(";")))


def existing_file(value: str) -> Path:
    """Accept the path of a file that is there and can be read."""
    path = Path(value)
    try:
        with path.open("rb"):
            return path
    except OSError:
        raise ValueError("names no file that can be read") from None


def log_level(value: str) -> str:
    """Accept the name of a log level."""
    if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
    return value.upper()


@dataclass(frozen=True, kw_only=True)
class BaseSettings:
    """What every service is told; a service adds its own fields in a subclass."""

    service: str = field(metadata={})
    agency: str = setting("AGENCY", text, default="demo")
    amqp_uri: str = setting("AMQP_URI", broker, secret=True)
    database_url: str = setting(
        "DATABASE_URL_{SERVICE}", url("postgresql"), secret=True
    )
    http_address: str = setting("HTTP_ADDRESS", address)
    jwt_public_key_file: Path = setting("JWT_PUBLIC_KEY_FILE", existing_file)
    sealing_key_file: Path | None = setting(
        "SEALING_KEY_FILE", existing_file, default=None
    )
    clock_file: Path | None = setting("MINQING_CLOCK_FILE", Path, default=None)
    policy_file: Path | None = setting("POLICY_FILE", existing_file, default=None)
    calendar_file: Path | None = setting("CALENDAR_FILE", existing_file, default=None)
    log_level: str = setting("LOG_LEVEL", log_level, default="INFO")
    pool_size: int = setting("POOL_SIZE", whole_number(1, 200), default=10)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str], service: str) -> Self:
        """Read every setting; raise SettingsError that names all faults at once.

        An empty variable counts as absent. One that ends in the service's name, such as
        SEALING_KEY_FILE_INTAKE, comes before the one that all services may read.
        """
        values: dict[str, Any] = {"service": service}
        faults: list[str] = []
        for each in fields(cls):
            if "name" in each.metadata:
                _read(each, environ, service, values, faults)
        if faults:
            raise SettingsError(
                f"the environment of {service} is incomplete or wrong: "
                + "; ".join(faults)
            )
        return cls(**values)


def _read(
    each: "Field[Any]",
    environ: Mapping[str, str],
    service: str,
    values: dict[str, Any],
    faults: list[str],
) -> None:
    mine = service.upper().replace("-", "_")
    name = each.metadata["name"].replace("{SERVICE}", mine)
    given = environ.get(f"{name}_{mine}") or environ.get(name, "")
    if not given:
        if each.default is MISSING:
            faults.append(f"{name} is missing")
        return
    try:
        values[each.name] = each.metadata["parse"](given)
    except ValueError as error:
        faults.append(f"{name} {error}")
