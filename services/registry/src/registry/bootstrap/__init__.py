"""The composition root: from settings to working parts; it alone knows them all."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from minqing_chassis import migrations
from minqing_chassis.assembly import (
    desk_of,
    gauges_of,
    health_of,
    migrations_beside,
    receiver_of,
    relay_of,
)
from minqing_chassis.calendars import load_calendar
from minqing_chassis.clock import clock_at
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk
from minqing_chassis.files.places import store_of
from minqing_chassis.http.auth import Verifier
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.orphans import OrphanSweep
from minqing_chassis.pictures import PictureFiles
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.rpc import RpcClient
from minqing_chassis.sealing import Sealer
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.pictures import PictureStore
from registry import VERSION
from registry.adapters.access_log import SqlAccessTrail
from registry.adapters.aid.reader import SqlAidReader
from registry.adapters.archive.hearing import HEARD_BEFORE, HEARS
from registry.adapters.archive.rotation import Rotated, rotate
from registry.adapters.archive.sheet import HouseholdSheets
from registry.adapters.charges.reader import SqlCharges
from registry.adapters.counters.reader import CounterReader
from registry.adapters.cover.public import SqlOpenGrids
from registry.adapters.editions.reader import EditionReader
from registry.adapters.exporting.names import NameReader
from registry.adapters.exporting.pages import ListPages
from registry.adapters.exporting.printing import TablePress
from registry.adapters.figures.reader import SqlFigureReader
from registry.adapters.firms.reader import FirmReader
from registry.adapters.forms.store import SqlFormReader
from registry.adapters.gauges import RegisterProbe
from registry.adapters.grid_pages.reader import GridPageReader
from registry.adapters.importing.desk import SqlImportDesk
from registry.adapters.pictures.store import SqlPictureReader
from registry.adapters.plans.reader import SqlPlanReader
from registry.adapters.policies import (
    load_assessments,
    load_checks,
    load_help,
    load_ledgers,
    load_obligations,
    load_privacy,
    load_visits,
)
from registry.adapters.premises.reader import PremisesReader
from registry.adapters.privacy.reader import SqlPrivacyReader
from registry.adapters.searching.reader import SearchReader
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.adapters.visit_plans.store import SqlVisitPlanReader
from registry.adapters.visits.categories import IntakeCategories
from registry.adapters.visits.photo_store import SqlVisitPhotoReader
from registry.adapters.visits.reader import SqlVisitReader
from registry.adapters.volumes.reader import SqlVolumeReader
from registry.application.importing.running import ImportRunner
from registry.application.obligations.judging import Judge
from registry.application.rules import Rules
from registry.application.visits.categories import Categories
from registry.bootstrap.handling import timed
from registry.bootstrap.ledgers import LedgerRoom, ledger_room
from registry.bootstrap.obligations import judge_of, on_day
from registry.bootstrap.oversight import REGULATIONS, Oversight, oversight_of
from registry.settings import Settings

log = logging.getLogger(__name__)
PATIENCE: Final = 2.0
"""Seconds for which somebody at a door waits for intake's list."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One process's working parts."""

    settings: Settings
    clock: Clock
    database: Database
    bus: CommandBus[SqlRegistryWork]
    reader: SqlVolumeReader
    trail: SqlAccessTrail
    sheets: HouseholdSheets
    rotate: Callable[[], Rotated]
    runner: ImportRunner
    editions: EditionReader
    premises: PremisesReader
    cover: GridPageReader
    open_grids: SqlOpenGrids
    search: SearchReader
    counters: CounterReader
    firms: FirmReader
    pictures: SqlPictureReader
    orphans: OrphanSweep
    picture_store: PictureStore | None
    charges: SqlCharges
    privacy: SqlPrivacyReader
    visits: SqlVisitReader
    visit_photos: SqlVisitPhotoReader
    categories: Categories
    plans: SqlPlanReader
    aid: SqlAidReader
    ledgers: LedgerRoom
    oversight: Oversight
    visit_plans: SqlVisitPlanReader
    forms: SqlFormReader
    figures: SqlFigureReader
    press: TablePress
    names: NameReader
    judge: Judge
    rules: Rules
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


def _warn(batch_id: UUID, why: str) -> None:
    log.error("import %s failed: %s", batch_id, why)


def migrate(environ: Mapping[str, str]) -> None:
    """Bring the database to the newest schema."""
    migrations.migrate(Settings.read(environ).database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    return migrations_beside(str(Path(__file__).parent))


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
    rules = _rules(settings)
    relay = relay_of(database, settings.amqp_uri)
    opened = _work(settings, database, sealer, relay)
    bus = CommandBus(opened, timed(now, SystemClock(), rules))
    imports = SqlImportDesk(database, sealer, now)
    metrics = Metrics("registry", agency=settings.agency, version=VERSION)
    judge, press = judge_of(database, sealer, rules), TablePress()
    pictures, photos = _pictures(settings, sealer), SqlVisitPhotoReader(database)
    return Parts(
        settings=settings,
        clock=now,
        database=database,
        bus=bus,
        reader=SqlVolumeReader(database, sealer, now),
        trail=SqlAccessTrail(database, sealer),
        sheets=HouseholdSheets(),
        rotate=partial(rotate, database, sealer),
        runner=ImportRunner(bus=bus, desk=imports, warn=_warn),
        editions=EditionReader(database),
        **_readers(database, sealer),
        categories=IntakeCategories(intake=_intake(settings)),
        picture_store=pictures,
        orphans=OrphanSweep(pictures, photos.written_down, metrics),
        ledgers=ledger_room(database, press),
        oversight=oversight_of(database, sealer, store_of(settings, REGULATIONS)),
        visit_plans=SqlVisitPlanReader(database),
        forms=SqlFormReader(database),
        figures=SqlFigureReader(database),
        press=press,
        names=NameReader(database),
        judge=judge,
        rules=rules,
        imports=imports,
        lists=ListPages(database, sealer, now, judge),
        timeline=TimelineReader(database, "registry"),
        receiver=receiver_of(bus, {**HEARD_BEFORE, **HEARS}, database, metrics),
        relay=relay,
        desk=desk_of("registry", database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=gauges_of(metrics, database, RegisterProbe(metrics, database)),
    )


def _intake(settings: Settings) -> RpcClient:
    return RpcClient("intake", settings.amqp_uri, timeout=PATIENCE)


def _pictures(settings: Settings, sealer: Sealer) -> PictureFiles | None:
    """Return where pictures are kept; None where nobody said."""
    store = store_of(settings)
    return None if store is None else PictureFiles(store, sealer)


def _readers(database: Database, sealer: Sealer) -> dict[str, Any]:
    """Return what reads a room's rows and needs nothing else."""
    return {
        "premises": PremisesReader(database),
        "cover": GridPageReader(database, sealer),
        "open_grids": SqlOpenGrids(database),
        "search": SearchReader(database),
        "counters": CounterReader(database),
        "firms": FirmReader(database),
        "pictures": SqlPictureReader(database),
        "charges": SqlCharges(database.rows),
        "privacy": SqlPrivacyReader(database),
        "visits": SqlVisitReader(database),
        "visit_photos": SqlVisitPhotoReader(database),
        "plans": SqlPlanReader(database, sealer),
        "aid": SqlAidReader(database),
    }


def _work(
    settings: Settings, database: Database, sealer: Sealer, relay: Relay
) -> Callable[[], SqlRegistryWork]:
    return partial(
        SqlRegistryWork,
        database,
        sealer,
        source=f"{settings.agency}/registry",
        committed=relay.wake,
    )


def _rules(settings: Settings) -> Rules:
    return Rules(
        policy_at=load_privacy(settings.policy_file).at,
        visits_at=load_visits(settings.policy_file).at,
        ledgers_at=load_ledgers(settings.policy_file).at,
        checks_at=load_checks(settings.policy_file).at,
        assessments_at=load_assessments(settings.policy_file).at,
        help_at=load_help(settings.policy_file).at,
        obligations_at=on_day(load_obligations(settings.policy_file)),
        calendar=load_calendar(settings.calendar_file),
    )
