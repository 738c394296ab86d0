"""Which petition a request is about, and whether it concerns the caller."""

from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Request


def found_by(parts: Parts, request: Request) -> PetitionView:
    """Return the petition of the path's receipt number.

    Raises UnknownPetition, also to whom it accuses and to all below them (条例第30条).
    """
    return Sight(parts).petition(request.actor, request.params["receipt"])


def seen_by(parts: Parts, request: Request) -> PetitionView:
    """Return the petition if it concerns the caller's organisation.

    Raises UnknownPetition, OutsideScope.
    """
    return Sight(parts).seen_by(request.actor, request.params["receipt"])
