"""What intake tells of petitions in files, in the archive's own words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    PetitionAcceptedV1,
    PetitionReceivedV1,
    PetitionReclassifiedV1,
    PetitionRefusedV1,
)
from minqing_contracts.intake_splits import PetitionSplitV1
from minqing_contracts.intake_standing import PetitionStandingV1
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseClosedV1,
    CaseReopenedV1,
    CaseResolvedV1,
)
from minqing_kernel.messages import SYSTEM, Command
from registry.adapters.obligations.hearing import HEARS_OF_FORMS
from registry.adapters.visits.hearing import HEARS_OF_FINDINGS
from registry.application.archive.commands import DropPetition, FileParts, HearPetition
from registry.domain.archive.consent import OwnConsent
from registry.domain.archive.petitions import Outcome, PetitionState, Standing, Told

Translate = Callable[[Envelope, Any], Command | None]


def _stands(_: Envelope, event: PetitionStandingV1) -> Command:
    if not event.known:
        return DropPetition(actor=SYSTEM, petition_id=event.petition_id)
    standing = Standing(
        petition_id=event.petition_id,
        receipt=event.receipt,
        intake=_told(event.revision, event.state),
        accused=event.accused,
        consent=OwnConsent(
            holds=event.consent_holds,
            given_at=event.consent_given_at,
            ended_at=event.consent_ended_at,
        ),
        case=_told(event.case_revision, event.case_state),
        outcome=_outcome(event),
    )
    return HearPetition(actor=SYSTEM, standing=standing)


def _split(_: Envelope, event: PetitionSplitV1) -> Command:
    return FileParts(
        actor=SYSTEM, petition_id=event.petition_id, part_ids=tuple(event.part_ids)
    )


def _told(revision: int, state: str | None) -> Told:
    """A state that this version has no word for leaves it where it stood."""
    if state not in set(PetitionState):
        return Told()
    return Told(revision=revision, state=PetitionState(state))


def _outcome(event: PetitionStandingV1) -> Outcome | None:
    if event.outcome is None or event.answered_at is None:
        return None
    return Outcome(
        revision=event.outcome_revision, outcome=event.outcome, at=event.answered_at
    )


HEARS: Mapping[type[Event], Translate] = {
    PetitionStandingV1: _stands,
    PetitionSplitV1: _split,
    **HEARS_OF_FINDINGS,
    **HEARS_OF_FORMS,
}


def _nothing(_: Envelope, __: Event) -> None:
    """Ask nothing: intake tells it again to whoever has filed the petition."""


HEARD_BEFORE: Final[Mapping[type[Event], Translate]] = dict.fromkeys(
    (
        PetitionReceivedV1,
        PetitionAcceptedV1,
        PetitionReclassifiedV1,
        PetitionRefusedV1,
        CaseAssignedV1,
        CaseResolvedV1,
        CaseReopenedV1,
        CaseClosedV1,
    ),
    _nothing,
)
"""What an older version heard of every petition: some may lie in the queue yet."""
