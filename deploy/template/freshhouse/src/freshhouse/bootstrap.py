"""Composition root: the one place that knows every part."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from freshhouse import VERSION
from freshhouse.adapters.translation import COMMANDS
from freshhouse.adapters.unit_of_work import SqlFreshhouseWork
from freshhouse.application.handlers import HANDLERS
from freshhouse.settings import Settings
from minqing_chassis.assembly import (
    desk_of,
    gauges_of,
    health_of,
    migrations_beside,
    receiver_of,
    relay_of,
)
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk
from minqing_chassis.http.auth import Verifier
from minqing_chassis.migrations import migrate as migrate_to_head
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus

SERVICE = "freshhouse"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that freshhouse's doors need, put together."""

    settings: Settings
    database: Database
    bus: CommandBus[SqlFreshhouseWork]
    timeline: TimelineReader
    receiver: GroupReceiver
    relay: Relay
    dead_letters: DeadLetterDesk
    verifier: Verifier
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise SettingsError that names every fault."""
    return Settings.from_environ(environ, SERVICE)


def assemble(settings: Settings) -> Parts:
    """Put freshhouse together; opens no connection yet."""
    database = Database(
        settings.database_url, pool_size=settings.pool_size, application=SERVICE
    )
    relay = relay_of(database, settings.amqp_uri)
    bus = _bus(settings, database, relay)
    metrics = Metrics(SERVICE, agency=settings.agency, version=VERSION)
    return Parts(
        settings=settings,
        database=database,
        bus=bus,
        timeline=TimelineReader(database, SERVICE),
        receiver=receiver_of(bus, COMMANDS, database, metrics),
        relay=relay,
        dead_letters=desk_of(SERVICE, database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=gauges_of(metrics, database),
    )


def migrate(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    migrate_to_head(settings.database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    return migrations_beside(__file__)


def _bus(
    settings: Settings, database: Database, relay: Relay
) -> CommandBus[SqlFreshhouseWork]:
    new_work = partial(
        SqlFreshhouseWork,
        database,
        source=f"{settings.agency}/{SERVICE}",
        committed=relay.wake,
    )
    return CommandBus(new_work, HANDLERS)
