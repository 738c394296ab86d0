"""Alembic, as a step of its own: never run by every replica at its start."""

from functools import cache
from pathlib import Path

from alembic import command, context
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, pool

from minqing_chassis.database import Database


def migrate(url: str, folder: Path) -> None:
    """Bring the database at `url` to the newest revision in `folder`."""
    command.upgrade(_config(url, folder), "head")


def at_head(database: Database, folder: Path) -> bool:
    """Say whether the database stands at the newest revision in `folder`."""
    newest = _newest(folder)
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


@cache
def _newest(folder: Path) -> str | None:
    """Return the last revision in a folder, which stays as it is while one runs."""
    return ScriptDirectory.from_config(_config("", folder)).get_current_head()


def run_env(metadata: MetaData) -> None:
    """Do the work of a service's `migrations/env.py`."""
    engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()


def _config(url: str, folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["url"] = url.replace("postgresql://", "postgresql+psycopg2://", 1)
    return config
