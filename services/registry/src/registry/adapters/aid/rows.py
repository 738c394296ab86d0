"""Where rows and help meet."""

from collections.abc import Mapping
from typing import Any

from registry.domain.aid.checklist import Checklist, Evidence, SixItem
from registry.domain.aid.entitlement import Entitlement, Outcome
from registry.domain.aid.jobs import (
    Offer,
    OfferProfile,
    Placement,
    PlacementKind,
    PlacementState,
)
from registry.domain.aid.pairing import Pairing, Partner, PartnerKind
from registry.domain.aid.payment import Payment, PaymentState, Why

Row = Mapping[Any, Any]


def pairing_row(pairing: Pairing) -> dict[str, Any]:
    """Return the row of a pairing."""
    return {
        "pairing_id": pairing.pairing_id,
        "household_id": pairing.household_id,
        "partner_kind": pairing.partner.kind.value,
        "partner_id": pairing.partner.id,
        "since": pairing.since,
        "until": pairing.until,
        "follows": pairing.follows,
        "revision": pairing.revision,
    }


def pairing_of(row: Row) -> Pairing:
    """Return the pairing of a row."""
    said = dict(row)
    kind, key = said.pop("partner_kind"), said.pop("partner_id")
    return Pairing(partner=Partner(kind=PartnerKind(kind), id=key), **said)


def payment_row(payment: Payment) -> dict[str, Any]:
    """Return the row of a line of the ledger."""
    return {
        "payment_id": payment.payment_id,
        "programme": payment.programme,
        "household_id": payment.household_id,
        "organisation_id": payment.organisation_id,
        "period": payment.period,
        "cents": payment.cents,
        "reverses": payment.reverses,
        "why": payment.why,
        "state": payment.state.value,
        "standing": payment.standing,
        "proposed_by": payment.proposed_by,
        "proposed_at": payment.proposed_at,
        "decided_by": payment.decided_by,
        "decided_at": payment.decided_at,
        "revision": payment.revision,
    }


def payment_of(row: Row) -> Payment:
    """Return the line of a row."""
    why = row["why"] and Why(row["why"])
    return Payment(**{**row, "why": why, "state": PaymentState(row["state"])})


def entitlement_row(outcome: Entitlement) -> dict[str, Any]:
    """Return the row of what became of somebody."""
    return {
        "outcome_id": outcome.outcome_id,
        "resident_id": outcome.resident_id,
        "edition": outcome.edition,
        "outcome": outcome.outcome,
        "decided_by": outcome.decided_by,
        "revision": outcome.revision,
    }


def entitlement_of(row: Row) -> Entitlement:
    """Return what became of somebody, of a row."""
    return Entitlement(**{**row, "outcome": Outcome(row["outcome"])})


def offer_row(offer: Offer) -> dict[str, Any]:
    """Return the row of an offer."""
    return {
        "offer_id": offer.offer_id,
        "organisation_id": offer.organisation_id,
        **vars(offer.profile),
        "hired": offer.hired,
        "revision": offer.revision,
    }


def offer_of(row: Row) -> Offer:
    """Return the offer of a row."""
    said = dict(row)
    profile = {name: said.pop(name) for name in OfferProfile.__dataclass_fields__}
    return Offer(profile=OfferProfile(**profile), **said)


def placement_row(placement: Placement) -> dict[str, Any]:
    """Return the row of an introduction."""
    return {
        "placement_id": placement.placement_id,
        "kind": placement.kind.value,
        "resident_id": placement.resident_id,
        "offer_id": placement.offer_id,
        "organisation_id": placement.organisation_id,
        "introduced_on": placement.introduced_on,
        "state": placement.state.value,
        "settled_on": placement.settled_on,
        "revision": placement.revision,
    }


def placement_of(row: Row) -> Placement:
    """Return the introduction of a row."""
    kinds = {"kind": PlacementKind(row["kind"]), "state": PlacementState(row["state"])}
    return Placement(**{**row, **kinds})


def checklist_row(checklist: Checklist) -> dict[str, Any]:
    """Return the row of a list."""
    return {
        "checklist_id": checklist.checklist_id,
        "organisation_id": checklist.organisation_id,
        "year": checklist.year,
        "items": {
            item.value: [vars(each) for each in evidence]
            for item, evidence in checklist.items.items()
        },
        "revision": checklist.revision,
    }


def checklist_of(row: Row) -> Checklist:
    """Return the list of a row."""
    items = {
        SixItem(item): tuple(Evidence(**each) for each in evidence)
        for item, evidence in row["items"].items()
    }
    return Checklist(**{**row, "items": items})
