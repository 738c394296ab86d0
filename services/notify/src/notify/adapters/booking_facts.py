"""What intake tells of seats at receptions, as occurrences that their holders hear."""

from typing import Final

from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_bookings import BookingChangedV1
from notify.application.commands import TellOfStep
from notify.domain.occurrence import Occurrence, Step

STEPS: Final = {
    "booked": Step.BOOKED,
    "moved": Step.BOOKING_MOVED,
    "cancelled": Step.BOOKING_CANCELLED,
    "called-off": Step.BOOKING_CALLED_OFF,
}


def booking_step(envelope: Envelope, event: BookingChangedV1) -> TellOfStep | None:
    """Tell whoever holds the seat; None for a change that is not known here."""
    step = STEPS.get(event.change)
    if step is None:
        return None
    return TellOfStep(
        occurrence=Occurrence(
            message_id=envelope.message_id,
            correlation_id=envelope.cause.correlation_id,
            petition_id=event.booking_id,
            receipt=event.number,
            step=step,
            at=event.changed_at,
            reachable=True,
            organisation_id=event.organisation_id or None,
            params={
                "when": f"{event.day} {event.begins}–{event.ends}",
                "place": event.place,
                "host": event.host,
            },
        )
    )
