"""What every fact about a case says, in the timeline and on the wire."""

from datetime import datetime
from typing import Any

from minqing_chassis.unit_of_work import Told
from minqing_contracts.catalogue import Event
from routing.domain.events import CaseFact


def common(fact: CaseFact) -> dict[str, Any]:
    """Return the fields that all events about cases share."""
    return {
        "petition_id": fact.petition_id,
        "receipt": fact.receipt,
        "revision": fact.revision,
        "organisation_id": fact.organisation_id,
        "reachable": fact.reachable,
    }


def told(
    fact: CaseFact,
    step: str,
    event: Event | None = None,
    **detail: Any,  # noqa: ANN401
) -> Told:
    """Return a line of the timeline, with the event if there is one."""
    said = {name: _plain(value) for name, value in detail.items()}
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step=step,
        at=fact.at,
        event=event,
        detail={"organisation_id": fact.organisation_id} | said,
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
