"""What `make run` and `make status` show: steps, and a table of what runs where."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
import requests
from rich.console import Console
from rich.table import Table

from minqing_local.agency import Agency

WIDTH_WITHOUT_TERMINAL = 120
"""Characters a line where nobody says how wide it is: a log, a pipe."""


PORTAL = "portal"
"""The service that people look at: its address comes first."""

_DATA = "deploy/demo/data"
FIRST_STEPS = (
    ("organisations, grids, staff", "registry", f"load {_DATA}/a-jinquan.yml"),
    (
        "categories",
        "intake",
        "categories load services/intake/categories/default.yml",
    ),
    ("who answers what", "routing", f"rules load {_DATA}/rules/a-jinquan.yml"),
    (
        "a token that acts for one",
        "registry",
        "token --role clerk --sub li.na --org 510106040019",
    ),
)
"""What an empty agency needs, in this order: what, service, command."""


def console() -> Console:
    """Return a console; into a file or a pipe it writes lines that hold the tables."""
    found = Console(highlight=False)
    if not found.is_terminal and "COLUMNS" not in os.environ:
        found.width = WIDTH_WITHOUT_TERMINAL
    return found


def step(console: Console, text: str) -> None:
    """Show one step of the start."""
    console.print(f"[bold cyan]·[/] {text}", highlight=False)


def front(agency: Agency) -> str:
    """Return the line that says where to look first, or nothing if nobody can."""
    if PORTAL not in agency.services:
        return ""
    return f"[bold]The portal, for residents: {agency.url(PORTAL)}/[/]"


def whereabouts(agency: Agency) -> Table:
    """Return a table of everything that runs, and where its data and logs are."""
    table = Table(title=f"Minqing agency, all on this machine ({agency.folder})")
    for heading in ("part", "address", "pid", "documents, data"):
        table.add_column(heading, overflow="fold")
    for name in sorted(agency.services, key=lambda name: name != PORTAL):
        url = agency.url(name)
        shown = "the pages" if name == PORTAL else f"{url}/docs"
        table.add_row(name, url, str(agency.pid(name)), shown)
    for name, address in agency.ground_addresses.items():
        table.add_row(name, address, _pid(agency, name), _kept(agency, name))
    return table


def accounts(
    made: Mapping[str, Mapping[str, str]],
    portal: str,
    whose: str = "Staff sign in at",
) -> Table:
    """Return a table of who may sign in at the pages of staff; nothing if nobody."""
    if not made:
        return Table(show_header=False, box=None)
    table = Table(title=f"{whose} {portal}/sign-in")
    for heading in ("as", "account", "password"):
        table.add_column(heading)
    for name, told in made.items():
        table.add_row(told["role"], name, told["password"])
    return table


def logins(tokens: Mapping[str, str]) -> Table:
    """Return a table of whom the demo's bearer tokens speak for."""
    told = {
        role: jwt.decode(token, options={"verify_signature": False})
        for role, token in tokens.items()
    }
    table = Table(title="Bearer tokens, good for 30 days")
    for heading in ("role", "who", "organisation"):
        table.add_column(heading)
    for role, claims in told.items():
        table.add_row(role, claims["sub"], claims.get("org") or "none")
    return table


def files(folder: Path) -> Table:
    """Return a table of the files an operator needs."""
    table = Table(show_header=False, box=None)
    table.add_row("metrics of each service", "its address + /metrics")
    table.add_row("addresses, and the bearer tokens", str(folder / "endpoints.json"))
    table.add_row("letters sent by notify's file channel", str(folder / "mail"))
    table.add_row("logs (JSON)", str(folder / "logs"))
    return table


def first_steps() -> Table:
    """Return what fills an empty agency, with the demo's first site as the example."""
    table = Table(
        title="This agency is empty: it has no organisations, categories or rules",
        caption="Your own files look like these. 'make run' without MINQING_DEMO=no "
        "loads all four sites and plays the demo.",
        title_justify="left",
        caption_justify="left",
        show_header=False,
        box=None,
    )
    for what, service, words in FIRST_STEPS:
        table.add_row(what, f'make cli S={service} ARGS="{words}"')
    return table


def status(
    endpoints: Mapping[str, Any], pid: int, whose: str = "Minqing agency"
) -> Table:
    """Return a table of a running agency, read from its endpoints file."""
    table = Table(title=f"{whose}, held by process {pid}")
    for heading in ("part", "address", "pid", "state"):
        table.add_column(heading)
    for name, at in endpoints["services"].items():
        table.add_row(name, at["http"], str(at["pid"]), state_at(at["http"]))
    for name, at in endpoints["ground"].items():
        table.add_row(name, at["address"], str(at["pid"] or "yours"), "")
    return table


def state_at(url: str) -> str:
    """Return what a service says of itself: ready, or what is not and how."""
    try:
        answer = requests.get(f"{url}/health/ready", timeout=2)
        errors = [] if answer.ok else answer.json()["errors"]
    except (requests.RequestException, ValueError, KeyError):
        return "does not answer"
    told = [f"{each['field']}: {each['code']}" for each in errors]
    return ", ".join(told) or "ready"


def _pid(agency: Agency, part: str) -> str:
    return str(agency.pid(part)) if agency.has(part) else "yours"


def _kept(agency: Agency, part: str) -> str:
    return str(agency.folder / part) if agency.has(part) else ""
