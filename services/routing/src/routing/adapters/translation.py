"""Routing's own facts in the published language, and as lines of the timeline."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_chassis.unit_of_work import Told
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
from minqing_contracts.routing_withdrawals import CaseWithdrawnV1
from minqing_kernel.messages import DomainEvent
from routing.adapters.merges import MERGE_TELL
from routing.adapters.telling import common, told
from routing.adapters.turns import TURNS
from routing.domain import events
from routing.domain.leaving import HandOverMoved
from routing.domain.recounting import DeadlineRecounted
from routing.domain.resettling import CaseResettled, CaseTakenOver
from routing.domain.resolution import Figure
from routing.domain.taking_back import CaseWithdrawn, WithdrawalTooLate, WithdrawalWaits


def _turned(fact: events.CaseTurnedTo) -> dict[str, Any]:
    about = {
        "category": fact.category,
        "division_code": fact.division_code,
        "received_at": fact.received_at,
    }
    return common(fact) | about


def _unrouted(fact: events.CaseUnrouted) -> Told:
    event = CaseUnroutedV1(**_turned(fact), reason=fact.reason, since=fact.at)
    return told(fact, "unrouted", event, reason=fact.reason)


def _assigned(fact: events.CaseAssigned) -> Told:
    event = CaseAssignedV1(
        **_turned(fact),
        handler_id=fact.handler_id,
        due_at=fact.due_at,
        rule=fact.rule,
        why=fact.why,
        assigned_at=fact.at,
        mode=fact.mode,
        report_to=fact.report_to,
        repeats=fact.repeats,
        moved=fact.moved,
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
        fact,
        "escalated",
        event,
        superior_id=fact.superior_id,
        level=fact.level,
        basis=fact.basis,
        rule=fact.rule,
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
        owed_to=fact.owed_to,
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


def _withdrawn(fact: CaseWithdrawn) -> Told:
    event = CaseWithdrawnV1(**common(fact), withdrawn_at=fact.at)
    return told(fact, "withdrawn", event)


def _outdated(fact: events.AnswerOutdated) -> Told:
    answer = fact.answer
    return told(
        fact,
        "answer-outdated",
        verdict=answer.verdict.value,
        case_revision=answer.case_revision,
    )


def _hand_over_moved(fact: HandOverMoved) -> Told:
    return told(
        fact,
        f"agency-{fact.what}",
        agency=fact.agency,
        form=fact.form,
        until=fact.until,
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
    CaseTakenOver: lambda fact: told(fact, "taken-over"),
    events.CaseResolved: _resolved,
    events.CaseReopened: _reopened,
    events.CaseClosed: _closed,
    CaseWithdrawn: _withdrawn,
    WithdrawalTooLate: lambda fact: told(fact, "withdrawal-too-late"),
    WithdrawalWaits: lambda fact: told(fact, "withdrawal-waits"),
    events.AnswerOutdated: _outdated,
    events.RuleSet: _rule_set,
    HandOverMoved: _hand_over_moved,
    **MERGE_TELL,
    **TURNS,
}
"""What the timeline and the others learn of each domain event."""
