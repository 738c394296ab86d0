"""What help needs, in its own words; adapters fulfil it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from registry.application.archive.ports import ArchiveWork
from registry.application.firms.handlers import FirmsWork
from registry.domain.aid.checklist import Checklist
from registry.domain.aid.entitlement import Entitlement
from registry.domain.aid.jobs import Offer, Placement
from registry.domain.aid.pairing import Pairing
from registry.domain.aid.payment import Payment
from registry.domain.archive.record import Entry
from registry.domain.resident import Resident


@dataclass(frozen=True, kw_only=True, repr=False)
class Candidate:
    """Somebody who lives in a place, how many share the household, and the entries.

    `entries` are the newest of the sections asked for, of the person's file or of the
    household's, by section; opened whole.
    """

    resident: Resident
    size: int | None
    entries: Mapping[str, Entry]


class Candidates(Protocol):
    """Those who live in a place, as far as a rule asks for them."""

    def people(
        self, place: str, sections: Collection[str], after: UUID, limit: int
    ) -> Sequence[Candidate]:
        """Return some who live in a place and below it, by id."""
        ...

    def homes_without_plan(
        self, place: str, sections: Collection[str], after: UUID, limit: int
    ) -> Mapping[UUID, Sequence[Candidate]]:
        """Return who lives in some households that have no plan in force, by id."""
        ...

    def paid(self, programme: str, households: Collection[UUID]) -> frozenset[UUID]:
        """Return which of these households have a payment of a programme."""
        ...

    def decided(self, edition: str, residents: Collection[UUID]) -> frozenset[UUID]:
        """Return of whom it is decided what becomes of them under an edition."""
        ...

    def introduced(self, offer: UUID, residents: Collection[UUID]) -> frozenset[UUID]:
        """Return who was introduced to an offer, whatever came of it."""
        ...


class Pairings(Protocol):
    """The collection of all pairings."""

    def add(self, aggregate: Pairing) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Pairing | None:
        """Return one for change, if it is known."""
        ...

    def get(self, key: UUID) -> Pairing:
        """Return one for change, or raise PairingUnknown."""
        ...


class Payments(Protocol):
    """The ledger."""

    def add(self, aggregate: Payment) -> None:
        """Take a new line in."""
        ...

    def get_many(self, keys: Iterable[UUID]) -> Mapping[UUID, Payment]:
        """Return those of many lines that there are, for change."""
        ...

    def get(self, key: UUID) -> Payment:
        """Return one for change, or raise PaymentUnknown."""
        ...

    def find(self, key: UUID) -> Payment | None:
        """Return one for change, if it is known."""
        ...

    def periods(self, programme: str, households: Collection[UUID]) -> Collection[str]:
        """Return for which periods some of these are paid, or about to be."""
        ...


class Entitlements(Protocol):
    """What became of people under rules."""

    def add(self, aggregate: Entitlement) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Entitlement | None:
        """Return one for change, if it is known."""
        ...


class Offers(Protocol):
    """What work firms offer."""

    def add(self, aggregate: Offer) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Offer | None:
        """Return one for change, if it is known."""
        ...

    def get(self, key: UUID) -> Offer:
        """Return one for change, or raise OfferUnknown."""
        ...


class Placements(Protocol):
    """Who was introduced to work."""

    def add(self, aggregate: Placement) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Placement | None:
        """Return one for change, if it is known."""
        ...

    def get(self, key: UUID) -> Placement:
        """Return one for change, or raise PlacementUnknown."""
        ...

    def is_introduced(self, resident_id: UUID, offer_id: UUID) -> bool:
        """Tell whether somebody is introduced to an offer, or got its post."""
        ...


class Checklists(Protocol):
    """The six ones of all units."""

    def add(self, aggregate: Checklist) -> None:
        """Take a new list in."""
        ...

    def find(self, key: str) -> Checklist | None:
        """Return one for change, if it is known."""
        ...


class AidWork(FirmsWork, ArchiveWork, Protocol):
    """A unit of work that knows of help."""

    @property
    def candidates(self) -> Candidates: ...  # noqa: D102
    @property
    def pairings(self) -> Pairings: ...  # noqa: D102
    @property
    def payments(self) -> Payments: ...  # noqa: D102
    @property
    def entitlements(self) -> Entitlements: ...  # noqa: D102
    @property
    def offers(self) -> Offers: ...  # noqa: D102
    @property
    def placements(self) -> Placements: ...  # noqa: D102
    @property
    def checklists(self) -> Checklists: ...  # noqa: D102
