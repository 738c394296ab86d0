"""What must hold so that notify may be given work."""

from pathlib import Path

from minqing_chassis import migrations
from minqing_chassis.database import Database
from minqing_chassis.observability.health import Health
from minqing_chassis.probe import broker_answers


def health_of(database: Database, amqp_uri: str, folder: Path) -> Health:
    """Return the checks: database, broker, and the schema of these migrations."""

    def database_answers() -> None:
        database.rows("select 1")

    def broker() -> None:
        if not broker_answers(amqp_uri):
            raise ConnectionError("the broker does not answer")

    def migrated() -> None:
        if not migrations.at_head(database, folder):
            raise RuntimeError("the database is not migrated to the newest schema")

    return Health(
        {"database": database_answers, "broker": broker, "migrations": migrated}
    )
