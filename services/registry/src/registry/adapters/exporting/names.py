"""What the register calls its staff and places, for those who read a copy.

Staff bear work names, which are no secret; of residents nothing is said here. Names are
read for a whole copy at once, never row by row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from registry.adapters.places import UNDER

PEOPLE: Final = "select staff_id as id, name from staff where staff_id = any(:ids)"
PLACES: Final = """
select organisation_id as id, name from organisations where organisation_id = any(:ids)
"""
PREMISES: Final = """
select premises_id as id, name from premises where premises_id = any(:ids)
"""
BELOW: Final = (
    UNDER
    + """
select o.organisation_id as id, o.name from organisations o
    join under using (organisation_id)
"""
)
OWNERS: Final = """
select s.staff_id as id, s.name from staff s
where exists (select from plans p where p.owner = s.staff_id)
"""
PARTNERS: Final = """
select s.staff_id as id, s.name from staff s where exists (
    select from pairings p
    where p.partner_kind = 'staff' and p.partner_id = s.staff_id
)
union all
select o.organisation_id, o.name from organisations o where exists (
    select from pairings p
    where p.partner_kind = 'unit' and p.partner_id = o.organisation_id
)
"""
NAMED: Final[Mapping[str, tuple[str, str]]] = {
    "residents": ("organisation_id", BELOW),
    "households": ("organisation_id", BELOW),
    "obligations": ("organisation_id", BELOW),
    "payments": ("organisation_id", BELOW),
    "grid-matters": ("organisation_id", BELOW),
    "plans": ("owner", OWNERS),
    "pairings": ("partner_id", PARTNERS),
}
"""Which column of a list holds ids to be named; those of the structure, which are read
in again as they left, have none."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names with the ids behind them, by these ids."""

    people: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    premises: Mapping[str, str] = field(default_factory=dict)


class NameReader:
    """Asks the register."""

    def __init__(self, database: Database) -> None:
        self._read: Callable[..., Sequence[RowMapping]] = database.rows

    def of(
        self,
        people: Iterable[str | None],
        places: Iterable[str | None],
        premises: Iterable[str | None] = (),
    ) -> Names:
        """Return what these are called; who or what is unknown is left out."""
        staff = self._read(PEOPLE, ids=_known(people))
        organisations = self._read(PLACES, ids=_known(places))
        yards = self._read(PREMISES, ids=_known(premises))
        return Names(
            people=_told(staff), places=_told(organisations), premises=_told(yards)
        )

    def of_list(self, kind: str, place: str) -> Mapping[str, Mapping[str, str]]:
        """Return the names of a list's column of ids, if it has one."""
        if kind not in NAMED:
            return {}
        column, statement = NAMED[kind]
        asked = {"id": place} if statement is BELOW else {}
        return {column: _told(self._read(statement, **asked))}


def _known(ids: Iterable[str | None]) -> list[str]:
    return sorted({each for each in ids if each})


def _told(rows: Sequence[RowMapping]) -> Mapping[str, str]:
    return {row["id"]: f"{row['name']}（{row['id']}）" for row in rows}
