"""Calls half written down: a clerk's own, sealed, gone after a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.sealing import SealBroken, Sealer

KEPT_HOURS: Final = 24
MOST: Final = 20
KEEP: Final = """
insert into call_drafts (draft_id, staff_print, sealed)
values (:draft_id, :staff, :sealed)
on conflict (draft_id) do update set sealed = excluded.sealed, kept_at = now()
where call_drafts.staff_print = excluded.staff_print
"""
LISTED: Final = f"""
select draft_id, sealed, kept_at from call_drafts
where staff_print = :staff and kept_at > now() - interval '{KEPT_HOURS} hours'
order by kept_at desc limit {MOST}
"""
FORGET: Final = """
delete from call_drafts where draft_id = :draft_id and staff_print = :staff
"""
SWEEP: Final = f"""
delete from call_drafts where kept_at < now() - interval '{KEPT_HOURS} hours'
"""


@dataclass(frozen=True, kw_only=True)
class CallDraft:
    """What was typed of a call, and when it was put aside."""

    draft_id: UUID
    said: dict[str, Any]
    kept_at: datetime


class SqlCallDrafts:
    """Nobody but the clerk who typed it finds a draft."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def keep(self, staff_id: str, draft_id: UUID, said: dict[str, Any]) -> None:
        """Keep it for a day from now."""
        sealed = self._sealer.seal(said, str(draft_id))
        values = {"draft_id": draft_id, "sealed": sealed}
        self._database.rows(KEEP, staff=self._print(staff_id), **values)

    def of(self, staff_id: str) -> list[CallDraft]:
        """Return somebody's own, the latest first."""
        rows = self._database.rows(LISTED, staff=self._print(staff_id))
        return [
            CallDraft(
                draft_id=row["draft_id"],
                said=self._opened(row["sealed"], row["draft_id"]),
                kept_at=row["kept_at"],
            )
            for row in rows
        ]

    def forget(self, staff_id: str, draft_id: UUID) -> None:
        """Throw one away: it was written down, or nobody wants it."""
        staff = self._print(staff_id)
        self._database.rows(FORGET, draft_id=draft_id, staff=staff)

    def sweep(self) -> None:
        """Throw away what had its day."""
        self._database.rows(SWEEP)

    def _opened(self, sealed: str, draft_id: UUID) -> dict[str, Any]:
        try:
            return dict(self._sealer.open(sealed, str(draft_id)))
        except SealBroken:  # its key was taken out of use
            return {}

    def _print(self, staff_id: str) -> str:
        return self._sealer.blind_index(staff_id, "portal.call-draft")
