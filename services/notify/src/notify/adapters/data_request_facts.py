"""What intake answers to requests about data, as occurrences that who asked hears."""

from typing import Final

from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_data_requests import DataRequestAnsweredV1
from notify.application.commands import TellOfStep
from notify.domain.occurrence import Occurrence, Step

STEPS: Final = {
    "granted": Step.DATA_GRANTED,
    "partly": Step.DATA_PARTLY,
    "refused": Step.DATA_REFUSED,
}


def data_request_step(
    envelope: Envelope, event: DataRequestAnsweredV1
) -> TellOfStep | None:
    """Tell who asked that an answer is there; None for an outcome not known here.

    The words of the answer stay where the petitioner reads them, behind the code.
    """
    step = STEPS.get(event.outcome)
    if step is None:
        return None
    return TellOfStep(
        occurrence=Occurrence(
            message_id=envelope.message_id,
            correlation_id=envelope.cause.correlation_id,
            petition_id=event.petition_id,
            receipt=event.receipt,
            step=step,
            at=event.answered_at,
            reachable=event.reachable,
            organisation_id=event.organisation_id,
            params={"request": event.number},
        )
    )
