"""Operator commands: `python -m portal cli project|kept|account|dead`."""

import argparse
import os
import sys
from typing import Any

from minqing_chassis.dead_cli import add_dead
from portal.bootstrap import Parts, assemble, settings_from
from portal.entrypoints.account_cli import add_accounts


class CannotDo(Exception):
    """The command was asked in a way that it cannot be done; the message says why."""


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add every operator command; each leaves what it does in `arguments.run`."""
    commands = parser.add_subparsers(required=True, metavar="project|kept|account|dead")
    _add_project(commands)
    kept = commands.add_parser("kept", help="matters that intake does not have yet")
    kept.set_defaults(run=lambda _: print_kept(_parts()))
    add_accounts(commands, _parts)
    add_dead(commands, lambda: _parts().dead_letters)


def _add_project(commands: Any) -> None:  # noqa: ANN401
    parser = commands.add_parser("project", help="the read model behind the pages")
    acts = parser.add_subparsers(required=True, metavar="rebuild|check")
    rebuild = acts.add_parser("rebuild", help="fold it anew while pages are served")
    rebuild.set_defaults(run=lambda _: rebuild_projection(_parts()))
    check = acts.add_parser("check", help="compare it with a full recount")
    check.set_defaults(run=lambda _: check_projection(_parts()))


def rebuild_projection(parts: Parts) -> None:
    """Fold every matter anew from the journal."""
    sys.stdout.write(f"{parts.projection.rebuild()} matters folded anew\n")


def check_projection(parts: Parts) -> None:
    """Compare the read model with what the journal folds to; fail if they differ."""
    differences = parts.projection.differences()
    if differences:
        raise CannotDo(f"{differences} rows differ: 'project rebuild' mends them")
    sys.stdout.write("the read model is what its journal folds to\n")


def print_kept(parts: Parts) -> None:
    """Print a line for each matter that intake does not have; no words of anybody's."""
    for row in parts.kept.listed():
        sys.stdout.write(
            f"{row['number']}  {row['state']:<12} since {row['kept_at']:%Y-%m-%d %H:%M}"
            f"  tries {row['attempts']}  {row['reason']}\n"
        )


def _parts() -> Parts:
    return assemble(settings_from(os.environ))
