"""`make run-agencies`: a street, its district and a department, until Ctrl-C."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table

from minqing_local import operator_desk, run_lock, screen, tools
from minqing_local.accounts import demo_accounts
from minqing_local.agency import Agency
from minqing_local.choices import Choices
from minqing_local.emptiness import is_empty
from minqing_local.log_view import LogView
from minqing_local.neighbourhood import (
    FIRST_PORT,
    HOUSE,
    SHIPPED,
    Household,
    Neighbourhood,
    households,
)
from minqing_local.ports import is_free
from minqing_local.premises import BROKER
from minqing_local.refusal import Refusal
from minqing_local.secret_files import write_secret
from minqing_local.stopping import Stopped, deaf, stoppable
from minqing_local.tokens import LOGINS, demo_tokens
from minqing_local.waiting import TooLate, wait_until

PORT_VARIABLE = "AGENCIES_PORT"
ENDPOINTS = "endpoints.json"
DATA = HOUSE / "deploy" / "demo" / "data"
CONTENT = (
    ("registry", "load", str(DATA / "a-jinquan.yml")),
    (
        "intake",
        "categories",
        "load",
        str(HOUSE / "services" / "intake" / "categories" / "default.yml"),
    ),
)
"""What each agency knows at its start: the units of the place, and what is asked."""


def content(household: Household) -> tuple[tuple[str, ...], ...]:
    """Return the commands that tell an agency all that it knows at its start."""
    rules = str(DATA / "rules" / household.rules)
    return (*CONTENT, ("routing", "rules", "load", rules, "--wait", "30"))


def folder_of(choices: Choices) -> Path:
    """Return the folder of the three, beside the one agency of `make run`."""
    return choices.folder / "agencies"


def place_of(folder: Path, environ: Mapping[str, str]) -> Neighbourhood:
    """Return the neighbourhood of a folder; raise `Refusal` for a port that is none."""
    given = environ.get(PORT_VARIABLE) or str(FIRST_PORT)
    if not given.isdecimal():
        raise Refusal(f"{PORT_VARIABLE}={given} is no port.")
    return Neighbourhood(folder, int(given))


def run_agencies(choices: Choices, console: Console) -> None:
    """Start the three one after the other, follow their logs; stop them at the end.

    Raises `Refusal` with one sentence that says what to do when it cannot.
    """
    tools.ensure(True, lambda text: screen.step(console, text))
    place = place_of(folder_of(choices), os.environ)
    with run_lock.held(place.folder) as left_behind, stoppable():
        agencies: list[Agency] = []
        try:
            _claim(place, patient=left_behind)
            screen.step(console, "keys, certificates, the directory of agencies")
            place.prepare()
            for household in place.households:
                agencies.append(place.agency(household.agency_id))
                _start(place, household, choices, console)
            console.print(whereabouts(place))
            for agency in agencies:
                console.print(_accounts(agency))
            screen.step(console, "ready; Ctrl-C stops them all")
            _follow(agencies, console)
        except Stopped:
            screen.step(console, "stopping (nothing is lost)")
        finally:
            with deaf(), ThreadPoolExecutor(len(place.households)) as pool:
                list(pool.map(Agency.stop, agencies))
    screen.step(console, f"stopped; the data stay in {place.folder}")


def run_command(choices: Choices, agency_id: str, words: list[str]) -> int:
    """Run `python -m SERVICE cli …` as one of the three that run; return its code."""
    folder = folder_of(choices)
    if run_lock.holder(folder) is None:
        raise Refusal("The three agencies do not run: 'make run-agencies'.")
    place = place_of(folder, os.environ)
    ids = [each.agency_id for each in place.households]
    if agency_id not in ids or not words:
        known = ", ".join(ids)
        raise Refusal(f"Name one of {known}, a service, and its command.")
    service, *told = words
    if service == operator_desk.WHOLE:
        return operator_desk.run_whole(place.environ_of_whole(agency_id), told)
    environ = place.environ(agency_id, service)
    argv = [sys.executable, "-m", service, "cli", *told]
    return subprocess.run(argv, env=environ, check=False).returncode


def whereabouts(place: Neighbourhood) -> Table:
    """Return a table of who is where."""
    table = Table(title=f"Agencies on this machine ({place.folder})")
    for heading in (
        "agency",
        "portal",
        "doors: registry intake routing notify",
        "AMQP",
    ):
        table.add_column(heading, overflow="fold")
    for household in place.households:
        agency, ports = (
            place.agency(household.agency_id),
            place.ports(household.agency_id),
        )
        doors = [name for name in agency.services if name != "portal"]
        table.add_row(
            household.agency_id,
            agency.url("portal"),
            " ".join(str(ports[name]) for name in doors),
            f"{ports[BROKER]}, for neighbours {ports['tls']}",
        )
    table.caption = (
        "Tokens: endpoints.json, accounts: demo-accounts.json, in each folder"
    )
    return table


def _accounts(agency: Agency) -> Table:
    """Return who signs in at an agency's portal; nothing where it has no people."""
    made = {} if is_empty(agency) else demo_accounts(agency)
    portal = agency.url(screen.PORTAL)
    return screen.accounts(made, portal, f"{agency.folder.name}: staff sign in at")


def whatever_runs(choices: Choices) -> list[Table]:
    """Return a table for each of the three that runs; none where they do not."""
    folder = folder_of(choices)
    pid = run_lock.holder(folder)
    if pid is None:
        return []
    files = [folder / each.agency_id / ENDPOINTS for each in households(SHIPPED)]
    return [
        screen.status(json.loads(file.read_text("utf-8")), pid, file.parent.name)
        for file in files
        if file.exists()
    ]


def _claim(place: Neighbourhood, *, patient: bool) -> None:
    """Refuse to begin while a port is taken; a killed run lets go after seconds."""

    def taken() -> list[tuple[int, str]]:
        return [claim for claim in place.claims() if not is_free(claim[0])]

    if patient:
        with suppress(TooLate):
            wait_until(lambda: not taken(), "the ports of the last run", 30)
    for port, owner in taken():
        raise Refusal(
            f"Port {port}, wanted for {owner}, is taken by another program (another "
            "agency?): stop that, or choose others with "
            f"{PORT_VARIABLE}=<first port> make run-agencies."
        )


def _start(
    place: Neighbourhood, household: Household, choices: Choices, console: Console
) -> None:
    agency_id = household.agency_id
    agency = place.agency(agency_id)
    screen.step(console, f"{agency_id}: broker and database")
    agency.start_ground()
    agency.migrate()
    agency.part(BROKER).wait_until_ready()
    place.connect(agency_id)
    screen.step(console, f"{agency_id}: services")
    agency.start_services()
    agency.wait_until_ready()
    if choices.demo and is_empty(agency):
        for service, *words in content(household):
            agency.run_cli(service, *words)
    _write_logins(agency, household)
    agency.write_endpoints(demo_tokens(agency))


def _write_logins(agency: Agency, household: Household) -> None:
    logins = {
        role: {"subject": subject, "organisation": unit}
        for role, (subject, unit) in household.people.items()
    }
    write_secret(agency.folder / LOGINS, json.dumps(logins))


def _follow(agencies: list[Agency], console: Console) -> None:
    """Print what the services say, until stopped."""
    views = [
        (
            agency.folder.name,
            LogView({name: agency.log(name) for name in agency.services}),
        )
        for agency in agencies
    ]
    pause = threading.Event()
    while not pause.wait(0.5):
        for name, view in views:
            for line in view.new_lines():
                console.print(f"[dim]{name}[/]", line, highlight=False)
