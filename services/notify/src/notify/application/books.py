"""The books of the sending: calls, wishes, errands, texts, subscriptions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from notify.domain.delivery import Settlement
from notify.domain.notice import Notice
from notify.domain.occurrence import Occurrence
from notify.domain.sending.errand import Errand
from notify.domain.sending.journal import Begun, Doubt
from notify.domain.sending.preference import Preference
from notify.domain.sending.subscription import Subscription
from notify.domain.sending.text import TextEdition, TextKey
from notify.domain.sending.text_draft import TextDraft


class Journal(Protocol):
    """The calls, each written down before it is made and after it ended."""

    def begin(self, lease: UUID, calls: Sequence[Begun]) -> None:
        """Write down calls that are about to be made by the holder of `lease`."""
        ...

    def end(self, settlements: Sequence[Settlement]) -> None:
        """Write down how calls ended; one that ended before stays as it is."""
        ...

    def doubts(self, notice_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Doubt]]:
        """Return which earlier calls may have told somebody already, the oldest first.

        A call of these notices that never ended is one: its sender died.
        """
        ...

    def overrule(self, notice_id: UUID) -> None:
        """Take away the doubts about a notice: a person decided to send it again."""
        ...


class Preferences(Protocol):
    """By which means petitioners want to be told."""

    def put(
        self, petition_id: UUID, preference: Preference, *, by: str, at: datetime
    ) -> None:
        """Keep what somebody said, instead of what was said before."""
        ...

    def of(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Preference]:
        """Return what was said about these petitions."""
        ...


class Errands(Protocol):
    """What people are to do so that somebody is told."""

    def call_for(self, notice_ids: Collection[UUID], *, at: datetime) -> None:
        """Ask people to call about notices that have failed; asked twice, it is one."""
        ...

    def one(self, errand_id: UUID) -> Errand:
        """Return one errand, locked, or raise ErrandUnknown."""
        ...

    def withdraw(self, notice_id: UUID) -> None:
        """Let nobody call any more about a notice that is sent again."""
        ...


class Texts(Protocol):
    """The texts that people edited."""

    def newest(self, key: TextKey) -> int:
        """Return the number of the newest edition; 0: none but the packed one."""
        ...

    def add(self, edition: TextEdition) -> None:
        """Keep an edition; raise TextOutrun, at commit, where there is one already."""
        ...


class TextDrafts(Protocol):
    """Texts as they are to be, once another person agrees."""

    def find(self, draft_id: UUID) -> TextDraft | None:
        """Return a draft, locked; None for an id that nobody used."""
        ...

    def one(self, draft_id: UUID) -> TextDraft:
        """Return a draft, locked, or raise DraftUnknown."""
        ...

    def add(self, draft: TextDraft) -> None:
        """Take a new draft in."""
        ...


class Subscriptions(Protocol):
    """Other systems that are told of steps."""

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, instead of what it was before."""
        ...

    def generation(self, subscription_id: UUID) -> int:
        """Return how often its secret was changed; 0: there is no such one."""
        ...

    def tell(self, occurrence: Occurrence, *, wall: datetime) -> None:
        """Add a notice for each one that hears of it; never reads."""
        ...

    def find(self, ids: Collection[str]) -> Mapping[str, Subscription]:
        """Return those that are known and active, by their id as text."""
        ...


class Digests(Protocol):
    """The day's small news of each desk."""

    def gather(self, settlements: Sequence[Settlement], *, wall: datetime) -> None:
        """Join notices to their desk's digest of that moment, which is made for them.

        One that is being sent already takes nobody in: those go by themselves, now.
        """
        ...

    def members(self, ids: Collection[UUID]) -> Mapping[UUID, Sequence[Notice]]:
        """Return what the digests hold, the oldest first."""
        ...


Names = Mapping[str, str]
"""What something is called, by language."""


class Categories(Protocol):
    """The copy of what categories are called."""

    def keep(self, names: Mapping[str, Names]) -> None:
        """Keep what they are called now, by code; others stay as they are."""
        ...
