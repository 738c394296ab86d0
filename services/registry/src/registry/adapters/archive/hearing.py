"""What intake and routing tell, in the archive's own words."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    PetitionAcceptedV1,
    PetitionEvent,
    PetitionReceivedV1,
    PetitionReclassifiedV1,
    PetitionRefusedV1,
)
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseClosedV1,
    CaseEvent,
    CaseReopenedV1,
    CaseResolvedV1,
)
from minqing_kernel.messages import SYSTEM, Command
from registry.adapters.visits.hearing import HEARS_OF_FINDINGS
from registry.application.archive.commands import HearPetition
from registry.domain.archive.petitions import Outcome, PetitionState, Standing, Told

Translate = Callable[[Envelope, Any], Command | None]


def _by_intake(state: PetitionState) -> Translate:
    def translate(_: Envelope, event: PetitionEvent) -> Command:
        standing = Standing(
            petition_id=event.petition_id,
            receipt=event.receipt,
            intake=Told(revision=event.revision, state=state),
            accused=list(event.accused),
        )
        return HearPetition(actor=SYSTEM, standing=standing)

    return translate


def _by_routing(state: PetitionState) -> Translate:
    def translate(_: Envelope, event: CaseEvent) -> Command:
        standing = Standing(
            petition_id=event.petition_id,
            receipt=event.receipt,
            case=Told(revision=event.revision, state=state),
            outcome=_outcome(event),
        )
        return HearPetition(actor=SYSTEM, standing=standing)

    return translate


def _outcome(event: CaseEvent) -> Outcome | None:
    if not isinstance(event, CaseResolvedV1):
        return None
    return Outcome(revision=event.revision, outcome=event.outcome, at=event.resolved_at)


HEARS: Mapping[type[Event], Translate] = {
    PetitionReceivedV1: _by_intake(PetitionState.RECEIVED),
    PetitionAcceptedV1: _by_intake(PetitionState.ACCEPTED),
    PetitionReclassifiedV1: _by_intake(PetitionState.ACCEPTED),
    PetitionRefusedV1: _by_intake(PetitionState.REFUSED),
    CaseAssignedV1: _by_routing(PetitionState.ASSIGNED),
    CaseResolvedV1: _by_routing(PetitionState.RESOLVED),
    CaseReopenedV1: _by_routing(PetitionState.REOPENED),
    CaseClosedV1: _by_routing(PetitionState.CLOSED),
    **HEARS_OF_FINDINGS,
}
