"""Between notify's own words and the published language."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    AcceptanceMissedV1,
    AcceptanceNoticedV1,
    PetitionEvent,
    PetitionReceivedV1,
    PetitionReclassifiedV1,
    PetitionReferredV1,
    PetitionRefusedV1,
    SupplementGivenV1,
    SupplementRequestedV1,
)
from minqing_contracts.intake_bookings import BookingChangedV1
from minqing_contracts.intake_data_requests import DataRequestAnsweredV1
from minqing_contracts.intake_informers import InformerRemindedV1
from minqing_contracts.intake_repeats import PetitionMergedV1, PetitionSeparatedV1
from minqing_contracts.intake_splits import PetitionSplitV1
from minqing_contracts.intake_waiting import PetitionLapsedV1, SupplementRemindedV1
from minqing_contracts.intake_withdrawals import PetitionWithdrawnV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
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
from minqing_contracts.routing_handovers import HandOverMovedV1
from minqing_contracts.routing_turns import (
    CaseDisputedV1,
    CaseExtendedV1,
    CaseReportedV1,
    CaseRescheduledV1,
    CaseResumedV1,
    CaseRetainedV1,
    CaseSharedV1,
    CaseSponsoredV1,
    CaseSuspendedV1,
    CaseUrgedV1,
)
from minqing_contracts.routing_withdrawals import CaseWithdrawnV1
from minqing_kernel.messages import Command
from notify.adapters.booking_facts import booking_step
from notify.adapters.data_request_facts import data_request_step
from notify.adapters.handover_facts import handover_turn
from notify.adapters.informer_facts import reminder_step
from notify.adapters.merging_facts import merged, separated
from notify.adapters.part_lines import NO_CATEGORY
from notify.adapters.room_facts import ROOM_STEPS, param, room_step
from notify.application.commands import (
    RecordAccount,
    RecordOrganisation,
    TellOfStep,
)
from notify.domain.notice import MOVED
from notify.domain.occurrence import Occurrence, Param, Step
from notify.domain.organisation import Organisation
from notify.domain.persons import StaffAccount

Translate = Callable[[Envelope, Any], Command | None]


def _organisation(_: Envelope, event: OrganisationRecordedV1) -> RecordOrganisation:
    return RecordOrganisation(
        organisation=Organisation(
            organisation_id=event.organisation_id,
            revision=event.revision,
            name=event.name,
            parent_id=event.parent_id,
            desk_address=event.desk_address,
            active=event.active,
        )
    )


def _account(_: Envelope, event: StaffRecordedV1) -> RecordAccount:
    return RecordAccount(
        account=StaffAccount(
            staff_id=event.staff_id, revision=event.revision, person=event.person
        )
    )


def _received(envelope: Envelope, event: PetitionReceivedV1) -> TellOfStep:
    params: dict[str, Param] = {
        "channel": event.channel,
        "received_at": event.received_at.isoformat(),
    }
    return _intake_step(Step.RECEIVED, envelope, event, event.received_at, params)


def _refused(envelope: Envelope, event: PetitionRefusedV1) -> TellOfStep:
    params: dict[str, Param] = {
        "reason": event.reason,
        "explanation": event.explanation,
    }
    return _intake_step(Step.REFUSED, envelope, event, event.refused_at, params)


def _split(envelope: Envelope, event: PetitionSplitV1) -> TellOfStep:
    params: dict[str, Param] = {
        "count": len(event.part_receipts) + 1,
        "parts": " ".join(event.part_receipts),
        "part_ids": " ".join(map(str, event.part_ids)),
        "part_categories": " ".join(
            each or NO_CATEGORY for each in (event.category, *event.part_categories)
        ),
    }
    return _intake_step(Step.SPLIT, envelope, event, event.split_at, params)


def _referred(envelope: Envelope, event: PetitionReferredV1) -> TellOfStep:
    params: dict[str, Param] = {"reason": event.path, "explanation": event.explanation}
    return _intake_step(Step.REFERRED, envelope, event, event.referred_at, params)


def _noticed(envelope: Envelope, event: AcceptanceNoticedV1) -> TellOfStep:
    return _intake_step(Step.NOTICED, envelope, event, event.accepted_at, {})


def _asked(envelope: Envelope, event: SupplementRequestedV1) -> TellOfStep:
    params: dict[str, Param] = {"missing": "；".join(event.missing)}
    return _intake_step(Step.ASKED, envelope, event, event.requested_at, params)


def _given(envelope: Envelope, event: SupplementGivenV1) -> TellOfStep:
    return _intake_step(Step.ANSWERED, envelope, event, event.given_at, {})


def _reminded(envelope: Envelope, event: SupplementRemindedV1) -> TellOfStep:
    params: dict[str, Param] = {
        "missing": "；".join(event.missing),
        "due_at": event.close_by.isoformat(),
    }
    return _intake_step(Step.REMINDED, envelope, event, event.reminded_at, params)


def _lapsed(envelope: Envelope, event: PetitionLapsedV1) -> TellOfStep:
    params: dict[str, Param] = {"reason": event.rule}
    return _intake_step(Step.LAPSED, envelope, event, event.lapsed_at, params)


def _taken_back(envelope: Envelope, event: PetitionWithdrawnV1) -> TellOfStep | None:
    """Tell of what ended at the door; of an accepted one its case will tell."""
    if event.accepted:
        return None
    return _intake_step(Step.WITHDRAWN, envelope, event, event.withdrawn_at, {})


def _reclassified(envelope: Envelope, event: PetitionReclassifiedV1) -> TellOfStep:
    params: dict[str, Param] = {"category": event.category}
    at = event.reclassified_at
    return _intake_step(Step.RECLASSIFIED, envelope, event, at, params)


def _missed(envelope: Envelope, event: AcceptanceMissedV1) -> TellOfStep:
    params: dict[str, Param] = {"overdue_since": event.accept_by.isoformat()}
    told = _intake_step(Step.LATE, envelope, event, event.missed_at, params)
    superior = replace(
        told.occurrence, superior_id=None if event.accused else event.superior_id
    )
    return replace(told, occurrence=superior)


def _intake_step(
    step: Step,
    envelope: Envelope,
    event: PetitionEvent,
    at: datetime,
    params: Mapping[str, Param],
) -> TellOfStep:
    """Tell of a petition at the door; of an accusation to the agency's desk alone.

    The door that it came through may be the accused's own, or below it (条例第30条).
    """
    return TellOfStep(
        occurrence=Occurrence(
            message_id=envelope.message_id,
            correlation_id=envelope.cause.correlation_id,
            petition_id=event.petition_id,
            receipt=event.receipt,
            step=step,
            at=at,
            reachable=event.reachable,
            organisation_id=None if event.accused else event.organisation_id,
            params=params,
        )
    )


CASE_STEPS: Final[Mapping[type[CaseEvent], tuple[Step, tuple[str, ...]]]] = {
    CaseUnroutedV1: (Step.UNROUTED, ("reason",)),
    CaseAssignedV1: (Step.ASSIGNED, ("handler_id", "due_at")),
    CaseStartedV1: (Step.STARTED, ()),
    CaseReturnedV1: (Step.RETURNED, ("returned_by",)),
    CaseEscalatedV1: (Step.ESCALATED, ("level", "overdue_since")),
    CaseResolvedV1: (Step.RESOLVED, ("outcome",)),
    CaseReopenedV1: (Step.REOPENED, ("due_at",)),
    CaseClosedV1: (Step.CLOSED, ()),
    CaseWithdrawnV1: (Step.WITHDRAWN, ()),
    CaseMergedV1: (Step.MERGED, ()),
    CaseSeparatedV1: (Step.SEPARATED, ()),
    CaseGatheredV1: (Step.GATHERED, ("due_at",)),
    CaseExtendedV1: (Step.EXTENDED, ("days", "reason", "due_at")),
    CaseRescheduledV1: (Step.RESCHEDULED, ("due_at",)),
    CaseSuspendedV1: (Step.SUSPENDED, ("ground",)),
    CaseResumedV1: (Step.RESUMED, ("due_at",)),
    CaseRetainedV1: (Step.RETAINED, ()),
    CaseDisputedV1: (Step.DISPUTED, ("returned_by",)),
    CaseUrgedV1: (Step.URGED, ("measure", "clock")),
    CaseReportedV1: (Step.REPORTED, ("severity",)),
    CaseSponsoredV1: (Step.SPONSORED, ("leader_id",)),
    CaseSharedV1: (Step.SHARED, ("due_at",)),
}
"""What each fact of a case is to us, and which of its fields a text may show.

Free text that a person wrote about another (a reply, a reason) is not among them, but
for the reason of an extension, of which the petitioner must be told (条例第34条).
"""


def _case_step(envelope: Envelope, event: CaseEvent) -> TellOfStep:
    """Tell of a case; what is news to its unit alone, no petitioner hears."""
    step, shown = CASE_STEPS[type(event)]
    return TellOfStep(
        occurrence=Occurrence(
            message_id=envelope.message_id,
            correlation_id=envelope.cause.correlation_id,
            petition_id=event.petition_id,
            receipt=event.receipt,
            step=step,
            at=envelope.occurred_at,
            reachable=event.reachable and not getattr(event, "repeats", False),
            case_revision=event.revision,
            organisation_id=event.organisation_id,
            handler_id=getattr(event, "handler_id", None),
            superior_id=getattr(event, "superior_id", None)
            or getattr(event, "report_to", None),
            unit_id=getattr(event, "unit_id", None),
            resolved_by=getattr(event, "resolved_by", None),
            asks=getattr(event, "owed_to", None) is None,
            params={name: param(getattr(event, name)) for name in shown}
            | ({MOVED: 1} if getattr(event, "moved", False) else {}),
        )
    )


COMMANDS: Final[Mapping[type[Event], Translate]] = {
    OrganisationRecordedV1: _organisation,
    StaffRecordedV1: _account,
    PetitionReceivedV1: _received,
    PetitionRefusedV1: _refused,
    PetitionMergedV1: merged,
    PetitionSeparatedV1: separated,
    PetitionSplitV1: _split,
    PetitionReferredV1: _referred,
    PetitionReclassifiedV1: _reclassified,
    AcceptanceNoticedV1: _noticed,
    AcceptanceMissedV1: _missed,
    SupplementRequestedV1: _asked,
    SupplementGivenV1: _given,
    SupplementRemindedV1: _reminded,
    PetitionLapsedV1: _lapsed,
    PetitionWithdrawnV1: _taken_back,
    **dict.fromkeys(CASE_STEPS, _case_step),
    **dict.fromkeys(ROOM_STEPS, room_step),
    HandOverMovedV1: handover_turn,
    BookingChangedV1: booking_step,
    InformerRemindedV1: reminder_step,
    DataRequestAnsweredV1: data_request_step,
}
"""What each message asks of us."""
