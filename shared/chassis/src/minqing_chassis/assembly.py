"""What every service's composition root puts together in the same way."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from minqing_chassis import migrations
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk, DeadLetterStore
from minqing_chassis.observability.gauges import (
    GaugeRefresher,
    pool_probe,
    spine_probe,
)
from minqing_chassis.observability.health import Check, Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.probe import broker_answers
from minqing_chassis.publisher import Publisher
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.bus import CommandBus


def migrations_beside(root: str) -> Path:
    """Return where the migrations are: in the installed package, or beside `src`.

    `root` is the file of the composition root.
    """
    package = Path(root).resolve().parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parents[1] / "migrations"


def health_of(database: Database, amqp_uri: str, folder: Path, **more: Check) -> Health:
    """Return the checks that say whether a service can work; `folder`: migrations.

    `more`: checks of the service's own.
    """

    def database_answers() -> None:
        database.rows("select 1")

    def broker() -> None:
        if not broker_answers(amqp_uri):
            raise ConnectionError("the broker does not answer")

    def migrated() -> None:
        if not migrations.at_head(database, folder):
            raise RuntimeError("the database is not migrated to the newest schema")

    return Health(
        {
            "database": database_answers,
            "broker": broker,
            "migrations": migrated,
            **more,
        }
    )


def gauges_of(
    metrics: Metrics, database: Database, *own: Callable[[], None]
) -> GaugeRefresher:
    """Return the refresher of the series that all have, and of a service's own."""
    spine = spine_probe(metrics, database)
    pool = pool_probe(metrics, database.engine, database.autocommit, database.units)
    return GaugeRefresher([spine, pool, *own])


def relay_of(database: Database, amqp_uri: str) -> Relay:
    """Return what sends the outbox; it declares all hearers' queues before it does."""
    return Relay(database, Publisher(amqp_uri, subscriptions=SUBSCRIPTIONS))


def receiver_of(
    bus: CommandBus[Any],
    commands: Mapping[Any, Any],
    database: Database,
    metrics: Metrics,
) -> GroupReceiver:
    """Return what hands messages to the bus; `commands` reads each event."""
    return GroupReceiver(
        bus,
        commands,
        DeadLetterStore(database),
        meter=metrics,
        database_alive=database.alive,
    )


def desk_of(service: str, database: Database, amqp_uri: str) -> DeadLetterDesk:
    """Return a service's desk for its dead letters."""
    return DeadLetterDesk(service, database, Publisher(amqp_uri))
