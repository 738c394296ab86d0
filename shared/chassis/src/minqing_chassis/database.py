"""One service's own database: a pool of connections, and nothing of anybody else's."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, RowMapping, create_engine, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)
"""What a database that is away raises; a later try may help."""

CUSTOM_PLANS = "-c plan_cache_mode=force_custom_plan"


class Database:
    """A pool of connections to the service's own PostgreSQL database."""

    def __init__(
        self, url: str, *, pool_size: int = 8, application: str = "minqing"
    ) -> None:
        self.engine: Engine = create_engine(
            url.replace("postgresql://", "postgresql+psycopg2://", 1),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=10,
            connect_args={
                "application_name": application,
                "connect_timeout": 5,
                "options": CUSTOM_PLANS,
                "keepalives_idle": 30,
            },
        )
        self.autocommit = self.engine.execution_options(isolation_level="AUTOCOMMIT")

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


def fetch(
    connection: Connection, sql: str | Executable, values: dict[str, Any]
) -> Sequence[RowMapping]:
    """Run a statement with its values and return its rows, if it has any."""
    statement = text(sql) if isinstance(sql, str) else sql
    result = connection.execute(statement, values)
    return result.mappings().all() if result.returns_rows else []
