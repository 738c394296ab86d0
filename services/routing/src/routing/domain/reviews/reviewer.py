"""Who reviews: the organ above that may know of the matter, or the desk for it."""

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor
from routing.domain.authority import DISPATCHERS
from routing.domain.case import Case
from routing.domain.errors import NotYours
from routing.domain.organisation import OrganisationTree
from routing.domain.organs.organ import organs_above, seat_of


def reviewer_above(disputed: str, case: Case, units: OrganisationTree) -> str | None:
    """Return the nearest organ above that may know of the matter (条例第30条)."""
    above = organs_above(disputed, units)
    return next((each for each in above if not case.is_accused(each, units)), None)


def ensure_taker(
    by: Actor | None,
    case: Case,
    reviewer: str,
    desk: str | None,
    units: OrganisationTree,
) -> None:
    """Let who dispatches pass: of the line that answered, or of the reviewing organ.

    A petitioner who wrote themselves (None) needs nobody to take it.
    """
    if by is None:
        return
    if by.role not in DISPATCHERS:
        raise Forbidden(f"{by.role} does not take requests for review")
    in_line = units.stands_over(by.organisation_id, case.organisation_id or "")
    if not in_line and not is_of(by, reviewer, desk, units):
        raise NotYours


def is_of(by: Actor, reviewer: str, desk: str | None, units: OrganisationTree) -> bool:
    """Say whether somebody serves in an organ, or in the desk that speaks for it."""
    unit = by.organisation_id
    return unit is not None and (unit == desk or seat_of(unit, units) == reviewer)
