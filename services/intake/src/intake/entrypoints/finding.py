"""Which petition a request is about, and whether it concerns the caller."""

from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.authority import acts_for, is_kept_from
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.receipt import read_receipt
from minqing_chassis.http.route import Request
from minqing_kernel.messages import Actor


def found_by(parts: Parts, request: Request) -> PetitionView:
    """Return the petition of the path's receipt number; raise UnknownPetition."""
    number = read_receipt(request.params["receipt"])
    found = parts.reader.petition(number) if number else None
    if found is None:
        raise UnknownPetition
    return found


def seen_by(parts: Parts, request: Request) -> PetitionView:
    """Return the petition if it concerns the caller's organisation.

    Nobody of the accused sees an accusation. Raises UnknownPetition, OutsideScope.
    """
    found = found_by(parts, request)
    require_concerned(parts, request.actor, found)
    return found


def require_concerned(parts: Parts, actor: Actor, found: PetitionView) -> None:
    """Raise OutsideScope unless the petition concerns the actor's organisation.

    Once somebody answers for it, it lies open to all no longer.
    """
    tree = parts.reference.tree()
    if is_kept_from(actor, found.nature.accused, tree):
        raise OutsideScope
    if not acts_for(actor, found.owner_id, tree) and not (
        found.organisation_id is not None
        and acts_for(actor, found.organisation_id, tree)
    ):
        raise OutsideScope


def below(parts: Parts, actor: Actor, wanted: str | None) -> list[str]:
    """Return the wanted organisation, or the caller's own, and all below it.

    Raises OutsideScope for one that the caller does not act for.
    """
    tree = parts.reference.tree()
    top = wanted or actor.organisation_id
    if top is None or not acts_for(actor, top, tree):
        raise OutsideScope
    return sorted(tree.below(top))
