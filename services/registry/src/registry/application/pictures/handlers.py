"""Pictures of projects: sent by those who work for the place."""

from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.authority import must_reach
from registry.application.pictures.commands import KeepPicture
from registry.application.ports import RegistryWork
from registry.domain.errors import Taken
from registry.domain.pictures.events import PictureKept
from registry.domain.pictures.picture import Picture


class Pictures(Protocol):
    """The collection of all pictures."""

    def add(self, aggregate: Picture) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Picture | None:
        """Return a picture, if it is known."""
        ...


class PicturesWork(RegistryWork, Protocol):
    """A unit of work that knows pictures."""

    @property
    def pictures(self) -> Pictures: ...  # noqa: D102


def keep_picture(command: KeepPicture, work: PicturesWork, *, clock: Clock) -> None:
    """Keep it; the same again changes nothing, another under its id is Taken."""
    said = command.profile
    must_reach(command.actor, work.organisations, said.organisation_id)
    known = work.pictures.find(command.picture_id)
    if known is not None:
        if known.profile != said:
            raise Taken
        return
    picture = Picture(
        picture_id=command.picture_id,
        profile=said,
        kept_by=command.actor.id,
        kept_at=clock.now(),
    )
    picture.record(
        PictureKept(
            picture_id=picture.picture_id,
            project_id=said.project_id,
            kind=said.kind,
            organisation_id=said.organisation_id,
            digest=said.digest,
            at=picture.kept_at,
        )
    )
    work.pictures.add(picture)
