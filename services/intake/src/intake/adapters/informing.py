"""What is told of informers: who answered for which month, no words; who is behind."""

from collections.abc import Callable, Mapping
from typing import Any

from intake.domain.informers import InformerReminded
from intake.domain.informing import InformerReported
from minqing_chassis.unit_of_work import Told
from minqing_contracts.intake_informers import (
    InformerRemindedV1,
    InformerReportedV1,
)
from minqing_kernel.messages import DomainEvent


def _reported(fact: InformerReported) -> Told:
    return Told(
        subject=f"informer-report:{fact.enterprise_id}:{fact.month}",
        revision=fact.revision,
        step="informer-reported",
        at=fact.reported_at,
        event=InformerReportedV1(
            enterprise_id=fact.enterprise_id,
            month=fact.month,
            organisation_id=fact.organisation_id,
            reported_by=fact.reported_by,
            reported_at=fact.reported_at,
            alarming=fact.alarming,
        ),
        detail={"month": fact.month, "alarming": fact.alarming},
    )


def _reminded(fact: InformerReminded) -> Told:
    return Told(
        subject=f"informer-reminder:{fact.reminder_id}",
        revision=1,
        step="informer-reminded",
        at=fact.reminded_at,
        event=InformerRemindedV1(
            reminder_id=fact.reminder_id,
            informer_id=fact.informer_id,
            organisation_id=fact.organisation_id,
            month=fact.month,
            enterprises=list(fact.enterprises),
            closes_on=fact.closes_on,
            reminded_at=fact.reminded_at,
        ),
        detail={"informer": fact.informer_id, "month": fact.month},
    )


INFORMER_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    InformerReported: _reported,
    InformerReminded: _reminded,
}
