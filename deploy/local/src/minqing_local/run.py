"""`make run`: a whole agency in the foreground, until Ctrl-C."""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from minqing_local import printing, run_lock, screen, tools
from minqing_local.accounts import demo_accounts
from minqing_local.agency import Agency
from minqing_local.choices import Choices
from minqing_local.emptiness import is_empty
from minqing_local.log_view import LogView
from minqing_local.refusal import Refusal
from minqing_local.stopping import Stopped, deaf, stoppable
from minqing_local.tokens import demo_tokens
from minqing_local.waiting import TooLate, wait_until


def run(choices: Choices, console: Console) -> None:
    """Start everything, play the demo, follow the logs; stop everything at the end.

    Raises `Refusal` with one sentence that says what to do when it cannot.
    """
    tools.ensure(choices.amqp_uri is None, lambda text: screen.step(console, text))
    printing.ensure(lambda text: screen.step(console, text))
    with run_lock.held(choices.folder) as left_behind, stoppable():
        agency = _agency(choices, console)
        try:
            _claim_ports(choices, patient=left_behind)
            _start(agency, choices, console)
            _follow(agency, console)
        except Stopped:
            screen.step(console, "stopping (nothing is lost)")
        finally:
            with deaf():
                agency.stop()
    screen.step(console, "stopped; the data stay in " + str(choices.folder))


def _claim_ports(choices: Choices, *, patient: bool) -> None:
    """Take the ports; parts of a killed run may need some seconds to let go of them."""

    def is_clear() -> bool:
        try:
            choices.claim_ports()
        except Refusal:
            return False
        return True

    if patient:
        with suppress(TooLate):
            wait_until(is_clear, "the ports of the last run", timeout=30)
    choices.claim_ports()


def _agency(choices: Choices, console: Console) -> Agency:
    return Agency(
        choices.folder,
        on_event=lambda part, what: console.print(f"[yellow]! {part} {what}[/]"),
        **choices.premises,
    )


def _start(agency: Agency, choices: Choices, console: Console) -> None:
    screen.step(console, "starting broker and database")
    agency.start_ground()
    screen.step(console, "migrating")
    agency.migrate()
    screen.step(console, "starting " + ", ".join(agency.services))
    agency.start_services()
    agency.wait_until_ready()
    endpoints = agency.write_endpoints(demo_tokens(agency))
    if choices.demo:
        play_demo(agency, endpoints, choices.residents)
    tokens = demo_tokens(agency)
    agency.write_endpoints(tokens)
    console.print(screen.front(agency))
    console.print(screen.whereabouts(agency))
    console.print(screen.accounts(demo_accounts(agency), agency.url(screen.PORTAL)))
    console.print(screen.logins(tokens))
    console.print(screen.files(agency.folder))
    if is_empty(agency):
        console.print(screen.first_steps())
    screen.step(console, "ready; Ctrl-C stops everything")


def play_demo(agency: Agency, endpoints: Path, residents: int) -> None:
    """Play the worked cases through the running services, unless they were played.

    Raises `Refusal` if it fails; the agency's data are kept.
    """
    clock = agency.folder / "clock.json"
    where = ["--endpoints", str(endpoints), "--clock", str(clock)]
    where += ["--residents", str(residents)]
    done = subprocess.run(
        [sys.executable, "-m", "minqing_demo", "play", *where],
        env=agency.operator_environ(),
        start_new_session=True,
    )
    if done.returncode != 0:
        raise Refusal(
            "The demo failed (its reason stands above; the services' logs are in "
            f"{agency.folder / 'logs'}): mend it, or start without it by "
            "MINQING_DEMO=no make run."
        )


def _follow(agency: Agency, console: Console) -> None:
    """Print what the services say, and keep the endpoints file true, until stopped."""
    view = LogView({name: agency.log(name) for name in agency.services})
    pids = agency.endpoints()
    pause = threading.Event()
    while not pause.wait(0.3):
        for line in view.new_lines():
            console.print(line, highlight=False)
        if agency.endpoints() != pids:
            pids = agency.endpoints()
            agency.write_endpoints(_tokens_in(agency.folder))


def _tokens_in(folder: Path) -> dict[str, str]:
    text = (folder / "endpoints.json").read_text(encoding="utf-8")
    tokens: dict[str, str] = json.loads(text)["tokens"]
    return tokens
