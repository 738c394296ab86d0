"""Operator commands: `cli figures recount|rebuild`."""

import sys
from collections.abc import Callable
from typing import Any

from notify.adapters.figures.rebuilding import Rebuilding


def add_figures(commands: Any, find: Callable[[], Rebuilding]) -> None:  # noqa: ANN401
    """Add what an operator may do about figures."""
    figures = commands.add_parser("figures", help="the sums: compare or count anew")
    acts = figures.add_subparsers(required=True, metavar="recount|rebuild")
    recount = acts.add_parser("recount", help="count the facts, and compare the sums")
    recount.set_defaults(run=lambda _: _recount(find()))
    rebuild = acts.add_parser("rebuild", help="count the facts, and keep that")
    rebuild.set_defaults(run=lambda _: _rebuild(find()))


def _recount(rebuilding: Rebuilding) -> None:
    wrong = rebuilding.differences()
    if wrong:
        raise SystemExit(
            f"{wrong} sums differ from the facts: run `cli figures rebuild`"
        )
    _say("every sum is what the facts count to")


def _rebuild(rebuilding: Rebuilding) -> None:
    rebuilding.rebuild()
    _say("every sum was counted anew")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
