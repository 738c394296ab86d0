"""A new sealing key takes over while the service runs: wraps and seals are renewed.

First the service is started with both keys, the new one on top; when this has run,
nothing is left that only the older key opens. Files are not sealed anew: their own keys
are only wrapped anew.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection

from minqing_chassis.database import Database, fetch
from minqing_chassis.sealing import Sealer
from registry.adapters.archive.envelopes import unwrap, wrap

AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """How many were renewed."""

    subject_keys: int
    section_keys: int
    residents: int
    households: int
    rights_requests: int
    visits: int
    visit_editions: int
    ledger_items: int
    ledger_steps: int
    publications: int
    ledger_meetings: int
    ledger_sheets: int
    plans: int
    plan_editions: int
    visit_findings: int
    visit_plans: int


@dataclass(frozen=True, kw_only=True)
class _Shelf:
    """A table whose rows hold one token each."""

    table: str
    key: str
    column: str
    renew: Callable[[Sealer, str, UUID], str]


def _resealed(sealer: Sealer, token: str, key: UUID) -> str:
    return sealer.seal(sealer.open(token, str(key)), str(key))


def _rewrapped(sealer: Sealer, token: str, key: UUID) -> str:
    return wrap(sealer, unwrap(sealer, token, key), key)


SHELVES = (
    _Shelf(table="subject_keys", key="subject_id", column="wrapped", renew=_rewrapped),
    _Shelf(table="section_keys", key="key_id", column="wrapped", renew=_rewrapped),
    _Shelf(table="residents", key="resident_id", column="sealed", renew=_resealed),
    _Shelf(table="rights_requests", key="request_id", column="sealed", renew=_resealed),
    _Shelf(table="households", key="household_id", column="sealed", renew=_resealed),
    _Shelf(table="visits", key="visit_id", column="sealed", renew=_resealed),
    _Shelf(table="visit_editions", key="edition_id", column="sealed", renew=_resealed),
    _Shelf(table="ledger_items", key="item_id", column="sealed", renew=_resealed),
    _Shelf(table="ledger_steps", key="step_id", column="sealed", renew=_resealed),
    _Shelf(
        table="publications", key="publication_id", column="sealed", renew=_resealed
    ),
    _Shelf(table="ledger_meetings", key="meeting_id", column="sealed", renew=_resealed),
    _Shelf(table="ledger_sheets", key="sheet_id", column="sealed", renew=_resealed),
    _Shelf(table="plans", key="plan_id", column="sealed", renew=_resealed),
    _Shelf(table="plan_editions", key="edition_id", column="sealed", renew=_resealed),
    _Shelf(table="visits", key="visit_id", column="restricted", renew=_resealed),
    _Shelf(
        table="visit_editions", key="edition_id", column="restricted", renew=_resealed
    ),
    _Shelf(table="visit_findings", key="finding_id", column="sealed", renew=_resealed),
    _Shelf(table="visit_plans", key="plan_id", column="sealed", renew=_resealed),
)


def rotate(database: Database, sealer: Sealer) -> Rotated:
    """Renew whatever an older key sealed, some hundred rows a transaction."""
    counts: Counter[str] = Counter()
    for shelf in SHELVES:
        counts[shelf.table] += _renew(database, sealer, shelf)
    return Rotated(**counts)


def _renew(database: Database, sealer: Sealer, shelf: _Shelf) -> int:
    renewed, after = 0, UUID(int=0)
    while True:
        with database.engine.begin() as connection:
            keys = _next(connection, shelf, after)
            if not keys:
                return renewed
            renewed += _renew_rows(connection, sealer, shelf, keys)
        after = keys[-1]


def _next(connection: Connection, shelf: _Shelf, after: UUID) -> Sequence[Any]:
    sql = (
        f"select {shelf.key} as key from {shelf.table} where {shelf.key} > :after"
        f" order by {shelf.key} limit {AT_ONCE}"
    )
    return [row["key"] for row in fetch(connection, sql, {"after": after})]


def _renew_rows(
    connection: Connection, sealer: Sealer, shelf: _Shelf, keys: Sequence[Any]
) -> int:
    """Renew those of these rows that are stale; each is held until this batch ends."""
    sql = (
        f"select {shelf.key} as key, {shelf.column} as token from {shelf.table}"
        f" where {shelf.key} = any(:keys) order by {shelf.key} for update"
    )
    rows = fetch(connection, sql, {"keys": list(keys)})
    stale = [row for row in rows if row["token"] and sealer.is_stale(row["token"])]
    update = (
        f"update {shelf.table} set {shelf.column} = :token where {shelf.key} = :key"
    )
    for row in stale:
        token = shelf.renew(sealer, row["token"], row["key"])
        fetch(connection, update, {"token": token, "key": row["key"]})
    return len(stale)
