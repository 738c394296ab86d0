"""Operator commands: `python -m registry cli token|load|dead|timeline`."""

import argparse
import os
import sys
from datetime import timedelta
from pathlib import Path

from minqing_chassis.http.auth import HTTP_ROLES, Issuer
from minqing_kernel.messages import Actor, Role


class CannotDo(Exception):
    """The command was asked in a way that it cannot be done; the message says why."""


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add every operator command; each leaves what it does in `arguments.run`."""
    commands = parser.add_subparsers(required=True, metavar="token|load|dead|timeline")
    _add_token(commands.add_parser("token", help="issue a bearer token"))


def _add_token(parser: argparse.ArgumentParser) -> None:
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
    issuer = Issuer(Path(where).read_bytes(), os.environ.get("AGENCY") or "demo")
    actor = Actor(
        id=arguments.sub, role=Role(arguments.role), organisation_id=arguments.org
    )
    token = issuer.token(actor, timedelta(days=arguments.days))
    sys.stdout.write(token + "\n")
