"""Dividing (拆件): a matter that holds several questions becomes several matters.

What the petitioner said stays with the first as it was said. Each part is a matter of
its own that came when the first came: its clock runs from then (条例第22、23、34条).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from intake.domain.errors import SplitRefused
from intake.domain.events import PetitionFact
from intake.domain.lifecycle import PetitionState
from intake.domain.merging import ENDED, Bond
from intake.domain.nature import PLAIN, Kind, Nature
from intake.domain.petition import Petition
from intake.domain.policy import IntakePolicy
from intake.domain.withdrawing import came_too_late

MOST_PARTS: Final = 5
"""So many more matters at most come of one act."""
MOST_TOGETHER: Final = 10
"""So many matters at most are of one coming, the first among them."""
OPEN: Final = frozenset(
    {PetitionState.RECEIVED, PetitionState.AWAITING, PetitionState.ACCEPTED}
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A matter that was divided off."""

    petition_id: UUID
    receipt: str
    category: str | None


@dataclass(frozen=True, kw_only=True)
class PetitionSplit(PetitionFact):
    """Parts of it are matters of their own from now on; why stays with intake."""

    category: str | None
    parts: tuple[Part, ...]
    reason: str
    split_at: datetime


@dataclass(frozen=True, kw_only=True)
class Kin:
    """Which matters came together: the first of them, and how many there are.

    `elsewhere`: another agency answers for the one that was asked about.
    """

    first_petition_id: UUID
    together: int = 1
    elsewhere: bool = False


def require_divisible(petition: Petition, bond: Bond, kin: Kin, more: int) -> None:
    """Raise SplitRefused for what cannot be divided into so many matters `more`.

    An accusation keeps its path whole (条例第30条), a group matter its
    representatives (第20条); what is merged is separated first.
    """
    before, accused = petition.withdrawal, petition.nature.accused
    taken_back = before is not None and not came_too_late(
        before, bond.case_state, bond.reopened_at
    )
    faults = {
        "split-ended": petition.state not in OPEN,
        "split-answered": bond.case_state in ENDED,
        "split-withdrawn": taken_back or bond.case_state == "withdrawn",
        "split-elsewhere": kin.elsewhere,
        "split-merged": bond.merge is not None,
        "split-leads": bond.leads,
        "split-accusation": petition.nature.kind is Kind.ACCUSATION or bool(accused),
        "split-group": petition.group_id is not None,
        "split-too-many": kin.together + more > MOST_TOGETHER,
    }
    found = next((code for code, is_wrong in faults.items() if is_wrong), None)
    if found is not None:
        raise SplitRefused(fields={"receipt": found})


def nature_of_part(whole: Nature) -> Nature:
    """Return what a part is: as the whole, but it is no further visit (B-32)."""
    if whole is PLAIN:
        return PLAIN
    return replace(whole, flags=frozenset(), representatives=None)


def arrive_as_part(
    part: Petition, first: Petition, policy: IntakePolicy, *, at: datetime
) -> None:
    """Let a part come in as the first came in.

    What was accepted was accepted whole: a part of it that needs nothing more counts as
    accepted when the first was, so that dividing begins no term anew (条例第34条).
    """
    since = first.decided_at if first.state is PetitionState.ACCEPTED else None
    part.arrive(since or at, policy)


def split(
    petition: Petition, parts: Sequence[Petition], reason: str, *, at: datetime
) -> None:
    """Note beside a petition what was divided off; none of its words change."""
    told = [
        Part(petition_id=e.petition_id, receipt=e.receipt, category=e.category)
        for e in parts
    ]
    petition.record(
        PetitionSplit(
            **petition._next(),
            category=petition.category,
            parts=tuple(told),
            reason=reason,
            split_at=at,
        )
    )
