"""The dead-letter desk on the command line: `cli dead list|show|replay|discard`."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from minqing_chassis.dead_letters import DeadLetterDesk

Find = Callable[[], DeadLetterDesk]


def add_dead(commands: Any, find: Find) -> None:  # noqa: ANN401
    """Add `dead` to the subparsers of a service's operator command.

    `find` gives the desk; each command is left in `arguments.run`.
    """
    desk = commands.add_parser("dead", help="messages that could not be handled")
    acts = desk.add_subparsers(required=True, metavar="list|show|replay|discard")
    _add_list(acts.add_parser("list", help="the newest, open ones first"), find)
    show = acts.add_parser("show", help="one whole, with its reason and what was done")
    show.add_argument("number", type=int)
    show.set_defaults(run=lambda a: _print(find().show(a.number)))
    replay = _add_act(acts.add_parser("replay", help="put it back on the queue"))
    replay.add_argument("--body", type=Path, help="a file with the mended JSON body")
    replay.set_defaults(run=lambda a: _replay(find(), a))
    discard = _add_act(acts.add_parser("discard", help="leave it for good"))
    discard.set_defaults(run=lambda a: _discard(find(), a))


def _add_list(parser: argparse.ArgumentParser, find: Find) -> None:
    states = ("open", "replayed", "discarded", "all")
    parser.add_argument("--state", default="open", choices=states)
    parser.add_argument("--limit", type=int, default=100)
    parser.set_defaults(run=lambda a: _list(find(), a))


def _add_act(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("number", type=int)
    parser.add_argument("--by", required=True, help="who decides")
    parser.add_argument("--reason", required=True, help="why; kept in the audit")
    return parser


def _list(desk: DeadLetterDesk, arguments: argparse.Namespace) -> None:
    state = None if arguments.state == "all" else arguments.state
    found = desk.list(state=state, limit=arguments.limit)
    for letter in found:
        _print(dict(letter))
    if not found:
        kind = "" if state is None else f"{state} "
        sys.stderr.write(f"there are no {kind}dead letters\n")


def _replay(desk: DeadLetterDesk, arguments: argparse.Namespace) -> None:
    body = arguments.body.read_text() if arguments.body else None
    desk.replay(arguments.number, by=arguments.by, reason=arguments.reason, body=body)
    sys.stdout.write(f"dead letter {arguments.number} is back on the queue\n")


def _discard(desk: DeadLetterDesk, arguments: argparse.Namespace) -> None:
    desk.discard(arguments.number, by=arguments.by, reason=arguments.reason)
    sys.stdout.write(f"dead letter {arguments.number} is discarded\n")


def _print(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, default=str, ensure_ascii=False) + "\n")
