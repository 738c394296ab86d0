"""Chooses what this process is: the service, its HTTP door, a migration, a command."""

import argparse
import os
from collections.abc import Sequence

from minqing_chassis.command_line import ending_well
from minqing_chassis.settings import SettingsError
from minqing_kernel.errors import DomainError
from portal.entrypoints import cli
from portal.entrypoints.account_cli import NoSuchAccount


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; say in one sentence why it cannot."""
    parser = argparse.ArgumentParser(prog="portal", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="service|http|migrate|cli")
    commands.add_parser("service", help="everything").set_defaults(run=_service)
    commands.add_parser("http", help="the HTTP door alone").set_defaults(run=_http)
    commands.add_parser("migrate", help="bring the database up").set_defaults(
        run=_migrate
    )
    cli.add_commands(commands.add_parser("cli", help="operator commands"))
    arguments = parser.parse_args(argv)
    known = (SettingsError, DomainError, OSError, cli.CannotDo, NoSuchAccount)
    with ending_well("portal", *known):
        arguments.run(arguments)


def _service(_: argparse.Namespace) -> None:
    from portal.entrypoints.service import serve

    serve()


def _http(_: argparse.Namespace) -> None:
    from portal.entrypoints.service import serve_http

    serve_http()


def _migrate(_: argparse.Namespace) -> None:
    from portal.bootstrap import migrate, settings_from

    migrate(settings_from(os.environ))
