"""What the house learns of hand-overs, in the published language."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_chassis.unit_of_work import Told
from minqing_contracts.routing_handovers import CaseLocatedV1, HandOverMovedV1
from minqing_kernel.messages import DomainEvent
from routing.adapters.telling import common, told
from routing.domain.handover.telling import HandOverTurned
from routing.domain.leaving import CaseLocated


def _hand_over_turned(fact: HandOverTurned) -> Told:
    said = {name: getattr(fact, name) for name in HandOverTurned.SAID}
    event = HandOverMovedV1(
        **said, agency_id=fact.agency, mode=fact.form, moved_at=fact.at
    )
    return Told(
        subject=f"handover:{fact.handover_id}",
        revision=fact.revision,
        step=f"handover-{fact.state}",
        at=fact.at,
        event=event,
        detail={"agency": fact.agency, "form": fact.form},
    )


def _located(fact: CaseLocated) -> Told:
    event = CaseLocatedV1(
        **common(fact),
        here=fact.here,
        agency_id=fact.agency,
        agency_name=fact.agency_name,
        mode=fact.form,
        located_at=fact.at,
        due_at=fact.due_at,
        first_agency_id=fact.first_agency,
    )
    return told(fact, "located", event, agency=fact.agency, here=fact.here)


HANDOVER_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    CaseLocated: _located,
    HandOverTurned: _hand_over_turned,
}
"""What the timeline and the others learn of each."""
