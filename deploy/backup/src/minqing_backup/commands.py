"""`python -m minqing_backup backup|check|restore FOLDER`, in the services' environment.

Signed by `--key FILE` (AGENCY_KEY_FILE unless it is said) and checked by `--trust KEY`,
its public half as the directory writes it. A backup that was made leaves its moment in
BACKUP_MARK_FILE, where that is said: the portal watches how old it is.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
import requests

from minqing_backup.keys import passphrase_in
from minqing_backup.making import KIND, back_up, leave_mark
from minqing_backup.restoring import Wishes, restore
from minqing_backup.surroundings import Surroundings
from minqing_chassis.command_line import ending_well
from minqing_chassis.settings import SettingsError
from minqing_offline.manifest import Untrusted, check


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; say in one sentence why it cannot be done."""
    parser = argparse.ArgumentParser(prog="minqing_backup", description=__doc__)
    acts = parser.add_subparsers(required=True, metavar="backup|check|restore")
    _add_backup(acts.add_parser("backup", help="into a new folder, signed"))
    looked = acts.add_parser("check", help="say whether a backup is as it was signed")
    looked.set_defaults(run=_check)
    brought = acts.add_parser("restore", help="check everything, then bring it back")
    for each in (looked, brought):
        each.add_argument("folder", type=Path)
        each.add_argument("--trust", required=True, help="the signer's public key")
    brought.add_argument("--replace", action="store_true")
    brought.add_argument("--passphrase-file", type=Path)
    brought.add_argument("--keys-to", type=Path, help="a new folder for the keys")
    brought.set_defaults(run=_restore)
    told = parser.parse_args(argv)
    faults = (
        SettingsError,
        Untrusted,
        OSError,
        requests.RequestException,
        psycopg2.Error,
    )
    with ending_well("minqing_backup", *faults):
        told.run(told)


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key", default=os.environ.get("AGENCY_KEY_FILE"))
    parser.add_argument(
        "--passphrase-file", type=Path, help="put the keys in, sealed by its first line"
    )
    parser.add_argument("--patience", type=float, default=120.0, help="seconds")
    parser.set_defaults(run=_backup)


def _backup(told: argparse.Namespace) -> None:
    if not told.key:
        raise SettingsError("say which --key FILE signs: `cli agency key` makes one")
    file, now = told.passphrase_file, datetime.now(UTC)
    back_up(
        Surroundings.read(os.environ),
        told.folder.absolute(),
        Path(told.key),
        now=now,
        passphrase=passphrase_in(file) if file else None,
        patience=told.patience,
        say=_say,
    )
    if mark := os.environ.get("BACKUP_MARK_FILE"):
        leave_mark(Path(mark), now)


def _check(told: argparse.Namespace) -> None:
    found = check(told.folder, told.trust, kind=KIND)
    _say(f"{told.folder} is right: made {found.made_at.isoformat()}")


def _restore(told: argparse.Namespace) -> None:
    file = told.passphrase_file
    wishes = Wishes(
        public=told.trust,
        replace=told.replace,
        passphrase=passphrase_in(file) if file else None,
        keys_to=told.keys_to,
    )
    around = Surroundings.read(os.environ)
    restore(around, told.folder.absolute(), wishes, os.environ, _say)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
