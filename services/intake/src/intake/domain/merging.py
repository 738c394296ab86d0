"""Merging (并单): several petitions about one matter, of which one leads; and undoing.

Nothing of a merged petition is changed: it points to its lead, and no longer when it is
separated. There are no chains: who leads follows nobody, who follows leads nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from intake.domain.errors import BrokenPetition, MergeRefused, NotMerged
from intake.domain.events import PetitionFact
from intake.domain.lifecycle import PetitionState
from intake.domain.petition import Petition
from minqing_kernel.text import clean

LONGEST_REASON: Final = 500
ENDED: Final = frozenset({"resolved", "closed"})


@dataclass(frozen=True, kw_only=True)
class PetitionMerged(PetitionFact):
    """It was joined to another, which is answered for both."""

    lead_petition_id: UUID
    lead_receipt: str
    reason: str
    merged_at: datetime


@dataclass(frozen=True, kw_only=True)
class PetitionSeparated(PetitionFact):
    """It stands for itself again; `merge_revision` names the merging undone."""

    lead_petition_id: UUID
    merge_revision: int
    reason: str
    separated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Merge:
    """That a petition is merged: into which, since when, by which of its facts."""

    petition_id: UUID
    lead_petition_id: UUID
    revision: int
    merged_at: datetime


@dataclass(frozen=True, kw_only=True)
class Bond:
    """How a petition stands to others: its merge, if any, and whether others follow.

    `case_state` is what routing last told of its case, None before it told anything;
    `reopened_at` when it was last worked on anew; `owner_id` who answers for it.
    `accused` is kept in order.
    """

    petition_id: UUID
    case_state: str | None = None
    reopened_at: datetime | None = None
    owner_id: str | None = None
    accused: tuple[str, ...] = ()
    merge: Merge | None = None
    leads: bool = False


def merge(
    petition: Petition,
    lead: Petition,
    bonds: tuple[Bond, Bond],
    reason: str,
    *,
    at: datetime,
) -> Merge:
    """Join a petition to its lead; `bonds` are theirs, in this order.

    Raises MergeRefused for itself, for one that follows or leads others already, for
    one that is not accepted, or answered, or whose accused differ (条例第30条), for a
    lead whose petitioner cannot be told where this one's can; and BrokenPetition
    without a reason.
    """
    words = _reason(reason)
    _require_fit(petition, lead, *bonds)
    merged = Merge(
        petition_id=petition.petition_id,
        lead_petition_id=lead.petition_id,
        revision=petition.revision + 1,
        merged_at=at,
    )
    petition.record(
        PetitionMerged(
            **petition._next(),
            lead_petition_id=lead.petition_id,
            lead_receipt=lead.receipt,
            reason=words,
            merged_at=at,
        )
    )
    return merged


def separate(petition: Petition, bond: Bond, reason: str, *, at: datetime) -> None:
    """Let a merged petition stand for itself again.

    Raises NotMerged, and BrokenPetition without a reason.
    """
    words = _reason(reason)
    if bond.merge is None:
        raise NotMerged
    petition.record(
        PetitionSeparated(
            **petition._next(),
            lead_petition_id=bond.merge.lead_petition_id,
            merge_revision=bond.merge.revision,
            reason=words,
            separated_at=at,
        )
    )


def _require_fit(petition: Petition, lead: Petition, mine: Bond, its: Bond) -> None:
    faults = {
        "itself": petition.petition_id == lead.petition_id,
        "already-merged": mine.merge is not None,
        "leads-others": mine.leads,
        "lead-is-merged": its.merge is not None,
        "not-accepted": {petition.state, lead.state} != {PetitionState.ACCEPTED},
        "withdrawn": bool(petition.withdrawal or lead.withdrawal),
        "already-answered": bool({mine.case_state, its.case_state} & ENDED),
        "other-accused": mine.accused != its.accused,
        "lead-unreachable": petition.reachable and not lead.reachable,
    }
    found = next((code for code, is_wrong in faults.items() if is_wrong), None)
    if found is not None:
        raise MergeRefused(fields={"lead": found})


def _reason(reason: str) -> str:
    words = clean(reason, field="reason")
    if not words:
        raise BrokenPetition(fields={"reason": "required"})
    if len(words) > LONGEST_REASON:
        raise BrokenPetition(fields={"reason": "too-long"})
    return words
