"""`python -m minqing_offline bundle FOLDER --key FILE`: see docs/offline.md."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from minqing_chassis.command_line import ending_well
from minqing_chassis.settings import SettingsError
from minqing_offline.bundle import can_make_base, gather
from minqing_offline.manifest import Untrusted


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; say in one sentence why it cannot be done."""
    parser = argparse.ArgumentParser(prog="minqing_offline", description=__doc__)
    acts = parser.add_subparsers(required=True, metavar="bundle")
    bundle = acts.add_parser("bundle", help="gather everything into a signed folder")
    bundle.add_argument("folder", type=Path)
    bundle.add_argument("--key", type=Path, required=True, help="who signs")
    bundle.add_argument("--no-base", action="store_true", help="for Debian 12 alone")
    bundle.set_defaults(run=_bundle)
    told = parser.parse_args(argv)
    with ending_well("minqing_offline", SettingsError, Untrusted, OSError):
        told.run(told)


def _bundle(told: argparse.Namespace) -> None:
    base = not told.no_base
    if base and not can_make_base():
        raise SettingsError("a base needs root and debootstrap; or say --no-base")
    now = datetime.now(UTC)
    gather(told.folder.absolute(), told.key, now=now, base=base, say=_say)


def _say(text: str) -> None:
    sys.stdout.write(f"· {text}\n")
    sys.stdout.flush()
