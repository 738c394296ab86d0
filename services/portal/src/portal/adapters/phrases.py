"""常用语 of units: anybody of a unit adds to its own, changes and ends them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database

MOST: Final = 200
OWN: Final = """
select * from phrases where organisation_id = :unit
order by category, title, phrase_id limit :most
"""
ONE: Final = """
select * from phrases where phrase_id = :phrase_id and organisation_id = :unit
"""
ADD: Final = """
insert into phrases (phrase_id, organisation_id, category, title, body, by,
  changed_at, revision)
select :phrase_id, :unit, :category, :title, :body, :by, :at, 1
where (select count(*) from phrases where organisation_id = :unit) < :most
on conflict do nothing
"""
CHANGE: Final = """
update phrases set category = :category, title = :title, body = :body, by = :by,
  changed_at = :at, revision = revision + 1
where phrase_id = :phrase_id and organisation_id = :unit and revision = :revision
returning revision
"""
DROP: Final = """
delete from phrases where phrase_id = :phrase_id and organisation_id = :unit
"""


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """One of a unit's; `category` is empty for any."""

    phrase_id: UUID
    category: str
    title: str
    body: str
    by: str
    changed_at: datetime
    revision: int


class SqlPhrases:
    """Those of one unit at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, unit: str) -> list[Phrase]:
        """Return a unit's, by category and title; two hundred at most."""
        return [_read(row) for row in self._database.rows(OWN, unit=unit, most=MOST)]

    def one(self, unit: str, phrase_id: UUID) -> Phrase | None:
        """Return one of a unit's."""
        rows = self._database.rows(ONE, unit=unit, phrase_id=phrase_id)
        return _read(rows[0]) if rows else None

    def add(self, unit: str, phrase: Phrase) -> bool:
        """Add one, once; False where there are as many as are shown."""
        self._database.rows(ADD, unit=unit, most=MOST, **_values(phrase))
        return self.one(unit, phrase.phrase_id) is not None

    def change(self, unit: str, phrase: Phrase) -> bool:
        """Change one as it was seen; False where another changed or ended it."""
        values = _values(phrase) | {"revision": phrase.revision}
        return bool(self._database.rows(CHANGE, unit=unit, **values))

    def drop(self, unit: str, phrase_id: UUID) -> None:
        """End one."""
        self._database.rows(DROP, unit=unit, phrase_id=phrase_id)


def _values(phrase: Phrase) -> dict[str, object]:
    told = {n: getattr(phrase, n) for n in ("phrase_id", "category", "title", "body")}
    return told | {"by": phrase.by, "at": phrase.changed_at}


def _read(row: RowMapping) -> Phrase:
    return Phrase(**{name: row[name] for name in Phrase.__dataclass_fields__})
