"""A place's rules on the command line: `cli policy check|show`.

Neither needs a database or a broker: a file is checked before anything starts with it.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from minqing_chassis.calendars import load_calendar
from minqing_chassis.configuration import ConfigurationError
from minqing_chassis.policies import PolicyBook
from minqing_kernel.working_time import CHINA

P = TypeVar("P")
Read = Callable[[Path | None], PolicyBook[P]]
Describe = Callable[[P], Iterable[str]]


def add_policy(
    commands: Any,  # noqa: ANN401
    read: Read[P],
    describe: Describe[P],
    lacking: Describe[P] = lambda _: (),
) -> None:
    """Add `policy` to the subparsers of a service's operator command.

    `lacking` says what an edition leaves unsaid that a place ought to say; the check
    names it, and the file is right all the same.
    """
    policy = commands.add_parser("policy", help="the place's rules and the calendar")
    acts = policy.add_subparsers(required=True, metavar="check|show")
    check = _about(acts.add_parser("check", help="say whether the files are right"))
    check.set_defaults(run=lambda told: _check(told, read, lacking))
    show = _about(acts.add_parser("show", help="the rules in force, with their source"))
    show.add_argument("--at", type=_day, help="a day, such as 2026-01-31")
    show.set_defaults(run=lambda told: _show(told, read, describe))


def _about(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "file", type=Path, nargs="?", help="a policy file; else that of POLICY_FILE"
    )
    parser.add_argument(
        "--calendar", type=Path, help="a calendar file; else that of CALENDAR_FILE"
    )
    return parser


def _day(said: str) -> datetime:
    return datetime.combine(date.fromisoformat(said), time(12), CHINA)


def _given(told: Path | None, variable: str) -> Path | None:
    return told or (Path(os.environ[variable]) if os.environ.get(variable) else None)


def _check(told: argparse.Namespace, read: Read[P], lacking: Describe[P]) -> None:
    """Read both files, and name the faults of both before giving up."""
    path = _given(told.file, "POLICY_FILE")
    calendar = _given(told.calendar, "CALENDAR_FILE")
    faults = []
    for check in (
        partial(_check_policy, path, read, lacking),
        partial(_check_days, calendar),
    ):
        try:
            sys.stdout.write(check() + "\n")
        except ConfigurationError as error:
            faults.append(str(error))
    if faults:
        raise ConfigurationError("\n".join(faults))


def _check_policy(path: Path | None, read: Read[P], lacking: Describe[P]) -> str:
    book = read(path)
    if path is None:
        return "no policy file is named: the statutory numbers hold"
    begun = ", ".join(str(edition.valid_from) for edition in book.editions)
    told = [f"{path} is right: {book.code} ({book.title}), in force from {begun}"]
    for edition in book.editions:
        told += [f"from {edition.valid_from}: {e}" for e in lacking(edition.policy)]
    return "\n".join(told)


def _check_days(path: Path | None) -> str:
    calendar = load_calendar(path)
    years = calendar.official_years
    named = f"{path} is right" if path else "no calendar file is named"
    return (
        f"{named}: the calendar is official from {min(years)} to {max(years)}"
        f" (edition {calendar.edition})"
    )


def _show(told: argparse.Namespace, read: Read[P], describe: Describe[P]) -> None:
    book = read(_given(told.file, "POLICY_FILE"))
    moment = told.at or datetime.now(CHINA)
    lines = [f"{book.code} {book.title}".strip(), *describe(book.at(moment))]
    sys.stdout.write("\n".join(lines) + "\n")
