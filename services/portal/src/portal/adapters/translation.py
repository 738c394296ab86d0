"""The portal's facts as lines of its timeline; what it hears, as facts of its own."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from minqing_chassis.unit_of_work import Told
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    PetitionEvent,
    PetitionReceivedV1,
    PetitionReclassifiedV1,
    PetitionReferredV1,
    PetitionRefusedV1,
    SupplementGivenV1,
    SupplementRequestedV1,
)
from minqing_contracts.intake_waiting import PetitionLapsedV1
from minqing_contracts.intake_withdrawals import PetitionWithdrawnV1
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseClosedV1,
    CaseEscalatedV1,
    CaseEvent,
    CaseGatheredV1,
    CaseMergedV1,
    CaseReopenedV1,
    CaseResolvedV1,
    CaseReturnedV1,
    CaseSeparatedV1,
    CaseStartedV1,
    CaseUnroutedV1,
)
from minqing_contracts.routing_handovers import CaseLocatedV1
from minqing_contracts.routing_turns import (
    CaseExtendedV1,
    CaseRescheduledV1,
    CaseResumedV1,
    CaseSuspendedV1,
)
from minqing_contracts.routing_withdrawals import CaseWithdrawnV1
from minqing_kernel.messages import Command, DomainEvent
from portal.application.commands import HearFact
from portal.domain.events import (
    LinkIssued,
    LinkRevoked,
    LinkUsed,
    MatterHandedOver,
    MatterKept,
    MatterTurnedAway,
)
from portal.domain.progress import HeardFact, Stand

Translate = Callable[[Envelope, Any], Command | None]


def _kept(fact: MatterKept) -> Told:
    subject, detail = str(fact.matter_id), {"number": fact.number}
    return Told(subject=subject, revision=1, step="kept", at=fact.at, detail=detail)


def _handed_over(fact: MatterHandedOver) -> Told:
    return Told(
        subject=str(fact.matter_id),
        revision=2,
        step="handed-over",
        at=fact.at,
        detail={"receipt": fact.receipt},
    )


def _turned_away(fact: MatterTurnedAway) -> Told:
    return Told(
        subject=str(fact.matter_id),
        revision=2,
        step="turned-away",
        at=fact.at,
        detail={"reason": fact.reason},
    )


def _of_link(step: str, *names: str) -> Callable[[Any], Told]:
    def told(fact: LinkIssued | LinkUsed | LinkRevoked) -> Told:
        return Told(
            subject=f"link:{fact.link_id}",
            revision=fact.revision,
            step=step,
            at=fact.at,
            detail={name: str(getattr(fact, name)) for name in names},
        )

    return told


TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    MatterKept: _kept,
    MatterHandedOver: _handed_over,
    MatterTurnedAway: _turned_away,
    LinkIssued: _of_link("link-issued", "kind", "holder_id", "by"),
    LinkUsed: _of_link("link-used", "matter_id"),
    LinkRevoked: _of_link("link-revoked", "by"),
}

INTAKE: Final[Mapping[type[PetitionEvent], Stand | None]] = {
    PetitionReceivedV1: Stand.RECEIVED,
    PetitionRefusedV1: Stand.NOT_ACCEPTED,
    PetitionReferredV1: Stand.NOT_ACCEPTED,
    PetitionReclassifiedV1: None,
    SupplementRequestedV1: Stand.ASKED,
    SupplementGivenV1: Stand.RECEIVED,
    PetitionLapsedV1: Stand.NOT_ACCEPTED,
    PetitionWithdrawnV1: Stand.WITHDRAWN,
}
ROUTING: Final[Mapping[type[CaseEvent], Stand | None]] = {
    CaseUnroutedV1: Stand.WORKING,
    CaseAssignedV1: Stand.WORKING,
    CaseStartedV1: Stand.WORKING,
    CaseReturnedV1: None,
    CaseEscalatedV1: None,
    CaseResolvedV1: Stand.ANSWERED,
    CaseReopenedV1: Stand.WORKING,
    CaseClosedV1: Stand.CLOSED,
    CaseMergedV1: Stand.MERGED,
    CaseWithdrawnV1: Stand.WITHDRAWN,
    CaseSeparatedV1: None,
    CaseGatheredV1: None,
    CaseExtendedV1: None,
    CaseRescheduledV1: None,
    CaseResumedV1: None,
    CaseSuspendedV1: None,
    CaseLocatedV1: None,
}
"""What each contract says of where a matter stands; None: nothing new."""
SEPARATED: Final = {"resolved": Stand.ANSWERED, "closed": Stand.CLOSED}
"""Where a case goes on that was merged; in any other state it is worked on."""


def _hear(source: str, stand: Stand | None) -> Translate:
    def translate(envelope: Envelope, event: Any) -> HearFact:  # noqa: ANN401
        stands = stand
        if isinstance(event, CaseSeparatedV1):
            stands = SEPARATED.get(event.state, Stand.WORKING)
        return HearFact(
            fact=HeardFact(
                petition_id=event.petition_id,
                source=source,
                revision=event.revision,
                receipt=event.receipt,
                at=envelope.occurred_at,
                stand=stands,
                category=_told(event, "category"),
                division_code=_told(event, "division_code"),
                organisation_id=_told(event, "organisation_id"),
                received_at=_told(event, "received_at"),
                due_at=_told(event, "due_at"),
                first_agency=_told(event, "first_agency_id"),
            )
        )

    return translate


def _told(event: Event, name: str) -> Any:  # noqa: ANN401
    said: str | datetime | None = getattr(event, name, None)
    return said or None


COMMANDS: Mapping[type[Event], Translate] = {
    **{kind: _hear("intake", stand) for kind, stand in INTAKE.items()},
    **{kind: _hear("routing", stand) for kind, stand in ROUTING.items()},
}
