"""Operator commands that change a signing key: `cli agency rotate …`.

Each rewrites this agency's entry, checks the whole directory with it, and says what
comes next; the file then goes to every neighbour.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from minqing_chassis.settings import SettingsError
from minqing_kernel.working_time import CHINA, local_day
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.rotation import (
    ended,
    revoked,
    rewritten,
    with_next,
)
from routing.adapters.agencies.signing import Signer, make_private_key
from routing.domain.agencies.directory import Key

Keys = tuple[Key, ...]
AFTER_NEXT = (
    "Give every neighbour the file and let its routing start with it; only then put "
    "the new key into AGENCY_KEY_FILE and restart routing here; then: rotate end"
)
AFTER_END = "Give every neighbour the file; what was signed before that day stays right"
AFTER_REVOKE = (
    "Give every neighbour the file AT ONCE and restart its routing: until then it "
    "believes the key. What waits is said again, signed by the new key"
)


def add_rotate(acts: Any) -> None:  # noqa: ANN401
    """Add `rotate` to the acts of `cli agency`."""
    rotate = acts.add_parser("rotate", help="change the key that signs letters")
    steps = rotate.add_subparsers(required=True, metavar="status|next|end|revoke")
    status = steps.add_parser("status", help="which keys there are, and which signs")
    _add_whose(status)
    status.set_defaults(run=_status)
    following = steps.add_parser("next", help="make the next key beside the current")
    following.add_argument("file", type=Path, help="its private half: a new file")
    following.add_argument("--id", required=True, help="its name, such as k2026-2")
    following.add_argument("--from", dest="day", type=date.fromisoformat)
    _add_whose(following)
    following.set_defaults(run=_next)
    end = steps.add_parser("end", help="let the old key end in good order")
    end.add_argument("--id", required=True)
    end.add_argument("--on", dest="day", type=date.fromisoformat, required=True)
    _add_whose(end)
    end.set_defaults(run=_end)
    revoke = steps.add_parser("revoke", help="take back a key that was stolen or lost")
    revoke.add_argument("--id", required=True)
    revoke.add_argument("--at", type=_moment, help="since when; unless said, now")
    _add_whose(revoke)
    revoke.set_defaults(run=_revoke)


def _add_whose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agency", default=os.environ.get("AGENCY_ID"))
    parser.add_argument("--directory", default=os.environ.get("AGENCIES_DIR"))


def _moment(told: str) -> datetime:
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("say its offset, such as +08:00")
    return moment


def _status(told: argparse.Namespace) -> None:
    file, keys = _entry(told)
    signs = _signing(told.agency, file.parent)
    for each in keys:
        days = f"from {each.valid_from}"
        days += f" until {each.valid_until}" if each.valid_until else ""
        days += f", revoked at {each.revoked_at}" if each.revoked_at else ""
        mark = " (signs here)" if each.key_id == signs else ""
        sys.stdout.write(f"{each.key_id}: {days}{mark}\n")


def _signing(agency: str, folder: Path) -> str | None:
    file = os.environ.get("AGENCY_KEY_FILE")
    if not file:
        return None
    return Signer.among(Path(file), agency, load_agencies(folder, _today())).key_id


def _next(told: argparse.Namespace) -> None:
    entry, keys = _entry(told)
    with_next(keys, Key(key_id=told.id, public="", valid_from=_today()))
    day = told.day or _today()
    public = make_private_key(told.file)
    key = Key(key_id=told.id, public=public, valid_from=day)
    try:
        _change(entry, lambda: with_next(keys, key))
    except BaseException:
        told.file.unlink()
        raise
    sys.stdout.write(f"{entry} has {told.id} beside the others. {AFTER_NEXT}.\n")


def _end(told: argparse.Namespace) -> None:
    entry, keys = _entry(told)
    _change(entry, lambda: ended(keys, told.id, told.day))
    sys.stdout.write(f"{told.id} ends on {told.day}. {AFTER_END}.\n")


def _revoke(told: argparse.Namespace) -> None:
    entry, keys = _entry(told)
    moment = (told.at or datetime.now(CHINA)).replace(microsecond=0)
    _change(entry, lambda: revoked(keys, told.id, moment))
    sys.stdout.write(f"{told.id} is revoked since {moment.astimezone(UTC)}. ")
    sys.stdout.write(f"{AFTER_REVOKE}.\n")


def _entry(told: argparse.Namespace) -> tuple[Path, Keys]:
    if not told.agency or not told.directory:
        raise SettingsError("say which --agency in which --directory")
    folder = Path(told.directory)
    agency = load_agencies(folder, _today()).find(told.agency)
    if agency is None:
        raise SettingsError(f"{folder} does not know {told.agency!r}")
    return folder / f"{told.agency}.yml", agency.keys


def _change(entry: Path, step: Callable[[], Keys]) -> None:
    """Write the entry anew, once the whole directory was found right with it."""
    text = rewritten(entry.read_text("utf-8"), step())
    with TemporaryDirectory() as folder:
        for each in entry.parent.glob("*.yml"):
            shutil.copy(each, folder)
        (Path(folder) / entry.name).write_text(text, "utf-8")
        load_agencies(Path(folder), _today())
    part = entry.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(entry)


def _today() -> date:
    return local_day(datetime.now(CHINA))
