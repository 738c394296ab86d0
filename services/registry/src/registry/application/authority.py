"""Authority as the tree of organisations decides it."""

from collections.abc import Sequence

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.ports import Places
from registry.domain.authority import check_govern, check_keep, reaches
from registry.domain.errors import OutOfReach


def known_lineage(places: Places, organisation_id: str, field: str) -> Sequence[str]:
    """Return a lineage, or raise Invalid on `field` if it is unknown."""
    lineage = places.lineage(organisation_id)
    if not lineage:
        raise Invalid(fields={field: "unknown-organisation"})
    return lineage


def must_govern(actor: Actor, places: Places, organisation_ids: set[str]) -> None:
    """Refuse a write unless the actor governs all of these (known) organisations."""
    for organisation_id in sorted(organisation_ids):
        lineage = known_lineage(places, organisation_id, "organisation_id")
        check_govern(actor, lineage)


def must_keep(actor: Actor, places: Places, organisation_ids: set[str]) -> None:
    """Refuse to write a person's file that one of these organisations keeps."""
    seat = places.seat_of(actor.organisation_id)
    for organisation_id in sorted(organisation_ids):
        lineage = known_lineage(places, organisation_id, "organisation_id")
        check_keep(actor, seat, lineage)


def is_within_reach(actor: Actor, places: Places, organisation_id: str) -> bool:
    """Tell whether the actor may look at people whose file this organisation keeps."""
    seat = places.seat_of(actor.organisation_id)
    return reaches(actor, seat, places.lineage(organisation_id))


def must_reach(actor: Actor, places: Places, organisation_id: str) -> None:
    """Refuse a look at a person whose file this organisation keeps."""
    if not is_within_reach(actor, places, organisation_id):
        raise OutOfReach


def must_see_place(actor: Actor, places: Places, organisation_id: str) -> None:
    """Refuse figures of a place but to those who see its people, or govern it."""
    if not is_within_reach(actor, places, organisation_id):
        check_govern(actor, places.lineage(organisation_id))
