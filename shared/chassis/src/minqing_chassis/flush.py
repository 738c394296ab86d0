"""Many rows of many tables, written in one round trip.

Each statement takes its rows as one JSON array, which PostgreSQL unfolds with
`jsonb_populate_recordset`; the statements of one unit of work travel together as one
text, so that the server runs them in one go.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import Table

from minqing_chassis.prepared import GENERIC, Prepared, Script

Row = Mapping[str, Any]


@cache
def written_once(sql: str) -> Prepared:
    """Return a statement that reads `:rows`, for a connection to plan once."""
    name = hashlib.blake2b(sql.encode(), digest_size=12).hexdigest()
    return Prepared(name=f"w_{name}", sql=sql, types={"rows": "jsonb"})


@dataclass
class Batch:
    """The writes of one unit of work, in the order they were first asked for."""

    _rows: dict[str, list[Row]] = field(default_factory=dict)

    def insert(self, table: Table, row: Row) -> None:
        """Add a row to a table."""
        self.write(insert_sql(table, tuple(row)), [row])

    def update(self, table: Table, row: Row) -> None:
        """Set the columns in `row` where its primary key stands."""
        self.write(update_sql(table, tuple(row)), [row])

    def write(self, sql: str, rows: Sequence[Row]) -> None:
        """Add rows to any statement that reads them from `:rows`."""
        self._rows.setdefault(sql, []).extend(rows)

    def join(self, other: "Batch") -> "Batch":
        """Return both, this one's writes first."""
        return Batch(self._rows | other._rows)

    def script(self) -> Script:
        """Return everything as one text, for one round trip, with what it needs."""
        written = [written_once(sql) for sql in self._rows]
        values = {
            f"r{at}": to_json(rows) for at, rows in enumerate(self._rows.values())
        }
        calls = [
            f"execute {each.name}(%(r{at})s::jsonb)" for at, each in enumerate(written)
        ]
        return Script(
            sql="; ".join([*GENERIC, *calls]) if calls else "",
            values=values,
            needs={each.name: each.definition for each in written},
        )


@cache
def insert_sql(table: Table, columns: tuple[str, ...]) -> str:
    """Return the statement that inserts rows with these columns."""
    names = ", ".join(f'"{name}"' for name in columns)
    return (
        f"insert into {table.name} ({names}) select {names}"
        f" from jsonb_populate_recordset(null::{table.name}, :rows)"
    )


@cache
def update_sql(table: Table, columns: tuple[str, ...]) -> str:
    """Return the statement that updates rows by primary key."""
    keys = [column.name for column in table.primary_key]
    changes = ", ".join(f'"{c}" = new."{c}"' for c in columns if c not in keys)
    match = " and ".join(f'old."{key}" = new."{key}"' for key in keys)
    return (
        f"update {table.name} old set {changes}"
        f" from jsonb_populate_recordset(null::{table.name}, :rows) new where {match}"
    )


def to_json(value: object) -> str:
    """Return `value` as JSON that PostgreSQL can read back into columns.

    What the fast writer cannot say (a key that is a number, half a character) is said
    by the library's own, which also names what cannot be stored.
    """
    try:
        return orjson.dumps(value, _plain, orjson.OPT_PASSTHROUGH_DATACLASS).decode()
    except TypeError:
        return ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset | set | tuple):
        return sorted(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be stored")


ENCODER: Final = json.JSONEncoder(
    default=_plain, ensure_ascii=False, separators=(",", ":")
)
