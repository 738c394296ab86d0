"""Sealed files in a folder of this machine, or of one that several share."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from minqing_chassis.files.store import ENDING, FilesAway, key_in, place_of

SHELF = "[0-9a-f][0-9a-f]"
NEW_AND_PRIVATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY


class FolderStore:
    """Keeps files below a folder, which is made when the first one comes."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, sealed: bytes) -> None:
        """Keep lastingly: written beside, on the disk, then named, the name too."""
        place = self._root / place_of(key)
        with _away():
            if _is_new_again(place):
                return
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = place.with_name(f"{place.name}.{uuid4().hex}.part")
            try:
                with os.fdopen(os.open(beside, NEW_AND_PRIVATE, 0o600), "wb") as file:
                    file.write(sealed)
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(place)
                _keep_name(place.parent)
            finally:
                beside.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        """Return what was put; raise FileNotFoundError."""
        place = self._root / place_of(key)
        with _away():
            return place.read_bytes()

    def delete(self, key: str) -> None:
        """Let it be gone; what is not there is gone already."""
        place = self._root / place_of(key)
        with _away():
            place.unlink(missing_ok=True)

    def kept_at(self, key: str) -> float | None:
        """Return when it was put last; None: it is not there."""
        place = self._root / place_of(key)
        with _away():
            return _moment(place)

    def older(self, moment: float) -> Iterator[str]:
        """Yield the keys of what was put before a moment."""
        with _away():
            for place in self._root.glob(f"{SHELF}/*{ENDING}"):
                key, kept = key_in(f"{place.parent.name}/{place.name}"), _moment(place)
                if key and kept is not None and kept < moment:
                    yield key

    def drop_parts(self, moment: float) -> int:
        """Let go of what was broken off in writing before a moment."""
        dropped = 0
        with _away():
            for place in self._root.glob(f"{SHELF}/*.part"):
                begun = _moment(place)
                if begun is not None and begun < moment:
                    place.unlink(missing_ok=True)
                    dropped += 1
        return dropped


def _is_new_again(place: Path) -> bool:
    """Let what is there count as new; what is let go just then is not there."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _moment(place: Path) -> float | None:
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return None


def _keep_name(folder: Path) -> None:
    """Let a name that was given in a folder outlive a power cut, as the bytes do."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _away() -> Iterator[None]:
    """Say of a disk that is full, gone or not ours that the files are away."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FilesAway(error.strerror or type(error).__name__) from error
