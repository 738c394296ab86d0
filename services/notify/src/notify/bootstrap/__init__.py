"""Composition root: the one place that knows every part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
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
    relay_of,
)
from minqing_chassis.calendars import load_calendar
from minqing_chassis.clock import clock_at
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk
from minqing_chassis.http.auth import Verifier
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.policies import PolicyBook
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Command
from minqing_kernel.working_time import WorkCalendar
from notify.adapters.categories import IntakeCategories
from notify.adapters.figures.gauges import FigureProbe
from notify.adapters.follow_ups.appraisals import AppraisalReader
from notify.adapters.follow_ups.assembly import follow_up_handlers, follow_up_policies
from notify.adapters.follow_ups.gauges import ObjectionProbe
from notify.adapters.follow_ups.reading import RoomReader
from notify.adapters.follow_ups.surveys import SurveyReader
from notify.adapters.gauges import AttemptReport, NoticeProbe
from notify.adapters.policies import load_policies
from notify.adapters.read_model import SqlReader
from notify.adapters.sending.assembly import SendingParts
from notify.adapters.story import Story
from notify.adapters.tokens import SealedTokens
from notify.adapters.translation import COMMANDS
from notify.adapters.unit_of_work import SqlNotifyWork
from notify.application import handlers
from notify.application.commands import (
    AnswerByToken,
    ClaimNotices,
    DecideText,
    FinishErrand,
    LapseFollowUps,
    LearnCategories,
    ProposeText,
    RecordAccount,
    RecordCallBack,
    RecordOrganisation,
    ReviveNotice,
    SayHowToTell,
    SettleNotices,
    Subscribe,
    TellOfMerging,
    TellOfStep,
)
from notify.application.follow_ups.visiting import PolicyAt
from notify.application.sender import Sender
from notify.application.sending import handlers as sending_handlers
from notify.bootstrap.counting import Counting
from notify.bootstrap.telling import Telling
from notify.domain.policy import NotifyPolicy
from notify.settings import SERVICE, Settings

VERSION = "0.1.0"
PROBES = (NoticeProbe, ObjectionProbe, FigureProbe)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that notify's doors need, put together."""

    settings: Settings
    policies: PolicyBook[NotifyPolicy]
    database: Database
    bus: CommandBus[SqlNotifyWork]
    reader: SqlReader
    room: RoomReader
    surveys: SurveyReader
    appraisals: AppraisalReader
    clock: Clock
    calendar: WorkCalendar
    follow_up_policy: PolicyAt
    story: Story
    tokens: SealedTokens
    sender: Sender
    hook_sender: Sender
    sending: SendingParts
    categories: IntakeCategories
    receiver: GroupReceiver
    relay: Relay
    dead_letters: DeadLetterDesk
    verifier: Verifier
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher
    counting: Counting


def migrate(environ: Mapping[str, str]) -> None:
    """Bring the database to the newest schema."""
    migrations.migrate(Settings.read(environ).database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    return migrations_beside(str(Path(__file__).parent))


def assemble(environ: Mapping[str, str], *, clock: Clock | None = None) -> Parts:
    """Put notify together; nothing is asked of broker or database yet.

    `clock` replaces the one the settings name, for business time; leases and retries
    keep to the real one. Raises SettingsError.
    """
    settings = Settings.read(environ)
    policies = load_policies(settings.policy_file)
    database = Database(
        settings.database_url, pool_size=settings.pool_size, application=SERVICE
    )
    sealer = Sealer.from_file(settings.sealing_key_file)
    metrics = Metrics(SERVICE, agency=settings.agency, version=VERSION)
    clock = clock or clock_at(settings.clock_file)
    report = AttemptReport(metrics)
    telling = Telling(settings, policies, database, sealer, report, clock)
    relay = relay_of(database, settings.amqp_uri)
    calendar = load_calendar(settings.calendar_file)
    policy_at = follow_up_policies(policies)
    counting = Counting(database, policies, clock, telling.category_names)
    handled = counting.handlers(
        _handlers(settings, clock, telling, policy_at, calendar)
    )
    bus = CommandBus(_works(settings, database, relay, counting), handled)
    return Parts(
        settings=settings,
        policies=policies,
        database=database,
        bus=bus,
        reader=SqlReader(database),
        room=RoomReader(database),
        surveys=SurveyReader(database),
        appraisals=AppraisalReader(database),
        clock=clock,
        calendar=calendar,
        follow_up_policy=policy_at,
        story=Story(database),
        tokens=telling.tokens,
        sender=telling.sender(bus),
        hook_sender=telling.hook_sender(bus),
        sending=telling.parts(),
        categories=telling.categories(),
        receiver=receiver_of(bus, counting.heard(COMMANDS), database, metrics),
        relay=relay,
        dead_letters=desk_of(SERVICE, database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=_gauges(metrics, database),
        counting=counting,
    )


def _works(
    settings: Settings, database: Database, relay: Relay, counting: Counting
) -> Callable[..., SqlNotifyWork]:
    return partial(
        SqlNotifyWork,
        database,
        source=f"{settings.agency}/{SERVICE}",
        committed=relay.wake,
        sightings=counting.sightings,
    )


def _gauges(metrics: Metrics, database: Database) -> GaugeRefresher:
    probes = (probe(metrics, database) for probe in PROBES)
    return gauges_of(metrics, database, *probes)


def _handlers(
    settings: Settings,
    clock: Clock,
    telling: Telling,
    policy_at: PolicyAt,
    calendar: WorkCalendar,
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    wall, patience = SystemClock(), timedelta(days=settings.follow_up_days)
    tokens, known = telling.tokens, telling.letters.known
    ruled: dict[str, Any] = {"clock": clock, "policy_at": policy_at}
    return {
        TellOfStep: partial(handlers.tell_of_step, clock=clock, wall=wall),
        TellOfMerging: handlers.tell_of_merging,
        RecordOrganisation: handlers.record_organisation,
        RecordAccount: handlers.record_account,
        ClaimNotices: partial(handlers.claim_notices, wall=wall),
        SettleNotices: partial(
            handlers.settle_notices,
            clock=clock,
            wall=wall,
            patience=patience,
        ),
        FinishErrand: partial(
            sending_handlers.finish_errand, clock=clock, patience=patience
        ),
        ProposeText: partial(sending_handlers.propose_text, clock=clock, known=known),
        DecideText: partial(sending_handlers.decide_text, clock=clock),
        Subscribe: partial(sending_handlers.subscribe, clock=clock),
        SayHowToTell: partial(sending_handlers.say_how_to_tell, clock=clock),
        LearnCategories: sending_handlers.learn_categories,
        ReviveNotice: partial(handlers.revive_notice, wall=wall),
        AnswerByToken: partial(handlers.answer_by_token, tokens=tokens, **ruled),
        RecordCallBack: partial(handlers.record_call_back, **ruled),
        LapseFollowUps: partial(handlers.lapse_follow_ups, **ruled),
        **follow_up_handlers(clock, policy_at, tokens, calendar),
    }
