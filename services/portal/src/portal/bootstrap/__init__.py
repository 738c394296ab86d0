"""Composition root: the one place that knows every part."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

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
from minqing_chassis.migrations import migrate as migrate_to_head
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.sealing import Sealer
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock
from minqing_kernel.working_time import WorkCalendar
from portal import VERSION
from portal.adapters.account_desk import GivenSecrets, SqlAccountDesk
from portal.adapters.accounts import SqlAccounts
from portal.adapters.booking_door import BookingDoor
from portal.adapters.doors import IntakeDoor, NotifyDoor
from portal.adapters.figures import PublicFigures
from portal.adapters.followed_door import FollowedDoor
from portal.adapters.gauges import PortalProbe
from portal.adapters.identity_provider import Client, OpenIdProvider
from portal.adapters.lag import ProjectionLag, QueueDepth
from portal.adapters.limits import Limits
from portal.adapters.links import LinkReader
from portal.adapters.machine import Machine
from portal.adapters.own_data_door import OwnDataDoor
from portal.adapters.own_papers_door import OwnPapersDoor
from portal.adapters.passes import RegistryPasses
from portal.adapters.pictures import SqlPictures
from portal.adapters.projection import Projection
from portal.adapters.registry_door import RegistryDoor
from portal.adapters.remembered import Remembered
from portal.adapters.repositories import KeptReader, SqlClaims, SqlDrafts
from portal.adapters.services import ServiceStates
from portal.adapters.sessions import SqlSessions
from portal.adapters.staff_secrets import StaffSecrets
from portal.adapters.translation import COMMANDS
from portal.adapters.unit_of_work import SqlPortalWork
from portal.adapters.waiting_reports import LinkReports, SqlReports
from portal.adapters.watching import Queues, Surroundings
from portal.application.administering import AccountOffice
from portal.application.carrying import Carrier
from portal.application.handlers import HANDLERS
from portal.application.picture_carrying import PictureCarrier
from portal.application.report_carrying import ReportCarrier
from portal.application.signing_in import Entrance
from portal.bootstrap.doors import Desk, desk_of_staff, owners
from portal.bootstrap.keeping import Carriers, OwnKeeping, own_keeping
from portal.settings import Settings

SERVICE = "portal"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that the portal's doors need, put together."""

    settings: Settings
    database: Database
    bus: CommandBus[SqlPortalWork]
    clock: Clock
    calendar: WorkCalendar
    sealer: Sealer
    drafts: SqlDrafts
    own: OwnKeeping
    kept: KeptReader
    links: LinkReader
    limits: Limits
    pictures: SqlPictures
    reports: SqlReports
    carriers: Carriers
    projection: Projection
    figures: PublicFigures
    lag: ProjectionLag
    intake: IntakeDoor
    notify: NotifyDoor
    bookings: BookingDoor
    own_data: OwnDataDoor
    own_papers: OwnPapersDoor
    accounts: SqlAccounts
    account_desk: SqlAccountDesk
    account_office: AccountOffice
    sessions: SqlSessions
    entrance: Entrance
    provider: OpenIdProvider | None
    desk: Desk
    services: ServiceStates
    surroundings: Surroundings
    registry: RegistryDoor
    followed: FollowedDoor
    categories: Remembered[dict[str, str]]
    channels: Remembered[dict[str, Any]]
    desks: Remembered[dict[str, Any]]
    timeline: TimelineReader
    receiver: GroupReceiver
    relay: Relay
    dead_letters: DeadLetterDesk
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise SettingsError that names every fault."""
    return Settings.from_environ(environ, SERVICE)


def assemble(settings: Settings) -> Parts:
    """Put the portal together; opens no connection yet."""
    database = _database(settings)
    relay, lag = relay_of(database, settings.amqp_uri), _lag(settings)
    bus, intake = _bus(settings, database, relay), IntakeDoor(settings.intake_url)
    sealer, clock = _sealer(settings), clock_at(settings.clock_file)
    metrics, machine = _metrics(settings), _machine(settings, clock)
    accounts, sessions = SqlAccounts(database, sealer), SqlSessions(database, sealer)
    kept, desk = KeptReader(database, sealer), SqlAccountDesk(database, sealer)
    pictures, projection = SqlPictures(database, sealer), Projection(database)
    drafts, reports = SqlDrafts(database, sealer), SqlReports(database, sealer)
    entrance, doors = _entrance(settings, accounts, sessions), desk_of_staff(settings)
    return Parts(
        settings=settings,
        database=database,
        bus=bus,
        clock=clock,
        calendar=load_calendar(settings.calendar_file),
        sealer=sealer,
        drafts=drafts,
        own=own_keeping(database, sealer),
        kept=kept,
        links=LinkReader(database, sealer),
        limits=Limits(database, sealer),
        pictures=pictures,
        reports=reports,
        carriers=Carriers(
            matters=_carrier(SqlClaims(database), intake, bus, sealer, clock),
            pictures=PictureCarrier(claims=pictures, intake=intake, sealer=sealer),
            reports=_report_carrier(reports, entrance, doors, drafts, sealer),
        ),
        projection=projection,
        figures=PublicFigures(projection, clock),
        lag=lag,
        **_doors_of_residents(settings, intake),
        accounts=accounts,
        account_desk=desk,
        account_office=AccountOffice(desk, GivenSecrets()),
        sessions=sessions,
        entrance=entrance,
        provider=_provider(settings),
        desk=doors,
        services=_services(settings),
        surroundings=_surroundings(settings, machine),
        timeline=TimelineReader(database, SERVICE),
        receiver=receiver_of(bus, COMMANDS, database, metrics),
        relay=relay,
        dead_letters=desk_of(SERVICE, database, settings.amqp_uri),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=gauges_of(metrics, database, PortalProbe(metrics, kept, lag, machine)),
    )


def _doors_of_residents(settings: Settings, intake: IntakeDoor) -> dict[str, Any]:
    registry = RegistryDoor(settings.registry_url)
    return {
        "intake": intake,
        "notify": NotifyDoor(settings.notify_url),
        "bookings": BookingDoor(settings.intake_url),
        "own_data": OwnDataDoor(settings.intake_url),
        "own_papers": OwnPapersDoor(settings.routing_url),
        "registry": registry,
        "followed": FollowedDoor(settings.routing_url),
        "categories": Remembered(intake.category_names),
        "channels": Remembered(intake.channels),
        "desks": Remembered(registry.desk),
    }


def _sealer(settings: Settings) -> Sealer:
    return Sealer.from_file(settings.sealing_key_file)


def _metrics(settings: Settings) -> Metrics:
    return Metrics(SERVICE, agency=settings.agency, version=VERSION)


def _machine(settings: Settings, clock: Clock) -> Machine:
    return Machine(settings.certificate_files, settings.backup_mark_file, clock)


def _lag(settings: Settings) -> ProjectionLag:
    return ProjectionLag(QueueDepth(settings.amqp_uri, SERVICE))


def _surroundings(settings: Settings, machine: Machine) -> Surroundings:
    queues = Queues(settings.amqp_uri)
    return Surroundings(queues, owners(settings), machine.look)


def _carrier(
    claims: SqlClaims,
    intake: IntakeDoor,
    bus: CommandBus[SqlPortalWork],
    sealer: Sealer,
    clock: Clock,
) -> Carrier:
    return Carrier(claims=claims, intake=intake, bus=bus, sealer=sealer, clock=clock)


def _report_carrier(
    claims: SqlReports,
    entrance: Entrance,
    doors: Desk,
    drafts: SqlDrafts,
    sealer: Sealer,
) -> ReportCarrier:
    reports = LinkReports(entrance.registry, doors.informers)
    return ReportCarrier(claims=claims, reports=reports, drafts=drafts, sealer=sealer)


def _database(settings: Settings) -> Database:
    url, size = settings.database_url, settings.pool_size
    return Database(url, pool_size=size, application=SERVICE)


def _entrance(
    settings: Settings, accounts: SqlAccounts, sessions: SqlSessions
) -> Entrance:
    return Entrance(
        accounts=accounts,
        sessions=sessions,
        secrets=StaffSecrets(),
        registry=RegistryPasses(settings.amqp_uri),
    )


def _provider(settings: Settings) -> OpenIdProvider | None:
    if not (settings.oidc_issuer and settings.oidc_client_id and settings.public_url):
        return None
    secret, home = settings.oidc_secret_file, settings.public_url.rstrip("/")
    return OpenIdProvider(
        Client(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            secret=secret.read_text("utf-8").strip() if secret else None,
            claim=settings.oidc_claim,
            scope=settings.oidc_scope,
            back=f"{home}/sign-in/provider/back",
            after=f"{home}/sign-in",
        )
    )


def _services(settings: Settings) -> ServiceStates:
    return ServiceStates(owners(settings))


def migrate(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    migrate_to_head(settings.database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    return migrations_beside(str(Path(__file__).parent))


def _bus(
    settings: Settings, database: Database, relay: Relay
) -> CommandBus[SqlPortalWork]:
    new_work = partial(
        SqlPortalWork,
        database,
        source=f"{settings.agency}/{SERVICE}",
        committed=relay.wake,
    )
    return CommandBus(new_work, HANDLERS)
