"""What the use cases need, in their own words; adapters fulfil it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from minqing_kernel.bus import UnitOfWork
from notify.application.books import (
    Categories,
    Digests,
    Errands,
    Journal,
    Preferences,
    Subscriptions,
    TextDrafts,
    Texts,
)
from notify.application.persons import Persons
from notify.domain.delivery import Settlement
from notify.domain.figures.fact import Piece
from notify.domain.follow_up import FollowUp, Head
from notify.domain.following import Following
from notify.domain.notice import FOR_PEOPLE, Notice, Urgency
from notify.domain.organisation import Organisation
from notify.domain.sending.means import Means


class Notices(Protocol):
    """All notices; taken in and handed out in groups, never one by one."""

    def add(self, notices: Iterable[Notice]) -> None:
        """Take notices in; one that is known already stays as it is."""
        ...

    def claim(
        self,
        *,
        limit: int,
        lease: UUID,
        now: datetime,
        until: datetime,
        among: Collection[Urgency] = FOR_PEOPLE,
    ) -> list[Notice]:
        """Hand out due notices, the most urgent first, to the holder of `lease`.

        They are `among` those of these urgencies. Until `until` nobody else gets them.
        Times are the wall clock's.
        """
        ...

    def settle(self, lease: UUID, settlements: Sequence[Settlement]) -> None:
        """Write down how attempts ended, where `lease` still holds the notice."""
        ...

    def revive(self, notice_id: UUID, *, now: datetime) -> None:
        """Let a notice wait again that was given up; raise NoticeUnknown."""
        ...


class FollowUps(Protocol):
    """All questions about resolutions."""

    def ask(self, questions: Iterable[FollowUp]) -> None:
        """Take questions in, open unless the case is known to have moved on."""
        ...

    def learn(self, heads: Iterable[Head]) -> None:
        """Learn how far cases have come; open questions behind that are superseded."""
        ...

    def one(self, petition_id: UUID, case_revision: int) -> FollowUp:
        """Return one question, locked, or raise FollowUpUnknown."""
        ...

    def find(self, petition_id: UUID, case_revision: int) -> FollowUp | None:
        """Return one question, locked, if there is one."""
        ...

    def latest(self, petition_id: UUID) -> FollowUp:
        """Return the latest question about a petition, locked, or FollowUpUnknown."""
        ...

    def begin_terms(self, ids: Collection[UUID], *, lapses_at: datetime) -> None:
        """Let open questions lapse then, unless their term has begun before."""
        ...

    def lapsed(self, *, now: datetime, limit: int) -> list[FollowUp]:
        """Return open questions whose time is over, the oldest first, locked.

        One that another unit of work holds is passed over.
        """
        ...


class Organisations(Protocol):
    """The copies of registry's organisations."""

    def put(self, organisation: Organisation) -> None:
        """Keep an organisation, unless a newer revision of it is known."""
        ...

    def find(self, ids: Collection[str]) -> Mapping[str, Organisation]:
        """Return those organisations that are known."""
        ...

    def line_of(self, organisation_id: str | None) -> list[str]:
        """Return the organisation's id and the ids of all its superiors."""
        ...


class Followings(Protocol):
    """Whose petitioners are told what another's petitioner is told."""

    def take(self, following: Following) -> None:
        """Join what is told of one merging to what is known; never reads."""
        ...

    def echo(self, lead_petition_id: UUID) -> None:
        """Tell those who follow a petition what its petitioner is told."""
        ...


class Figures(Protocol):
    """What counts of every petition."""

    def take(self, *pieces: Piece) -> None:
        """Join pieces to what is known; never reads."""
        ...

    def fold(self, limit: int) -> int:
        """Fold up to `limit` changes into the sums; return how many there were."""
        ...


class NotifyWork(UnitOfWork, Protocol):
    """Notify's unit of work."""

    @property
    def notices(self) -> Notices: ...  # noqa: D102

    @property
    def follow_ups(self) -> FollowUps: ...  # noqa: D102

    @property
    def organisations(self) -> Organisations: ...  # noqa: D102

    @property
    def persons(self) -> Persons: ...  # noqa: D102

    @property
    def followings(self) -> Followings: ...  # noqa: D102

    @property
    def journal(self) -> Journal: ...  # noqa: D102

    @property
    def preferences(self) -> Preferences: ...  # noqa: D102

    @property
    def errands(self) -> Errands: ...  # noqa: D102

    @property
    def texts(self) -> Texts: ...  # noqa: D102

    @property
    def text_drafts(self) -> TextDrafts: ...  # noqa: D102

    @property
    def subscriptions(self) -> Subscriptions: ...  # noqa: D102

    @property
    def digests(self) -> Digests: ...  # noqa: D102

    @property
    def figures(self) -> Figures: ...  # noqa: D102

    @property
    def categories(self) -> Categories: ...  # noqa: D102


class AnswerTokens(Protocol):
    """Makes and reads the token that proves a notice was received."""

    def issue(self, petition_id: UUID, case_revision: int) -> str:
        """Return the token for the question about that resolution."""
        ...

    def read(self, petition_id: UUID, token: str) -> int:
        """Return the case revision a token was issued for, or AnswerTokenRefused."""
        ...

    def issue_for(self, rating_id: UUID) -> str:
        """Return the code by which a merged petitioner rates."""
        ...


@dataclass(frozen=True, kw_only=True)
class Hook:
    """Where another system hears of things; the secret is made from `key`."""

    url: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How to reach somebody; held in memory for one batch, never stored.

    `tracking_code` is what a petitioner shows with the receipt number, `part_codes`
    those of what was divided off it, in the notice's order.
    """

    name: str = ""
    email: str | None = None
    telephone: str | None = None
    address: str | None = None
    language: str | None = None
    tracking_code: str | None = None
    part_codes: tuple[str | None, ...] = ()
    hook: Hook | None = None


@dataclass(frozen=True, kw_only=True)
class Message:
    """A text ready to go; `key` (the notice's id) is what a channel dedupes by."""

    key: UUID
    correlation_id: UUID
    to: Contact
    subject: str
    body: str
    language: str


class ChannelAway(Exception):
    """The channel cannot take messages now; a later attempt may help."""


class ChannelUnsure(ChannelAway):
    """The channel may have taken the message: it was asked and did not answer."""


class ChannelRefused(Exception):
    """The channel will never take this message."""


class Channel(Protocol):
    """One way of telling people."""

    name: str
    means: Means
    keyed: bool
    """Whether a second message under the same key is dropped at the other end."""
    bare: bool
    """Whether what it keeps must not name the person: no name, no tracking code."""
    window: int
    """How many messages may go before their outcome must be stored.

    Many where the other end dedupes by key; else 1: a crash doubles no more than it.
    """

    def reaches(self, contact: Contact) -> bool:
        """Say whether this channel can reach somebody."""
        ...

    def send(self, message: Message) -> None:
        """Deliver a message; raise ChannelAway or ChannelRefused."""
        ...

    def rest(self) -> None:
        """Let go of connections until the next batch; never raises."""
        ...


class ContactsAway(Exception):
    """The owner of the petitioners' contacts does not answer."""


class Contacts(Protocol):
    """Asks intake how petitioners can be reached."""

    def of(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Contact]:
        """Return the contacts of those who left one, in one call, or ContactsAway."""
        ...


class CannotWrite(Exception):
    """No text can be made of this notice."""


class Letters(Protocol):
    """Writes messages from templates."""

    def compose(
        self, notice: Notice, to: Contact, means: Means | None = None
    ) -> Message:
        """Write a notice's text in the reader's language, or raise CannotWrite."""
        ...
