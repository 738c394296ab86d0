"""`python -m minqing_local run|run-agencies|stop|status|restore|cli|…`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from rich.console import Console

from minqing_local import (
    bringing_back,
    browser,
    operator_desk,
    printing,
    run_agencies,
    run_lock,
    screen,
    tools,
)
from minqing_local.choices import Choices
from minqing_local.refusal import Refusal
from minqing_local.run import run
from minqing_local.waiting import TooLate


def main() -> None:
    """Run one command; a refusal is one sentence and exit code 1."""
    parser = argparse.ArgumentParser(prog="minqing_local", description=__doc__)
    parser.add_argument("command", choices=sorted([*COMMANDS, *WORDY]))
    parser.add_argument("words", nargs=argparse.REMAINDER, help="for cli, agency-cli")
    arguments = parser.parse_args()
    if arguments.words and arguments.command not in WORDY:
        parser.error(f"{arguments.command} takes no more words")
    try:
        _run(arguments.command, arguments.words)
    except (Refusal, TooLate) as reason:
        sys.exit(f"minqing: {reason}")


def _run(command: str, words: Sequence[str]) -> None:
    choices = Choices.from_environ(os.environ)
    if command == CLI:
        sys.exit(operator_desk.run_command(choices, words))
    if command == AGENCY_CLI:
        agency_id, *told = words or [""]
        sys.exit(run_agencies.run_command(choices, agency_id, told))
    if command == RESTORE:
        sys.exit(bringing_back.restore(choices, screen.console(), words))
    COMMANDS[command](choices, screen.console())


def _stop(choices: Choices, console: Console) -> None:
    one = run_lock.stop(choices.folder)
    three = run_lock.stop(run_agencies.folder_of(choices))
    screen.step(console, "stopped" if one or three else "no agency was running")


def _status(choices: Choices, console: Console) -> None:
    pid = run_lock.holder(choices.folder)
    file = choices.folder / "endpoints.json"
    found = run_agencies.whatever_runs(choices)
    if pid is not None and file.exists():
        told = json.loads(file.read_text(encoding="utf-8"))
        found.insert(0, screen.status(told, pid))
    if not found:
        raise Refusal("No agency runs here: start one with 'make run'.")
    for table in found:
        console.print(table)


def _tools(choices: Choices, console: Console) -> None:
    tools.ensure(choices.amqp_uri is None, lambda text: screen.step(console, text))
    printing.ensure(lambda text: screen.step(console, text))


def _browser(_: Choices, console: Console) -> None:
    browser.ensure(lambda text: screen.step(console, text))


CLI, AGENCY_CLI, RESTORE = "cli", "agency-cli", "restore"
WORDY = (CLI, AGENCY_CLI, RESTORE)
COMMANDS = {
    "run": run,
    "run-agencies": run_agencies.run_agencies,
    "stop": _stop,
    "status": _status,
    "tools": _tools,
    "browser": _browser,
}

if __name__ == "__main__":
    main()
