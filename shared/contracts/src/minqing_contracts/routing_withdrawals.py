"""What routing tells of a case whose petitioner took the matter back (撤回)."""

from dataclasses import dataclass
from datetime import datetime

from minqing_contracts.catalogue import published
from minqing_contracts.moments import Moment
from minqing_contracts.routing import CaseEvent, CaseEventSchema


class CaseWithdrawnV1Schema(CaseEventSchema):
    """Wire form of routing.case.withdrawn.v1."""

    withdrawn_at = Moment(required=True)


@published("routing.case.withdrawn", 1, CaseWithdrawnV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseWithdrawnV1(CaseEvent):
    """The petitioner took it back before an answer: the case ended, nothing is owed."""

    withdrawn_at: datetime
