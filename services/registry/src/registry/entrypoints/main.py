"""Chooses what this process is: the service, its HTTP door, a migration, a command."""

import argparse
import os
import sys
from collections.abc import Sequence

from minqing_chassis.command_line import ending_well
from minqing_chassis.database import UNAVAILABLE
from minqing_chassis.settings import SettingsError
from minqing_kernel.errors import DomainError
from registry.entrypoints import cli
from registry.entrypoints.archive.cli import ChainBroken
from registry.entrypoints.importing.cli import NotAllRows
from registry.entrypoints.loading import BadFile

REFUSALS = (
    SettingsError,
    DomainError,
    OSError,
    cli.CannotDo,
    BadFile,
    ChainBroken,
    NotAllRows,
)


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; say in one sentence why it cannot."""
    parser = argparse.ArgumentParser(prog="registry", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="service|http|migrate|cli")
    commands.add_parser("service").set_defaults(run=_service)
    commands.add_parser("http").set_defaults(run=_http)
    commands.add_parser("migrate").set_defaults(run=_migrate)
    cli.add_commands(commands.add_parser("cli", help="operator commands"))
    arguments = parser.parse_args(argv)
    try:
        with ending_well("registry", *REFUSALS):
            arguments.run(arguments)
    except UNAVAILABLE:
        sys.exit("registry: the database does not answer; see DATABASE_URL_REGISTRY")


def _service(_: argparse.Namespace) -> None:
    from registry.entrypoints.service import serve

    serve()


def _http(_: argparse.Namespace) -> None:
    from registry.entrypoints.service import serve_http

    serve_http()


def _migrate(_: argparse.Namespace) -> None:
    from registry.bootstrap import migrate

    migrate(os.environ)
