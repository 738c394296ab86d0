"""What the turns of a hand-over between agencies are to notify: staff are told (移交).

No petitioner hears of them here: they are told where their matter stands by its case.
"""

from collections.abc import Mapping
from typing import Final

from minqing_contracts.envelope import Envelope
from minqing_contracts.routing_handovers import HandOverMovedV1
from notify.application.commands import TellOfStep
from notify.domain.occurrence import Occurrence, Step

IN, OUT = "in", "out"
TURNS: Final[Mapping[tuple[str, str], Step]] = {
    (IN, "offered"): Step.HANDOVER_OFFERED,
    (IN, "waits"): Step.HANDOVER_WAITS,
    (OUT, "refused"): Step.HANDOVER_REFUSED,
    (OUT, "expired"): Step.HANDOVER_EXPIRED,
    (OUT, "returned"): Step.HANDOVER_RETURNED,
    (OUT, "return-asked"): Step.HANDOVER_RETURN_ASKED,
    (OUT, "answered"): Step.HANDOVER_ANSWERED,
}
"""Of which turns somebody must hear; all others only change what a page shows."""


def handover_turn(envelope: Envelope, event: HandOverMovedV1) -> TellOfStep | None:
    """Tell whoever must do something; a return that undid it is told as it came."""
    step = TURNS.get((event.direction, event.state))
    if step is None:
        return None
    return TellOfStep(
        occurrence=Occurrence(
            message_id=envelope.message_id,
            correlation_id=envelope.cause.correlation_id,
            petition_id=event.petition_id,
            receipt=event.receipt,
            step=step,
            at=event.moved_at,
            reachable=False,
            organisation_id=event.organisation_id,
            params={
                "agency": event.agency_name,
                "mode": event.mode,
                "due_at": event.until.isoformat(),
            },
        )
    )
