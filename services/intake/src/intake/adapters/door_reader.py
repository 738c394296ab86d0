"""Queries about what happens at the door beside the petitions themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_kernel.sweeping import Due

UNDECIDED = """
select watch_at, petition_id from petitions
where watch_at < :now and (watch_at, petition_id) > (:watch_at, :petition_id)
order by watch_at, petition_id limit :limit
"""
FIRST_UNDECIDED = """
select watch_at, petition_id from petitions where watch_at < :now
order by watch_at, petition_id limit :limit
"""
CONTACTS = """
select channel, words, noted_by, organisation_id, at from contact_entries
where petition_id = :petition_id order by id
"""
CHANGES = """
select field, before, after, reason, actor, role, organisation_id, at
from petition_changes where petition_id = :petition_id order by id
"""
MISSED = """
select count(*) as n from petitions
where state in ('received', 'awaiting-petitioner') and details ? 'missed_at'
"""


class DoorReader:
    """Answers in one round trip each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def undecided(
        self, now: datetime, after: tuple[Any, ...] | None, limit: int
    ) -> Sequence[Due]:
        """Return petitions that nobody decided by their date, the oldest date first."""
        if after is None:
            rows = self._database.rows(FIRST_UNDECIDED, now=now, limit=limit)
        else:
            watch_at, petition_id = after
            rows = self._database.rows(
                UNDECIDED,
                now=now,
                limit=limit,
                watch_at=watch_at,
                petition_id=petition_id,
            )
        return [Due(place=_place(row), petition_id=row["petition_id"]) for row in rows]

    def missed(self) -> int:
        """Return how many petitions are undecided after their date."""
        return int(self._database.rows(MISSED)[0]["n"])

    def contacts(self, petition_id: UUID) -> list[RowMapping]:
        """Return the later contacts about a petition, oldest first."""
        return list(self._database.rows(CONTACTS, petition_id=petition_id))

    def changes(self, petition_id: UUID) -> list[RowMapping]:
        """Return what was settled anew of a petition, oldest first."""
        return list(self._database.rows(CHANGES, petition_id=petition_id))


def _place(row: RowMapping) -> tuple[Any, ...]:
    return (row["watch_at"], row["petition_id"])
