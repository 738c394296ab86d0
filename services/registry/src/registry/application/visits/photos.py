"""Photographs of visits: those that a visit names, from who recorded it (C-26)."""

from collections.abc import Iterable

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.visits.commands import ExpectPhoto, KeepPhoto
from registry.application.visits.ports import VisitsWork
from registry.application.visits.records import KeptPhoto
from registry.domain.visits.errors import VisitForgotten, VisitNotYours
from registry.domain.visits.photo import Photo
from registry.domain.visits.visit import Visit


def expect_photo(command: ExpectPhoto, work: VisitsWork, *, clock: Clock) -> None:
    """Refuse what `keep_photo` would, so that no file is kept which nothing names."""
    del clock
    _must_be_named(command, work)


def keep_photo(command: KeepPhoto, work: VisitsWork, *, clock: Clock) -> None:
    """Write down that it came; the same again changes nothing.

    Raises VisitNotYours for a visit of somebody else, VisitForgotten for one without
    words, Invalid for what no word of the visit names.
    """
    _must_be_named(command, work)
    if work.visit_photos.knows(command.visit_id, command.sha256):
        return
    work.visit_photos.add(
        KeptPhoto(
            visit_id=command.visit_id,
            sha256=command.sha256,
            digest=command.digest,
            bytes=command.bytes,
            kept_by=command.actor.id,
            kept_at=clock.now(),
        )
    )


def _must_be_named(command: ExpectPhoto | KeepPhoto, work: VisitsWork) -> None:
    visit = work.visits.get(command.visit_id)
    must_take_photos(visit, command.actor)
    before = work.visits.editions(command.visit_id)
    accounts = [visit.account, *(each.account for each in before)]
    if not names(command.sha256, (p for said in accounts for p in said.photos)):
        raise Invalid(fields={"sha256": "not-named"})


def must_take_photos(visit: Visit, actor: Actor) -> None:
    """Refuse who did not record the visit, and a visit whose words are gone."""
    if actor.id != visit.recorded_by:
        raise VisitNotYours
    if visit.forgotten:
        raise VisitForgotten


def names(sha256: str, photos: Iterable[Photo]) -> bool:
    """Tell whether a photograph is among those that are named."""
    return any(each.sha256 == sha256 for each in photos)
