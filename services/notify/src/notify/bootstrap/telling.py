"""The part of the composition root that tells people: texts, means, worklists."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from minqing_chassis.calendars import load_calendar
from minqing_chassis.database import Database
from minqing_chassis.policies import PolicyBook
from minqing_chassis.rpc import RpcClient
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from notify.adapters.categories import CategoryNames, IntakeCategories
from notify.adapters.channels.desk import worklists
from notify.adapters.channels.file import FileChannel
from notify.adapters.channels.posting import CALL_SECONDS
from notify.adapters.channels.providers import load_providers
from notify.adapters.channels.sms import SmsChannel
from notify.adapters.channels.smtp import SmtpChannel
from notify.adapters.channels.webhook import WebhookChannel
from notify.adapters.contacts import IntakeContacts
from notify.adapters.letters import TemplateLetters, own_templates
from notify.adapters.sending.assembly import SendingParts
from notify.adapters.sending.cloud_events import EventLetters
from notify.adapters.sending.names import UnitNames
from notify.adapters.sending.side_by_side import side_by_side
from notify.adapters.sending.texts import TextBook
from notify.adapters.sending.tokens import HookSecrets, InboxTokens
from notify.adapters.tokens import SealedTokens
from notify.adapters.unit_of_work import SqlNotifyWork
from notify.application.ports import Channel, Contact
from notify.application.sender import MARGIN, Sender
from notify.application.sending.carriers import Carriers
from notify.application.sending.planning import Planner
from notify.domain.delivery import Attempt
from notify.domain.notice import FOR_SYSTEMS
from notify.domain.policy import NotifyPolicy
from notify.settings import SERVICE, Settings

SHORT_PATIENCE = 2.0
"""Seconds; names can wait for the next time."""
Report = Callable[[Attempt], None]
"""Hears of every attempt, of whichever sender."""


class Telling:
    """What sender and doors share: one book of texts, one set of keys."""

    def __init__(
        self,
        settings: Settings,
        policies: PolicyBook[NotifyPolicy],
        database: Database,
        sealer: Sealer,
        report: Report,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._policies = policies
        self._database = database
        self._report = report
        self.tokens = SealedTokens(sealer)
        self._inbox = InboxTokens(sealer)
        self._book = TextBook(database, clock.now)
        self._secrets = HookSecrets(sealer)
        self.category_names = CategoryNames(database)
        self.letters = TemplateLetters(
            own_templates(),
            self.tokens,
            public_url=settings.public_url or f"http://{settings.http_address}",
            pages_url=settings.pages_url,
            language=settings.language,
            zone=settings.time_zone,
            edited=self._book,
            inbox=self._inbox.issue,
            unit_name=UnitNames(database).find,
            category_name=self.category_names.find,
        )

    def parts(self) -> SendingParts:
        """Return what the doors show and change."""
        return SendingParts.of(
            self._database,
            tokens=self._inbox,
            letters=self.letters,
            book=self._book,
            secrets=self._secrets,
            contacts=_contacts(self._settings),
            zone=self._settings.time_zone,
        )

    def sender(self, bus: CommandBus[SqlNotifyWork]) -> Sender:
        """Return what claims people's notices, calls the providers and settles."""
        channels = [
            *channels_of(self._settings),
            self._webhooks(),
            *worklists(self._database),
        ]
        return self._sender(bus, channels)

    def hook_sender(self, bus: CommandBus[SqlNotifyWork]) -> Sender:
        """Return what tells other systems, beside people: all of a window at once."""
        sender = self._sender(bus, [self._webhooks()])
        sender.among, sender.crew = FOR_SYSTEMS, side_by_side
        return sender

    def _sender(
        self, bus: CommandBus[SqlNotifyWork], channels: Sequence[Channel]
    ) -> Sender:
        settings = self._settings
        return Sender(
            bus=bus,
            contacts=_contacts(settings),
            planner=Planner(
                letters=EventLetters(self.letters, f"{settings.agency}/{SERVICE}"),
                carriers=self._carriers(channels),
                calendar=load_calendar(settings.calendar_file),
            ),
            dispatch_desk=Contact(email=settings.dispatch_address),
            wall=SystemClock(),
            report=self._report,
            limit=settings.send_batch,
            hold=timedelta(seconds=settings.send_lease_seconds),
        )

    def categories(self) -> IntakeCategories:
        """Return who is asked what categories are called."""
        uri = self._settings.amqp_uri
        return IntakeCategories(RpcClient("intake", uri, timeout=SHORT_PATIENCE))

    def _webhooks(self) -> WebhookChannel:
        """Return a channel that ends each call before the lease does."""
        settings = self._settings
        return WebhookChannel(
            self._secrets.of,
            settings.hook_networks,
            within=min(CALL_SECONDS, MARGIN * settings.send_lease_seconds),
        )

    def _carriers(self, channels: Sequence[Channel]) -> Carriers:
        wall = SystemClock()
        return Carriers(
            channels=channels,
            rules=lambda: self._policies.at(wall.now()).sending,
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
