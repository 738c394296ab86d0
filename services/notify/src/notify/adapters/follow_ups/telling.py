"""What the timeline and the others learn of the follow-ups' room."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from minqing_chassis.unit_of_work import Told
from minqing_contracts.notify import RevisitRelapsedV1
from minqing_kernel.messages import DomainEvent
from notify.domain.follow_ups.events import CaseRelapsed, RoomFact


def _relapsed(fact: CaseRelapsed) -> Told:
    event = RevisitRelapsedV1(
        petition_id=fact.petition_id,
        receipt=fact.receipt,
        case_revision=fact.case_revision,
        ground=fact.ground,
        reason=fact.reason,
        found_at=fact.at,
    )
    return Told(
        subject=fact.subject,
        revision=fact.number,
        step="case-relapsed",
        at=fact.at,
        event=event,
        detail={"ground": fact.ground, "by": fact.by},
    )


def _line(fact: RoomFact) -> Told:
    return Told(
        subject=fact.subject,
        revision=fact.number,
        step=fact.step,
        at=fact.at,
        detail={"by": fact.by},
    )


ROOM_TELL: Final[Mapping[type[DomainEvent], Callable[[Any], Told]]] = {
    CaseRelapsed: _relapsed,
    RoomFact: _line,
}
