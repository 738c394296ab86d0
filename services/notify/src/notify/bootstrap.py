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
from minqing_chassis.publisher import Publisher
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.rpc import RpcClient
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Command
from notify.adapters.channels.desk import worklists
from notify.adapters.channels.file import FileChannel
from notify.adapters.channels.providers import load_providers
from notify.adapters.channels.sms import SmsChannel
from notify.adapters.channels.smtp import SmtpChannel
from notify.adapters.channels.webhook import WebhookChannel
from notify.adapters.contacts import IntakeContacts
from notify.adapters.gauges import AttemptReport, NoticeProbe
from notify.adapters.letters import TemplateLetters, own_templates
from notify.adapters.policies import load_policies
from notify.adapters.read_model import SqlReader
from notify.adapters.sending.assembly import SendingParts
from notify.adapters.sending.cloud_events import EventLetters
from notify.adapters.sending.texts import TextBook
from notify.adapters.sending.tokens import HookSecrets, InboxTokens
from notify.adapters.story import Story
from notify.adapters.tokens import SealedTokens
from notify.adapters.translation import COMMANDS
from notify.adapters.unit_of_work import SqlNotifyWork
from notify.application import handlers
from notify.application.commands import (
    AnswerByToken,
    ClaimNotices,
    EditText,
    FinishErrand,
    LapseFollowUps,
    RecordCallBack,
    RecordOrganisation,
    ReviveNotice,
    SayHowToTell,
    SettleNotices,
    Subscribe,
    TellOfMerging,
    TellOfStep,
)
from notify.application.ports import AnswerTokens, Channel, Contact
from notify.application.sender import Sender
from notify.application.sending import handlers as sending_handlers
from notify.application.sending.carriers import Carriers
from notify.application.sending.handlers import Known
from notify.application.sending.planning import Planner
from notify.domain.policy import NotifyPolicy
from notify.settings import SERVICE, Settings

VERSION = "0.1.0"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that notify's doors need, put together."""

    settings: Settings
    policies: PolicyBook[NotifyPolicy]
    database: Database
    bus: CommandBus[SqlNotifyWork]
    reader: SqlReader
    story: Story
    tokens: AnswerTokens
    sender: Sender
    sending: SendingParts
    receiver: GroupReceiver
    relay: Relay
    dead_letters: DeadLetterDesk
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
    tokens = SealedTokens(sealer)
    sending = _sending(settings, database, sealer, tokens)
    carriers = _carriers(settings, policies, database, sending.secrets)
    relay = Relay(database, Publisher(settings.amqp_uri))
    bus = CommandBus(
        partial(
            SqlNotifyWork,
            database,
            source=f"{settings.agency}/{SERVICE}",
            committed=relay.wake,
        ),
        _handlers(
            settings,
            clock or clock_at(settings.clock_file),
            tokens,
            sending.letters.known,
        ),
    )
    metrics = Metrics(SERVICE, agency=settings.agency, version=VERSION)
    return Parts(
        settings=settings,
        policies=policies,
        database=database,
        bus=bus,
        reader=SqlReader(database),
        story=Story(database),
        tokens=tokens,
        sender=_sender(
            settings, bus, metrics, _planner(settings, sending.letters, carriers)
        ),
        sending=sending,
        receiver=receiver_of(bus, COMMANDS, database, metrics),
        relay=relay,
        dead_letters=desk_of(SERVICE, database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=gauges_of(metrics, database, NoticeProbe(metrics, database)),
    )


def _handlers(
    settings: Settings, clock: Clock, tokens: AnswerTokens, known: Known
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    wall, patience = SystemClock(), timedelta(days=settings.follow_up_days)
    return {
        TellOfStep: partial(handlers.tell_of_step, clock=clock, wall=wall),
        TellOfMerging: handlers.tell_of_merging,
        RecordOrganisation: handlers.record_organisation,
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
        EditText: partial(sending_handlers.edit_text, clock=clock, known=known),
        Subscribe: partial(sending_handlers.subscribe, clock=clock),
        SayHowToTell: partial(sending_handlers.say_how_to_tell, clock=clock),
        ReviveNotice: partial(handlers.revive_notice, wall=wall),
        AnswerByToken: partial(handlers.answer_by_token, clock=clock, tokens=tokens),
        RecordCallBack: partial(handlers.record_call_back, clock=clock),
        LapseFollowUps: partial(handlers.lapse_follow_ups, clock=clock),
    }


def _letters(
    settings: Settings, tokens: AnswerTokens, inbox: InboxTokens, book: TextBook
) -> TemplateLetters:
    return TemplateLetters(
        own_templates(),
        tokens,
        public_url=settings.public_url or f"http://{settings.http_address}",
        language=settings.language,
        zone=settings.time_zone,
        edited=book,
        inbox=inbox.issue,
    )


def _carriers(
    settings: Settings,
    policies: PolicyBook[NotifyPolicy],
    database: Database,
    secrets: HookSecrets,
) -> Carriers:
    wall = SystemClock()
    return Carriers(
        channels=[
            *channels_of(settings),
            WebhookChannel(secrets.of),
            *worklists(database),
        ],
        rules=lambda: policies.at(wall.now()).sending,
    )


def _sending(
    settings: Settings, database: Database, sealer: Sealer, tokens: AnswerTokens
) -> SendingParts:
    inbox, book = InboxTokens(sealer), TextBook(database)
    return SendingParts.of(
        database,
        tokens=inbox,
        letters=_letters(settings, tokens, inbox, book),
        book=book,
        secrets=HookSecrets(sealer),
        contacts=_contacts(settings),
        zone=settings.time_zone,
    )


def _planner(
    settings: Settings, letters: TemplateLetters, carriers: Carriers
) -> Planner:
    return Planner(
        letters=EventLetters(letters, f"{settings.agency}/{SERVICE}"),
        carriers=carriers,
        calendar=load_calendar(settings.calendar_file),
    )


def _sender(
    settings: Settings,
    bus: CommandBus[SqlNotifyWork],
    metrics: Metrics,
    planner: Planner,
) -> Sender:
    return Sender(
        bus=bus,
        contacts=_contacts(settings),
        planner=planner,
        dispatch_desk=Contact(email=settings.dispatch_address),
        wall=SystemClock(),
        report=AttemptReport(metrics),
        limit=settings.send_batch,
        hold=timedelta(seconds=settings.send_lease_seconds),
    )


def _contacts(settings: Settings) -> IntakeContacts:
    """Return a line to intake of its own: sender and doors do not share one."""
    return IntakeContacts(
        RpcClient("intake", settings.amqp_uri, timeout=_patience(settings))
    )


def _patience(settings: Settings) -> float:
    """Return how many seconds intake may take: a small part of the lease."""
    return min(5.0, settings.send_lease_seconds / 5)


def channels_of(settings: Settings) -> list[Channel]:
    """Return the channels in the order of preference; a new one adds its line here."""
    channels: list[Channel] = []
    if settings.sms_providers_file is not None:
        channels += map(SmsChannel, load_providers(settings.sms_providers_file))
    if settings.smtp_url is not None:
        channels.append(SmtpChannel(settings.smtp_url, settings.mail_from))
    if settings.mail_out_dir is not None:
        channels.append(FileChannel(settings.mail_out_dir))
    return channels
