"""One service's own database: a pool of connections, and nothing of anybody else's."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, RowMapping, create_engine, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)
"""What a database that is away raises; a later try may help."""

CUSTOM_PLANS = "-c plan_cache_mode=force_custom_plan"


class Database:
    """Two pools of connections to the service's own PostgreSQL database.

    `engine` is for transactions; `autocommit` for single statements and for texts of
    statements that PostgreSQL runs as one. Two pools, because turning a connection from
    one mode to the other and back costs more than the statement. Neither grows beyond
    its size: a connection opened for one statement costs as much as twenty.
    """

    def __init__(
        self, url: str, *, pool_size: int = 8, application: str = "minqing"
    ) -> None:
        self.engine = _pool(url, pool_size, application)
        self.autocommit = _pool(url, pool_size, application, "AUTOCOMMIT")

    def rows(self, sql: str | Executable, **values: Any) -> Sequence[RowMapping]:  # noqa: ANN401
        """Read, outside any unit of work; one round trip."""
        with self.autocommit.connect() as connection:
            return fetch(connection, sql, values)

    def alive(self) -> bool:
        """Say whether the database answers."""
        try:
            self.rows("select 1")
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
        self.autocommit.dispose()


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
    connection: Connection, sql: str | Executable, values: dict[str, Any]
) -> Sequence[RowMapping]:
    """Run a statement with its values and return its rows, if it has any."""
    statement = text(sql) if isinstance(sql, str) else sql
    result = connection.execute(statement, values)
    return result.mappings().all() if result.returns_rows else []
