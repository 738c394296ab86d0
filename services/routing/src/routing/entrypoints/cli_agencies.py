"""Operator commands about other agencies: `cli agency check|key|broker|certificate`."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from minqing_kernel.working_time import CHINA, local_day
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.signing import make_private_key
from routing.domain.agencies.directory import Agency, Directory
from routing.entrypoints.cli_agency_links import add_broker, add_certificate


def add_agency(commands: Any) -> None:  # noqa: ANN401
    """Add `agency` to the subparsers; none of it needs a database or a broker."""
    agency = commands.add_parser("agency", help="the directory of agencies")
    acts = agency.add_subparsers(required=True, metavar="check|key|broker|certificate")
    check = acts.add_parser("check", help="say whether the directory is right")
    check.add_argument("folder", type=Path)
    check.set_defaults(run=_check)
    key = acts.add_parser("key", help="make this agency's private key")
    key.add_argument("file", type=Path, help="where the private key goes: a new file")
    key.add_argument("--id", required=True, help="the key's name, such as k2026-1")
    key.set_defaults(run=_key)
    add_broker(acts)
    add_certificate(acts)


def _check(told: argparse.Namespace) -> None:
    directory = load_agencies(told.folder, local_day(datetime.now(CHINA)))
    for each in directory:
        sys.stdout.write(_line(each, directory) + "\n")
    sys.stdout.write(f"{told.folder} is right\n")


def _line(agency: Agency, directory: Directory) -> str:
    above = " < ".join(directory.above(agency.agency_id))
    taken = "; ".join(
        f"{', '.join(sorted(each.forms))} from {each.sender}" for each in agency.grants
    )
    place = f" < {above}" if above else ""
    return f"{agency.agency_id}{place} ({agency.name}): takes {taken or 'nothing'}"


def _key(told: argparse.Namespace) -> None:
    public = make_private_key(told.file)
    today = local_day(datetime.now(CHINA))
    sys.stdout.write(f"keys:\n  - id: {told.id}\n    public: {public}\n")
    sys.stdout.write(f"    valid_from: {today}\n")
