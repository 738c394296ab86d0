"""Operator commands: `python -m registry cli token|load|import|sections|…`."""

import argparse
import os
import sys
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jwt.exceptions import InvalidKeyError

from minqing_chassis.dead_cli import add_dead
from minqing_chassis.files.cli import Places, add_files
from minqing_chassis.files.places import stores_of
from minqing_chassis.http.auth import HTTP_ROLES, Issuer
from minqing_chassis.http.writing import write_json
from minqing_kernel.messages import Actor, Role
from registry.bootstrap import Parts, assemble
from registry.bootstrap.oversight import REGULATIONS
from registry.entrypoints.archive.cli import add_archive
from registry.entrypoints.census import load_census
from registry.entrypoints.importing.cli import add_imports
from registry.entrypoints.ledgers.cli import add_ledgers
from registry.entrypoints.loading import load_register
from registry.entrypoints.obligations.cli import add_obligations
from registry.entrypoints.place_cli import add_places
from registry.entrypoints.privacy.cli import add_privacy


class CannotDo(Exception):
    """The command was asked in a way that it cannot be done; the message says why."""


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add every operator command; each leaves what it does in `arguments.run`."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_token(commands)
    _add_load(commands)
    _add_timeline(commands)
    add_places(commands, _parts)
    add_archive(commands, _parts)
    add_privacy(commands, _parts)
    add_imports(commands, _parts)
    add_ledgers(commands, _parts)
    add_obligations(commands, _parts)
    add_files(commands, _places)
    add_dead(commands, lambda: _parts().desk)


@cache
def _parts() -> Parts:
    return assemble(os.environ)


def _places() -> Places:
    settings = _parts().settings
    return {
        "pictures": stores_of(settings),
        REGULATIONS: stores_of(settings, REGULATIONS),
    }


def _add_token(commands: Any) -> None:  # noqa: ANN401
    parser = commands.add_parser("token", help="issue a bearer token")
    parser.add_argument("--role", required=True, choices=sorted(HTTP_ROLES))
    parser.add_argument("--sub", required=True, help="who: a staff id, a person's id")
    parser.add_argument("--org", help="the organisation they act for")
    parser.add_argument("--days", type=float, default=1.0, help="how long it is good")
    parser.set_defaults(run=_token)


def _token(arguments: argparse.Namespace) -> None:
    """Needs no database: only JWT_PRIVATE_KEY_FILE and AGENCY."""
    where = os.environ.get("JWT_PRIVATE_KEY_FILE", "")
    if not where:
        raise CannotDo("JWT_PRIVATE_KEY_FILE must name the issuer's private key (PEM).")
    if not 0 < arguments.days <= 3650:
        raise CannotDo("--days must be more than 0 and at most 3650.")
    issuer = Issuer(Path(where).read_bytes(), os.environ.get("AGENCY") or "demo")
    actor = Actor(
        id=arguments.sub, role=Role(arguments.role), organisation_id=arguments.org
    )
    try:
        token = issuer.token(actor, timedelta(days=arguments.days))
    except (ValueError, TypeError, InvalidKeyError):
        raise CannotDo(f"{where} holds no Ed25519 private key (PEM).") from None
    sys.stdout.write(token + "\n")


def _add_load(commands: Any) -> None:  # noqa: ANN401
    parser = commands.add_parser(
        "load", help="organisations, grids, staff from YAML; a census from JSON lines"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.yml|FILE.jsonl")
    parser.set_defaults(run=_load)


def _load(arguments: argparse.Namespace) -> None:
    for file in arguments.files:
        load = load_census if file.suffix == ".jsonl" else load_register
        loaded = load(file, _parts().bus)
        counts = ", ".join(f"{count} {kind}" for kind, count in loaded.items())
        sys.stdout.write(f"{file.name}: {counts}\n")


def _add_timeline(commands: Any) -> None:  # noqa: ANN401
    parser = commands.add_parser("timeline", help="what was done to one entry")
    parser.add_argument("subject", help="organisation:ID, staff:ID, resident:UUID ...")
    parser.set_defaults(run=_timeline)


def _timeline(arguments: argparse.Namespace) -> None:
    for step in _parts().timeline.of(arguments.subject):
        sys.stdout.write(write_json(step).decode() + "\n")
