"""Organs: the units that speak to the outside in their own name, under a mark."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, DomainEvent, Role
from routing.domain.errors import NotYours, UnknownUnit
from routing.domain.organisation import Organisation, OrganisationTree
from routing.domain.organs.errors import NoOrgan, NotAnOrgan

INNER = frozenset({"section", "agent-point"})
"""Kinds of units that are parts of an organ (内设机构): they sign nothing."""


@dataclass(frozen=True, kw_only=True)
class OrganSet(DomainEvent):
    """An organ has this mark and signs with this name from now on."""

    organisation_id: str
    revision: int
    mark: str
    name: str
    at: datetime


@dataclass(eq=False, kw_only=True)
class Organ(Aggregate):
    """How an organ signs: `mark` is its 机关代字 (金泉街信), `name` the full 署名.

    `review_unit` answers in its name what is asked of it as 复查 or 复核 (信访局).
    """

    organisation_id: str
    mark: str = ""
    name: str = ""
    review_unit: str | None = None
    revision: int = 0

    def sign_as(
        self,
        mark: str,
        name: str,
        review_unit: str | None = None,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Take mark, name and who reviews for it; the same again changes nothing.

        Raises Forbidden for another role, NotYours for a unit of another line,
        NotAnOrgan for an inner section, UnknownUnit for a review unit of another line.
        """
        unit = units.find(self.organisation_id)
        if unit is None or unit.kind in INNER:
            raise NotAnOrgan(fields={"organisation_id": "not-an-organ"})
        if by.role not in {Role.SUPERVISOR, Role.OPS}:
            raise Forbidden(f"{by.role} does not set how an organ signs")
        above = units.stands_over(by.organisation_id, self.organisation_id)
        if by.role is not Role.OPS and not above:
            raise NotYours
        if review_unit is not None and not (
            units.is_active(review_unit)
            and units.stands_over(self.organisation_id, review_unit)
        ):
            raise UnknownUnit(fields={"review_unit": "not-known"})
        said = (mark, name, review_unit)
        if self.revision and said == (self.mark, self.name, self.review_unit):
            return
        self.mark, self.name, self.review_unit = said
        self.revision += 1
        self.record(
            OrganSet(
                organisation_id=self.organisation_id,
                revision=self.revision,
                mark=mark,
                name=name,
                at=at,
            )
        )


def organs_above(organisation_id: str, units: OrganisationTree) -> Iterator[str]:
    """Yield the organs above a unit, nearest first, the unit's own organ left out."""
    own = seat_of(organisation_id, units)
    for unit in units.superiors(own):
        if unit.kind not in INNER:
            yield unit.organisation_id


def seat_of(organisation_id: str, units: OrganisationTree) -> str:
    """Return the organ that a unit belongs to: itself, or who stands over a section."""
    unit = units.find(organisation_id)
    if unit is not None and unit.kind in INNER:
        above = (each for each in units.superiors(organisation_id))
        outer = next((each for each in above if each.kind not in INNER), None)
        return outer.organisation_id if outer else organisation_id
    return organisation_id


def signing_organ(
    organisation_id: str,
    units: OrganisationTree,
    find: Callable[[str], Organ | None],
) -> Organ:
    """Return the organ in whose name a unit's documents go out.

    A unit that has no mark of its own (a community, a section) is spoken for by the
    nearest superior that has one. Raises NoOrgan when there is none.
    """
    seat = seat_of(organisation_id, units)
    line = [seat, *organs_above(seat, units)]
    signing = (organ for each in line if (organ := find(each)) is not None)
    organ = next(signing, None)
    if organ is None:
        raise NoOrgan
    return organ


def name_of(unit: Organisation | None) -> str | None:
    """Return a unit's name, None when it is not known."""
    return unit.name if unit else None
