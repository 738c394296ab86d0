"""The collections of help, one table each."""

from collections.abc import Collection, Sequence
from typing import Final
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

PERIODS: Final = """
select distinct period from subsidy_payments
where household_id = any(:ids) and programme = :programme
    and standing and reverses is null
"""
INTRODUCED: Final = """
select placement_id from placements
where resident_id = :who and offer_id = :offer and state <> 'failed' limit 1
"""
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


class SqlPayments(Shelf[Payment]):
    """All payments."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.subsidy_payments,
            to_row=rows.payment_row,
            from_row=rows.payment_of,
            missing=PaymentUnknown,
        )

    def periods(self, programme: str, households: Collection[UUID]) -> Collection[str]:
        """Return for which periods some of these are paid, or about to be."""
        found = self._work.read(PERIODS, programme=programme, ids=list(households))
        return [each["period"] for each in found]


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


class SqlPlacements(Shelf[Placement]):
    """All introductions."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.placements,
            to_row=rows.placement_row,
            from_row=rows.placement_of,
            missing=PlacementUnknown,
        )

    def is_introduced(self, resident_id: UUID, offer_id: UUID) -> bool:
        """Tell whether somebody is introduced to an offer, or got its post."""
        return bool(self._work.read(INTRODUCED, who=resident_id, offer=offer_id))


def all_checklists(work: SqlWork) -> Shelf[Checklist]:
    """Return the collection of all lists of six."""
    return Shelf(
        work,
        tables.six_ones,
        to_row=rows.checklist_row,
        from_row=rows.checklist_of,
    )
