"""Operator commands: `cli dead|figures|notices|policy|retry|timeline`."""

import argparse
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from minqing_chassis.dead_cli import add_dead
from minqing_chassis.http.writing import write_json
from minqing_chassis.policy_cli import add_policy
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Role
from notify.adapters.policies import describe, load_policies
from notify.application.commands import ReviveNotice
from notify.application.views import Page
from notify.bootstrap import Parts, assemble
from notify.domain.notice import NoticeState
from notify.entrypoints.figures.cli import add_figures

OPERATOR = Actor(id="operator", role=Role.OPS)
Find = Callable[[], Parts]


@cache
def process_parts() -> Parts:
    """Assemble from the environment, once."""
    return assemble(os.environ)


def add_commands(parser: argparse.ArgumentParser, find: Find = process_parts) -> None:
    """Add every operator command; each leaves what it does in `arguments.run`."""
    commands = parser.add_subparsers(
        required=True, metavar="dead|figures|notices|policy|retry|timeline"
    )
    add_dead(commands, lambda: find().dead_letters)
    add_figures(commands, lambda: find().counting.rebuilding)
    add_policy(commands, load_policies, describe)
    _add_notices(commands, find)
    _add_retry(commands, find)
    _add_timeline(commands, find)


def _add_notices(commands: Any, find: Find) -> None:  # noqa: ANN401
    parser = commands.add_parser("notices", help="the newest notices, one a line")
    parser.add_argument("--petition", type=UUID)
    parser.add_argument("--status", choices=[each.value for each in NoticeState])
    parser.add_argument("--limit", type=int, default=100)
    parser.set_defaults(run=lambda arguments: _list(find(), arguments))


def _list(parts: Parts, arguments: argparse.Namespace) -> None:
    page = Page(limit=arguments.limit)
    for notice in parts.reader.notices(
        OPERATOR, page, petition_id=arguments.petition, status=arguments.status
    ):
        _print(notice)


def _add_retry(commands: Any, find: Find) -> None:  # noqa: ANN401
    parser = commands.add_parser("retry", help="try a notice again that was given up")
    parser.add_argument("notice_id", type=UUID)
    parser.set_defaults(run=lambda arguments: _retry(find(), arguments.notice_id))


def _retry(parts: Parts, notice_id: UUID) -> None:
    cause = Cause(correlation_id=new_id(), actor=OPERATOR)
    parts.bus.handle(ReviveNotice(notice_id=notice_id), cause)


def _add_timeline(commands: Any, find: Find) -> None:  # noqa: ANN401
    parser = commands.add_parser("timeline", help="what notify did about a petition")
    parser.add_argument("petition_id", type=UUID)
    parser.set_defaults(run=lambda arguments: _tell(find(), arguments.petition_id))


def _tell(parts: Parts, petition_id: UUID) -> None:
    for step in parts.story.of(petition_id):
        _print(step)


def _print(value: object) -> None:
    sys.stdout.write(write_json(value).decode() + "\n")
