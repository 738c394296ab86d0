"""What each message tells of a petition that counts."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from minqing_chassis.policies import PolicyBook
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    PetitionAcceptedV1,
    PetitionEvent,
    PetitionReclassifiedV1,
    PetitionReferredV1,
    PetitionRefusedV1,
)
from minqing_contracts.intake_repeats import (
    PetitionMergedV1,
    PetitionRepeatedV1,
    PetitionSeparatedV1,
)
from minqing_contracts.notify import FollowUpAnsweredV1
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseClosedV1,
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
from minqing_contracts.routing_turns import (
    CaseContactedV1,
    CaseDisputedV1,
    CaseExtendedV1,
    CaseRescheduledV1,
    CaseResumedV1,
    CaseRetainedV1,
    CaseSuspendedV1,
    CaseUrgedV1,
)
from minqing_contracts.routing_withdrawals import CaseWithdrawnV1
from minqing_kernel.messages import Command
from notify.application.figures.commands import NoteFacts
from notify.domain.figures.fact import Group, Piece, Value
from notify.domain.figures.policy import RatesPolicy
from notify.domain.follow_up import NO_ANSWER

Translate = Callable[[Envelope, Any], Command | None]
Values = dict[Group, dict[str, Value]]

STATES: Final[Mapping[type[CaseEvent], tuple[str, str]]] = {
    CaseUnroutedV1: ("unrouted", "since"),
    CaseAssignedV1: ("assigned", "assigned_at"),
    CaseStartedV1: ("started", "started_at"),
    CaseReturnedV1: ("return-pending", "returned_at"),
    CaseRetainedV1: ("signed", "retained_at"),
    CaseDisputedV1: ("arbitration", "disputed_at"),
    CaseSuspendedV1: ("suspended", "suspended_at"),
    CaseResumedV1: ("started", "resumed_at"),
    CaseResolvedV1: ("resolved", "resolved_at"),
    CaseReopenedV1: ("assigned", "reopened_at"),
    CaseClosedV1: ("closed", "closed_at"),
    CaseWithdrawnV1: ("withdrawn", "withdrawn_at"),
    CaseMergedV1: ("merged", "merged_at"),
    CaseSeparatedV1: ("", "separated_at"),
    CaseGatheredV1: ("", "gathered_at"),
}
"""Where a case stands after a fact, and the field of its moment; "": the fact says."""

DATED: Final = (
    CaseAssignedV1,
    CaseReopenedV1,
    CaseExtendedV1,
    CaseRescheduledV1,
    CaseResumedV1,
    CaseGatheredV1,
    CaseSeparatedV1,
)
"""The facts after which another date holds."""

PASSED: Final = frozenset({"transfer", "entrust", "raise"})
"""The modes in which a case is passed on: 转办、交办、上报 (条例第41条第二项)."""
SUPERVISE: Final = "supervise"
COUNTING: Final = (PetitionEvent, CaseEvent)


@dataclass(frozen=True, kw_only=True)
class Sightings:
    """Reads what counts, by the rules in force when it happened."""

    book: PolicyBook[RatesPolicy]

    def of(self, event: Event) -> tuple[Piece, ...]:
        """Return what an event tells; nothing of one that counts nowhere."""
        if isinstance(event, PetitionEvent):
            return _pieces(event, event.revision, self._door(event))
        if isinstance(event, CaseEvent):
            return _pieces(event, event.revision, self._case(event))
        if isinstance(event, FollowUpAnsweredV1):
            return _pieces(event, event.case_revision, _visit(event))
        return ()

    def counted(
        self, commands: Mapping[type[Event], Translate]
    ) -> dict[type[Event], Translate]:
        """Return the table of what messages ask, with their figures noted as well."""
        counts = [kind for kind in commands if issubclass(kind, COUNTING)]
        counts += [PetitionAcceptedV1, PetitionRepeatedV1, CaseContactedV1]
        return dict(commands) | {
            kind: self._noting(commands.get(kind)) for kind in counts
        }

    def _noting(self, other: Translate | None) -> Translate:
        def translate(envelope: Envelope, event: Any) -> Command:  # noqa: ANN401
            then = other(envelope, event) if other else None
            return NoteFacts(pieces=self.of(event), then=then)

        return translate

    def _door(self, event: PetitionEvent) -> Values:
        told: Values = {Group.PETITION: _petition(event)}
        if isinstance(event, PetitionAcceptedV1):
            told[Group.ACCEPTANCE] = _acceptance(event, self.book.at(event.accepted_at))
        return told | _at_the_door(event)

    def _case(self, event: CaseEvent) -> Values:
        told: Values = {Group.OWNER: {"unit_id": event.organisation_id}}
        told |= _standing(event) | _term(event) | _rest(event)
        if isinstance(event, CaseAssignedV1):
            by = self.book.at(event.assigned_at).contact_by(event.assigned_at)
            told[Group.DISPATCH] = {
                "dispatched_at": event.assigned_at,
                "contact_by": by,
            }
        return told


def _pieces(event: Any, revision: int, told: Values) -> tuple[Piece, ...]:  # noqa: ANN401
    return tuple(
        Piece(
            petition_id=event.petition_id, group=group, revision=revision, values=values
        )
        for group, values in told.items()
    )


def _petition(event: PetitionEvent) -> dict[str, Value]:
    """Read who, where and how; the door of an accusation is nobody's (第30条)."""
    return {
        "receipt": event.receipt,
        "channel": event.channel,
        "grid": event.division_code,
        "door_id": None if event.accused else event.organisation_id,
    }


def _at_the_door(event: PetitionEvent) -> Values:
    match event:
        case PetitionAcceptedV1() | PetitionReclassifiedV1():
            return {Group.MATTER: _matter(event)}
        case PetitionRefusedV1():
            return {Group.REFUSAL: {"refused_at": event.refused_at}}
        case PetitionReferredV1():
            return {Group.REFUSAL: {"refused_at": event.referred_at}}
        case PetitionMergedV1() | PetitionSeparatedV1():
            return {Group.MERGING: {"merged": isinstance(event, PetitionMergedV1)}}
        case PetitionRepeatedV1():
            return {Group.REPEAT: {"visits": event.visit}}
    return {}


def _matter(event: PetitionAcceptedV1 | PetitionReclassifiedV1) -> dict[str, Value]:
    return {"category": event.category, "kind": event.kind or ""}


def _acceptance(event: PetitionAcceptedV1, rules: RatesPolicy) -> dict[str, Value]:
    return {
        "received_at": event.received_at,
        "accepted_at": event.accepted_at,
        "from_archive": event.from_archive,
        "persons": event.representatives or 1,
        "source": rules.source_of(event.channel),
    }


def _standing(event: CaseEvent) -> Values:
    if type(event) not in STATES:
        return {}
    state, moment = STATES[type(event)]
    standing: dict[str, Value] = {
        "state": state or getattr(event, "state", ""),
        "standing_at": getattr(event, moment),
        "ground": getattr(event, "ground", None),
    }
    return {Group.STANDING: standing}


def _term(event: CaseEvent) -> Values:
    due_at = getattr(event, "due_at", None) if isinstance(event, DATED) else None
    return {Group.TERM: {"due_at": due_at}} if due_at else {}


def _rest(event: CaseEvent) -> Values:
    match event:
        case CaseContactedV1():
            return {Group.CONTACT: _contact(event)}
        case CaseReturnedV1() | CaseDisputedV1():
            at = getattr(event, STATES[type(event)][1])
            return {Group.GIVING_BACK: {"returned_at": at}}
        case CaseAssignedV1() if event.mode in PASSED:
            return {Group.PASSING: {"passed_by": event.mode}}
        case CaseUrgedV1() if event.measure == SUPERVISE:
            return {Group.PRESSING: {"supervised_at": event.urged_at}}
        case CaseResolvedV1():
            first: dict[str, Value] = {"replied_at": event.resolved_at}
            return {Group.REPLY: _reply(event), Group.FIRST_REPLY: first}
    return {}


def _contact(event: CaseContactedV1) -> dict[str, Value]:
    return {"contacted_at": event.spoken_at, "clock_by": event.due_at}


def _reply(event: CaseResolvedV1) -> dict[str, Value]:
    return {
        "resolved_at": event.resolved_at,
        "outcome": event.outcome,
        "achieved": json.dumps(event.figures) if event.figures else None,
    }


def _visit(event: FollowUpAnsweredV1) -> Values:
    nothing = event.solved is None and event.satisfied is None
    visit: dict[str, Value] = {
        "answered_at": event.answered_at,
        "silent": nothing and event.reason == NO_ANSWER,
        "solved_said": event.solved,
        "satisfied_said": event.satisfied,
    }
    return {Group.VISIT: visit}
