"""A folder of sealed files, each under the SHA-256 of what is in it.

The seal is bound to the name: a file that was exchanged for another does not open.
"""

import base64
import os
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from minqing_chassis.sealing import Sealer

DIGEST = re.compile(r"[0-9a-f]{64}\Z")
PLACE = "[0-9a-f][0-9a-f]"
NEW_AND_PRIVATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY


class SealedFolder:
    """Keeps files below a folder, which is made when the first one comes."""

    def __init__(self, root: Path, sealer: Sealer) -> None:
        self._root = root
        self._sealer = sealer

    def write(self, digest: str, content: bytes) -> None:
        """Keep a file lastingly; one that is there stays, and counts as new."""
        place = self._place(digest)
        if place.exists():
            os.utime(place)
            return
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        packed = base64.b64encode(content).decode()
        beside = place.with_name(f"{place.name}.{uuid4().hex}.part")
        try:
            with os.fdopen(os.open(beside, NEW_AND_PRIVATE, 0o600), "wb") as file:
                file.write(self._sealer.seal(packed, digest).encode())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)

    def read(self, digest: str) -> bytes:
        """Return what was kept; raise FileNotFoundError."""
        token = self._place(digest).read_text("ascii")
        packed: str = self._sealer.open(token, digest)
        return base64.b64decode(packed)

    def holds(self, digest: str) -> bool:
        """Tell whether a file is kept."""
        return self._place(digest).exists()

    def forget(self, digest: str) -> None:
        """Let it be gone; what is not there is gone already."""
        self._place(digest).unlink(missing_ok=True)

    def forget_older(self, digest: str, moment: float) -> bool:
        """Let it be gone unless it was kept, or sent again, since a moment."""
        goes = _age(self._place(digest)) < moment
        if goes:
            self.forget(digest)
        return goes

    def older(self, moment: float) -> Iterator[str]:
        """Yield the names of what was kept before a moment (seconds of the epoch)."""
        for place in self._root.glob(f"{PLACE}/*.sealed"):
            name = place.name.removesuffix(".sealed")
            if DIGEST.match(name) and _age(place) < moment:
                yield name

    def drop_parts(self, moment: float) -> int:
        """Let go of what was broken off in writing before a moment; return how many."""
        parts = [
            each for each in self._root.glob(f"{PLACE}/*.part") if _age(each) < moment
        ]
        for each in parts:
            each.unlink(missing_ok=True)
        return len(parts)

    def _place(self, digest: str) -> Path:
        if not DIGEST.match(digest):
            raise FileNotFoundError
        return self._root / digest[:2] / f"{digest}.sealed"


def _age(place: Path) -> float:
    """Return when a file was kept; one that is gone meanwhile is new."""
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
