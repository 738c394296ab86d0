"""Lists that staff keep for themselves; what they call them is sealed, too."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import SealBroken, Sealer

MOST: Final = 12
"""So many a person: more is no short cut."""
KEEP: Final = """
insert into staff_views (view_id, staff_id, sealed)
select :view_id, :staff_id, :sealed where (
  select count(*) from staff_views where staff_id = :staff_id) < :most
on conflict do nothing returning view_id
"""
OWN: Final = """
select view_id, sealed from staff_views where staff_id = :staff_id
order by kept_at, view_id
"""
DROP: Final = """
delete from staff_views where view_id = :view_id and staff_id = :staff_id
"""


@dataclass(frozen=True, kw_only=True)
class View:
    """A list of somebody's own: what they call it, and its filters."""

    view_id: UUID
    name: str
    chosen: dict[str, str]


class SqlStaffViews:
    """Each person's own."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def of(self, staff_id: str) -> list[View]:
        """Return somebody's, in the order in which they were kept."""
        found = self._database.rows(OWN, staff_id=staff_id)
        return [view for row in found if (view := self._read(row)) is not None]

    def keep(self, staff_id: str, view: View) -> bool:
        """Keep one, once; False where there are as many as one may have."""
        told = {"name": view.name, "chosen": view.chosen}
        values = {"view_id": view.view_id, "staff_id": staff_id, "most": MOST}
        sealed = self._sealer.seal(told, str(view.view_id))
        if self._database.rows(KEEP, **values, sealed=sealed):
            return True
        return any(each.view_id == view.view_id for each in self.of(staff_id))

    def drop(self, staff_id: str, view_id: UUID) -> None:
        """Throw one of somebody's own away."""
        self._database.rows(DROP, view_id=view_id, staff_id=staff_id)

    def _read(self, row: RowMapping) -> View | None:
        try:
            told: dict[str, Any] = self._sealer.open(row["sealed"], str(row["view_id"]))
        except SealBroken:  # its key was taken out of use
            return None
        return View(view_id=row["view_id"], name=told["name"], chosen=told["chosen"])
