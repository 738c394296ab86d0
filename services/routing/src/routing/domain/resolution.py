"""How a case is answered, and what the petitioner says to that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What the answer is: solved 解决, explained 解释说明, referred elsewhere 转介."""

    RESOLVED = "resolved"
    EXPLAINED = "explained"
    REFERRED = "referred"


class Verdict(StrEnum):
    """What a follow-up does to the case."""

    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """An answer given; `revision` is the case's, at the moment of answering.

    `reply` is written for the petitioner's eyes.
    """

    revision: int
    outcome: Outcome
    reply: str
    resolved_at: datetime
    resolved_by: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of the follow-up on the resolution of revision `case_revision`."""

    case_revision: int
    verdict: Verdict
    reason: str
    answered_at: datetime
