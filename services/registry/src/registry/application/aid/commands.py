"""What help can be asked to do; ids are the client's, so that it may be sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.access import Purpose
from registry.domain.aid.checklist import Evidence, SixItem
from registry.domain.aid.entitlement import Finding, Outcome
from registry.domain.aid.jobs import OfferProfile, PlacementKind, PlacementStep
from registry.domain.aid.pairing import Partner
from registry.domain.aid.payment import PaymentStep, Why


@dataclass(frozen=True, kw_only=True)
class PairUp(RegistryCommand):
    """Pair somebody with a household from a day on."""

    pairing_id: UUID
    household_id: UUID
    partner: Partner
    since: date


@dataclass(frozen=True, kw_only=True)
class EndPairing(RegistryCommand):
    """End a pairing with a day."""

    pairing_id: UUID
    until: date


@dataclass(frozen=True, kw_only=True)
class HandOverPairing(RegistryCommand):
    """Give a household into other hands on a day."""

    pairing_id: UUID
    next_id: UUID
    partner: Partner
    on: date


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one household gets."""

    payment_id: UUID
    household_id: UUID
    cents: int


@dataclass(frozen=True, kw_only=True)
class ProposePayments(RegistryCommand):
    """Propose what households get of a programme for a period."""

    programme: str
    period: str
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class DecidePayments(RegistryCommand):
    """Approve or refuse lines that another person proposed; all, or none."""

    payment_ids: Sequence[UUID]
    step: PaymentStep


@dataclass(frozen=True, kw_only=True)
class ReversePayment(RegistryCommand):
    """Propose to take an approved payment back."""

    payment_id: UUID
    reverses: UUID
    why: Why


@dataclass(frozen=True, kw_only=True)
class BatchLook(RegistryCommand):
    """Look at those who live in a place, a page at a time; written down for each."""

    organisation_id: str
    purpose: Purpose
    after: UUID
    limit: int


@dataclass(frozen=True, kw_only=True)
class CheckEntitled(BatchLook):
    """Find who may have a benefit and has none; `standing` names one end of the two."""

    rule: str
    standing: Finding | None = None


@dataclass(frozen=True, kw_only=True)
class SeekCandidates(BatchLook):
    """Find who looks for work, for an offer."""

    offer_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecideEntitlement(RegistryCommand):
    """Say what became of somebody under an edition of a rule."""

    rule: str
    edition: str
    resident_id: UUID
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class RecordOffer(RegistryCommand):
    """Say what work a firm offers."""

    offer_id: UUID
    profile: OfferProfile


@dataclass(frozen=True, kw_only=True)
class Introduce(RegistryCommand):
    """Introduce somebody to an offer, or help them to begin a trade."""

    placement_id: UUID
    kind: PlacementKind
    resident_id: UUID
    offer_id: UUID | None
    on: date


@dataclass(frozen=True, kw_only=True)
class SettlePlacement(RegistryCommand):
    """Say what came of it."""

    placement_id: UUID
    step: PlacementStep
    on: date


@dataclass(frozen=True, kw_only=True)
class ShowEvidence(RegistryCommand):
    """Say what shows that one of the six is done."""

    organisation_id: str
    year: int
    item: SixItem
    evidence: Sequence[Evidence]
