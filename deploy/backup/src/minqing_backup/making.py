"""`backup`: one agency into one folder, signed."""

import os
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from minqing_backup import broker, files, keys, programs
from minqing_backup.stillness import one_moment
from minqing_backup.surroundings import Surroundings
from minqing_chassis.settings import SettingsError
from minqing_offline import manifest

KIND = "minqing-backup"
BROKER, KEYS = "broker.json", "keys.sealed"
FORMAT = 1
Say = Callable[[str], None]


def dump_name(service: str) -> str:
    """Return the name of a service's dump."""
    return f"{service}.dump"


def back_up(
    around: Surroundings,
    folder: Path,
    private: Path,
    *,
    now: datetime,
    passphrase: bytes | None,
    patience: float,
    say: Say,
) -> None:
    """Write the backup into a new folder (mode 700); half a backup is taken away.

    Raises SettingsError, OSError.
    """
    if folder.exists():
        raise SettingsError(f"{folder} is there already: a backup goes into a new one")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)
    mask = os.umask(0o077)
    try:
        _dump(around, part, patience, say)
        kept = files.put_away(around, part)
        _copy_rules(around, part)
        if around.broker_api:
            (part / BROKER).write_bytes(broker.exported(around.broker_api))
        if passphrase is not None:
            (part / KEYS).write_bytes(keys.seal(around.keys, passphrase))
        about = {
            "format": FORMAT,
            "agency": around.agency,
            "agency_id": around.agency_id,
            "services": list(around.databases),
            "keys": keys.marks(around.keys),
            "keys_inside": passphrase is not None,
            "files": kept,
            "buckets": dict(around.buckets),
        }
        manifest.write(part, private, kind=KIND, made_at=now, about=about)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    finally:
        os.umask(mask)
    say(f"{folder}: {len(around.databases)} databases, signed")
    _say_files(kept, around, say)


def _say_files(kept: Mapping[str, int], around: Surroundings, say: Say) -> None:
    for service, count in kept.items():
        say(f"{service}: {count} files")
    for service, address in around.buckets.items():
        say(f"{service}: what lies in {address} is NOT in it: see docs/files.md")


def leave_mark(file: Path, moment: datetime) -> None:
    """Write down of which moment the newest backup is; it holds nothing else."""
    part = file.with_name(f"{file.name}.part")
    part.write_text(f"{moment.isoformat()}\n", encoding="ascii")
    part.chmod(0o644)
    part.replace(file)


def _dump(around: Surroundings, folder: Path, patience: float, say: Say) -> None:
    say("relays stand still until the broker holds nothing")
    with one_moment(around, patience) as snapshots, ThreadPoolExecutor(2) as pool:
        say("relays go on; the databases are written down as they were")

        def dump(service: str) -> None:
            file = f"--file={folder / dump_name(service)}"
            words = ["--format=custom", f"--snapshot={snapshots[service]}", file]
            programs.run("pg_dump", words, around.databases[service])

        list(pool.map(dump, snapshots))


def _copy_rules(around: Surroundings, folder: Path) -> None:
    """Copy the rules in force, and the directory of agencies, to be compared."""
    rules = folder / "policies"
    rules.mkdir()
    for file in around.policies:
        shutil.copyfile(file, rules / file.name)
    if around.agencies_dir is not None:
        directory = folder / "agencies"
        directory.mkdir()
        for file in around.agencies_dir.glob("*.yml"):
            shutil.copyfile(file, directory / file.name)
