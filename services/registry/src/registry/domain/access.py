"""The access log: who saw whom, what of them, and what for (个人信息保护法第51条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.messages import Actor


class Purpose(StrEnum):
    """What a look at a person may be for."""

    CASE_HANDLING = "case-handling"
    VISIT = "visit"
    BENEFIT_CHECK = "benefit-check"
    CORRECTION = "correction"
    OWN_REQUEST = "own-request"
    LOOK_UP = "look-up"
    EXPORT = "export"


MASKED = frozenset({Purpose.LOOK_UP, Purpose.EXPORT})
"""A look-up and a list show masks; they are no ground for a full view."""
FULL_PURPOSES = tuple(purpose for purpose in Purpose if purpose not in MASKED)


@dataclass(frozen=True, kw_only=True)
class Access:
    """One look at a person; `resident_id` is None for a search that found nobody."""

    actor: Actor
    purpose: Purpose
    resident_id: UUID | None
    fields: Sequence[str]
    at: datetime
