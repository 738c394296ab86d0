"""Operator commands: `python -m freshhouse cli dead`."""

import argparse
import os

from freshhouse.bootstrap import assemble, settings_from
from minqing_chassis.dead_cli import add_dead


class CannotDo(Exception):
    """The command was asked in a way that it cannot be done; the message says why."""


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add every operator command; each leaves what it does in `arguments.run`."""
    commands = parser.add_subparsers(required=True, metavar="dead")
    add_dead(commands, lambda: assemble(settings_from(os.environ)).dead_letters)
