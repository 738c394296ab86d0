"""Operator commands about numbers of documents: `cli documents numbers|pass-over`."""

import argparse
import logging
import sys
from collections.abc import Callable
from typing import Any

from routing.adapters.documents.numbers import Counter, counters, pass_over
from routing.bootstrap import Parts
from routing.entrypoints.cannot import CannotDo

log = logging.getLogger(__name__)


def add_documents(
    commands: Any,  # noqa: ANN401
    find_parts: Callable[[], Parts],
) -> None:
    """Add `documents`, for the hour after a database was brought back."""
    documents = commands.add_parser("documents", help="numbers of documents (文号)")
    acts = documents.add_subparsers(required=True, metavar="numbers|pass-over")
    numbers = acts.add_parser("numbers", help="the last number of each organ and year")
    numbers.set_defaults(run=lambda _: _show(find_parts()))
    leave = acts.add_parser(
        "pass-over", help="give none again that went out after the backup"
    )
    leave.add_argument("mark", help="the organ's mark (机关代字)")
    leave.add_argument("year", type=int)
    leave.add_argument("last", type=int, help="the last number that went out")
    leave.set_defaults(run=lambda told: _pass_over(find_parts(), told))


def _show(parts: Parts) -> None:
    for each in counters(parts.database):
        sys.stdout.write(f"{each.mark}〔{each.year}〕{each.last}号\n")


def _pass_over(parts: Parts, told: argparse.Namespace) -> None:
    """Raise CannotDo for a mark that no organ has, or a number that cannot be it."""
    wanted = Counter(mark=told.mark, year=told.year, last=told.last)
    first = pass_over(parts.database, wanted)
    if first is None:
        raise CannotDo(
            f"{told.mark}〔{told.year}〕{told.last}号: no organ has the mark, or the"
            " number is not after the last one here (`cli documents numbers`), or far"
            " after it"
        )
    left = f"{told.mark}〔{told.year}〕 {first} to {told.last}"
    log.warning("numbers of documents are passed over after a restore: %s", left)
    sys.stdout.write(f"{left}: not given again; these went out and are lost here\n")
