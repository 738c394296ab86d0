"""Notify's own facts, as its timeline and the others are told of them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from minqing_chassis.unit_of_work import Told
from minqing_contracts.notify import FollowUpAnsweredV1
from minqing_kernel.messages import DomainEvent
from notify.adapters.follow_ups.telling import ROOM_TELL
from notify.domain.events import FollowUpAnswered
from notify.domain.follow_up import BY_PETITIONER, BY_SYSTEM


def _answered(fact: FollowUpAnswered) -> Told:
    """A resolution is answered once, so its case revision counts notify's facts."""
    return Told(
        subject=str(fact.petition_id),
        revision=fact.case_revision,
        step="follow-up-answered",
        at=fact.at,
        event=FollowUpAnsweredV1(
            petition_id=fact.petition_id,
            receipt=fact.receipt,
            case_revision=fact.case_revision,
            solved=fact.solved,
            satisfied=fact.satisfied,
            verdict=fact.verdict,
            reason=fact.reason,
            answered_at=fact.at,
            way=_way(fact.by),
        ),
        detail={"verdict": fact.verdict, "by": fact.by},
    )


def _way(by: str) -> str:
    """Return how an answer came, by who signed it."""
    who, _, what = by.partition(":")
    if who == BY_SYSTEM:
        return "silence"
    return (what or "notice") if who == BY_PETITIONER else "phone"


TELL: Final[Mapping[type[DomainEvent], Callable[[Any], Told]]] = {
    FollowUpAnswered: _answered,
    **ROOM_TELL,
}
