"""Composition root: the one place that knows every part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from intake import SERVICE, VERSION
from intake.adapters.arrival_reader import ArrivalReader
from intake.adapters.bookings import BookingReader
from intake.adapters.call_reader import CallReader
from intake.adapters.channel_reader import ChannelReader
from intake.adapters.contact_records import SqlContactRecords
from intake.adapters.data_requests import DataRequestReader
from intake.adapters.door_reader import DoorReader
from intake.adapters.gauges import DataRequestGauge, PetitionGauge, UndecidedGauge
from intake.adapters.informer_reader import InformerReader
from intake.adapters.pictures import PictureReader
from intake.adapters.policies import load_policies
from intake.adapters.quarters import QuarterReader
from intake.adapters.raised import RegistryWords, waiting_findings
from intake.adapters.read_model import SqlReader
from intake.adapters.reference import CachedReference
from intake.adapters.repeats import SqlVisits
from intake.adapters.searching import SqlSearch
from intake.adapters.translation import COMMANDS
from intake.adapters.unit_of_work import SqlIntakeWork
from intake.application.booking_desk import BookingDesk
from intake.application.contacts import ContactDesk
from intake.application.devices import DeviceDesk
from intake.application.door_commands import WatchWaiting
from intake.application.finding import SimilarDesk
from intake.application.informer_desk import reminded
from intake.application.nearby import NearbyDesk, Turnstile
from intake.application.picturing import PictureDesk
from intake.application.raising import FindingRun
from intake.application.signing import person_of
from intake.application.submitting import Submitter
from intake.application.suggesting import CategoryDesk
from intake.application.tracking import PublicDesk
from intake.bootstrap.handling import (
    bus_of,
    calls_of,
    desk_for,
    in_zone,
    nearby_desk,
    similar_desk,
    turnstile_of,
)
from intake.domain.contact import Contact
from intake.domain.policy import IntakePolicy
from intake.domain.tracking import TrackingCodes
from intake.settings import Settings
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
from minqing_chassis.migrations import migrate as migrate_to_head
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.orphans import OrphanSweep
from minqing_chassis.pictures import PictureFiles
from minqing_chassis.policies import PolicyBook
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.rpc import RpcClient
from minqing_chassis.sealing import Sealer
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause
from minqing_kernel.sweeping import Sweep
from minqing_kernel.working_time import WorkCalendar


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that intake's doors need, put together."""

    settings: Settings
    policies: PolicyBook[IntakePolicy]
    calendar: WorkCalendar
    clock: Clock
    database: Database
    bus: CommandBus[SqlIntakeWork]
    reader: SqlReader
    timelines: TimelineReader
    reference: CachedReference
    submitter: Submitter
    public_desk: PublicDesk
    similar: SimilarDesk
    person_of: Callable[[str], int | None]
    """What somebody's telephone is compared by."""
    nearby: NearbyDesk
    call_reader: CallReader
    suggesting: CategoryDesk
    """As what something may be filed."""
    searches: SqlSearch
    turnstile: Turnstile
    visits: SqlVisits
    quarters: QuarterReader
    contacts: ContactDesk
    codes: TrackingCodes
    receiver: GroupReceiver
    relay: Relay
    dead_letters: DeadLetterDesk
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher
    undecided: Sweep
    findings: FindingRun
    door_reader: DoorReader
    channel_reader: ChannelReader
    arrivals: ArrivalReader
    informers: InformerReader
    reminded: Callable[..., dict[UUID, Contact]]
    bookings: BookingDesk
    data_requests: DataRequestReader
    sealer: Sealer
    devices: DeviceDesk
    pictures: PictureDesk
    orphans: OrphanSweep
    policy_at: Callable[[datetime], IntakePolicy]


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Read intake's settings; raise SettingsError that names every fault."""
    return Settings.from_environ(environ, SERVICE)


def assemble(settings: Settings, *, clock: Clock | None = None) -> Parts:
    """Put intake together; opens no connection yet."""
    clock = clock or clock_at(settings.clock_file)
    database, sealer = _database(settings), _sealer(settings)
    reader, reference = SqlReader(database), CachedReference(database)
    relay, metrics = relay_of(database, settings.amqp_uri), _metrics(settings)
    policies, policy_at, calendar = _rules(settings)
    desk = desk_for(settings, database, sealer, reference, clock, policy_at, calendar)
    bus = bus_of(settings, database, relay, reference, desk)
    door_reader, channel_reader = DoorReader(database), ChannelReader(database)
    informers, codes = InformerReader(database, SystemClock()), _codes(sealer)
    return Parts(
        settings=settings,
        policies=policies,
        calendar=calendar,
        clock=clock,
        database=database,
        bus=bus,
        reader=reader,
        timelines=TimelineReader(database, SERVICE),
        reference=reference,
        submitter=Submitter(bus, reader),
        public_desk=PublicDesk(bus, reader, codes, SystemClock()),
        similar=similar_desk(database, reference, clock, policy_at),
        person_of=partial(person_of, blind_index=sealer.blind_index),
        nearby=nearby_desk(database, clock, policy_at),
        **calls_of(database, reference, clock, policy_at),
        turnstile=turnstile_of(bus, reader, sealer, policy_at),
        visits=SqlVisits(database),
        quarters=QuarterReader(database),
        contacts=ContactDesk(SqlContactRecords(database, SystemClock()), sealer),
        codes=codes,
        receiver=receiver_of(bus, COMMANDS, database, metrics),
        relay=relay,
        dead_letters=desk_of(SERVICE, database, settings.amqp_uri),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=_gauges(database, metrics, policy_at, clock),
        undecided=_undecided(bus, door_reader, database, clock),
        findings=_findings(bus, database, settings),
        door_reader=door_reader,
        channel_reader=channel_reader,
        arrivals=ArrivalReader(database),
        informers=informers,
        reminded=partial(reminded, informers, sealer),
        bookings=BookingDesk(bus, BookingReader(database), reader, codes, sealer),
        data_requests=DataRequestReader(database),
        sealer=sealer,
        devices=DeviceDesk(channel_reader, sealer),
        **_kept_pictures(settings, sealer, database, metrics),
        policy_at=desk.policy_at,
    )


def _kept_pictures(
    settings: Settings, sealer: Sealer, database: Database, metrics: Metrics
) -> dict[str, Any]:
    pictures = _pictures(settings, sealer)
    shown = PictureReader(database, SystemClock())
    return {
        "pictures": PictureDesk(shown, pictures),
        "orphans": OrphanSweep(pictures, shown.written_down, metrics),
    }


def _sealer(settings: Settings) -> Sealer:
    return Sealer.from_file(settings.sealing_key_file)


def _metrics(settings: Settings) -> Metrics:
    return Metrics(SERVICE, agency=settings.agency, version=VERSION)


def _codes(sealer: Sealer) -> TrackingCodes:
    return TrackingCodes(partial(sealer.blind_index, purpose="tracking-code"))


def _rules(
    settings: Settings,
) -> tuple[PolicyBook[IntakePolicy], Callable[[datetime], IntakePolicy], WorkCalendar]:
    policies = load_policies(settings.policy_file)
    policy_at = partial(in_zone, policies, settings.time_zone)
    return policies, policy_at, load_calendar(settings.calendar_file)


def _database(settings: Settings) -> Database:
    url, size = settings.database_url, settings.pool_size
    return Database(url, pool_size=size, application=SERVICE)


def _pictures(settings: Settings, sealer: Sealer) -> PictureFiles | None:
    """Return where pictures are kept; nowhere where nobody said where."""
    store = store_of(settings)
    return None if store is None else PictureFiles(store, sealer)


def _gauges(
    database: Database,
    metrics: Metrics,
    policy_at: Callable[[datetime], IntakePolicy],
    clock: Clock,
) -> GaugeRefresher:
    def today() -> date:
        return policy_at(clock.now()).day(clock.now())

    return gauges_of(
        metrics,
        database,
        PetitionGauge(SqlReader(database), metrics),
        UndecidedGauge(DoorReader(database), metrics),
        DataRequestGauge(DataRequestReader(database), metrics, today),
    )


def migrate(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    migrate_to_head(settings.database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    return migrations_beside(str(Path(__file__).parent))


def _findings(
    bus: CommandBus[SqlIntakeWork], database: Database, settings: Settings
) -> FindingRun:
    registry = RegistryWords(RpcClient("registry", settings.amqp_uri))
    return FindingRun(
        partial(waiting_findings, database),
        registry.of,
        bus.handle,
        lambda actor: Cause(correlation_id=new_id(), actor=actor),
    )


def _undecided(
    bus: CommandBus[SqlIntakeWork], reader: DoorReader, database: Database, clock: Clock
) -> Sweep:
    return Sweep(
        bus,
        lambda after, limit: reader.undecided(clock.now(), after, limit),
        lambda ids: WatchWaiting(petition_ids=ids),
        is_away=lambda: not database.alive(),
    )
