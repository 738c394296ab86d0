"""What intake made of findings, in registry's own words."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_findings import FindingAnsweredV1
from minqing_kernel.messages import SYSTEM, Command
from registry.application.visits.commands import HearAnswer
from registry.domain.visits.finding import Answer


def _answered(_: Envelope, event: FindingAnsweredV1) -> Command:
    answer = Answer(
        attempt=event.attempt,
        at=event.answered_at,
        petition_id=event.petition_id,
        receipt=event.receipt,
        joined=event.joined,
        refused=event.refused,
    )
    return HearAnswer(actor=SYSTEM, finding_id=event.finding_id, answer=answer)


HEARS_OF_FINDINGS: Mapping[type[Event], Callable[[Envelope, Any], Command]] = {
    FindingAnsweredV1: _answered
}
