"""Operator commands about other agencies: `cli agency …` and `cli history verify`."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause
from minqing_kernel.working_time import CHINA, local_day
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.signing import make_private_key
from routing.application.handovers.commands import BeginAgain
from routing.bootstrap import Parts
from routing.domain.agencies.directory import Agency, Directory, Grant
from routing.domain.handover.errors import (
    BeingRestored,
    HandOverNotFound,
    StandsAlone,
)
from routing.domain.rule import ANYTHING
from routing.domain.timeline.chain import Entry, IsSigned, first_broken
from routing.domain.timeline.errors import ChainBroken
from routing.entrypoints.cli_agency_keys import add_rotate
from routing.entrypoints.cli_agency_links import add_broker, add_certificate


def add_agency(
    commands: Any,  # noqa: ANN401
    find_parts: Callable[[], Parts],
) -> None:
    """Add `agency` and `history`; check and key need neither database nor broker."""
    agency = commands.add_parser("agency", help="the directory of agencies")
    says = "check|key|rotate|restored|digest|broker|certificate"
    acts = agency.add_subparsers(required=True, metavar=says)
    check = acts.add_parser("check", help="say whether the directory is right")
    check.add_argument("folder", type=Path)
    check.set_defaults(run=_check)
    key = acts.add_parser("key", help="make this agency's private key")
    key.add_argument("file", type=Path, help="where the private key goes: a new file")
    key.add_argument("--id", required=True, help="the key's name, such as k2026-1")
    key.set_defaults(run=_key)
    add_rotate(acts)
    add_broker(acts)
    add_certificate(acts)
    back = acts.add_parser("restored", help="ask the neighbours, after a restore")
    back.set_defaults(run=lambda _: _restored(find_parts()))
    digest = acts.add_parser("digest", help="tell all neighbours what is shared, now")
    digest.set_defaults(run=lambda _: _digest(find_parts()))
    history = commands.add_parser("history", help="the chained timeline of a matter")
    looks = history.add_subparsers(required=True, metavar="verify")
    verify = looks.add_parser("verify", help="name the first link that is broken")
    verify.add_argument("receipt")
    verify.set_defaults(run=lambda told: _verify(find_parts(), told.receipt))


def _check(told: argparse.Namespace) -> None:
    directory = load_agencies(told.folder, local_day(datetime.now(CHINA)))
    for each in directory:
        sys.stdout.write(_line(each, directory) + "\n")
    sys.stdout.write(f"{told.folder} is right\n")


def _line(agency: Agency, directory: Directory) -> str:
    above = " < ".join(directory.above(agency.agency_id))
    taken = "; ".join(_taken(each) for each in agency.grants)
    place = f" < {above}" if above else ""
    code = directory.division_of(agency.agency_id)
    parts = (f"; took over {e.agency_id} on {e.since}" for e in agency.took_over)
    name = f"{agency.name}, {code}" if code else agency.name
    told = f"{agency.agency_id}{place} ({name}): takes {taken or 'nothing'}"
    return told + "".join(parts)


def _taken(grant: Grant) -> str:
    forms, named = ", ".join(sorted(grant.forms)), ", ".join(grant.categories)
    about = "" if grant.categories == (ANYTHING,) else f" of {named}"
    return f"{forms}{about} from {grant.sender}"


def _key(told: argparse.Namespace) -> None:
    public = make_private_key(told.file)
    today = local_day(datetime.now(CHINA))
    sys.stdout.write(f"keys:\n  - id: {told.id}\n    public: {public}\n")
    sys.stdout.write(f"    valid_from: {today}\n")


def _restored(parts: Parts) -> None:
    """Begin anew: the incarnation is the time of the restore in seconds."""
    if parts.agencies is None:
        raise StandsAlone
    number = int(datetime.now(UTC).timestamp())
    cause = Cause(correlation_id=new_id())
    asked = parts.bus.handle(BeginAgain(incarnation=number), cause)
    told = parts.agencies.statements.ask_all()
    parts.agencies.home.settle()
    sys.stdout.write(f"incarnation {number}: {asked} matters are compared\n")
    sys.stdout.write(f"{told} neighbours are asked what else they know\n")


def _digest(parts: Parts) -> None:
    """Tell each neighbour that reads statements; the others are left out."""
    if parts.agencies is None:
        raise StandsAlone
    if not parts.agencies.home.is_settled:
        raise BeingRestored
    parts.agencies.beats.count()
    told = parts.agencies.statements.tell_all()
    for agency, matters in sorted(told.items()):
        sys.stdout.write(f"{agency}: told of {matters} matters\n")
    for agency in parts.agencies.neighbourhood.neighbours:
        if agency not in told:
            sys.stdout.write(f"{agency}: never said that it reads statements\n")


def _verify(parts: Parts, receipt: str) -> None:
    """Say of each round whether its timeline holds, and end with 1 if one does not."""
    if parts.agencies is None:
        raise StandsAlone
    chains = parts.handovers.chains(receipt)
    if not chains:
        raise HandOverNotFound
    archivist = parts.agencies.neighbourhood.archivist
    told = [_judged(chain, archivist.is_signed) for chain in chains]
    sys.stdout.writelines(line + "\n" for line, _ in told)
    if any(broken for _, broken in told):
        raise ChainBroken


def _judged(chain: list[Entry], is_signed: IsSigned) -> tuple[str, bool]:
    broken = first_broken(chain, is_signed)
    if broken is None:
        seals = sum(len(each.seals) for each in chain)
        return (
            f"{chain[0].matter_id}: {len(chain)} entries, {seals} seals: holds",
            False,
        )
    return f"{chain[0].matter_id}: broken at {broken.number}: {broken.why}", True
