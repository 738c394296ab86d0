"""What staff began to write about a case: one a person and case, for a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import SealBroken, Sealer

KEEP: Final = """
insert into staff_drafts
  (draft_id, matter, organisation_id, staff_id, sealed, kept_at)
values (:draft_id, :matter, :organisation_id, :staff_id, :sealed, :at)
on conflict (draft_id) do update set sealed = excluded.sealed,
  organisation_id = excluded.organisation_id, kept_at = excluded.kept_at
"""
OF_MATTER: Final = """
select draft_id, staff_id, sealed, kept_at from staff_drafts
where matter = :matter and organisation_id = :organisation_id
order by kept_at desc limit 10
"""
FORGET: Final = "delete from staff_drafts where draft_id = :draft_id"
OLD: Final = "delete from staff_drafts where kept_at < now() - :keep"
DAYS: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class StaffDraft:
    """What one person began: which act's form, and what stood in its fields."""

    draft_id: str
    staff_id: str
    act: str
    said: dict[str, str]
    at: datetime


class SqlStaffDrafts:
    """Drafts of one's own, and those of one's unit about a case.

    A colleague may take over what is begun there when the shift changes; nobody writes
    into another's.
    """

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def keep(
        self,
        staff_id: str,
        unit: str,
        number: str,
        act: str,
        said: dict[str, str],
        at: datetime,
    ) -> None:
        """Keep what stands in a form; what the person kept of the case before ends."""
        key = self._key(staff_id, number)
        self._database.rows(
            KEEP,
            draft_id=key,
            matter=self._matter(number),
            organisation_id=unit,
            staff_id=staff_id,
            sealed=self._sealer.seal({"act": act, "said": said}, key),
            at=at,
        )

    def of(self, number: str, unit: str) -> list[StaffDraft]:
        """Return those of a unit about a case, the newest first; ten at most."""
        found = self._database.rows(
            OF_MATTER, matter=self._matter(number), organisation_id=unit
        )
        return [draft for row in found if (draft := self._read(row)) is not None]

    def forget(self, staff_id: str, number: str) -> None:
        """Throw one away: it was sent, or given up."""
        self._database.rows(FORGET, draft_id=self._key(staff_id, number))

    def sweep(self) -> None:
        """Throw away those that had their week."""
        self._database.rows(OLD, keep=DAYS)

    def _read(self, row: RowMapping) -> StaffDraft | None:
        try:
            told: dict[str, Any] = self._sealer.open(row["sealed"], row["draft_id"])
        except SealBroken:  # its key was taken out of use
            return None
        return StaffDraft(
            draft_id=row["draft_id"],
            staff_id=row["staff_id"],
            act=told["act"],
            said=told["said"],
            at=row["kept_at"],
        )

    def _key(self, staff_id: str, number: str) -> str:
        return self._sealer.blind_index(f"{staff_id}\n{number}", "portal.staff-draft")

    def _matter(self, number: str) -> str:
        return self._sealer.blind_index(number, "portal.draft-matter")
