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
from routing import VERSION
from routing.adapters.archive.answers import OldCases
from routing.adapters.directory import DirectoryCache
from routing.adapters.gauges import CaseProbe
from routing.adapters.handovers.assembly import Agencies, handover_probe, open_agencies
from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.adapters.handovers.reading import HandOverReader
from routing.adapters.hearing import COMMANDS
from routing.adapters.in_force import RulesInForce
from routing.adapters.projects.festivals import LibraryFestivals
from routing.adapters.read_model import SqlReader
from routing.adapters.reports import SqlReports
from routing.adapters.rooms.assembly import Rooms, open_rooms
from routing.adapters.sweeps import OnNews, open_sweeps
from routing.adapters.unit_of_work import SqlRoutingWork
from routing.application import handlers
from routing.application.commands import (
    AssignCase,
    EscalateOverdue,
    ForgetAnswers,
    HearAnswer,
    HearRelapse,
    JudgeAgain,
    NoticeRules,
    OpenCase,
    RecomputeProvisional,
    RecordOrganisation,
    RecordStaff,
    RemindUnits,
    ResolveCase,
    ReturnCase,
    SetRule,
    StartCase,
)
from routing.application.handovers.handlers import among_agencies
from routing.application.mediations.handlers import after_mediation
from routing.application.merging import merging_handlers
from routing.application.once import once
from routing.application.repeating import (
    HearNoRepeat,
    HearRepeat,
    SettleRepeats,
    hear_no_repeat,
    hear_repeat,
    settle_repeats,
)
from routing.application.resettling import (
    KeepFromAccused,
    ResettleCase,
    keep_from_accused,
    resettle_case,
)
from routing.application.room_handlers import RoomRules, room_handlers
from routing.application.steering_handlers import steering_handlers
from routing.application.taking_back import TakeCaseBack, take_case_back
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
    timeline: TimelineReader
    receiver: GroupReceiver
    relay: Relay
    overdue: Sweep
    reminding: Sweep
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
    database = Database(
        settings.database_url, pool_size=settings.pool_size, application=SERVICE
    )
    rules = _rules(settings, clock)
    neighbourhood = _neighbourhood(settings, clock)
    directories = DirectoryCache(database, rules.clocks.handling)
    relay = relay_of(database, settings.amqp_uri)
    bus = CommandBus(
        _units_of_work(settings, database, directories, relay, neighbourhood),
        rules.by_edition(
            partial(
                command_handlers,
                clock,
                rules=_room_rules(settings),
                neighbourhood=neighbourhood,
            )
        ),
    )
    reader = SqlReader(database, clock, supervises=rules.first_receiver_supervises)
    metrics = Metrics(SERVICE, agency=settings.agency, version=VERSION)
    return Parts(
        settings=settings,
        database=database,
        clock=clock,
        rules=rules,
        bus=bus,
        directories=directories,
        reader=reader,
        reports=SqlReports(database, rules.excluded),
        timeline=TimelineReader(database, SERVICE),
        receiver=receiver_of(bus, COMMANDS, database, metrics),
        relay=relay,
        **open_sweeps(
            bus,
            reader,
            database,
            calendar=rules.calendar.edition,
            directory=lambda: directories.current().edition,
        ),
        desk=desk_of(SERVICE, database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=gauges_of(
            metrics,
            database,
            CaseProbe(metrics, database, clock),
            handover_probe(metrics, database, clock, neighbourhood),
        ),
        rooms=open_rooms(database, bus, clock),
        handovers=HandOverReader(database, clock),
        agencies=open_agencies(neighbourhood, database, bus, settings.amqp_uri),
    )


def _neighbourhood(settings: Settings, clock: Clock) -> Neighbourhood | None:
    return Neighbourhood.read(
        settings.agency_id, settings.agencies_dir, settings.agency_key_file, clock
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
    alone = _own_handlers(clock, clocks, rules)
    if neighbourhood is None:
        return alone
    return among_agencies(alone, neighbourhood.house(clocks))


def _own_handlers(
    clock: Clock, clocks: Clocks, rules: RoomRules
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    return {
        OpenCase: partial(handlers.open_case, clock=clock, clocks=clocks),
        AssignCase: once(partial(handlers.assign_case, clock=clock, clocks=clocks)),
        StartCase: once(partial(handlers.start_case, clock=clock)),
        ReturnCase: once(partial(handlers.return_case, clock=clock, clocks=clocks)),
        ResolveCase: once(after_mediation(partial(handlers.resolve_case, clock=clock))),
        ResettleCase: partial(resettle_case, clock=clock, clocks=clocks),
        TakeCaseBack: partial(take_case_back, clock=clock),
        KeepFromAccused: partial(keep_from_accused, clock=clock, clocks=clocks),
        HearAnswer: partial(handlers.hear_answer, clocks=clocks),
        HearRelapse: partial(handlers.hear_relapse, clocks=clocks),
        EscalateOverdue: partial(handlers.escalate_overdue, clock=clock, clocks=clocks),
        RemindUnits: partial(handlers.remind_units, clock=clock, clocks=clocks),
        JudgeAgain: partial(handlers.judge_again, clock=clock, clocks=clocks),
        RecomputeProvisional: partial(
            handlers.recompute_provisional, clock=clock, clocks=clocks
        ),
        NoticeRules: partial(handlers.notice_rules, clock=clock),
        RecordOrganisation: handlers.record_organisation,
        RecordStaff: handlers.record_staff,
        SetRule: partial(handlers.set_rule, clock=clock),
        **merging_handlers(clock, clocks),
        HearRepeat: partial(hear_repeat, clock=clock, clocks=clocks),
        HearNoRepeat: hear_no_repeat,
        SettleRepeats: partial(settle_repeats, clock=clock, clocks=clocks),
        ForgetAnswers: handlers.forget_answers,
        **steering_handlers(clock, clocks),
        **room_handlers(clock, clocks, rules),
    }


def _room_rules(settings: Settings) -> RoomRules:
    return RoomRules(
        festivals=LibraryFestivals(),
        desks=settings.hazard_desks,
        gathered=settings.gathered_cases,
    )
