"""Chooses what this process is: the service, its HTTP door, a migration, a command."""

import argparse
import os
from collections.abc import Sequence

from minqing_chassis.command_line import ending_well
from minqing_chassis.settings import SettingsError
from minqing_kernel.errors import DomainError
from routing.bootstrap import migrate
from routing.entrypoints import cli
from routing.entrypoints.cannot import CannotDo


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; say in one sentence why it cannot be done."""
    parser = argparse.ArgumentParser(prog="routing", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="service|http|migrate|cli")
    commands.add_parser("service").set_defaults(run=_service)
    commands.add_parser("http").set_defaults(run=_http)
    commands.add_parser("migrate").set_defaults(run=lambda _: migrate(os.environ))
    cli.add_commands(commands.add_parser("cli", help="operator commands"))
    arguments = parser.parse_args(argv)
    with ending_well("routing", SettingsError, DomainError, OSError, CannotDo):
        arguments.run(arguments)


def _service(_: argparse.Namespace) -> None:
    from routing.entrypoints.service import serve

    serve()


def _http(_: argparse.Namespace) -> None:
    from routing.entrypoints.service import serve_http

    serve_http()
