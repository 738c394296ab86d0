"""What is told of informers' reports: who answered for which month, and no words."""

from collections.abc import Callable, Mapping
from typing import Any

from intake.domain.informing import InformerReported
from minqing_chassis.unit_of_work import Told
from minqing_contracts.intake_informers import InformerReportedV1
from minqing_kernel.messages import DomainEvent


def _reported(fact: InformerReported) -> Told:
    return Told(
        subject=f"informer-report:{fact.enterprise_id}:{fact.month}",
        revision=1,
        step="informer-reported",
        at=fact.reported_at,
        event=InformerReportedV1(**vars(fact)),
        detail={"month": fact.month, "alarming": fact.alarming},
    )


INFORMER_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    InformerReported: _reported
}
