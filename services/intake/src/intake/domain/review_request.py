"""A petitioner's request for 复查 or 复核, as they wrote it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Stage(StrEnum):
    """复查 (条例第35条) or, after it, 复核 (第36条)."""

    REVIEW = "review"
    RECHECK = "recheck"


@dataclass(frozen=True, kw_only=True)
class ReviewRequest:
    """What is disputed (the fact of its case by number), since when, why, and when."""

    stage: Stage
    disputed: int
    received_on: date
    reason: str
    at: datetime
