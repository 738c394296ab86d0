"""What somebody may do to a hand-over now: what a page offers, and no more."""

from collections.abc import Mapping
from typing import Any, Final

from minqing_kernel.messages import Actor, Role
from routing.domain.authority import DISPATCHERS
from routing.domain.handover.forms import Form
from routing.domain.organisation import OrganisationTree

ACTS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("in", "offered"): ("accept", "refuse"),
    ("in", "taken"): ("return",),
    ("in", "working"): ("return",),
    ("out", "offered"): ("recall",),
    ("out", "working"): ("recall",),
    ("out", "return-asked"): ("return-decision", "recall"),
    ("out", "kept"): ("recall",),
}
"""By where it came from and where it stands; the protocol decides in the end."""
VOTES: Final = frozenset({"accept", "refuse"})


def open_to(
    row: Mapping[str, Any], actor: Actor, units: OrganisationTree, *, speaks: bool
) -> list[str]:
    """Return the acts that are offered to this person."""
    if actor.role not in DISPATCHERS or row["reconciling"]:
        return []
    if row["contested"]:
        gives_way = speaks and actor.role is Role.SUPERVISOR
        return ["concede"] if gives_way else []
    owner = row["organisation_id"]
    over = owner is not None and units.stands_over(actor.organisation_id, owner)
    acts = ACTS.get((row["direction"], row["state"]), ())
    if row["form"] == Form.RETURN.value:
        acts = tuple(each for each in acts if each != "return")
    return [e for e in acts if speaks or (over and e not in VOTES)]
