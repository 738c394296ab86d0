"""Intake's facts as contracts, and other services' contracts as commands."""

from collections.abc import Callable, Mapping
from typing import Any

from intake.adapters.bookings import BOOKING_TELL
from intake.adapters.data_requests import DATA_REQUEST_TELL
from intake.adapters.informing import INFORMER_TELL
from intake.adapters.merges import MERGE_TELL
from intake.adapters.raised import RAISED_TELL, hear_finding
from intake.adapters.repeats import REPEAT_TELL
from intake.adapters.splits import SPLIT_TELL
from intake.adapters.telling import TELL_AT_THE_DOOR, settled, shared
from intake.application.commands import FollowPetition, NoteCaseFact, RecordOrganisation
from intake.application.persons import RecordAccount
from intake.domain.events import (
    PetitionAccepted,
    PetitionReceived,
    PetitionRefused,
)
from intake.domain.organisation import Organisation
from intake.domain.persons import StaffAccount
from intake.domain.progress import Agency, CaseFact, CaseStep
from minqing_chassis.unit_of_work import Told
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    PetitionAcceptedV1,
    PetitionReceivedV1,
    PetitionRefusedV1,
)
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_contracts.registry_filed import PetitionFiledV1
from minqing_contracts.registry_findings import FindingRaisedV1
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
from minqing_contracts.routing_reviews import ReviewDeclinedV1
from minqing_contracts.routing_rooms import (
    DocumentIssuedV1,
    MediationClosedV1,
    ProjectJoinedV1,
    ReviewAnsweredV1,
    ReviewAskedV1,
    ReviewEscalatedV1,
)
from minqing_contracts.routing_turns import (
    CaseContactedV1,
    CaseDisputedV1,
    CaseExtendedV1,
    CaseRescheduledV1,
    CaseResumedV1,
    CaseRetainedV1,
    CaseSilentV1,
    CaseSuspendedV1,
)
from minqing_contracts.routing_withdrawals import CaseWithdrawnV1
from minqing_kernel.messages import Command, DomainEvent

Translate = Callable[[Envelope, Any], Command]


def _received(fact: PetitionReceived) -> Told:
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="received",
        at=fact.received_at,
        event=PetitionReceivedV1(
            **shared(fact), received_at=fact.received_at, split_from=fact.split_from
        ),
        detail={"channel": fact.channel},
    )


def _accepted(fact: PetitionAccepted) -> Told:
    event = PetitionAcceptedV1(
        **shared(fact),
        category=fact.category,
        received_at=fact.received_at,
        accepted_at=fact.accepted_at,
        from_archive=fact.external_ref is not None,
        external_ref=fact.external_ref,
        **settled(fact.nature, fact.handling),
        group_id=fact.group_id,
        split_from=fact.split_from,
    )
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="accepted",
        at=fact.accepted_at,
        event=event,
        detail={"channel": fact.channel, "category": fact.category},
    )


def _refused(fact: PetitionRefused) -> Told:
    event = PetitionRefusedV1(
        **shared(fact),
        reason=fact.reason,
        explanation=fact.explanation,
        refused_at=fact.refused_at,
        decided_by_unit=fact.decided_by_unit,
    )
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="refused",
        at=fact.refused_at,
        event=event,
        detail={"reason": fact.reason, "basis": fact.reason.basis},
    )


TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    PetitionReceived: _received,
    PetitionAccepted: _accepted,
    PetitionRefused: _refused,
    **MERGE_TELL,
    **SPLIT_TELL,
    **REPEAT_TELL,
    **TELL_AT_THE_DOOR,
    **RAISED_TELL,
    **INFORMER_TELL,
    **BOOKING_TELL,
    **DATA_REQUEST_TELL,
}


def _case_fact(step: CaseStep, moment: str) -> Translate:
    """Return how an event about a case becomes a fact; `moment` is its time's field."""

    def translate(_: Envelope, event: CaseEvent) -> Command:
        fact = CaseFact(
            revision=event.revision,
            step=step,
            at=getattr(event, moment),
            organisation_id=event.organisation_id,
            due_at=getattr(event, "due_at", getattr(event, "review_at", None)),
            reply=getattr(event, "reply", None),
            outcome=getattr(event, "outcome", None),
            superior_id=getattr(
                event, "superior_id", getattr(event, "reviewer_id", None)
            ),
            agency=_reviewer(event),
            since=getattr(event, "silent_since", None),
            **_why(event),
        )
        return NoteCaseFact(petition_id=event.petition_id, fact=fact)

    return translate


def _why(event: CaseEvent) -> dict[str, Any]:
    """Return the reason that its petitioner is told; no other event has such a one."""
    if isinstance(event, CaseExtendedV1):
        return {"reason": event.reason, "days": event.days}
    return {"reason": event.ground} if isinstance(event, CaseSuspendedV1) else {}


def _reviewer(event: CaseEvent) -> Agency | None:
    """Return which other agency reviews, if one does (条例第35、36条)."""
    name = getattr(event, "reviewer_name", None)
    return Agency(agency_id=event.reviewer_id, name=name) if name else None  # type: ignore[attr-defined]


def _located(_: Envelope, event: CaseLocatedV1) -> Command:
    """Note which agency answers; by its own date, where it told one."""
    away = Agency(agency_id=event.agency_id, name=event.agency_name)
    fact = CaseFact(
        revision=event.revision,
        step=CaseStep.CAME_BACK if event.here else CaseStep.HANDED_OVER,
        at=event.located_at,
        organisation_id=event.organisation_id,
        due_at=event.due_at,
        agency=None if event.here else away,
    )
    return NoteCaseFact(petition_id=event.petition_id, fact=fact)


def _standing(moment: str) -> Translate:
    """Return how an event that tells where a case stands becomes that very step.

    A state that is not known here is one of the unit's at work.
    """

    def translate(envelope: Envelope, event: CaseEvent) -> Command:
        state = getattr(event, "state", "")
        step = CaseStep(state) if state in set(CaseStep) else CaseStep.STARTED
        return _case_fact(step, moment)(envelope, event)

    return translate


def _organisation(_: Envelope, event: OrganisationRecordedV1) -> Command:
    return RecordOrganisation(
        organisation=Organisation(
            organisation_id=event.organisation_id,
            revision=event.revision,
            name=event.name,
            kind=event.kind,
            parent_id=event.parent_id,
            division_code=event.division_code,
            active=event.active,
        )
    )


def _account(_: Envelope, event: StaffRecordedV1) -> Command:
    return RecordAccount(
        account=StaffAccount(
            staff_id=event.staff_id, revision=event.revision, person=event.person
        )
    )


def _filed(_: Envelope, event: PetitionFiledV1) -> Command:
    return FollowPetition(petition_id=event.petition_id)


COMMANDS: Mapping[type[Event], Translate] = {
    OrganisationRecordedV1: _organisation,
    StaffRecordedV1: _account,
    PetitionFiledV1: _filed,
    FindingRaisedV1: hear_finding,
    CaseUnroutedV1: _case_fact(CaseStep.UNROUTED, "since"),
    CaseAssignedV1: _case_fact(CaseStep.ASSIGNED, "assigned_at"),
    CaseStartedV1: _case_fact(CaseStep.STARTED, "started_at"),
    CaseReturnedV1: _case_fact(CaseStep.RETURNED, "returned_at"),
    CaseEscalatedV1: _case_fact(CaseStep.ESCALATED, "escalated_at"),
    CaseResolvedV1: _case_fact(CaseStep.RESOLVED, "resolved_at"),
    CaseReopenedV1: _case_fact(CaseStep.REOPENED, "reopened_at"),
    CaseClosedV1: _case_fact(CaseStep.CLOSED, "closed_at"),
    CaseWithdrawnV1: _case_fact(CaseStep.WITHDRAWN, "withdrawn_at"),
    CaseMergedV1: _case_fact(CaseStep.MERGED, "merged_at"),
    CaseSeparatedV1: _standing("separated_at"),
    CaseGatheredV1: _standing("gathered_at"),
    CaseExtendedV1: _case_fact(CaseStep.EXTENDED, "extended_at"),
    CaseRescheduledV1: _case_fact(CaseStep.RESCHEDULED, "rescheduled_at"),
    CaseSuspendedV1: _case_fact(CaseStep.SUSPENDED, "suspended_at"),
    CaseResumedV1: _case_fact(CaseStep.RESUMED, "resumed_at"),
    CaseContactedV1: _case_fact(CaseStep.CONTACTED, "spoken_at"),
    CaseSilentV1: _case_fact(CaseStep.SILENT, "noticed_at"),
    CaseRetainedV1: _case_fact(CaseStep.RETAINED, "retained_at"),
    CaseLocatedV1: _located,
    CaseDisputedV1: _case_fact(CaseStep.DISPUTED, "disputed_at"),
    DocumentIssuedV1: _case_fact(CaseStep.DOCUMENT_ISSUED, "issued_at"),
    ReviewAskedV1: _case_fact(CaseStep.REVIEW_ASKED, "asked_at"),
    ReviewDeclinedV1: _case_fact(CaseStep.REVIEW_DECLINED, "declined_at"),
    ReviewAnsweredV1: _case_fact(CaseStep.REVIEW_ANSWERED, "answered_at"),
    ReviewEscalatedV1: _case_fact(CaseStep.REVIEW_ESCALATED, "escalated_at"),
    MediationClosedV1: _case_fact(CaseStep.MEDIATION_CLOSED, "closed_at"),
    ProjectJoinedV1: _case_fact(CaseStep.PROJECT_JOINED, "joined_at"),
}
