"""Which petition a request is about, and whether it concerns the caller."""

from uuid import UUID

from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope
from intake.entrypoints.sight import Sight
from minqing_chassis.http.problems import FieldError, Problem
from minqing_chassis.http.route import STAFF, Request
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


def by_code_or_desk(parts: Parts, request: Request) -> tuple[UUID, bool]:
    """Return what `by_this_code_or_desk` does for the code that stands in the body."""
    return by_this_code_or_desk(parts, request, request.body.get("code"))


def by_this_code_or_desk(
    parts: Parts, request: Request, code: str | None
) -> tuple[UUID, bool]:
    """Return the petition's id, and whether its petitioner asks, by the code.

    Without a code a member of staff must be asking; raises Problem for anybody else,
    UnknownPetition, TooManyTries, OutsideScope.
    """
    if code is not None:
        receipt = request.params["receipt"]
        found = parts.public_desk.look(receipt, code, request.cause)
        return found.petition_id, True
    if request.actor.role not in STAFF:
        missing = [FieldError("code", "required")]
        raise Problem(422, "validation-failed", errors=missing)
    return seen_by(parts, request).petition_id, False


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
