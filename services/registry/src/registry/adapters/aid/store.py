"""The collections of help, one table each."""

from collections.abc import Sequence
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.aid import rows, tables
from registry.adapters.shelf import Shelf
from registry.domain.aid.checklist import Checklist
from registry.domain.aid.entitlement import Entitlement
from registry.domain.aid.errors import (
    OfferUnknown,
    PairingUnknown,
    PaymentUnknown,
    PlacementUnknown,
)
from registry.domain.aid.jobs import Offer, Placement
from registry.domain.aid.pairing import Pairing
from registry.domain.aid.payment import Payment

OPEN = """
select pairing_id from pairings where household_id = :id and until is null
order by pairing_id
"""


class SqlPairings(Shelf[Pairing]):
    """All pairings."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.pairings,
            to_row=rows.pairing_row,
            from_row=rows.pairing_of,
            missing=PairingUnknown,
        )

    def open_of(self, household_id: UUID) -> Sequence[Pairing]:
        """Return for change the pairings of a household that have no end."""
        found = self._work.read(OPEN, id=household_id)
        return list(self.get_many(row["pairing_id"] for row in found).values())


def the_ledger(work: SqlWork) -> Shelf[Payment]:
    """Return the collection of all payments."""
    return Shelf(
        work,
        tables.subsidy_payments,
        to_row=rows.payment_row,
        from_row=rows.payment_of,
        missing=PaymentUnknown,
    )


def all_entitlements(work: SqlWork) -> Shelf[Entitlement]:
    """Return the collection of what became of people under rules."""
    return Shelf(
        work,
        tables.entitlements,
        to_row=rows.entitlement_row,
        from_row=rows.entitlement_of,
    )


def all_offers(work: SqlWork) -> Shelf[Offer]:
    """Return the collection of all offers of work."""
    return Shelf(
        work,
        tables.job_offers,
        to_row=rows.offer_row,
        from_row=rows.offer_of,
        missing=OfferUnknown,
    )


def all_placements(work: SqlWork) -> Shelf[Placement]:
    """Return the collection of all introductions."""
    return Shelf(
        work,
        tables.placements,
        to_row=rows.placement_row,
        from_row=rows.placement_of,
        missing=PlacementUnknown,
    )


def all_checklists(work: SqlWork) -> Shelf[Checklist]:
    """Return the collection of all lists of six."""
    return Shelf(
        work,
        tables.six_ones,
        to_row=rows.checklist_row,
        from_row=rows.checklist_of,
    )
