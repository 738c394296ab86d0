"""Whom intake wants reminded of a month's report, as an occurrence (D-22)."""

from typing import Final

from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_informers import InformerRemindedV1
from notify.application.commands import TellOfStep
from notify.domain.occurrence import Occurrence, Step

NAMED: Final = 3
"""So many enterprises are named; of the others it is told how many there are in all."""


def reminder_step(envelope: Envelope, event: InformerRemindedV1) -> TellOfStep:
    """Tell the informer, by the telephone that intake has."""
    return TellOfStep(
        occurrence=Occurrence(
            message_id=envelope.message_id,
            correlation_id=envelope.cause.correlation_id,
            petition_id=event.reminder_id,
            receipt=event.month,
            step=Step.REPORT_DUE,
            at=event.reminded_at,
            reachable=True,
            organisation_id=event.organisation_id or None,
            params={
                "missing": "、".join(event.enterprises[:NAMED]),
                "count": len(event.enterprises),
                "when": event.closes_on.isoformat(),
            },
        )
    )
