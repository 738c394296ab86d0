"""What a case's rarer facts become: lines of the timeline, and events for others.

The timeline keeps no words that people wrote: they stand in the case itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_chassis.unit_of_work import Told
from minqing_contracts.routing import CaseEvent
from minqing_contracts.routing_turns import (
    CaseContactedV1,
    CaseDisputedV1,
    CaseExtendedV1,
    CaseReportedV1,
    CaseRescheduledV1,
    CaseResumedV1,
    CaseRetainedV1,
    CaseSharedV1,
    CaseSilentV1,
    CaseSponsoredV1,
    CaseSuspendedV1,
    CaseUrgedV1,
)
from minqing_kernel.messages import DomainEvent
from routing.adapters.telling import common, told
from routing.domain import events, side_events
from routing.domain.deadline import ClockKind
from routing.domain.silence import CaseSilent

Tell = Callable[[Any], Told]
DECLARED, REFUSED = "declare", "declare-refused"
"""申报 and what came of it, beside the measures of 催办 and 督办 (B-04)."""


def _line(step: str, *shown: str) -> Tell:
    """Return how a fact becomes a line of the timeline, and nothing else."""

    def tell(fact: events.CaseFact) -> Told:
        return told(fact, step, **{name: getattr(fact, name) for name in shown})

    return tell


def _fact(
    step: str, kind: type[CaseEvent], moment: str, *shown: str, unsaid: str = ""
) -> Tell:
    """Return how a fact becomes an event too; `moment` is the field of its time.

    `shown` are the fields of both, `unsaid` the one that the timeline leaves out.
    """

    def tell(fact: events.CaseFact) -> Told:
        detail = {name: getattr(fact, name) for name in shown}
        extra = {unsaid: getattr(fact, unsaid)} if unsaid else {}
        said: dict[str, Any] = common(fact) | detail | extra | {moment: fact.at}
        event = kind(**said)
        return told(fact, step, event, **detail)

    return tell


def _declared(fact: side_events.RaiseDeclared) -> Told:
    """Tell the superior that it is asked to take a declared matter."""
    event = _asked(fact, DECLARED, unit_id=fact.superior_id, rule=fact.rule)
    shown = {"superior_id": fact.superior_id, "rule": fact.rule}
    return told(fact, "raise-declared", event, **shown)


def _raise_refused(fact: side_events.RaiseRefused) -> Told:
    """Tell the unit that it keeps the matter."""
    event = _asked(fact, REFUSED, unit_id=fact.organisation_id or "")
    return told(fact, "raise-refused", event, superior_id=fact.superior_id)


def _asked(
    fact: events.CaseFact, measure: str, *, unit_id: str, rule: str = ""
) -> CaseUrgedV1:
    return CaseUrgedV1(
        **common(fact),
        measure=measure,
        clock=ClockKind.HANDLING.value,
        unit_id=unit_id,
        superior_id=None,
        due_at=None,
        urged_at=fact.at,
        rule=rule,
    )


TURNS: Mapping[type[DomainEvent], Tell] = {
    events.CaseSigned: _line("signed"),
    events.PetitionerContacted: _fact(
        "contacted", CaseContactedV1, "spoken_at", "due_at"
    ),
    events.CaseRetained: _fact(
        "retained", CaseRetainedV1, "retained_at", unsaid="reason"
    ),
    events.CaseDisputed: _fact(
        "disputed",
        CaseDisputedV1,
        "disputed_at",
        "returned_by",
        "superior_id",
        "decide_by",
        unsaid="reason",
    ),
    events.HandlerRecused: _line("recused", "staff_id"),
    events.ExtensionAsked: _line("extension-asked", "days"),
    events.ExtensionRefused: _line("extension-refused"),
    events.CaseExtended: _fact(
        "extended",
        CaseExtendedV1,
        "extended_at",
        "days",
        "due_at",
        "previous_due_at",
        unsaid="reason",
    ),
    events.CaseSuspended: _fact(
        "suspended", CaseSuspendedV1, "suspended_at", "ground", "review_at"
    ),
    events.CaseResumed: _fact("resumed", CaseResumedV1, "resumed_at", "due_at"),
    events.CaseReviewed: _line("reviewed", "review_at"),
    events.DateSet: _fact(
        "rescheduled",
        CaseRescheduledV1,
        "rescheduled_at",
        "due_at",
        "previous_due_at",
        "won",
        "basis",
    ),
    side_events.CoTaskAsked: _fact(
        "shared", CaseSharedV1, "shared_at", "task", "unit_id", "due_at"
    ),
    side_events.CoTaskAnswered: _line("co-task-answered", "task", "unit_id"),
    side_events.CoTaskWaived: _line("co-task-waived", "task", "unit_id"),
    side_events.CaseUrged: _fact(
        "urged",
        CaseUrgedV1,
        "urged_at",
        "measure",
        "clock",
        "unit_id",
        "superior_id",
        "due_at",
        "rule",
    ),
    CaseSilent: _fact("silent", CaseSilentV1, "noticed_at", "silent_since"),
    side_events.RaiseDeclared: _declared,
    side_events.RaiseRefused: _raise_refused,
    side_events.CaseSponsored: _fact(
        "sponsored", CaseSponsoredV1, "sponsored_at", "leader_id", "leader_unit_id"
    ),
    side_events.OwnersNamed: _line(
        "owners-named", "leader_id", "section_id", "community_id"
    ),
    side_events.PartiesNamed: _line("parties-named", "number"),
    side_events.FeasibilityJudged: _line("feasibility-judged", "verdict", "due_at"),
    side_events.SeverityJudged: _line("severity-judged", "severity"),
    side_events.CaseReported: _fact(
        "reported", CaseReportedV1, "reported_at", "superior_id", "severity", "rule"
    ),
    side_events.CaseCommented: _line("commented", "by"),
}
"""What the timeline and the others learn of each of them."""
