"""One service's own database: a pool of connections, and nothing of anybody else's."""

import contextlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Executable,
    RowMapping,
    TextClause,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import Connection, Engine, ExecutionContext
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from minqing_chassis.prepared import PREPARES, Script, prepare

UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)
"""What a database that is away raises; a later try may help."""

CUSTOM_PLANS = "-c plan_cache_mode=force_custom_plan"

BEGINS = "begins"
"""The execution option of the statement that a transaction begins with."""


class Database:
    """Three pools of connections to the service's own PostgreSQL database.

    `engine` is for transactions by SQLAlchemy's means; `autocommit` for single
    statements and for texts of statements that PostgreSQL runs as one; `units` for
    transactions that begin and end in the same journeys as what they ask and write.
    Pools of their own, because turning a connection from one mode to the other and back
    costs more than the statement, and because who holds one of a pool may wait for one
    of another, never of the same. None grows beyond its size: a connection opened for
    one statement costs as much as twenty.
    """

    def __init__(
        self, url: str, *, pool_size: int = 8, application: str = "minqing"
    ) -> None:
        self.engine = _pool(url, pool_size, application)
        self.autocommit = _pool(url, pool_size, application, "AUTOCOMMIT")
        self.units = _pool(url, pool_size, application, "AUTOCOMMIT")
        for pool in (self.autocommit, self.units):
            event.listen(pool, "before_cursor_execute", _open, retval=True)

    def begin(self) -> "Transaction":
        """Return a transaction; nothing is asked before its first statement."""
        return Transaction(self.units)

    def rows(self, sql: str | Executable, **values: Any) -> Sequence[RowMapping]:  # noqa: ANN401
        """Read, outside any unit of work; one round trip."""
        with self.autocommit.connect() as connection:
            return fetch(connection, sql, values)

    def write(self, script: Script) -> None:
        """Run a text of statements, perhaps none, as one; one round trip."""
        if script.sql:
            with self.autocommit.connect() as connection:
                _run(connection, script.sql, script)

    def alive(self) -> bool:
        """Say whether the database answers."""
        try:
            self.rows("select 1")
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Let go of every connection."""
        for pool in (self.engine, self.autocommit, self.units):
            pool.dispose()


class Transaction:
    """A transaction that costs no journey of its own to begin or to end.

    `begin` travels with the first statement and `commit` with the last: the server
    sees one transaction, the client waits two times less.
    """

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        self._begun = False

    def read(
        self, sql: str | Executable, values: dict[str, Any]
    ) -> Sequence[RowMapping]:
        """Run a statement; of a text of several, return the last one's rows."""
        begins, self._begun = not self._begun, True
        return fetch(self._connection, sql, values, begins=begins)

    def commit(self, script: Script) -> None:
        """Run a text of statements, perhaps none, and make all of it lasting."""
        closing = f"{script.sql}; commit" if script.sql else "commit"
        _run(self._connection, closing, script)
        self._begun = False

    def close(self) -> None:
        """Roll back what was not committed; give the connection back."""
        try:
            if self._begun and not self._connection.invalidated:
                self._connection.exec_driver_sql("rollback")
        except SQLAlchemyError:
            with contextlib.suppress(SQLAlchemyError):
                self._connection.invalidate()
        finally:
            self._connection.close()


def _run(connection: Connection, sql: str, script: Script) -> None:
    options = {PREPARES: script.needs}
    connection.exec_driver_sql(sql, dict(script.values), execution_options=options)


def _open(
    connection: Connection,
    cursor: object,
    statement: str,
    parameters: Any,  # noqa: ANN401
    context: ExecutionContext,
    _many: bool,
) -> tuple[str, Any]:
    prepare(connection, cursor, context)
    begins = context.execution_options.get(BEGINS)
    return (f"begin; {statement}" if begins else statement), parameters


def _pool(
    url: str, size: int, application: str, isolation: IsolationLevel = "READ COMMITTED"
) -> Engine:
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg2://", 1),
        isolation_level=isolation,
        hide_parameters=True,
        pool_size=size,
        max_overflow=0,
        pool_use_lifo=True,
        pool_timeout=10,
        connect_args={
            "application_name": application,
            "connect_timeout": 5,
            "options": CUSTOM_PLANS,
            "keepalives_idle": 30,
        },
    )


def describe(error: Exception) -> str:
    """Return what went wrong in words that hold no values of anybody's.

    What a database says of an error may quote the row; its kind, code and constraint
    do not.
    """
    if isinstance(error, DBAPIError):
        told = getattr(error.orig, "diag", None)
        code = getattr(error.orig, "pgcode", None)
        constraint = getattr(told, "constraint_name", None)
        parts = (type(error.orig).__name__, code, constraint)
        return " ".join(part for part in parts if part)
    return f"{getattr(error, 'code', type(error).__name__)}: {error or error.__doc__}"


def fetch(
    connection: Connection,
    sql: str | Executable,
    values: dict[str, Any],
    *,
    begins: bool = False,
) -> Sequence[RowMapping]:
    """Run a statement with its values and return its rows, if it has any."""
    statement = _text(sql) if isinstance(sql, str) else sql
    options = {BEGINS: True} if begins else {}
    result = connection.execute(statement, values, execution_options=options)
    return result.mappings().all() if result.returns_rows else []


@lru_cache(maxsize=1024)
def _text(sql: str) -> TextClause:
    return text(sql)
