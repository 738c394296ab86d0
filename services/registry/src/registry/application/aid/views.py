"""What is shown of help; facts of class 3 are masked by role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.domain.aid.money import printed, yuan


@dataclass(frozen=True, kw_only=True)
class PairingView:
    """A pairing."""

    pairing_id: UUID
    household_id: UUID
    partner_kind: str
    partner_id: str
    since: date
    until: date | None
    follows: UUID | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Unpaired:
    """A social worker who was paired with nobody on a day."""

    staff_id: str
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class PaymentView:
    """A line of the ledger; the amount in yuan, below nothing for a reversal."""

    payment_id: UUID
    programme: str
    household_id: UUID
    organisation_id: str
    period: str
    amount: str
    state: str
    standing: bool
    reverses: UUID | None
    why: str | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Sum:
    """How many households got how much; `cents` are exact."""

    programme: str
    organisation_id: str
    households: int
    cents: int

    @property
    def amount(self) -> str:
        """Return it in yuan."""
        return yuan(self.cents)

    @property
    def printed(self) -> str:
        """Return it as a report has it."""
        return printed(self.cents)


@dataclass(frozen=True, kw_only=True, repr=False)
class Found:
    """Somebody whom a look found; `facts` decided, `missing` are not on file."""

    resident_id: UUID
    household_id: UUID | None
    finding: str
    facts: Mapping[str, Any]
    missing: Sequence[str]


@dataclass(frozen=True, kw_only=True, repr=False)
class Findings:
    """A page of a look: how many it looked at came to what, and who was found."""

    edition: str
    looked_at: int
    counts: Mapping[str, int]
    items: Sequence[Found]
    next: UUID | None

    def followed_by(self, after: "Findings") -> "Findings":
        """Return this look and the one that went on where it ended, as one."""
        return replace(
            after,
            looked_at=self.looked_at + after.looked_at,
            counts={each: n + after.counts[each] for each, n in self.counts.items()},
            items=[*self.items, *after.items],
        )


@dataclass(frozen=True, kw_only=True)
class OfferView:
    """An offer of work; the wage in yuan a month."""

    offer_id: UUID
    firm_id: UUID
    organisation_id: str
    post: str
    posts: int
    hired: int
    wage: str
    until: date
    revision: int


@dataclass(frozen=True, kw_only=True)
class PlacementCounts:
    """How many came to work and to a trade, and how many of it is still open."""

    organisation_id: str
    jobs: int
    startups: int
    introduced: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class SixOnes:
    """The six of a unit and a year."""

    organisation_id: str
    year: int
    items: Mapping[str, Sequence[Mapping[str, str]]]
    done: int
    percent: str
    revision: int
