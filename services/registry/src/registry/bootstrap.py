"""The composition root: from settings to working parts; it alone knows them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from minqing_chassis import migrations
from minqing_chassis.clock import clock_at
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk, DeadLetterStore
from minqing_chassis.http.auth import Verifier
from minqing_chassis.observability.gauges import (
    GaugeRefresher,
    pool_probe,
    spine_probe,
)
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.probe import broker_answers
from minqing_chassis.publisher import Publisher
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.sealing import Sealer
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Command
from registry import VERSION
from registry.adapters.access_log import SqlAccessTrail
from registry.adapters.archive.hearing import HEARS
from registry.adapters.archive.read_model import SqlArchiveReader
from registry.adapters.archive.rotation import Rotated, rotate
from registry.adapters.archive.sheet import HouseholdSheets
from registry.adapters.gauges import RegisterProbe
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.application import handlers, people
from registry.application.archive import handlers as archive
from registry.application.archive import household, living, own, petitions
from registry.application.archive.commands import (
    DefineSection,
    EditSection,
    FilePetition,
    HearPetition,
    ReadHousehold,
    ReadOwnFile,
    ReadSection,
    RecordTenancy,
)
from registry.application.commands import (
    AppointHead,
    FindResidents,
    ReadResident,
    RecordDeath,
    RecordDuty,
    RecordGrid,
    RecordHousehold,
    RecordOrganisation,
    RecordResident,
    RecordStaff,
)
from registry.settings import Settings

HANDLERS: dict[type[Command], Callable[..., Any]] = {
    RecordOrganisation: handlers.record_organisation,
    RecordStaff: handlers.record_staff,
    RecordDuty: handlers.record_duty,
    RecordGrid: handlers.record_grid,
    AppointHead: handlers.appoint_head,
    RecordHousehold: people.record_household,
    RecordResident: people.record_resident,
    RecordDeath: people.record_death,
    DefineSection: archive.define_section,
    EditSection: archive.edit_section,
    HearPetition: petitions.hear_petition,
    FilePetition: petitions.file_petition,
    RecordTenancy: living.record_tenancy,
}
"""Commands that happen when the agency's clock says, be it steered or not."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One process's working parts."""

    settings: Settings
    database: Database
    bus: CommandBus[SqlRegistryWork]
    reader: SqlArchiveReader
    trail: SqlAccessTrail
    sheets: HouseholdSheets
    rotate: Callable[[], Rotated]
    timeline: TimelineReader
    receiver: GroupReceiver
    relay: Relay
    desk: DeadLetterDesk
    verifier: Verifier
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher


def migrate(environ: Mapping[str, str]) -> None:
    """Bring the database to the newest schema."""
    migrations.migrate(Settings.read(environ).database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    here = Path(__file__).resolve().parent
    inside = here / "migrations"
    return inside if inside.is_dir() else here.parents[1] / "migrations"


def assemble(environ: Mapping[str, str], *, clock: Clock | None = None) -> Parts:
    """Put the parts together; nothing is asked of broker or database yet.

    `clock` replaces the one the settings name. Raises SettingsError.
    """
    settings = Settings.read(environ)
    database = Database(
        settings.database_url, pool_size=settings.pool_size, application="registry"
    )
    sealer = Sealer.from_file(settings.sealing_key_file)
    clock = clock or clock_at(settings.clock_file)
    relay = Relay(database, Publisher(settings.amqp_uri))
    bus = CommandBus(
        partial(
            SqlRegistryWork,
            database,
            sealer,
            source=f"{settings.agency}/registry",
            committed=relay.wake,
        ),
        timed(clock, SystemClock()),
    )
    metrics = Metrics("registry", agency=settings.agency, version=VERSION)
    return Parts(
        settings=settings,
        database=database,
        bus=bus,
        reader=SqlArchiveReader(database, sealer, clock),
        trail=SqlAccessTrail(database, sealer),
        sheets=HouseholdSheets(),
        rotate=partial(rotate, database, sealer),
        timeline=TimelineReader(database, "registry"),
        receiver=GroupReceiver(
            bus,
            HEARS,
            DeadLetterStore(database),
            meter=metrics,
            database_alive=database.alive,
        ),
        relay=relay,
        desk=DeadLetterDesk("registry", database, Publisher(settings.amqp_uri)),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=_health(settings, database),
        metrics=metrics,
        gauges=GaugeRefresher(
            [
                spine_probe(metrics, database),
                pool_probe(metrics, database.engine, database.autocommit),
                RegisterProbe(metrics, database),
            ]
        ),
    )


def timed(clock: Clock, wall: Clock) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return every command's handler; looks at people are stamped by `wall`."""
    timed_handlers: dict[type[Command], Callable[[Any, Any], Any]] = {
        command: partial(handler, clock=clock) for command, handler in HANDLERS.items()
    }
    timed_handlers[ReadResident] = partial(people.read_resident, wall=wall)
    timed_handlers[ReadOwnFile] = partial(own.read_own_file, clock=clock, wall=wall)
    timed_handlers[ReadHousehold] = partial(
        household.read_household, clock=clock, wall=wall
    )
    timed_handlers[ReadSection] = partial(archive.read_section, clock=clock, wall=wall)
    timed_handlers[FindResidents] = partial(
        people.find_residents, clock=clock, wall=wall
    )
    return timed_handlers


def _health(settings: Settings, database: Database) -> Health:
    def database_answers() -> None:
        database.rows("select 1")

    def broker() -> None:
        if not broker_answers(settings.amqp_uri):
            raise ConnectionError("the broker does not answer")

    def migrated() -> None:
        if not migrations.at_head(database, migrations_folder()):
            raise RuntimeError("the database is not migrated to the newest schema")

    return Health(
        {"database": database_answers, "broker": broker, "migrations": migrated}
    )
