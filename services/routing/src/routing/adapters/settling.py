"""What a clerk settled at the door, in routing's words.

An acceptance may say nothing of it: then nothing is known.
"""

from datetime import date
from typing import Any

from minqing_contracts.intake import PetitionAcceptedV1, PetitionReclassifiedV1
from minqing_kernel.working_time import end_of
from routing.domain.deadline import Owed, Won
from routing.domain.dossier import Settled, Severity

AS_SAID = (
    "kind",
    "path",
    "case_kind",
    "mode",
    "policy_ref",
    "promised_on",
    "lead_id",
)
"""What is settled in the words of intake's acceptance."""


def settled_by(
    event: PetitionAcceptedV1 | PetitionReclassifiedV1,
) -> dict[str, Any]:
    """Return what of an acceptance weighs on the case, as fields of OpenCase.

    A gravity that is not known here counts as ordinary.
    """
    said = vars(event)
    severity = said.get("severity")
    return {
        "severity": Severity(severity)
        if severity in set(Severity)
        else Severity.ORDINARY,
        "settled": Settled(
            **{name: said.get(name) for name in AS_SAID},
            co_unit_ids=tuple(sorted({*(said.get("co_unit_ids") or ())})),
        ),
        "instructed": _instructed(said.get("due_on"), said.get("leader")),
    }


def _instructed(due_on: date | None, leader: str | None) -> Owed | None:
    if due_on is None:
        return None
    return Owed(due_at=end_of(due_on), won=Won.LEADER, basis=leader or "leader")
