"""Which petition a request is about, and whether it concerns the caller."""

from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Request
from minqing_kernel.messages import Actor


def found_by(parts: Parts, request: Request) -> PetitionView:
    """Return the petition of the path's receipt number.

    Raises UnknownPetition, also to whom it accuses and to all below them (条例第30条).
    """
    return Sight(parts).petition(request.actor, request.params["receipt"])


def seen_by(parts: Parts, request: Request) -> PetitionView:
    """Return the petition if it concerns the caller's organisation.

    Nobody of the accused sees an accusation. Raises UnknownPetition, OutsideScope.
    """
    return Sight(parts).seen_by(request.actor, request.params["receipt"])


def line_of(parts: Parts, actor: Actor) -> list[str]:
    """Return the caller's organisation and all above it: who may be accused."""
    return sorted(parts.reference.tree().line(actor.organisation_id or ""))


def below(parts: Parts, actor: Actor, wanted: str | None) -> list[str]:
    """Return the wanted organisation, or the caller's own, and all below it.

    Raises OutsideScope for one that the caller does not act for.
    """
    tree = parts.reference.tree()
    top = wanted or actor.organisation_id
    if top is None or not acts_for(actor, top, tree):
        raise OutsideScope
    return sorted(tree.below(top))
