"""Notices of units on the first page: shown on their days, ended early, never changed.

A row is never written over but for its end: who said what to residents, and who took it
back, can be read as long as the portal stands.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import UNAVAILABLE, Database, fetch
from portal.domain.notices import MOST_AT_ONCE, Saying, crowded

MOST: Final = 200
STANDING: Final = """
select * from home_notices
where first_day <= :day and last_day >= :day and ended_at is null
order by said_at desc, notice_id limit :most
"""
OF_UNITS: Final = """
select * from home_notices where organisation_id = any(:units)
order by said_at desc, notice_id limit :most
"""
LOCK: Final = "select pg_advisory_xact_lock(80018123)"
MEETING: Final = """
select * from home_notices
where first_day <= :last and last_day >= :first and ended_at is null
"""
SAY: Final = """
insert into home_notices (notice_id, organisation_id, unit_name, texts, first_day,
  last_day, by, said_at)
values (:notice_id, :unit, :unit_name, cast(:texts as jsonb), :first, :last, :by,
  :said_at)
"""
KNOWN: Final = "select from home_notices where notice_id = :notice_id"
END: Final = """
update home_notices set ended_by = :by, ended_at = :at
where notice_id = :notice_id and organisation_id = any(:units) and ended_at is null
returning notice_id
"""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice; `texts` by language, shown from `first` to `last`, both counted.

    `unit_name` is what the unit was called when it was said.
    """

    notice_id: UUID
    unit: str
    unit_name: str
    texts: Mapping[str, Saying]
    first: date
    last: date
    by: str
    said_at: datetime
    ended_by: str | None = None
    ended_at: datetime | None = None


class SqlHomeNotices:
    """Those of all units: the first page is one for all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, day: date) -> list[Notice]:
        """Return what is shown on a day, the newest first.

        None while the database is away: the page stands without them.
        """
        try:
            rows = self._database.rows(STANDING, day=day, most=MOST_AT_ONCE)
        except UNAVAILABLE:
            return []
        return [_read(row) for row in rows]

    def of(self, units: Collection[str]) -> list[Notice]:
        """Return those of some units, ended ones too, the newest 200."""
        rows = self._database.rows(OF_UNITS, units=sorted(units), most=MOST)
        return [_read(row) for row in rows]

    def say(self, notice: Notice) -> bool:
        """Let one stand, once; False where there are too many on one of its days.

        Of two at once the second waits, and counts the first.
        """
        days = {"first": notice.first, "last": notice.last}
        with self._database.engine.begin() as connection:
            fetch(connection, LOCK, {})
            if fetch(connection, KNOWN, {"notice_id": notice.notice_id}):
                return True
            met = [_read(row) for row in fetch(connection, MEETING, days)]
            if crowded(met, notice.first, notice.last):
                return False
            fetch(connection, SAY, _values(notice) | days)
            return True

    def end(
        self, notice_id: UUID, units: Collection[str], by: str, at: datetime
    ) -> bool:
        """Take one of these units' back; False where there is none to take back."""
        values = {"notice_id": notice_id, "units": sorted(units), "by": by, "at": at}
        return bool(self._database.rows(END, **values))


def _values(notice: Notice) -> dict[str, object]:
    texts = {key: [said.title, said.body] for key, said in notice.texts.items()}
    return {
        "notice_id": notice.notice_id,
        "unit": notice.unit,
        "unit_name": notice.unit_name,
        "texts": json.dumps(texts, ensure_ascii=False),
        "by": notice.by,
        "said_at": notice.said_at,
    }


def _read(row: RowMapping) -> Notice:
    return Notice(
        notice_id=row["notice_id"],
        unit=row["organisation_id"],
        unit_name=row["unit_name"],
        texts={
            language: Saying(language=language, title=title, body=body)
            for language, (title, body) in row["texts"].items()
        },
        first=row["first_day"],
        last=row["last_day"],
        by=row["by"],
        said_at=row["said_at"],
        ended_by=row["ended_by"],
        ended_at=row["ended_at"],
    )
