"""Where a petition stands, in two parts: what intake says of it, and what its case."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from intake.domain.lifecycle import PetitionState
from intake.domain.progress import CaseFact, CaseStep
from intake.domain.record import PetitionRecord

STEPS: Final = frozenset(
    {
        CaseStep.UNROUTED,
        CaseStep.ASSIGNED,
        CaseStep.STARTED,
        CaseStep.RETURNED,
        CaseStep.ESCALATED,
        CaseStep.SUSPENDED,
        CaseStep.RESUMED,
        CaseStep.RESOLVED,
        CaseStep.REOPENED,
        CaseStep.CLOSED,
        CaseStep.WITHDRAWN,
        CaseStep.MERGED,
    }
)
"""Facts that say where a case stands; a new date or a letter does not."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of one petition, or what of it changed; revision 0 tells nothing.

    A petition that is not `known` was never registered here.
    """

    petition_id: UUID
    known: bool = True
    receipt: str = ""
    revision: int = 0
    state: PetitionState | None = None
    accused: tuple[str, ...] = ()
    case_revision: int = 0
    case_state: CaseStep | None = None
    outcome_revision: int = 0
    outcome: str | None = None
    answered_at: datetime | None = None
    consent_holds: bool = False
    consent_given_at: datetime | None = None
    consent_ended_at: datetime | None = None

    def with_petition(self, petition: PetitionRecord) -> Self:
        """Return it with what intake says now."""
        return replace(
            self,
            receipt=petition.receipt,
            revision=petition.revision,
            state=petition.state,
            accused=tuple(sorted(petition.nature.accused)),
            consent_holds=petition.consent.holds,
            consent_given_at=petition.consent.given_at,
            consent_ended_at=petition.consent.ended_at,
        )

    def with_facts(self, facts: Mapping[int, CaseFact]) -> Self:
        """Return it with the newest that these facts tell of the case."""
        stands = max((n for n, f in facts.items() if f.step in STEPS), default=0)
        answer = max((n for n, f in facts.items() if f.outcome is not None), default=0)
        case_state = facts[stands].step if stands else None
        told = replace(self, case_revision=stands, case_state=case_state)
        if not answer:
            return told
        return replace(
            told,
            outcome_revision=answer,
            outcome=facts[answer].outcome,
            answered_at=facts[answer].at,
        )

    @property
    def tells(self) -> bool:
        """Say whether there is anything in it that a follower does not know."""
        parts = (self.revision, self.case_revision, self.outcome_revision)
        return any(parts) or not self.known
