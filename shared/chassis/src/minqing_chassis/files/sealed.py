"""Files that are sealed before they leave the process, each under a name of its own.

The seal is bound to the name: a file that was exchanged for another does not open.
"""

import base64
from collections.abc import Iterator

from minqing_chassis.files.store import Store
from minqing_chassis.sealing import Sealer


class SealedFiles:
    """Keeps files by a name of 64 hex digits, wherever that is."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    def write(self, digest: str, content: bytes) -> None:
        """Keep a file lastingly; one that is there counts as new. FilesAway."""
        packed = base64.b64encode(content).decode()
        self._store.put(digest, self._sealer.seal(packed, digest).encode())

    def read(self, digest: str) -> bytes:
        """Return what was kept; raise FileNotFoundError, FilesAway."""
        token = self._store.get(digest).decode("ascii")
        packed: str = self._sealer.open(token, digest)
        return base64.b64decode(packed)

    def holds(self, digest: str) -> bool:
        """Tell whether a file is kept; raise FilesAway."""
        return self._store.kept_at(digest) is not None

    def forget(self, digest: str) -> None:
        """Let it be gone; what is not there is gone already."""
        self._store.delete(digest)

    def forget_older(self, digest: str, moment: float) -> bool:
        """Let it be gone unless it was kept, or sent again, since a moment."""
        kept = self._store.kept_at(digest)
        if kept is None or kept >= moment:
            return False
        self.forget(digest)
        return True

    def older(self, moment: float) -> Iterator[str]:
        """Yield the names of what was kept before a moment (seconds of the epoch)."""
        return self._store.older(moment)

    def drop_parts(self, moment: float) -> int:
        """Let go of what was broken off in writing before a moment; return how many."""
        return self._store.drop_parts(moment)
