"""Withdrawing (撤回): a petitioner takes back what nobody has answered yet.

No statute gives a form for it, and none forbids it; who withdrew may petition again.
What several share is not one's own to take back, and an accusation is looked into
whatever its author wishes later (条例第29、30条).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from intake.domain.errors import BrokenPetition, WithdrawalRefused
from intake.domain.events import PetitionFact
from intake.domain.lifecycle import LIFECYCLE, PetitionState, PetitionStep
from intake.domain.merging import Bond
from intake.domain.nature import Kind, Nature
from intake.domain.petition import Petition
from intake.domain.withdrawal import Withdrawal
from minqing_kernel.text import clean

LONGEST_REASON: Final = 500
ENDED: Final = frozenset({"resolved", "closed"})


@dataclass(frozen=True, kw_only=True)
class PetitionWithdrawn(PetitionFact):
    """Its petitioner took it back; `accepted`: its case has to end as well."""

    accepted: bool
    withdrawn_at: datetime


def withdraw(petition: Petition, bond: Bond, reason: str, *, at: datetime) -> None:
    """Take a petition back; done twice, it is done once.

    An accepted one stays accepted until its case ended; one that routing answers
    meanwhile stays answered, and may be taken back once it is worked on anew. Raises
    WithdrawalRefused for what is answered, shared (并单, 集体) or an accusation,
    TransitionRefused for what ended at the door, BrokenPetition, Unreadable.
    """
    before = petition.withdrawal
    if before is not None and not came_too_late(
        before, bond.case_state, bond.reopened_at
    ):
        return
    words = _reason(reason)
    accepted = petition.state is PetitionState.ACCEPTED
    state = LIFECYCLE.after(petition.state, PetitionStep.WITHDRAW)
    _require_own(petition, bond)
    petition.state, petition.withdrawal = state, Withdrawal(at=at, reason=words)
    petition.decided_at = petition.decided_at or at
    petition.record(
        PetitionWithdrawn(**petition._next(), accepted=accepted, withdrawn_at=at)
    )


def may_be_taken_back(petition: Petition, bond: Bond) -> bool:
    """Say whether `withdraw` would take it back now."""
    open_yet = PetitionStep.WITHDRAW in LIFECYCLE.steps_from(petition.state)
    return open_yet and _why_not(petition, bond) is None


def why_not_own(nature: Nature, group_id: UUID | None) -> str | None:
    """Return why it is not its petitioner's alone to take back, if it is not."""
    if nature.kind is Kind.ACCUSATION or nature.accused:
        return "withdraw-accusation"
    return "withdraw-group" if group_id is not None else None


def came_too_late(
    before: Withdrawal, case_state: str | None, reopened_at: datetime | None
) -> bool:
    """Say whether an answer came first, and its case is worked on anew since."""
    over = case_state in {*ENDED, "withdrawn"}
    return not over and reopened_at is not None and reopened_at > before.at


def _require_own(petition: Petition, bond: Bond) -> None:
    found = _why_not(petition, bond)
    if found is not None:
        raise WithdrawalRefused(fields={"receipt": found})


def _why_not(petition: Petition, bond: Bond) -> str | None:
    faults = {
        "withdraw-answered": bond.case_state in ENDED,
        "withdraw-merged": bond.merge is not None,
        "withdraw-leads": bond.leads,
    }
    found = next((code for code, is_wrong in faults.items() if is_wrong), None)
    return found or why_not_own(petition.nature, petition.group_id)


def _reason(reason: str) -> str:
    words = clean(reason, field="reason")
    if len(words) > LONGEST_REASON:
        raise BrokenPetition(fields={"reason": "too-long"})
    return words
