"""Rows that replace what was said before under the same key, or give way to it."""

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


@cache
def insert_once_sql(table: Table) -> str:
    """Return the statement for `SqlWork.write`: each row in, unless one is there."""
    return (
        f"insert into {table.name}"
        f" select * from jsonb_populate_recordset(null::{table.name}, :rows)"
        " on conflict do nothing"
    )
