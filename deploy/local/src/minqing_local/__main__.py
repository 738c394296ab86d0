"""`python -m minqing_local run|stop|status|tools|browser|cli`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from rich.console import Console

from minqing_local import browser, operator_desk, printing, run_lock, screen, tools
from minqing_local.choices import Choices
from minqing_local.refusal import Refusal
from minqing_local.run import run
from minqing_local.waiting import TooLate


def main() -> None:
    """Run one command; a refusal is one sentence and exit code 1."""
    parser = argparse.ArgumentParser(prog="minqing_local", description=__doc__)
    parser.add_argument("command", choices=sorted([*COMMANDS, CLI]))
    parser.add_argument("words", nargs=argparse.REMAINDER, help="for cli")
    arguments = parser.parse_args()
    if arguments.words and arguments.command != CLI:
        parser.error(f"{arguments.command} takes no more words")
    try:
        _run(arguments.command, arguments.words)
    except (Refusal, TooLate) as reason:
        sys.exit(f"minqing: {reason}")


def _run(command: str, words: Sequence[str]) -> None:
    choices = Choices.from_environ(os.environ)
    if command == CLI:
        sys.exit(operator_desk.run_command(choices, words))
    COMMANDS[command](choices, screen.console())


def _stop(choices: Choices, console: Console) -> None:
    stopped = run_lock.stop(choices.folder)
    screen.step(console, "stopped" if stopped else "no agency was running")


def _status(choices: Choices, console: Console) -> None:
    pid = run_lock.holder(choices.folder)
    file = choices.folder / "endpoints.json"
    if pid is None or not file.exists():
        raise Refusal("No agency runs here: start one with 'make run'.")
    console.print(screen.status(json.loads(file.read_text(encoding="utf-8")), pid))


def _tools(choices: Choices, console: Console) -> None:
    tools.ensure(choices.amqp_uri is None, lambda text: screen.step(console, text))
    printing.ensure(lambda text: screen.step(console, text))


def _browser(_: Choices, console: Console) -> None:
    browser.ensure(lambda text: screen.step(console, text))


CLI = "cli"
COMMANDS = {
    "run": run,
    "stop": _stop,
    "status": _status,
    "tools": _tools,
    "browser": _browser,
}

if __name__ == "__main__":
    main()
