"""Facts of the follow-ups' room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CaseRelapsed(DomainEvent):
    """An answered case owes another answer, whatever its petitioner said before.

    `subject` and `number` count the facts of the visit or objection that found it.
    `ground` is `relapsed` (反弹) or `dissatisfied` (不满意).
    """

    subject: str
    number: int
    petition_id: UUID
    receipt: str
    case_revision: int
    ground: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RoomFact(DomainEvent):
    """A step of a visit, draw, objection or rating: a line of its timeline."""

    subject: str
    number: int
    step: str
    by: str
    at: datetime
