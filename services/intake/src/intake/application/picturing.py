"""Pictures of petitions: kept once each, looked at for a purpose, let go in the end."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256 as hash_of
from typing import Final, Protocol
from uuid import UUID

from intake.application.desk import Desk
from intake.application.picture_ports import PictureRows, Pictures
from intake.application.ports import Petitions
from intake.domain.access import Purpose
from intake.domain.picture_errors import (
    PicturesNotKept,
    TooManyPictures,
)
from intake.domain.pictures import MOST_PICTURES, PetitionPicture
from minqing_kernel.messages import Actor, Command
from minqing_kernel.pictures import CleanPicture, PictureMissing, PictureStore

SMALL: Final = b"small"
AT_ONCE: Final = 200
"""How many pictures are let go in one go."""


@dataclass(frozen=True, kw_only=True)
class KeepPicture(Command):
    """Write down a picture of a petition whose file is kept already."""

    petition_id: UUID
    sha256: str
    picture: CleanPicture
    own: bool
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was looked at."""

    picture: PetitionPicture
    content: bytes = field(repr=False)


class PictureWork(Protocol):
    """The part of a unit of work that is needed here."""

    @property
    def petitions(self) -> Petitions:
        """The petitions."""
        ...

    @property
    def pictures(self) -> Pictures:
        """Their pictures."""
        ...


def keep_picture(command: KeepPicture, work: PictureWork, *, desk: Desk) -> None:
    """Write it down; the same again changes nothing.

    Raises UnknownPetition, and TooManyPictures for one too many: the petition is
    locked, so that two that come together are counted.
    """
    petition = work.petitions.get(command.petition_id)
    known = work.pictures.of(petition.petition_id)
    if _has_room(known, command.sha256):
        kept = command.picture
        work.pictures.add(
            PetitionPicture(
                petition_id=petition.petition_id,
                sha256=command.sha256,
                digest=kept.digest,
                width=kept.width,
                height=kept.height,
                bytes=len(kept.content),
                has_place=kept.has_place,
                own=command.own,
                kept_by=command.actor.id,
                kept_at=desk.clock.now(),
                pages=kept.pages,
                small=small_name(petition.petition_id, kept),
            )
        )


class PictureDesk:
    """Keeps files before they are written down, and forgets them before the rows."""

    def __init__(self, rows: PictureRows, store: PictureStore | None) -> None:
        self._rows = rows
        self._store = store

    def keep(
        self, petition_id: UUID, sha256: str, picture: CleanPicture
    ) -> CleanPicture | None:
        """Keep a file, and return it under its name; None for one that is there.

        No two petitions share a file: so it goes with its petition, whatever else
        was sent. Raises PicturesNotKept, TooManyPictures.
        """
        files = self._files()
        if not _has_room(self._rows.of(petition_id), sha256):
            return None
        kept = replace(picture, digest=_named(petition_id, picture.content))
        name = small_name(petition_id, kept)
        if name is not None:
            files.keep(replace(kept, content=kept.small, digest=name))
        files.keep(kept)
        return kept

    def also(self, known: PetitionPicture, petition_id: UUID) -> CleanPicture | None:
        """Keep a file of one petition for another too, and return it under its name.

        It is a file of its own there: it goes with that petition. None where it is
        there already, has no room, or is kept no more. Nobody has looked at it by this.
        """
        if self._store is None:
            return None
        with suppress(PictureMissing, TooManyPictures):
            small = self._store.fetch(known.small) if known.small else b""
            copied = CleanPicture(
                content=self._store.fetch(known.digest),
                digest=known.digest,
                width=known.width,
                height=known.height,
                has_place=known.has_place,
                pages=known.pages,
                small=small,
            )
            return self.keep(petition_id, known.sha256, copied)
        return None

    def of(self, petition_id: UUID) -> list[PetitionPicture]:
        """Return what is written down of a petition's pictures, the oldest first."""
        return list(self._rows.of(petition_id))

    def look(
        self, petition_id: UUID, sha256: str, *, actor: Actor, purpose: Purpose
    ) -> Seen:
        """Return a picture; who looks, and what for, is written down first.

        Raises PictureMissing, PicturesNotKept.
        """
        files = self._files()
        found = self._rows.look(petition_id, sha256, actor=actor, purpose=purpose)
        if found is None:
            raise PictureMissing
        return Seen(picture=found, content=files.fetch(found.digest))

    def look_at_small(
        self, petition_id: UUID, *, actor: Actor, purpose: Purpose
    ) -> list[Seen]:
        """Return the small ones of a petition; that is one look, written down first.

        One whose file is gone is left out. Raises PicturesNotKept.
        """
        files, seen = self._files(), []
        look = self._rows.look_at_small(petition_id, actor=actor, purpose=purpose)
        for each in look:
            with suppress(PictureMissing):
                content = files.fetch(each.small or "")
                seen.append(Seen(picture=each, content=content))
        return seen

    def let_go(self, now: datetime, days: int) -> int:
        """Forget what came so many days ago, of petitions that have ended.

        Returns how many. Broken off, it goes on the next time.
        """
        if self._store is None:
            return 0
        old = self._rows.outlived(now - timedelta(days=days), AT_ONCE)
        for each in old:
            for name in filter(None, (each.small, each.digest)):
                self._store.forget(name)
            self._rows.drop(each)
        return len(old)

    def _files(self) -> PictureStore:
        if self._store is None:
            raise PicturesNotKept
        return self._store


def small_name(petition_id: UUID, kept: CleanPicture) -> str | None:
    """Return under which name the small one of a picture is kept; None: there is none.

    It is made from the small one: another of the same bytes is the same.
    """
    return _named(petition_id, SMALL + kept.small) if kept.small else None


def _named(petition_id: UUID, content: bytes) -> str:
    return hash_of(petition_id.bytes + content).hexdigest()


def _has_room(known: Sequence[PetitionPicture], sha256: str) -> bool:
    """Say whether one is new; raise TooManyPictures where it is one too many."""
    if any(each.sha256 == sha256 for each in known):
        return False
    if len(known) >= MOST_PICTURES:
        raise TooManyPictures
    return True
