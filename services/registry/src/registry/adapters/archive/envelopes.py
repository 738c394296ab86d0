"""Envelope keys: each file has a data key of its own, wrapped by the sealing keys.

To change the sealing key only the wrapped keys are written anew; to destroy a file for
good it is enough to destroy its key, in every backup that is kept without the keys.
"""

import base64
import os
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.sealing import KEY_BYTES, Sealer
from registry.domain.archive.errors import Erased

Read = Callable[..., Sequence[RowMapping]]

KEY = "select wrapped from subject_keys where subject_id = :id"


class Envelopes:
    """The data keys of one unit of work."""

    def __init__(self, sealer: Sealer, read: Read) -> None:
        self._sealer = sealer
        self._read = read
        self._boxes: dict[UUID, Sealer] = {}

    def open(self, subject_id: UUID) -> Sealer:
        """Return what opens a file; raises Erased when its key is no more."""
        box = self._known(subject_id)
        if box is None:
            raise Erased
        return box

    def open_or_make(self, subject_id: UUID) -> tuple[Sealer, str | None]:
        """Return what seals a file, and the wrapped key where it is a new one."""
        box = self._known(subject_id)
        if box is not None:
            return box, None
        key = os.urandom(KEY_BYTES)
        self._boxes[subject_id] = Sealer([key])
        return self._boxes[subject_id], wrap(self._sealer, key, subject_id)

    def _known(self, subject_id: UUID) -> Sealer | None:
        if subject_id not in self._boxes:
            found = self._read(KEY, id=subject_id)
            if not found:
                return None
            key = unwrap(self._sealer, found[0]["wrapped"], subject_id)
            self._boxes[subject_id] = Sealer([key])
        return self._boxes[subject_id]


def wrap(sealer: Sealer, key: bytes, subject_id: UUID) -> str:
    """Return a data key as it is stored."""
    return sealer.seal(base64.b64encode(key).decode(), _about(subject_id))


def unwrap(sealer: Sealer, wrapped: str, subject_id: UUID) -> bytes:
    """Return a data key; raises SealBroken for one of another file."""
    return base64.b64decode(sealer.open(wrapped, _about(subject_id)))


def _about(subject_id: UUID) -> str:
    return f"key:{subject_id}"
