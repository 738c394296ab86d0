"""What intake tells of informers' forms, in the words of what is owed (D-22)."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_informers import InformerReportedV1
from minqing_kernel.messages import SYSTEM, Command
from registry.application.obligations.commands import HearForm
from registry.domain.obligations.forms import InformerForm


def _reported(_: Envelope, event: InformerReportedV1) -> Command:
    form = InformerForm(
        enterprise_id=event.enterprise_id,
        month=event.month,
        organisation_id=event.organisation_id,
        reported_by=event.reported_by,
        reported_at=event.reported_at,
    )
    return HearForm(actor=SYSTEM, form=form)


HEARS_OF_FORMS: Mapping[type[Event], Callable[[Envelope, Any], Command]] = {
    InformerReportedV1: _reported
}
