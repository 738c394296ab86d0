"""Facts inside notify."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import DomainEvent


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswered(DomainEvent):
    """A follow-up ended with an answer, or with the silence that counts as one."""

    petition_id: UUID
    receipt: str
    case_revision: int
    solved: bool | None
    satisfied: bool | None
    verdict: str
    reason: str
    by: str
    at: datetime
