"""The people in somebody's charge: of their buildings, grids, households (A-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.charges.ports import Charges
from registry.application.ports import Places
from registry.application.views import ResidentCard, masked
from registry.domain.authority import READERS
from registry.domain.charges.captaincy import Charge, charge_of
from registry.domain.errors import OutOfReach
from registry.domain.resident import Resident


@dataclass(frozen=True, kw_only=True, repr=False)
class People:
    """Some of the people in somebody's charge, masked; how many they all are."""

    people: int
    items: Sequence[ResidentCard]
    next: UUID | None


class PeopleReader(Places, Charges, Protocol):
    """Questions about who is in whose charge."""

    def today(self) -> date:
        """Return the agency's day."""
        ...

    def in_charge(
        self, charge: Charge, place: str, after: UUID, limit: int
    ) -> tuple[int, Sequence[Resident]]:
        """Return how many live in a charge, in a place and below it, and some."""
        ...


def my_people(reader: PeopleReader, actor: Actor, after: UUID, limit: int) -> People:
    """Return the people in the actor's charge today; raises OutOfReach for no place."""
    place = reader.seat_of(actor.organisation_id)
    if place is None or actor.role not in READERS:
        raise OutOfReach
    today = reader.today()
    charge = charge_of(reader.present(actor.id, today))
    count, found = reader.in_charge(charge, place, after, limit)
    return People(
        people=count,
        items=[masked(each, actor.role, today) for each in found],
        next=found[-1].resident_id if len(found) == limit else None,
    )
