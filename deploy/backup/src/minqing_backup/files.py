"""The files that people sent, beside the databases: one archive for each service.

They are taken after the databases have their moment. A file is kept before its row is
written, so each row of the dump finds its file; one that came later has no row, and its
service lets it go when it is a day old. They are sealed, and stay so.
"""

import os
import tarfile
from collections.abc import Iterator
from math import inf
from pathlib import Path, PurePosixPath

from minqing_backup.surroundings import Surroundings
from minqing_chassis.files.folder import FolderStore
from minqing_chassis.files.store import key_in, place_of
from minqing_chassis.settings import SettingsError

ROOMS = ("", "regulations")
"""The folders of a service's files: its own, and what stands apart in it."""


def archive_name(service: str) -> str:
    """Return the name of the archive of a service's files."""
    return f"{service}.files.tar"


def put_away(around: Surroundings, folder: Path) -> dict[str, int]:
    """Write the archives; return how many files of each service there are.

    What its service lets go meanwhile is left out: it had outlived its days.
    """
    return {
        service: _archive(root, folder / archive_name(service))
        for service, root in around.files.items()
    }


def bring_back(archive: Path, root: Path) -> int:
    """Put the files of an archive where they were, with their own times.

    What is there stays: files are never changed. Raises SettingsError for an archive
    that holds anything but files of ours.
    """
    brought = 0
    with tarfile.open(archive) as packed:
        for each in packed:
            place = PurePosixPath(each.name)
            room = "/".join(place.parts[:-2])
            if not each.isfile() or room not in ROOMS or not _is_ours(place):
                raise SettingsError(f"{archive.name} holds {each.name!r}, no file")
            content, store = packed.extractfile(each), FolderStore(root / room)
            if content is not None and store.kept_at(place.stem) is None:
                store.put(place.stem, content.read())
                os.utime(root / place, (each.mtime, each.mtime))
                brought += 1
    return brought


def _archive(root: Path, archive: Path) -> int:
    count = 0
    with tarfile.open(archive, "x") as packed:
        for place in _places(root):
            try:
                packed.add(root / place, arcname=place, filter=_bare)
                count += 1
            except FileNotFoundError:
                continue
    with archive.open("rb") as written:
        os.fsync(written.fileno())
    return count


def _places(root: Path) -> Iterator[str]:
    for room in ROOMS:
        for key in FolderStore(root / room).older(inf):
            yield f"{room}/{place_of(key)}".lstrip("/")


def _is_ours(place: PurePosixPath) -> bool:
    return key_in("/".join(place.parts[-2:])) is not None


def _bare(told: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owns a file here: elsewhere that is somebody else."""
    told.uid = told.gid = 0
    told.uname = told.gname = ""
    return told
