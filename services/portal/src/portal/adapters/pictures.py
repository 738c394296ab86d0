"""Pictures that residents sent along, sealed, until intake has them."""

import logging
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.pictures import CleanPicture
from portal.application.picture_carrying import ClaimedPicture, packed
from portal.application.views import Receipt

log = logging.getLogger(__name__)

ADD: Final = """
insert into waiting_pictures
    (picture_id, matter_id, sealed, width, height, bytes, pages)
values (:picture_id, :matter_id, :sealed, :width, :height, :bytes, :pages)
on conflict (picture_id) do nothing
"""
OF_MATTER: Final = """
select picture_id, width, height, bytes, pages from waiting_pictures
where matter_id = :matter_id order by kept_at, picture_id
"""
FORGET: Final = """
delete from waiting_pictures
where matter_id = :matter_id and picture_id = coalesce(:picture_id, picture_id)
"""
MOVE: Final = "update waiting_pictures set matter_id = :to where matter_id = :matter_id"
CLAIM_NEXT: Final = """
update waiting_pictures w
set attempts = attempts + 1, next_at = now() + interval '30 seconds'
where picture_id = (
    select x.picture_id from waiting_pictures x
    left join kept_matters k on k.matter_id = x.matter_id
    where x.next_at <= now() and (x.matter_id is null or k.state = 'handed-over')
    order by x.next_at limit 1 for update of x skip locked
)
returning picture_id, matter_id, sealed, coalesce(
    (select answer from kept_matters k where k.matter_id = w.matter_id), ''
) as answer
"""
PUT_BACK: Final = """
update waiting_pictures
set next_at = now() + least(power(2, least(attempts, 10)), 300) * interval '1 second'
where picture_id = :picture_id
"""
CARRIED: Final = "delete from waiting_pictures where picture_id = :picture_id"
GIVEN_UP: Final = """
delete from waiting_pictures w
where kept_at < now() - case when matter_id is null
    then interval '30 days' else interval '8 days' end and not exists (
    select from kept_matters k
    where k.matter_id = w.matter_id and k.state <> 'turned-away'
)
returning matter_id is null as given
"""
"""A draft waits seven days for its resident; its pictures one more. What was given to a
matter that intake has is tried for thirty days: then no answer comes any more.
"""


@dataclass(frozen=True, kw_only=True)
class WaitingPicture:
    """A picture, or a paper of so many pages, not at intake yet, as its sender sees."""

    picture_id: UUID
    width: int
    height: int
    bytes: int
    pages: int = 0


class SqlPictures:
    """Keeps them, and lets the database decide who carries which."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def add(self, matter_id: UUID, picture: CleanPicture) -> None:
        """Keep one of a matter that is being told; the same twice is one."""
        self._add(uuid5(matter_id, picture.digest), picture, matter_id, None)

    def add_to(self, whose: Receipt, picture: CleanPicture) -> None:
        """Keep one of a matter that intake has; it goes as soon as it can."""
        about = uuid5(NAMESPACE_URL, whose.receipt)
        self._add(uuid5(about, picture.digest), picture, None, whose)

    def of(self, matter_id: UUID) -> list[WaitingPicture]:
        """Return those of a matter that are still here, in the order they came."""
        rows = self._database.rows(OF_MATTER, matter_id=matter_id)
        return [WaitingPicture(**row) for row in rows]

    def forget(self, matter_id: UUID, picture_id: UUID | None = None) -> None:
        """Throw one of a matter away, or all."""
        self._database.rows(FORGET, matter_id=matter_id, picture_id=picture_id)

    def move(self, matter_id: UUID, to: UUID) -> None:
        """Let them be another matter's: the one that is told in its place."""
        self._database.rows(MOVE, matter_id=matter_id, to=to)

    def claim_next(self) -> ClaimedPicture | None:
        """Take the one that has waited longest of those that may go; or None."""
        rows = self._database.rows(CLAIM_NEXT)
        return ClaimedPicture(**rows[0]) if rows else None

    def put_back(self, picture_id: UUID) -> None:
        """Let it be taken again: after 2 s, then 4, 8 … five minutes at most."""
        self._database.rows(PUT_BACK, picture_id=picture_id)

    def carried(self, picture_id: UUID, refused: str = "") -> None:
        """Forget it: intake has it, or `refused` it for good, which is logged."""
        if refused:
            log.warning("intake refused picture %s: %s", picture_id, refused)
        self._database.rows(CARRIED, picture_id=picture_id)

    def sweep(self) -> None:
        """Throw away those of drafts that were given up, and what is never taken."""
        lost = [row for row in self._database.rows(GIVEN_UP) if row["given"]]
        if lost:
            log.error("intake took %d pictures in no try of thirty days", len(lost))

    def _add(
        self,
        picture_id: UUID,
        picture: CleanPicture,
        matter_id: UUID | None,
        whose: Receipt | None,
    ) -> None:
        self._database.rows(
            ADD,
            picture_id=picture_id,
            matter_id=matter_id,
            sealed=self._sealer.seal(packed(picture, whose), str(picture_id)),
            width=picture.width,
            height=picture.height,
            bytes=len(picture.content),
            pages=picture.pages,
        )
