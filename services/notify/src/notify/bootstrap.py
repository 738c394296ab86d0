"""Composition root: the one place that knows every part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
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
from minqing_chassis.rpc import RpcClient
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Command
from notify.adapters.channels.file import FileChannel
from notify.adapters.channels.smtp import SmtpChannel
from notify.adapters.contacts import IntakeContacts
from notify.adapters.figures.gauges import FigureProbe
from notify.adapters.figures.reader import SqlFigureReader
from notify.adapters.figures.rebuilding import Rebuilding
from notify.adapters.figures.sightings import Sightings
from notify.adapters.gauges import AttemptReport, NoticeProbe
from notify.adapters.letters import TemplateLetters, own_templates
from notify.adapters.policies.rates import load_rates
from notify.adapters.read_model import SqlReader
from notify.adapters.reports.paper import Paper
from notify.adapters.reports.workbook import write_workbook
from notify.adapters.story import Story
from notify.adapters.tokens import SealedTokens
from notify.adapters.translation import COMMANDS
from notify.adapters.unit_of_work import SqlNotifyWork
from notify.application import handlers
from notify.application.commands import (
    AnswerByToken,
    ClaimNotices,
    LapseFollowUps,
    RecordCallBack,
    RecordOrganisation,
    ReviveNotice,
    SettleNotices,
    TellOfMerging,
    TellOfStep,
)
from notify.application.figures.asking import Asking
from notify.application.figures.commands import FoldFigures, NoteFacts
from notify.application.figures.handlers import fold_figures, note_facts
from notify.application.ports import AnswerTokens, Channel, Contact
from notify.application.reports.composing import Reporting
from notify.application.reports.sheets import Report
from notify.application.sender import Sender
from notify.settings import SERVICE, Settings

VERSION = "0.1.0"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that notify's doors need, put together."""

    settings: Settings
    database: Database
    bus: CommandBus[SqlNotifyWork]
    reader: SqlReader
    story: Story
    tokens: AnswerTokens
    sender: Sender
    receiver: GroupReceiver
    relay: Relay
    dead_letters: DeadLetterDesk
    verifier: Verifier
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher
    figures: Asking
    reporting: Reporting
    rebuilding: Rebuilding
    workbook: Callable[[Report], bytes]
    paper: Paper


def migrate(environ: Mapping[str, str]) -> None:
    """Bring the database to the newest schema."""
    migrations.migrate(Settings.read(environ).database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    here = Path(__file__).resolve().parent
    inside = here / "migrations"
    return inside if inside.is_dir() else here.parents[1] / "migrations"


def assemble(environ: Mapping[str, str], *, clock: Clock | None = None) -> Parts:
    """Put notify together; nothing is asked of broker or database yet.

    `clock` replaces the one the settings name, for business time; leases and retries
    keep to the real one. Raises SettingsError.
    """
    settings = Settings.read(environ)
    database = Database(
        settings.database_url, pool_size=settings.pool_size, application=SERVICE
    )
    tokens = SealedTokens(Sealer.from_file(settings.sealing_key_file))
    relay = Relay(database, Publisher(settings.amqp_uri))
    rates = load_rates(settings.policy_file)
    sightings = Sightings(book=rates)
    clock = clock or clock_at(settings.clock_file)
    bus = CommandBus(
        partial(
            SqlNotifyWork,
            database,
            source=f"{settings.agency}/{SERVICE}",
            committed=relay.wake,
            sightings=sightings,
        ),
        _with_figures(_handlers(settings, clock, tokens)),
    )
    asking = Asking(reader=SqlFigureReader(database), rules=rates.at, clock=clock)
    metrics = Metrics(SERVICE, agency=settings.agency, version=VERSION)
    return Parts(
        settings=settings,
        database=database,
        bus=bus,
        reader=SqlReader(database),
        story=Story(database),
        tokens=tokens,
        sender=_sender(settings, bus, tokens, metrics),
        receiver=GroupReceiver(
            bus,
            sightings.counted(COMMANDS),
            DeadLetterStore(database),
            meter=metrics,
            database_alive=database.alive,
        ),
        relay=relay,
        dead_letters=DeadLetterDesk(SERVICE, database, Publisher(settings.amqp_uri)),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=_health(settings, database),
        metrics=metrics,
        gauges=_gauges(metrics, database),
        figures=asking,
        reporting=Reporting(asking=asking),
        rebuilding=Rebuilding(database),
        workbook=write_workbook,
        paper=Paper(),
    )


def _with_figures(
    others: dict[type[Command], Callable[[Any, Any], Any]],
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    return others | {
        NoteFacts: partial(note_facts, others=others),
        FoldFigures: fold_figures,
    }


def _handlers(
    settings: Settings, clock: Clock, tokens: AnswerTokens
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    wall = SystemClock()
    return {
        TellOfStep: partial(handlers.tell_of_step, clock=clock, wall=wall),
        TellOfMerging: handlers.tell_of_merging,
        RecordOrganisation: handlers.record_organisation,
        ClaimNotices: partial(handlers.claim_notices, wall=wall),
        SettleNotices: partial(
            handlers.settle_notices,
            clock=clock,
            patience=timedelta(days=settings.follow_up_days),
        ),
        ReviveNotice: partial(handlers.revive_notice, wall=wall),
        AnswerByToken: partial(handlers.answer_by_token, clock=clock, tokens=tokens),
        RecordCallBack: partial(handlers.record_call_back, clock=clock),
        LapseFollowUps: partial(handlers.lapse_follow_ups, clock=clock),
    }


def _sender(
    settings: Settings,
    bus: CommandBus[SqlNotifyWork],
    tokens: AnswerTokens,
    metrics: Metrics,
) -> Sender:
    letters = TemplateLetters(
        own_templates(),
        tokens,
        public_url=settings.public_url or f"http://{settings.http_address}",
        language=settings.language,
        zone=settings.time_zone,
    )
    return Sender(
        bus=bus,
        contacts=IntakeContacts(
            RpcClient("intake", settings.amqp_uri, timeout=_patience(settings))
        ),
        letters=letters,
        channels=channels_of(settings),
        dispatch_desk=Contact(email=settings.dispatch_address),
        wall=SystemClock(),
        report=AttemptReport(metrics),
        limit=settings.send_batch,
        hold=timedelta(seconds=settings.send_lease_seconds),
    )


def _patience(settings: Settings) -> float:
    """Return how many seconds intake may take: a small part of the lease."""
    return min(5.0, settings.send_lease_seconds / 5)


def channels_of(settings: Settings) -> list[Channel]:
    """Return the channels in the order of preference; a new one adds its line here."""
    channels: list[Channel] = []
    if settings.smtp_url is not None:
        channels.append(SmtpChannel(settings.smtp_url, settings.mail_from))
    if settings.mail_out_dir is not None:
        channels.append(FileChannel(settings.mail_out_dir))
    return channels


def _gauges(metrics: Metrics, database: Database) -> GaugeRefresher:
    return GaugeRefresher(
        [
            spine_probe(metrics, database),
            pool_probe(metrics, database.engine, database.autocommit),
            NoticeProbe(metrics, database),
            FigureProbe(metrics, database),
        ]
    )


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
