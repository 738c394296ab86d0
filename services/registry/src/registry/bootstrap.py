"""The composition root: from settings to working parts; it alone knows them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from minqing_chassis import migrations
from minqing_chassis.assembly import (
    desk_of,
    gauges_of,
    health_of,
    migrations_beside,
    receiver_of,
)
from minqing_chassis.clock import clock_at
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk
from minqing_chassis.http.auth import Verifier
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
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
from registry.adapters.charges.reader import SqlCharges
from registry.adapters.counters.reader import CounterReader
from registry.adapters.cover.reader import SqlCoverReader
from registry.adapters.editions.reader import EditionReader
from registry.adapters.exporting.pages import ListPages
from registry.adapters.firms.reader import FirmReader
from registry.adapters.gauges import RegisterProbe
from registry.adapters.importing.desk import SqlImportDesk
from registry.adapters.premises.reader import PremisesReader
from registry.adapters.searching.reader import SearchReader
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
from registry.application.charges.commands import AssignHouseholds, HandOver
from registry.application.charges.handlers import assign_households, hand_over
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
from registry.application.counters import handlers as counters
from registry.application.counters.commands import (
    RecordAppointment,
    RecordClaimed,
    RecordHours,
    RecordItem,
)
from registry.application.cover.commands import ClaimPremises
from registry.application.cover.handlers import claim_premises
from registry.application.editions.commands import RecordSuccession
from registry.application.editions.handlers import record_succession
from registry.application.exporting.commands import StartExport
from registry.application.exporting.handlers import start_export
from registry.application.firms.commands import RecordFirm
from registry.application.firms.handlers import record_firm
from registry.application.importing import handlers as importing
from registry.application.importing.commands import (
    FinishImport,
    HoldImport,
    NoteRows,
    StartImport,
    TakeRows,
    UndoImport,
    UndoRows,
)
from registry.application.importing.running import ImportRunner
from registry.application.moves.commands import MoveResidents, UndoMove
from registry.application.moves.handlers import move_residents, undo_move
from registry.application.premises.commands import HangHousehold, RecordPremises
from registry.application.premises.handlers import hang_household, record_premises
from registry.application.searching.commands import IndexResidents, SearchResidents
from registry.application.searching.handlers import index_residents, search_residents
from registry.settings import Settings

HANDLERS: dict[type[Command], Callable[..., Any]] = {
    RecordSuccession: record_succession,
    RecordPremises: record_premises,
    ClaimPremises: claim_premises,
    MoveResidents: move_residents,
    UndoMove: undo_move,
    IndexResidents: index_residents,
    RecordItem: counters.record_item,
    RecordHours: counters.record_hours,
    RecordClaimed: counters.record_claimed,
    RecordAppointment: counters.record_appointment,
    RecordFirm: record_firm,
    HandOver: hand_over,
    AssignHouseholds: assign_households,
    HangHousehold: hang_household,
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
    clock: Clock
    database: Database
    bus: CommandBus[SqlRegistryWork]
    reader: SqlArchiveReader
    trail: SqlAccessTrail
    sheets: HouseholdSheets
    rotate: Callable[[], Rotated]
    runner: ImportRunner
    editions: EditionReader
    premises: PremisesReader
    cover: SqlCoverReader
    search: SearchReader
    counters: CounterReader
    firms: FirmReader
    charges: SqlCharges
    imports: SqlImportDesk
    lists: ListPages
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
    return migrations_beside(__file__)


def assemble(environ: Mapping[str, str], *, clock: Clock | None = None) -> Parts:
    """Put the parts together; nothing is asked of broker or database yet.

    `clock` replaces the one the settings name. Raises SettingsError.
    """
    settings = Settings.read(environ)
    now = clock or clock_at(settings.clock_file)
    database = Database(
        settings.database_url, pool_size=settings.pool_size, application="registry"
    )
    sealer = Sealer.from_file(settings.sealing_key_file)
    relay = Relay(database, Publisher(settings.amqp_uri))
    bus = CommandBus(
        partial(
            SqlRegistryWork,
            database,
            sealer,
            source=f"{settings.agency}/registry",
            committed=relay.wake,
        ),
        timed(now, SystemClock()),
    )
    imports = SqlImportDesk(database, sealer, now)
    metrics = Metrics("registry", agency=settings.agency, version=VERSION)
    return Parts(
        settings=settings,
        clock=now,
        database=database,
        bus=bus,
        reader=SqlArchiveReader(database, sealer, now),
        trail=SqlAccessTrail(database, sealer),
        sheets=HouseholdSheets(),
        rotate=partial(rotate, database, sealer),
        runner=ImportRunner(bus=bus, desk=imports),
        editions=EditionReader(database),
        premises=PremisesReader(database),
        cover=SqlCoverReader(database),
        search=SearchReader(database),
        counters=CounterReader(database),
        firms=FirmReader(database),
        charges=SqlCharges(database.rows),
        imports=imports,
        lists=ListPages(database, sealer, now),
        timeline=TimelineReader(database, "registry"),
        receiver=receiver_of(bus, HEARS, database, metrics),
        relay=relay,
        desk=desk_of("registry", database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=gauges_of(metrics, database, RegisterProbe(metrics, database)),
    )


def timed(clock: Clock, wall: Clock) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return every command's handler; looks at people are stamped by `wall`."""
    timed_handlers: dict[type[Command], Callable[[Any, Any], Any]] = {
        command: partial(handler, clock=clock) for command, handler in HANDLERS.items()
    }
    timed_handlers[ReadResident] = partial(people.read_resident, clock=clock, wall=wall)
    timed_handlers[ReadOwnFile] = partial(own.read_own_file, clock=clock, wall=wall)
    timed_handlers[ReadHousehold] = partial(
        household.read_household, clock=clock, wall=wall
    )
    timed_handlers[ReadSection] = partial(archive.read_section, clock=clock, wall=wall)
    timed_handlers[FindResidents] = partial(
        people.find_residents, clock=clock, wall=wall
    )
    timed_handlers[SearchResidents] = partial(search_residents, clock=clock, wall=wall)
    return {**timed_handlers, **timed_imports(clock, wall)}


def timed_imports(
    clock: Clock, wall: Clock
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return the handlers of files; who works on one, and until when, is real time."""
    return {
        StartImport: partial(importing.start_import, clock=clock, wall=wall),
        TakeRows: partial(importing.take_rows, clock=clock, wall=wall),
        NoteRows: partial(importing.note_rows, wall=wall),
        FinishImport: partial(importing.finish_import, wall=wall),
        HoldImport: partial(importing.hold_import, wall=wall),
        UndoImport: partial(importing.undo_import, wall=wall),
        UndoRows: partial(importing.undo_rows, clock=clock, wall=wall),
        StartExport: partial(start_export, clock=clock, wall=wall),
    }
