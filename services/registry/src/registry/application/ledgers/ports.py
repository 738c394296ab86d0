"""What ledgers need; adapters fulfil it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from registry.application.archive.ports import ArchiveWork
from registry.application.exporting.ports import ExportsWork
from registry.application.firms.handlers import FirmsWork
from registry.application.ledgers.views import (
    ItemCard,
    MatterCard,
    PublicationCard,
    PublicChoices,
    PublicNotice,
    StepView,
)
from registry.application.searching.ports import SearchWork
from registry.domain.ledgers.figures import LedgerFigures
from registry.domain.ledgers.item import About, LedgerItem, StepTaken
from registry.domain.ledgers.meeting import LedgerMeeting
from registry.domain.ledgers.publication import Publication
from registry.domain.ledgers.sheet import Sheet, SheetKey


class LedgerItems(Protocol):
    """The collection of all items of ledgers."""

    def add(self, aggregate: LedgerItem) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> LedgerItem | None:
        """Return an item for change, if it is known."""
        ...

    def get(self, key: UUID) -> LedgerItem:
        """Return an item for change, or raise ItemUnknown."""
        ...

    def get_many(self, keys: Iterable[UUID]) -> Mapping[UUID, LedgerItem]:
        """Return those of many items that are known, for change."""
        ...

    def about_of(self, item_id: UUID) -> About | None:
        """Return what an item is about; that never changes."""
        ...

    def lock_matter(self, about: About) -> None:
        """Let nobody else enter or publish this matter until the unit ends."""
        ...

    def is_restricted(self, about: About) -> bool:
        """Tell whether the matter ever stood in a restricted ledger, anywhere."""
        ...

    def taken(self, step_id: UUID) -> tuple[UUID, str] | None:
        """Return of which item a step is, and which step it was, if it was gone."""
        ...

    def way(self, item_id: UUID) -> Sequence[StepTaken]:
        """Return the steps of an item with its words, the first one first."""
        ...

    def standing(self, organisation_id: str, ledger: str) -> Sequence[LedgerItem]:
        """Return for reading what stands in a ledger, but accusations; by its entry."""
        ...

    def listed(self, organisation_id: str, ledger: str) -> Sequence[UUID]:
        """Return the items of a ledger in a place and below it, but accusations."""
        ...

    def week(self, key: SheetKey) -> Sequence[Mapping[str, Any]]:
        """Return what came, went and is overdue in a week, of open ledgers."""
        ...

    def name_of(self, organisation_id: str) -> str:
        """Return what an organisation is called."""
        ...

    def sensitive_words(self) -> Collection[str]:
        """Return what the archive's fields of class 3 may be answered with."""
        ...


class Publications(Protocol):
    """The collection of all publications."""

    def add(self, aggregate: Publication) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Publication | None:
        """Return a publication for change, if it is known."""
        ...

    def get(self, key: UUID) -> Publication:
        """Return a publication for change, or raise PublicationUnknown."""
        ...

    def item_of(self, publication_id: UUID) -> UUID | None:
        """Return of which item it is; that never changes."""
        ...

    def public_of(self, about: About) -> Sequence[tuple[UUID, UUID]]:
        """Return what the public sees of a matter: publications and their items."""
        ...

    def consent_ended(self, item_id: UUID) -> date | None:
        """Return on which day consent to tell of an item was withdrawn last."""
        ...


class LedgerMeetings(Protocol):
    """The collection of all meetings on ledgers."""

    def add(self, aggregate: LedgerMeeting) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> LedgerMeeting | None:
        """Return a meeting, if it is known."""
        ...

    def get(self, key: UUID) -> LedgerMeeting:
        """Return a meeting, or raise MeetingUnknown."""
        ...


class Sheets(Protocol):
    """The collection of all weekly lists and bulletins."""

    def add(self, aggregate: Sheet) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Sheet | None:
        """Return a sheet, if it was made."""
        ...

    def get(self, key: UUID) -> Sheet:
        """Return a sheet, or raise SheetUnknown."""
        ...


class LedgersWork(FirmsWork, SearchWork, ExportsWork, ArchiveWork, Protocol):
    """A unit of work that knows ledgers."""

    @property
    def ledgers(self) -> LedgerItems: ...  # noqa: D102
    @property
    def publications(self) -> Publications: ...  # noqa: D102
    @property
    def ledger_meetings(self) -> LedgerMeetings: ...  # noqa: D102
    @property
    def ledger_sheets(self) -> Sheets: ...  # noqa: D102


class LedgerReader(Protocol):
    """Questions about ledgers that change nothing, and open no seal."""

    def one(self, item_id: UUID, **sight: Any) -> ItemCard | None:  # noqa: ANN401
        """Return an item, masked, if this sight reaches it."""
        ...

    def page(self, **asked: Any) -> Sequence[ItemCard]:  # noqa: ANN401
        """Return items of a place, masked; by id."""
        ...

    def matters(self, **asked: Any) -> Sequence[MatterCard]:  # noqa: ANN401
        """Return matters with all their ledgers, each once; by key."""
        ...

    def history(self, item_id: UUID) -> Sequence[StepView]:
        """Return the steps of an item, without words."""
        ...

    def figures(self, day: date, **asked: Any) -> Sequence[LedgerFigures]:  # noqa: ANN401
        """Return the figures of a place's ledgers as of a day."""
        ...

    def publications(self, **asked: Any) -> Sequence[PublicationCard]:  # noqa: ANN401
        """Return publications of a place, without their words; by id."""
        ...


class PublicReader(Protocol):
    """The public list: what the de-identifying view holds, and nothing else."""

    def page(
        self,
        organisation_id: str | None,
        *,
        before: UUID | None,
        limit: int,
        **asked: str | None,
    ) -> Sequence[PublicNotice]:
        """Return what is public now, the newest first.

        `asked` may name a `category`, a `place` and a `month` (such as 2026-11).
        """
        ...

    def choices(self) -> PublicChoices:
        """Return by what the public list may be narrowed."""
        ...

    def one(self, public_id: UUID) -> PublicNotice | date | None:
        """Return a notice, the day on which it was withdrawn, or None if unknown."""
        ...
