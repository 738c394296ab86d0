"""What is written down of petitions' pictures, and who looked at them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, String, Table, Uuid

from intake.adapters.tables import ACCESS_LOG, METADATA
from intake.domain.access import Purpose
from intake.domain.pictures import PetitionPicture
from minqing_chassis.access_log import AccessLog
from minqing_chassis.database import Database, fetch
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor

PICTURES = Table(
    "petition_pictures",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("has_place", Boolean, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("kept_by", String(320), nullable=False),
    Column("kept_at", DateTime(timezone=True), nullable=False),
    Column("pages", Integer, nullable=False, server_default="0"),
    Column("small", String(64)),
    Index("petition_pictures_by_age", "kept_at"),
    Index("petition_pictures_by_small", "small"),
    Index("petition_pictures_by_file", "digest"),
)
OF = """
select * from petition_pictures where petition_id = :petition_id
order by kept_at, sha256
"""
ONE = """
select * from petition_pictures where petition_id = :petition_id and sha256 = :sha256
"""
SMALL = """
select * from petition_pictures
where petition_id = :petition_id and small is not null order by kept_at, sha256
"""
OUTLIVED = """
select x.* from petition_pictures x join petitions p using (petition_id)
left join case_progress c using (petition_id)
where x.kept_at < :before and coalesce(nullif(c.state, ''), p.state) = any(:ended)
order by x.kept_at limit :limit
"""
DROP = """
delete from petition_pictures where petition_id = :petition_id and sha256 = :sha256
"""
WRITTEN_DOWN = """
select digest from petition_pictures where digest = any(:digests)
union select small from petition_pictures where small = any(:digests)
"""
ENDED = ["closed", "withdrawn", "refused", "referred", "noted", "lapsed"]


class SqlPictures:
    """The pictures of a unit of work."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def of(self, petition_id: UUID) -> Sequence[PetitionPicture]:
        """Return those of one petition, the oldest first."""
        return [_picture(row) for row in self._work.read(OF, petition_id=petition_id)]

    def add(self, picture: PetitionPicture) -> None:
        """Write a picture down whose file is kept."""
        self._work.insert(PICTURES, asdict(picture))


class PictureReader:
    """Reads them outside any unit of work.

    `clock` is the real one: no rehearsal may say when somebody looked.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._log = AccessLog(ACCESS_LOG)

    def of(self, petition_id: UUID) -> Sequence[PetitionPicture]:
        """Return those of one petition, the oldest first."""
        rows = self._database.rows(OF, petition_id=petition_id)
        return [_picture(row) for row in rows]

    def look(
        self, petition_id: UUID, sha256: str, *, actor: Actor, purpose: Purpose
    ) -> PetitionPicture | None:
        """Return one that somebody wants to see, once that is written down."""
        with self._database.engine.begin() as connection:
            asked = {"petition_id": petition_id, "sha256": sha256}
            rows = fetch(connection, ONE, asked)
            if not rows:
                return None
            self._log.note(
                connection,
                at=self._clock.now(),
                actor=actor,
                purpose=purpose,
                subject=str(petition_id),
                fields=["picture"],
            )
            return _picture(rows[0])

    def look_at_small(
        self, petition_id: UUID, *, actor: Actor, purpose: Purpose
    ) -> Sequence[PetitionPicture]:
        """Return those of which there is a small one, once the look is written down."""
        with self._database.engine.begin() as connection:
            rows = fetch(connection, SMALL, {"petition_id": petition_id})
            if rows:
                self._log.note(
                    connection,
                    at=self._clock.now(),
                    actor=actor,
                    purpose=purpose,
                    subject=str(petition_id),
                    fields=["small-pictures"],
                )
            return [_picture(row) for row in rows]

    def outlived(self, before: datetime, limit: int) -> Sequence[PetitionPicture]:
        """Return some that came before a moment and whose petition has ended."""
        asked = {"before": before, "limit": limit, "ended": ENDED}
        return [_picture(row) for row in self._database.rows(OUTLIVED, **asked)]

    def written_down(self, digests: Collection[str]) -> set[str]:
        """Return which of some files have a row."""
        rows = self._database.rows(WRITTEN_DOWN, digests=list(digests))
        return {row["digest"] for row in rows}

    def drop(self, picture: PetitionPicture) -> None:
        """Forget one whose file is gone."""
        one = {"petition_id": picture.petition_id, "sha256": picture.sha256}
        self._database.rows(DROP, **one)


def _picture(row: Mapping[Any, Any]) -> PetitionPicture:
    return PetitionPicture(**dict(row))
