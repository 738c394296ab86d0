"""What `make run` and `make status` show: steps, and a table of what runs where."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
from rich.console import Console
from rich.table import Table

from minqing_local.agency import Agency


def step(console: Console, text: str) -> None:
    """Show one step of the start."""
    console.print(f"[bold cyan]·[/] {text}", highlight=False)


def whereabouts(agency: Agency) -> Table:
    """Return a table of everything that runs, and where its data and logs are."""
    table = Table(title=f"Minqing agency, all on this machine ({agency.folder})")
    for heading in ("part", "address", "pid", "documents, data"):
        table.add_column(heading, overflow="fold")
    for name in agency.services:
        url = agency.url(name)
        table.add_row(name, url, str(agency.pid(name)), f"{url}/docs")
    for name, address in _ground(agency).items():
        table.add_row(name, address, _pid(agency, name), _kept(agency, name))
    return table


def logins(tokens: Mapping[str, str]) -> Table:
    """Return a table of whom the demo's bearer tokens speak for."""
    table = Table(title="Demo logins: bearer tokens, good for 30 days")
    for heading in ("role", "who", "organisation"):
        table.add_column(heading)
    for role, token in tokens.items():
        claims = jwt.decode(token, options={"verify_signature": False})
        table.add_row(role, claims["sub"], claims.get("org", ""))
    return table


def files(folder: Path) -> Table:
    """Return a table of the files an operator needs."""
    table = Table(show_header=False, box=None)
    table.add_row("metrics of each service", "its address + /metrics")
    table.add_row("addresses, and the bearer tokens", str(folder / "endpoints.json"))
    table.add_row("letters sent by notify's file channel", str(folder / "mail"))
    table.add_row("logs (JSON)", str(folder / "logs"))
    return table


def status(endpoints: Mapping[str, Any], pid: int) -> Table:
    """Return a table of a running agency, read from its endpoints file."""
    table = Table(title=f"Minqing agency, held by process {pid}")
    for heading in ("service", "address", "pid"):
        table.add_column(heading)
    for name, at in endpoints["services"].items():
        table.add_row(name, at["http"], str(at["pid"]))
    return table


def _ground(agency: Agency) -> dict[str, str]:
    return {
        "broker": _without_password(agency.amqp_uri),
        "postgres": _without_password(agency.database_url("intake")).rpartition("/")[0],
    }


def _pid(agency: Agency, part: str) -> str:
    return str(agency.pid(part)) if agency.has(part) else "yours"


def _kept(agency: Agency, part: str) -> str:
    return str(agency.folder / part) if agency.has(part) else ""


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
