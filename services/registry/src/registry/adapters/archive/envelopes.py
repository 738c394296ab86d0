"""Envelope keys: each section of a file has a data key of its own, its class 3 another.

To change the sealing key only the wrapped keys are written anew; to destroy what stands
in a section it is enough to put another key in the place of its key, in every backup
that is kept without the keys. What was written before there were such keys is sealed
under one key of the file.
"""

import base64
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import RowMapping

from minqing_chassis.sealing import KEY_BYTES, Sealer
from registry.domain.archive.keeping import Part, Secrecy

Read = Callable[..., Sequence[RowMapping]]

FILE_KEYS = "select subject_id, wrapped from subject_keys where subject_id = any(:ids)"
SECTION_KEYS = "select * from section_keys where subject_id = any(:ids)"
KEYS = UUID("6d0f3c52-5c43-5a0e-8d43-1f0a5f9e3b77")
"""The namespace in which a file, a section and a class give their key's id."""


@dataclass(frozen=True, kw_only=True)
class PartKey:
    """The key of a part; what was written before a revision is forgotten."""

    key: bytes
    forget_before: int = 0


@dataclass(kw_only=True)
class FileBox:
    """What opens one file, part by part."""

    file_key: bytes | None = None
    parts: dict[Part, PartKey] = field(default_factory=dict)
    _sealers: dict[Part, Sealer | None] = field(default_factory=dict)

    def opener(self, part: Part) -> Sealer | None:
        """Return what opens a part, if anything does; it seals under its own key."""
        if part not in self._sealers:
            own = self.parts.get(part)
            keys = [own.key] if own else []
            keys += [self.file_key] if self.file_key else []
            self._sealers[part] = Sealer(keys) if keys else None
        return self._sealers[part]

    def open(self, part: Part, revision: int, token: str, about: str) -> Any:  # noqa: ANN401
        """Return a document, or None where its key was destroyed.

        Raises SealBroken for a token of another row.
        """
        own, opener = self.parts.get(part), self.opener(part)
        if own is not None and revision < own.forget_before:
            return None
        if opener is None or not opener.knows(token):
            return None
        return opener.open(token, about)

    def put(self, part: Part, key: PartKey) -> None:
        """Let a part be opened by this key alone, and what was sealed by the file's."""
        self.parts[part] = key
        self._sealers.pop(part, None)


class Envelopes:
    """The data keys of one unit of work; `made` are rows yet to be stored."""

    def __init__(self, sealer: Sealer, read: Read) -> None:
        self._sealer = sealer
        self._read = read
        self._boxes: dict[UUID, FileBox] = {}
        self.made: list[dict[str, Any]] = []

    def open(self, subject_id: UUID) -> FileBox:
        """Return what opens a file; SealBroken for a key of another file."""
        return self.open_all([subject_id])[subject_id]

    def open_all(self, subject_ids: Sequence[UUID]) -> Mapping[UUID, FileBox]:
        """Return what opens each of many files; raises SealBroken like `open`."""
        absent = [each for each in subject_ids if each not in self._boxes]
        if absent:
            self._boxes |= {each: FileBox() for each in absent}
            for row in self._read(FILE_KEYS, ids=absent):
                box = self._boxes[row["subject_id"]]
                box.file_key = unwrap(self._sealer, row["wrapped"], row["subject_id"])
            for row in self._read(SECTION_KEYS, ids=absent):
                self._boxes[row["subject_id"]].put(_part(row), self._part_key(row))
        return {each: self._boxes[each] for each in subject_ids}

    def sealer(self, subject_id: UUID, part: Part) -> Sealer:
        """Return what seals a part: its own key, made anew where there is none."""
        box = self.open(subject_id)
        if part not in box.parts:
            self.replace(subject_id, part, forget_before=0)
        found = box.opener(part)
        assert found is not None
        return found

    def replace(self, subject_id: UUID, part: Part, *, forget_before: int) -> None:
        """Destroy the key of a part; what was written before a revision is gone."""
        key = os.urandom(KEY_BYTES)
        self.open(subject_id).put(part, PartKey(key=key, forget_before=forget_before))
        key_id = uuid5(KEYS, f"{subject_id}/{part.section}/{part.secrecy}")
        self.made.append(
            {
                "key_id": key_id,
                "subject_id": subject_id,
                "section": part.section,
                "kind": part.secrecy.value,
                "wrapped": wrap(self._sealer, key, key_id),
                "forget_before": forget_before,
            }
        )

    def _part_key(self, row: Mapping[Any, Any]) -> PartKey:
        key = unwrap(self._sealer, row["wrapped"], row["key_id"])
        return PartKey(key=key, forget_before=row["forget_before"])


def _part(row: Mapping[Any, Any]) -> Part:
    return Part(section=row["section"], secrecy=Secrecy(row["kind"]))


def wrap(sealer: Sealer, key: bytes, key_id: UUID) -> str:
    """Return a data key as it is stored."""
    return sealer.seal(base64.b64encode(key).decode(), _about(key_id))


def unwrap(sealer: Sealer, wrapped: str, key_id: UUID) -> bytes:
    """Return a data key; raises SealBroken for one of another file."""
    return base64.b64decode(sealer.open(wrapped, _about(key_id)))


def _about(key_id: UUID) -> str:
    return f"key:{key_id}"
