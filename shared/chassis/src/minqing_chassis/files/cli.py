"""Where files lie, on the command line: `cli files count|move`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any, Final

from minqing_chassis.files.moving import Moved, move_all
from minqing_chassis.files.store import Store
from minqing_chassis.settings import SettingsError

EVERY: Final = 1000
Places = Mapping[str, Sequence[Store]]
"""By the name of a kind of files: its places, first the one that takes what is new."""


def add_files(commands: Any, find: Callable[[], Places]) -> None:  # noqa: ANN401
    """Add `files` to the subparsers of a service's operator command."""
    parser = commands.add_parser("files", help="the files that people sent")
    acts = parser.add_subparsers(required=True, metavar="count|move")
    count = acts.add_parser("count", help="how many lie where")
    count.set_defaults(run=lambda _: _count(find()))
    move = acts.add_parser("move", help="from the old place to the new one; repeatable")
    move.add_argument("--keep", action="store_true", help="leave them there as well")
    move.set_defaults(run=lambda told: _move(find(), told))


def _count(places: Places) -> None:
    for kind, stores in places.items():
        for which, store in zip(("kept here", "old place"), stores, strict=False):
            _say(f"{kind}, {which}: {sum(1 for _ in store.older(inf))} files")
        if not stores:
            _say(f"{kind}: nobody said where they are kept")


def _move(places: Places, told: argparse.Namespace) -> None:
    """Move every kind; raise SettingsError where there are not two places."""
    if any(len(stores) < 2 for stores in places.values()):
        raise SettingsError(
            "say both places, PICTURES_DIR and PICTURES_S3, and by PICTURES_KEPT_IN"
            " which of them takes what is new: the other's files move there"
        )
    for kind, [new, old] in places.items():
        _say(f"{kind}: {_tally(move_all(old, new, keep=told.keep, tell=_tell))}")


def _tell(so_far: Moved) -> None:
    if so_far.all % EVERY == 0:
        sys.stderr.write(f"{_tally(so_far)}\n")


def _tally(told: Moved) -> str:
    return (
        f"{told.moved} moved ({told.bytes} bytes), {told.there} there before,"
        f" {told.gone} let go meanwhile"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
