"""Operator commands of ledgers: `cli ledgers check|bulletins`."""

import sys
from collections.abc import Callable
from typing import Any

from registry.application.ledgers.checking import Fault, check_ledgers
from registry.bootstrap import Parts
from registry.entrypoints.ledgers.keeper import make_due_bulletins

PartsOf = Callable[[], Parts]


def add_ledgers(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    """Add the ledgers' subparsers."""
    parser = commands.add_parser("ledgers", help="the three ledgers and 晒账")
    acts = parser.add_subparsers(required=True, metavar="check|bulletins")
    check = acts.add_parser(
        "check", help="every item as its steps say, nothing public that may not be"
    )
    check.set_defaults(run=lambda _: _check(parts()))
    make = acts.add_parser("bulletins", help="make last week's bulletins now")
    make.set_defaults(run=lambda _: _make(parts()))


def _check(parts: Parts) -> None:
    """Name what is wrong, one line each; end with 1 where anything is."""
    found = check_ledgers(parts.ledgers.audit, parts.clock, parts.rules)
    for fault in found.faults:
        sys.stdout.write(f"{_line(fault)}\n")
    verdict = "all right" if not found.faults else f"{len(found.faults)} faults"
    sys.stdout.write(f"{found.items} items, {found.notices} public: {verdict}\n")
    sys.exit(1 if found.faults else 0)


def _line(fault: Fault) -> str:
    return f"{fault.subject}: {fault.what}"


def _make(parts: Parts) -> None:
    made = make_due_bulletins(parts)
    sys.stdout.write(f"{made} bulletins made\n")
