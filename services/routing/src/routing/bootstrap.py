"""The composition root: from settings to working parts; it alone knows them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from minqing_chassis import migrations
from minqing_chassis.assembly import (
    desk_of,
    gauges_of,
    health_of,
    migrations_beside,
    receiver_of,
    relay_of,
)
from minqing_chassis.clock import clock_at
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk
from minqing_chassis.http.auth import Verifier
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause, Command
from minqing_kernel.sweeping import Sweep
from minqing_kernel.working_time import WorkCalendar
from routing import VERSION
from routing.adapters.archive.answers import OldCases
from routing.adapters.directory import DirectoryCache
from routing.adapters.gauges import CaseProbe, calendar_probe
from routing.adapters.handovers.assembly import Agencies, handover_probe, open_agencies
from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.adapters.handovers.reading import HandOverReader
from routing.adapters.hearing import COMMANDS
from routing.adapters.held import SqlHeld
from routing.adapters.in_force import RulesInForce
from routing.adapters.projects.festivals import LibraryFestivals
from routing.adapters.read_model import SqlReader
from routing.adapters.reports import SqlReports
from routing.adapters.rooms.assembly import Rooms, open_rooms
from routing.adapters.same.reading import SameMatterReader
from routing.adapters.statements.reading import DifferenceReader
from routing.adapters.statements.volume import Limits
from routing.adapters.sweeps import OnNews, open_sweeps
from routing.adapters.tallies import SqlTallies
from routing.adapters.unit_of_work import SqlRoutingWork
from routing.application.commands import NoticeRules
from routing.application.handling import own_handlers
from routing.application.handovers.handlers import among_agencies
from routing.application.room_handlers import RoomRules
from routing.application.same.handlers import mark_handlers
from routing.application.statements.handlers import statement_handlers
from routing.domain.competence import Competence
from routing.domain.deadline import Clocks
from routing.settings import Settings

SERVICE = "routing"
USUAL = RoomRules(festivals=LibraryFestivals())


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One process's working parts."""

    settings: Settings
    database: Database
    clock: Clock
    rules: RulesInForce
    bus: CommandBus[SqlRoutingWork]
    directories: DirectoryCache
    reader: SqlReader
    reports: SqlReports
    held: SqlHeld
    tallies: SqlTallies
    timeline: TimelineReader
    receiver: GroupReceiver
    relay: Relay
    overdue: Sweep
    reminding: Sweep
    silent: Sweep
    waiting: Sweep
    provisional: Sweep
    resting: Sweep
    accusing: OnNews
    merging: Sweep
    visiting: Sweep
    desk: DeadLetterDesk
    verifier: Verifier
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher
    rooms: Rooms
    handovers: HandOverReader
    differences: DifferenceReader
    same: SameMatterReader
    agencies: Agencies | None

    @property
    def competence(self) -> Competence:
        """Who may decide what, by the rules in force."""
        return Competence.under(self.rules.policy)

    def judge_waiting(self) -> int:
        """Judge again what waits for a rule, if any changed; return how many did."""
        self.bus.handle(NoticeRules(), Cause(correlation_id=uuid4()))
        return self.waiting.run()

    def old_cases(self, organisation_id: str | None) -> OldCases:
        """Return the finder of an older system's cases, of a unit and those below."""
        if organisation_id is None:
            return OldCases(self.database)
        units = self.directories.current().units.under(organisation_id)
        return OldCases(self.database, sorted(units))


def migrate(environ: Mapping[str, str]) -> None:
    """Bring the database to the newest schema."""
    migrations.migrate(Settings.read(environ).database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    return migrations_beside(__file__)


def assemble(environ: Mapping[str, str], *, clock: Clock | None = None) -> Parts:
    """Put the parts together; nothing is asked of broker or database yet.

    `clock` replaces the one that the settings name. Raises SettingsError.
    """
    settings = Settings.read(environ)
    clock = clock or clock_at(settings.clock_file)
    database = _database(settings)
    rules = _rules(settings, clock)
    neighbourhood = _neighbourhood(settings, clock)
    directories = DirectoryCache(database, rules.clocks.handling)
    relay = relay_of(database, settings.amqp_uri)
    build = partial(command_handlers, clock, rules=_room_rules(settings))
    bus = CommandBus(
        _units_of_work(settings, database, directories, relay, neighbourhood),
        rules.by_edition(partial(build, neighbourhood=neighbourhood)),
    )
    reader = SqlReader(database, clock, supervises=rules.first_receiver_supervises)
    metrics = Metrics(SERVICE, agency=settings.agency, version=VERSION)
    agencies = _agencies(settings, neighbourhood, database, bus)
    at_home = {"home": agencies.home.ensure_settled} if agencies else {}
    probes = _probes(metrics, database, clock, neighbourhood, rules.calendar)
    return Parts(
        settings=settings,
        database=database,
        clock=clock,
        rules=rules,
        bus=bus,
        directories=directories,
        reader=reader,
        reports=SqlReports(database, rules.excluded),
        held=SqlHeld(database, clock),
        tallies=SqlTallies(database, clock),
        timeline=TimelineReader(database, SERVICE),
        receiver=receiver_of(bus, COMMANDS, database, metrics),
        relay=relay,
        **open_sweeps(
            bus,
            reader,
            database,
            calendar=rules.calendar.edition,
            directory=lambda: directories.current().edition,
            silence_days=rules.silence_days,
        ),
        desk=desk_of(SERVICE, database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder(), **at_home),
        metrics=metrics,
        gauges=gauges_of(metrics, database, *probes),
        rooms=open_rooms(database, bus, clock, settings.amqp_uri),
        handovers=HandOverReader(database, clock),
        differences=DifferenceReader(database, clock),
        same=_same(neighbourhood, database, clock),
        agencies=agencies,
    )


def _neighbourhood(settings: Settings, clock: Clock) -> Neighbourhood | None:
    return Neighbourhood.read(
        settings.agency_id,
        settings.agencies_dir,
        settings.agency_key_file,
        clock,
        settings.agency_desks,
    )


def _agencies(
    settings: Settings,
    neighbourhood: Neighbourhood | None,
    database: Database,
    bus: CommandBus[SqlRoutingWork],
) -> Agencies | None:
    every = settings.digest_every
    return open_agencies(
        neighbourhood,
        database,
        bus,
        settings.amqp_uri,
        digest_every=every,
        limits=Limits(letters=settings.account_letters, mib=settings.account_mib),
    )


def _same(
    neighbourhood: Neighbourhood | None, database: Database, clock: Clock
) -> SameMatterReader:
    if neighbourhood is None:
        return SameMatterReader(database, clock)
    me, directory = neighbourhood.me, neighbourhood.directory
    return SameMatterReader(database, clock, me, directory)


def _probes(
    metrics: Metrics,
    database: Database,
    clock: Clock,
    neighbourhood: Neighbourhood | None,
    calendar: WorkCalendar,
) -> tuple[Callable[[], None], ...]:
    return (
        CaseProbe(metrics, database, clock),
        handover_probe(metrics, database, clock, neighbourhood),
        calendar_probe(metrics, calendar, clock),
    )


def _units_of_work(
    settings: Settings,
    database: Database,
    directories: DirectoryCache,
    relay: Relay,
    neighbourhood: Neighbourhood | None,
) -> Callable[[], SqlRoutingWork]:
    return partial(
        SqlRoutingWork,
        database,
        directories,
        source=f"{settings.agency}/{SERVICE}",
        committed=relay.wake,
        neighbourhood=neighbourhood,
    )


def _database(settings: Settings) -> Database:
    url, size = settings.database_url, settings.pool_size
    return Database(url, pool_size=size, application=SERVICE)


def _rules(settings: Settings, clock: Clock) -> RulesInForce:
    return RulesInForce.read(
        settings.policy_file,
        settings.calendar_file,
        clock=clock,
        adapt=settings.clocks_under,
    )


def command_handlers(
    clock: Clock,
    clocks: Clocks,
    rules: RoomRules = USUAL,
    neighbourhood: Neighbourhood | None = None,
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return what answers each command."""
    alone = own_handlers(clock, clocks, rules)
    if neighbourhood is None:
        return alone
    house = neighbourhood.house(clocks)
    told = statement_handlers(house), mark_handlers(house)
    return {**among_agencies(alone, house), **told[0], **told[1]}


def _room_rules(settings: Settings) -> RoomRules:
    return RoomRules(
        festivals=LibraryFestivals(),
        desks=settings.hazard_desks,
        gathered=settings.gathered_cases,
    )
