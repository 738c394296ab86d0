"""Rows that replace what was said before under the same key."""

from functools import cache

from sqlalchemy import Table


@cache
def upsert_sql(table: Table) -> str:
    """Return the statement for `SqlWork.write`: each row in, or over its old self."""
    keys = [column.name for column in table.primary_key]
    changes = ", ".join(
        f"{column.name} = excluded.{column.name}"
        for column in table.columns
        if column.name not in keys
    )
    return (
        f"insert into {table.name}"
        f" select * from jsonb_populate_recordset(null::{table.name}, :rows)"
        f" on conflict ({', '.join(keys)}) do update set {changes}"
    )
