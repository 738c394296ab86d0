"""Operator commands of a place: `cli hang|index|grids check|staff persons|tell`."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Cause
from registry.application.commands import TellStaff
from registry.application.cover.queries import cover_of
from registry.application.premises.commands import HangHousehold
from registry.application.searching.commands import IndexResidents
from registry.bootstrap import Parts
from registry.domain.values import civil_day


def add_places(commands: Any, parts: Callable[[], Parts]) -> None:  # noqa: ANN401
    """Add the commands about places to a parser's sub-commands."""
    parser = commands.add_parser(
        "hang", help="look for the doors of households by their addresses"
    )
    parser.add_argument("organisation", help="a community, or what is above it")
    parser.set_defaults(run=lambda arguments: _hang(arguments, parts()))
    parser = commands.add_parser(
        "index", help="let residents who were on file before be found by name"
    )
    parser.add_argument("organisation", help="a community, or what is above it")
    parser.add_argument(
        "--anew", action="store_true", help="everybody, also who can be found already"
    )
    parser.set_defaults(run=lambda arguments: _index(arguments, parts()))
    _add_grids(commands, parts)
    _add_staff(commands, parts)


def _add_staff(commands: Any, parts: Callable[[], Parts]) -> None:  # noqa: ANN401
    staff = commands.add_parser("staff", help="look at the accounts of staff")
    looks = staff.add_subparsers(required=True, metavar="persons|tell")
    tell = looks.add_parser(
        "tell", help="tell the other services once more who serves where"
    )
    tell.set_defaults(run=lambda _: _tell_staff(parts()))
    parser = looks.add_parser(
        "persons", help="name the active accounts of whom nobody said whose they are"
    )
    parser.add_argument("organisation", help="a unit, with all that is below it")
    parser.set_defaults(run=lambda arguments: _nobodys(arguments, parts()))


def _add_grids(commands: Any, parts: Callable[[], Parts]) -> None:  # noqa: ANN401
    grids = commands.add_parser("grids", help="check the grids of a place")
    checks = grids.add_subparsers(required=True, metavar="check")
    parser = checks.add_parser(
        "check",
        help="every household in one grid at each level, every grid with a head",
    )
    parser.add_argument("organisation", help="a community, or what is above it")
    parser.set_defaults(run=lambda arguments: _check_grids(arguments, parts()))


def _index(arguments: argparse.Namespace, parts: Parts) -> None:
    """Go through all that cannot be found yet, a page in one transaction."""
    made = 0
    cause = Cause(correlation_id=new_id())
    unindexed = partial(
        parts.search.unindexed, arguments.organisation, anew=arguments.anew
    )
    page = unindexed()
    while page:
        command = IndexResidents(actor=SYSTEM, resident_ids=tuple(page))
        made += parts.bus.handle(command, cause)
        page = unindexed(after=page[-1])
    sys.stdout.write(f"{made} residents can be found by name now\n")


def _hang(arguments: argparse.Namespace, parts: Parts) -> None:
    """Go through all that hang on no door, once; say how many were found one."""
    tried = found = 0
    cause = Cause(correlation_id=new_id())
    page = parts.premises.orphans(arguments.organisation)
    while page:
        for household_id in page:
            command = HangHousehold(actor=SYSTEM, household_id=household_id)
            found += parts.bus.handle(command, cause)
        tried += len(page)
        page = parts.premises.orphans(arguments.organisation, after=page[-1])
    sys.stdout.write(f"{tried} hung on no door; {found} were found one\n")


def _check_grids(arguments: argparse.Namespace, parts: Parts) -> None:
    """Name what is wrong, one line each; end with 1 where anything is."""
    today = civil_day(parts.clock.now())
    report = cover_of(parts.cover, arguments.organisation, today)
    for level in report.levels:
        for household_id in level.gaps:
            sys.stdout.write(f"level {level.level}: no grid holds {household_id}\n")
        for each in level.overlaps:
            grids = ", ".join(each.grid_ids)
            held = f"{grids} all hold {each.household_id}"
            sys.stdout.write(f"level {level.level}: {held}\n")
    for grid_id in report.headless:
        sys.stdout.write(f"{grid_id} has no head today\n")
    found = "no gap, no overlap, every grid has a head" if report.whole else "not whole"
    sys.stdout.write(f"{report.households} households: {found}\n")
    sys.exit(0 if report.whole else 1)


def _tell_staff(parts: Parts) -> None:
    """Go through all members of staff, a page in one transaction."""
    told, after = 0, ""
    cause = Cause(correlation_id=new_id())
    while page := parts.reader.staff(after=after):
        ids = tuple(each.staff_id for each in page)
        told += parts.bus.handle(TellStaff(actor=SYSTEM, staff_ids=ids), cause)
        after = ids[-1]
    sys.stdout.write(f"{told} members of staff told once more\n")


def _nobodys(arguments: argparse.Namespace, parts: Parts) -> None:
    """Name them, one a line; end with 1 where there are any: each counts by itself."""
    found = parts.reader.nobodys_accounts(arguments.organisation)
    for staff_id in found:
        sys.stdout.write(f"{staff_id}: nobody said whose account it is\n")
    sys.stdout.write(f"{len(found)} active accounts without a person\n")
    sys.exit(1 if found else 0)
