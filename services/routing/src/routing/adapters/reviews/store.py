"""The reviews' table and collection, the sweeper's line, and what is read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.clock import Clock
from minqing_kernel.sweeping import Due
from routing.adapters.packing import pack, unpack
from routing.adapters.tables import METADATA
from routing.domain.reviews.errors import ReviewNotFound
from routing.domain.reviews.lifecycle import GOING_ON, ReviewState
from routing.domain.reviews.review import Hearing, Refusal, Review, Round

FIRST = UUID(int=0)
PLAIN = ("petition_id", "original_id", "watch_from", "level")
OVERDUE = """
select watch_from, petition_id from reviews
where watch_from <= :now and (watch_from, petition_id)
    > (cast(:watch_from as timestamptz), cast(:petition_id as uuid))
order by watch_from, petition_id limit :limit
"""
OWED = """
select r.petition_id, c.receipt, r.state, c.category,
    r.rounds -> -1 ->> 'stage' as stage,
    cast(r.rounds -> -1 ->> 'asked_at' as timestamptz) as asked_at,
    cast(r.rounds -> -1 ->> 'due_at' as timestamptz) as due_at
from reviews r join cases c using (petition_id)
where r.state = any(:states) and (r.rounds -> -1 ->> 'reviewer_id' = :reviewer
    or r.rounds -> -1 ->> 'desk_id' = :desk)
    and (c.accused is null or not c.accused && cast(:line as text[]))
order by due_at, petition_id limit :limit
"""

reviews = Table(
    "reviews",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("original_id", Text, nullable=False),
    Column("state", String(32), nullable=False),
    Column("watch_from", DateTime(timezone=True)),
    Column("level", Integer, nullable=False),
    Column("rounds", JSONB, nullable=False),
    Column("hearings", JSONB, nullable=False),
    Column("turned_away", JSONB, nullable=False),
    Index(
        "reviews_watched",
        "watch_from",
        "petition_id",
        postgresql_where=text("watch_from is not null"),
    ),
)


def review_row(review: Review) -> dict[str, Any]:
    """Return the row of a review."""
    return {name: getattr(review, name) for name in PLAIN} | {
        "state": review.state.value,
        "rounds": pack(review.rounds),
        "hearings": pack(review.hearings),
        "turned_away": pack(review.turned_away),
    }


def review_from(row: Mapping[str, Any]) -> Review:
    """Return the review that a row tells of."""
    return Review(
        **{name: row[name] for name in PLAIN},
        state=ReviewState(row["state"]),
        rounds=unpack(Round, row["rounds"]),
        hearings=unpack(Hearing, row["hearings"]),
        turned_away=unpack(Refusal, row["turned_away"]),
    )


def sql_reviews(work: SqlWork) -> Repository[Review]:
    """Return the collection of all reviews."""
    return Repository(
        work, reviews, to_row=review_row, from_row=review_from, missing=ReviewNotFound
    )


class ReviewReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of_case(self, petition_id: UUID) -> Review:
        """Return a case's review; raise ReviewNotFound."""
        sql = "select * from reviews where petition_id = :petition_id"
        rows = self._database.rows(sql, petition_id=petition_id)
        if not rows:
            raise ReviewNotFound
        return review_from(dict(rows[0]))

    def final(self, petition_ids: Sequence[UUID]) -> list[UUID]:
        """Return which of these matters are final and not taken again."""
        sql = (
            "select petition_id from reviews where state = 'final'"
            " and petition_id = any(:ids) order by petition_id"
        )
        rows = self._database.rows(sql, ids=list(petition_ids))
        return [row["petition_id"] for row in rows]

    def owed(
        self, reviewer: str, desk: str, line: frozenset[str], limit: int
    ) -> list[dict[str, Any]]:
        """Return the reviews that an organ, or the desk for it, is to answer now.

        The first due first; what accuses the line is not shown (条例第30条).
        """
        rows = self._database.rows(
            OWED,
            states=sorted(GOING_ON),
            reviewer=reviewer,
            desk=desk,
            line=sorted(line),
            limit=limit,
        )
        return [dict(row) for row in rows]

    def overdue(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return the reviews that are to be looked at, the longest waiting first."""
        watch_from, petition_id = place or ("-infinity", FIRST)
        rows = self._database.rows(
            OVERDUE,
            now=self._clock.now(),
            watch_from=str(watch_from),
            petition_id=str(petition_id),
            limit=limit,
        )
        return [
            Due(place=tuple(row.values()), petition_id=row["petition_id"])
            for row in rows
        ]
