"""Statements that a connection plans once, and not each time they are asked.

To plan a join of many tables costs PostgreSQL several times what running it for one
matter does. A generic plan is kept until the tables' statistics change; it is made
without sequential scans, for it may be made while the tables are still empty.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnClause, text
from sqlalchemy.engine import Connection, ExecutionContext
from sqlalchemy.sql.selectable import TextualSelect

PREPARES = "prepares"
"""The execution option that names what a statement needs prepared."""
GENERIC = (
    "set local plan_cache_mode = force_generic_plan",
    "set local enable_seqscan = off",
)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A statement with its `:names`, each of which has a type of PostgreSQL's."""

    name: str
    sql: str
    types: Mapping[str, str]

    @cached_property
    def definition(self) -> str:
        """Return the statement that prepares this one on a connection."""
        sql = self.sql
        for at, name in enumerate(self.types, start=1):
            sql = re.sub(rf"(?<!:):{name}\b", f"${at}", sql)
        return f"prepare {self.name} ({', '.join(self.types.values())}) as {sql}"

    @property
    def call(self) -> str:
        """Return the statement that runs this one."""
        values = (f"cast(:{name} as {kind})" for name, kind in self.types.items())
        return f"execute {self.name}({', '.join(values)})"


@dataclass(frozen=True, kw_only=True)
class Script:
    """A text of calls to prepared statements, perhaps none, and their definitions."""

    sql: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)


def asking(
    *statements: Prepared, columns: Sequence[ColumnClause[Any]]
) -> TextualSelect:
    """Return the text that runs prepared statements, in one round trip.

    `columns` are those of the last one's rows, in their order.
    """
    calls = (each.call for each in statements)
    definitions = {each.name: each.definition for each in statements}
    script = text("; ".join([*GENERIC, *calls])).columns(*columns)
    return script.execution_options(**{PREPARES: definitions})


def prepare(connection: Connection, cursor: Any, context: ExecutionContext) -> None:  # noqa: ANN401
    """Prepare what the statement to come needs, unless the connection has it."""
    for name, definition in context.execution_options.get(PREPARES, {}).items():
        if name not in connection.info:
            cursor.execute(definition)
            connection.info[name] = PREPARES
