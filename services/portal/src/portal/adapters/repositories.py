"""The kept matters in their table, who carries them, and what is still being told."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.sealing import SealBroken, Sealer
from minqing_chassis.unit_of_work import SqlWork
from portal.adapters.limits import FORGET
from portal.adapters.tables import KEPT_MATTERS
from portal.application.views import Claimed, KeptView, Receipt
from portal.domain.errors import MatterUnknown
from portal.domain.kept import KeptMatter, KeptState

OWN: Final = (
    "matter_id", "number", "code_print", "state", "sealed", "answer", "reason",
    "kept_at", "settled_at",
)  # fmt: skip
LEASE: Final = "interval '30 seconds'"
TAKEN: Final = f"""
update kept_matters set attempts = attempts + 1, next_at = now() + {LEASE}
where matter_id = {{one}} and state = 'waiting'
returning matter_id, sealed
"""
CLAIM: Final = TAKEN.format(
    one="(select matter_id from kept_matters where matter_id = :matter_id"
    " and next_at <= now() for update skip locked)"
)
CLAIM_NEXT: Final = TAKEN.format(
    one="(select matter_id from kept_matters where state = 'waiting'"
    " and next_at <= now() order by next_at limit 1 for update skip locked)"
)
PUT_BACK: Final = """
update kept_matters
set next_at = now() + least(power(2, least(attempts, 10)), 300) * interval '1 second'
where matter_id = :matter_id and state = 'waiting'
"""
ONE: Final = "select * from kept_matters where matter_id = :matter_id"
BY_NUMBER: Final = "select * from kept_matters where number = :number"
WAITING: Final = """
select count(*) as n,
  coalesce(extract(epoch from now() - min(kept_at)), 0)::float8 as oldest
from kept_matters where state = 'waiting'
"""
LISTED: Final = """
select matter_id, number, state, reason, kept_at, attempts, next_at
from kept_matters where state <> 'handed-over' order by kept_at limit 200
"""
KEEP_DRAFT: Final = """
insert into drafts (draft_id, sealed, expires_at)
values (:draft_id, :sealed, now() + :keep)
on conflict (draft_id) do update
set sealed = excluded.sealed, expires_at = excluded.expires_at
"""
READ_DRAFT: Final = (
    "select sealed from drafts where draft_id = :draft_id and expires_at > now()"
)
FORGET_DRAFT: Final = "delete from drafts where draft_id = :draft_id"
OLD_DRAFTS: Final = "delete from drafts where expires_at <= now()"
OLD_MATTERS: Final = """
delete from kept_matters where state <> 'waiting' and settled_at < now() - :keep
"""
DRAFT_DAYS: Final = timedelta(days=7)
"""How long a draft waits for its resident."""
RECEIPT_DAYS: Final = timedelta(days=90)
"""How long a provisional number leads to intake's, and what it refused is kept."""


class SqlKeptMatters(Repository[KeptMatter]):
    """The kept matters of one unit of work."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            KEPT_MATTERS,
            to_row=_to_row,
            from_row=_from_row,
            missing=MatterUnknown,
        )


class SqlClaims:
    """Lets the database decide who carries what: single statements, each lasting."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, matter_id: UUID) -> Claimed | None:
        """Take one for half a minute; None if it is taken, settled or unknown."""
        return _claimed(self._database.rows(CLAIM, matter_id=matter_id))

    def claim_next(self) -> Claimed | None:
        """Take the one that has waited longest and that nobody carries; or None."""
        return _claimed(self._database.rows(CLAIM_NEXT))

    def put_back(self, matter_id: UUID) -> None:
        """Let it be taken again: after 2 s, then 4, 8 … five minutes at most."""
        self._database.rows(PUT_BACK, matter_id=matter_id)


class KeptReader:
    """Reads kept matters for their receipt pages and for operators."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def view(self, matter_id: UUID) -> KeptView | None:
        """Return one matter, or None."""
        rows = self._database.rows(ONE, matter_id=matter_id)
        return self._view(rows[0]) if rows else None

    def find(self, number: str, code_print: str) -> KeptView | None:
        """Return the matter of a provisional number, if the code is its own."""
        rows = self._database.rows(BY_NUMBER, number=number)
        right = [row for row in rows if row["code_print"] == code_print]
        return self._view(right[0]) if right else None

    def waiting(self) -> tuple[int, float]:
        """Return how many wait for intake, and for how many seconds the oldest has."""
        row = self._database.rows(WAITING)[0]
        return int(row["n"]), float(row["oldest"])

    def listed(self) -> list[dict[str, Any]]:
        """Return what an operator may see of those that intake does not have."""
        return [dict(row) for row in self._database.rows(LISTED)]

    def sweep(self) -> None:
        """Throw away drafts given up, receipts that had their days, and old counts."""
        self._database.rows(OLD_DRAFTS)
        self._database.rows(OLD_MATTERS, keep=RECEIPT_DAYS)
        self._database.rows(FORGET)

    def _view(self, row: RowMapping) -> KeptView:
        about, receipt, code = str(row["matter_id"]), None, ""
        if row["answer"]:
            told = self._sealer.open(row["answer"], about)
            receipt = Receipt(receipt=told["receipt"], code=told["code"])
        if row["sealed"]:
            code = self._sealer.open(row["sealed"], about)["code"]
        return KeptView(
            matter_id=row["matter_id"],
            number=row["number"],
            state=KeptState(row["state"]),
            kept_at=row["kept_at"],
            code=code,
            receipt=receipt,
        )


class SqlDrafts:
    """What residents are telling, sealed; the row's id is a fingerprint of theirs."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def read(self, draft: str) -> dict[str, Any]:
        """Return what a draft holds; nothing if it is unknown or its days are over."""
        key = self._key(draft)
        rows = self._database.rows(READ_DRAFT, draft_id=key)
        try:
            told = self._sealer.open(rows[0]["sealed"], key) if rows else {}
        except SealBroken:  # its key was taken out of use
            told = {}
        return dict(told)

    def keep(self, draft: str, told: dict[str, Any]) -> None:
        """Keep what was told so far, for seven days from now."""
        key = self._key(draft)
        sealed = self._sealer.seal(told, key)
        self._database.rows(KEEP_DRAFT, draft_id=key, sealed=sealed, keep=DRAFT_DAYS)

    def forget(self, draft: str) -> None:
        """Throw a draft away."""
        self._database.rows(FORGET_DRAFT, draft_id=self._key(draft))

    def _key(self, draft: str) -> str:
        return self._sealer.blind_index(draft, "portal.draft")


def _claimed(rows: Any) -> Claimed | None:  # noqa: ANN401
    return Claimed(**rows[0]) if rows else None


def _to_row(kept: KeptMatter) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in OWN}


def _from_row(row: Mapping[str, Any]) -> KeptMatter:
    known = {name: row[name] for name in OWN}
    return KeptMatter(**{**known, "state": KeptState(known["state"])})
