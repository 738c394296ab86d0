"""A million petitions that are already there: copies of one that was assigned."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg2

from tests.bench.ground import Ground


@dataclass(frozen=True)
class Copied:
    """A table whose rows for one petition are copied, with what must differ."""

    service: str
    table: str
    key: str = "petition_id"
    fresh: dict[str, str] = field(default_factory=dict)


RECEIPT = "'S-' || lpad(n::text, 8, '0')"
TABLES = (
    Copied("intake", "petitions", fresh={"receipt": RECEIPT}),
    Copied("intake", "timeline", key="subject"),
    Copied("intake", "once_keys", fresh={"key": RECEIPT, "receipt": RECEIPT}),
    Copied("intake", "case_progress"),
    Copied("routing", "cases", fresh={"receipt": RECEIPT}),
    Copied("routing", "assignments"),
    Copied("routing", "deadlines"),
    Copied("routing", "timeline", key="subject"),
    Copied("notify", "notices", fresh={"notice_id": "gen_random_uuid()"}),
    Copied("notify", "case_heads"),
)
SLICE = 100_000


def seed(
    ground: Ground,
    model: UUID,
    rows: int,
    *,
    tables: Sequence[Copied] = TABLES,
    first: int = 0,
) -> None:
    """Copy the petition `model` until there are `rows` more of it in every table.

    The copies are numbered from `first` on.
    """
    for copied in tables:
        with ground.database(copied.service) as cursor:
            for start in range(first, first + rows, SLICE):
                end = min(first + rows, start + SLICE)
                cursor.execute(_sql(copied), (start + 1, end, str(model)))
    for service in sorted({copied.service for copied in tables}):
        _vacuum(ground, service)


def _sql(copied: Copied) -> str:
    new_id = "('01800000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))"
    changes = {copied.key: new_id} | copied.fresh
    pairs = ", ".join(f"'{name}', {value}" for name, value in changes.items())
    return (
        f"insert into {copied.table} select made.*"
        f" from generate_series(%s, %s) n, {copied.table} model,"
        f" jsonb_populate_record(model, jsonb_build_object({pairs})) made"
        f" where model.{copied.key}::text = %s"
    )


def _vacuum(ground: Ground, service: str) -> None:
    connection: Any = psycopg2.connect(ground.agency.admin_database_url(service))
    connection.autocommit = True
    connection.cursor().execute("vacuum analyze")
    connection.close()
