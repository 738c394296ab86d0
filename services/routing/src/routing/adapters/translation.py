"""Between routing's own words and the published language: the one place for both."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_chassis.unit_of_work import Told
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import PetitionAcceptedV1, PetitionReclassifiedV1
from minqing_contracts.notify import FollowUpAnsweredV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseClosedV1,
    CaseEscalatedV1,
    CaseReopenedV1,
    CaseResolvedV1,
    CaseReturnedV1,
    CaseStartedV1,
    CaseUnroutedV1,
)
from minqing_kernel.messages import Command, DomainEvent
from routing.adapters.merges import MERGE_COMMANDS, MERGE_TELL
from routing.adapters.repeats import REPEAT_COMMANDS
from routing.adapters.settling import settled_by
from routing.adapters.telling import common, told
from routing.adapters.turns import TURNS
from routing.application.commands import (
    HearAnswer,
    OpenCase,
    RecordOrganisation,
    RecordStaff,
)
from routing.application.resettling import ResettleCase
from routing.domain import events
from routing.domain.errors import UnknownVerdict
from routing.domain.organisation import Organisation, StaffMember
from routing.domain.recounting import DeadlineRecounted
from routing.domain.resettling import CaseResettled, Resettlement
from routing.domain.resolution import Answer, Figure, Verdict
from routing.domain.rule import Matter

# -- what others say, as commands ------------------------------------------------------


def open_case(_: Envelope, event: PetitionAcceptedV1) -> OpenCase:
    """Read intake's acceptance."""
    return OpenCase(
        petition_id=event.petition_id,
        receipt=event.receipt,
        matter=Matter(
            category=event.category,
            division_code=event.division_code,
            organisation_id=event.organisation_id,
            accused=tuple(event.accused or ()),
        ),
        received_at=event.received_at,
        accepted_at=event.accepted_at,
        reachable=event.reachable,
        from_archive=event.from_archive,
        external_ref=event.external_ref,
        **settled_by(event),
    )


def resettle_case(_: Envelope, event: PetitionReclassifiedV1) -> ResettleCase:
    """Read what intake settled anew."""
    said = settled_by(event)
    return ResettleCase(
        petition_id=event.petition_id,
        said=Resettlement(
            revision=event.revision,
            category=event.category,
            severity=said["severity"],
            settled=said["settled"],
            accused=tuple(event.accused or ()),
        ),
    )


def hear_answer(_: Envelope, event: FollowUpAnsweredV1) -> HearAnswer:
    """Read notify's follow-up; raise UnknownVerdict for a word not known here."""
    if event.verdict not in set(Verdict):
        raise UnknownVerdict(event.verdict)
    answer = Answer(
        case_revision=event.case_revision,
        verdict=Verdict(event.verdict),
        reason=event.reason,
        answered_at=event.answered_at,
    )
    return HearAnswer(petition_id=event.petition_id, answer=answer)


def record_organisation(
    _: Envelope, event: OrganisationRecordedV1
) -> RecordOrganisation:
    """Read registry's word on an organisation."""
    return RecordOrganisation(
        unit=Organisation(
            organisation_id=event.organisation_id,
            revision=event.revision,
            name=event.name,
            kind=event.kind,
            parent_id=event.parent_id,
            division_code=event.division_code,
            active=event.active,
        )
    )


def record_staff(_: Envelope, event: StaffRecordedV1) -> RecordStaff:
    """Read registry's word on a member of staff."""
    return RecordStaff(
        member=StaffMember(
            staff_id=event.staff_id,
            revision=event.revision,
            organisation_id=event.organisation_id,
            roles=frozenset(event.roles),
            active=event.active,
        )
    )


COMMANDS: Mapping[type[Event], Callable[[Envelope, Any], Command | None]] = {
    PetitionAcceptedV1: open_case,
    PetitionReclassifiedV1: resettle_case,
    FollowUpAnsweredV1: hear_answer,
    OrganisationRecordedV1: record_organisation,
    StaffRecordedV1: record_staff,
    **MERGE_COMMANDS,
    **REPEAT_COMMANDS,
}
"""What each fact that routing hears asks of it; the topology's table names the same."""


# -- what routing says -----------------------------------------------------------------


def _unrouted(fact: events.CaseUnrouted) -> Told:
    event = CaseUnroutedV1(**common(fact), reason=fact.reason, since=fact.at)
    return told(fact, "unrouted", event, reason=fact.reason)


def _assigned(fact: events.CaseAssigned) -> Told:
    event = CaseAssignedV1(
        **common(fact),
        handler_id=fact.handler_id,
        due_at=fact.due_at,
        rule=fact.rule,
        why=fact.why,
        assigned_at=fact.at,
        mode=fact.mode,
        report_to=fact.report_to,
    )
    return told(
        fact,
        "assigned",
        event,
        handler_id=fact.handler_id,
        due_at=fact.due_at.isoformat(),
        rule=fact.rule,
        why=fact.why,
    )


def _started(fact: events.CaseStarted) -> Told:
    return told(fact, "started", CaseStartedV1(**common(fact), started_at=fact.at))


def _returned(fact: events.CaseReturned) -> Told:
    event = CaseReturnedV1(
        **common(fact),
        returned_by=fact.returned_by,
        reason=fact.reason,
        returned_at=fact.at,
        superior_id=fact.superior_id,
    )
    return told(fact, "returned", event, returned_by=fact.returned_by)


def _escalated(fact: events.CaseEscalated) -> Told:
    event = CaseEscalatedV1(
        **common(fact),
        superior_id=fact.superior_id,
        level=fact.level,
        overdue_since=fact.overdue_since,
        escalated_at=fact.at,
    )
    return told(
        fact, "escalated", event, superior_id=fact.superior_id, level=fact.level
    )


def _missed(fact: events.DeadlineMissed) -> Told:
    return told(fact, "overdue", due_at=fact.deadline.due_at.isoformat())


def _recounted(fact: DeadlineRecounted) -> Told:
    return told(
        fact,
        "recounted",
        clock=fact.clock,
        due_at=fact.due_at.isoformat(),
        previous_due_at=fact.previous_due_at.isoformat(),
        provisional=fact.provisional,
        calendar=fact.calendar,
    )


def _resettled(fact: CaseResettled) -> Told:
    return told(fact, "resettled", category=fact.category)


def _resolved(fact: events.CaseResolved) -> Told:
    resolution = fact.resolution
    event = CaseResolvedV1(
        **common(fact),
        outcome=resolution.outcome.value,
        reply=resolution.reply,
        resolved_at=resolution.resolved_at,
        resolved_by=resolution.resolved_by,
        report_to=fact.report_to,
        figures=[_figure(each) for each in resolution.figures],
    )
    return told(fact, "resolved", event, outcome=resolution.outcome.value)


def _figure(figure: Figure) -> dict[str, str | None]:
    return {
        "kind": figure.kind,
        "unit": figure.unit,
        "amount": None if figure.amount is None else str(figure.amount),
        "qualifier": figure.qualifier.value,
        "said": figure.said,
    }


def _reopened(fact: events.CaseReopened) -> Told:
    event = CaseReopenedV1(
        **common(fact), reason=fact.reason, due_at=fact.due_at, reopened_at=fact.at
    )
    return told(fact, "reopened", event, due_at=fact.due_at.isoformat())


def _closed(fact: events.CaseClosed) -> Told:
    return told(fact, "closed", CaseClosedV1(**common(fact), closed_at=fact.at))


def _outdated(fact: events.AnswerOutdated) -> Told:
    answer = fact.answer
    return told(
        fact,
        "answer-outdated",
        verdict=answer.verdict.value,
        case_revision=answer.case_revision,
    )


def _rule_set(fact: events.RuleSet) -> Told:
    return Told(
        subject=f"rule:{fact.code}",
        revision=fact.revision,
        step="rule-set",
        at=fact.at,
        detail=fact.wording,
    )


TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    events.CaseUnrouted: _unrouted,
    events.CaseAssigned: _assigned,
    events.CaseStarted: _started,
    events.CaseReturned: _returned,
    events.CaseEscalated: _escalated,
    events.DeadlineMissed: _missed,
    DeadlineRecounted: _recounted,
    CaseResettled: _resettled,
    events.CaseResolved: _resolved,
    events.CaseReopened: _reopened,
    events.CaseClosed: _closed,
    events.AnswerOutdated: _outdated,
    events.RuleSet: _rule_set,
    **MERGE_TELL,
    **TURNS,
}
"""What the timeline and the others learn of each domain event."""
