"""Operator commands of the archive: `cli sections`, `cli access`, `cli keys`."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from registry.bootstrap import Parts
from registry.domain.chain import Head
from registry.entrypoints.archive.loading import load_sections, read_sections

PartsOf = Callable[[], Parts]


class ChainBroken(Exception):
    """The access log was tampered with; the message names the first broken link."""


def add_archive(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    """Add the archive's subparsers."""
    _add_sections(commands, parts)
    _add_access(commands, parts)
    _add_keys(commands, parts)


def _add_sections(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    parser = commands.add_parser("sections", help="the archive's sections, from YAML")
    acts = parser.add_subparsers(required=True, metavar="check|load")
    check = acts.add_parser("check", help="say whether a file is right")
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)
    load = acts.add_parser("load", help="define what a file says")
    load.add_argument("file", type=Path)
    load.set_defaults(run=lambda told: _load(told, parts()))


def _check(arguments: argparse.Namespace) -> None:
    editions = len(read_sections(arguments.file))
    sys.stdout.write(f"{arguments.file.name}: {editions} editions, all right\n")


def _load(arguments: argparse.Namespace, parts: Parts) -> None:
    editions = load_sections(arguments.file, parts.bus)
    sys.stdout.write(f"{arguments.file.name}: {editions} editions\n")


def _add_access(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    parser = commands.add_parser("access", help="the log of looks at people")
    acts = parser.add_subparsers(required=True, metavar="verify")
    verify = acts.add_parser("verify", help="walk the chain; name the first break")
    verify.add_argument(
        "--seen", type=_head, help="an end printed before, NO:LINK, that must be in it"
    )
    verify.set_defaults(run=lambda told: _verify(told, parts()))


def _head(said: str) -> Head:
    no, _, link = said.partition(":")
    return Head(no=int(no), link=link)


def _verify(arguments: argparse.Namespace, parts: Parts) -> None:
    head = parts.trail.head()
    broken = parts.trail.first_break(head, arguments.seen)
    if broken is not None:
        raise ChainBroken(f"the access log breaks at link {broken.no}: {broken.why}")
    sys.stdout.write(f"{head.no} looks, unbroken; keep {head.no}:{head.link}\n")


def _add_keys(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    parser = commands.add_parser("keys", help="the keys of sealed data")
    acts = parser.add_subparsers(required=True, metavar="rotate")
    rotate = acts.add_parser("rotate", help="let the newest sealing key take over")
    rotate.set_defaults(run=lambda _: _rotate(parts()))


def _rotate(parts: Parts) -> None:
    counts = vars(parts.rotate())
    told = ", ".join(
        f"{count} {name.replace('_', ' ')}" for name, count in counts.items()
    )
    sys.stdout.write(f"renewed: {told}\n")
