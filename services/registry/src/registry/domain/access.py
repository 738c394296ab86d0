"""The access log: who saw whom, what of them, and what for (个人信息保护法第51条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.domain.sensitivity import WordKind


class Purpose(StrEnum):
    """What a look at a person may be for."""

    CASE_HANDLING = "case-handling"
    VISIT = "visit"
    BENEFIT_CHECK = "benefit-check"
    CORRECTION = "correction"
    OWN_REQUEST = "own-request"
    LOOK_UP = "look-up"
    RETENTION = "retention"
    EXPORT = "export"
    IMPORT = "import"


NO_GROUND = frozenset(
    {Purpose.LOOK_UP, Purpose.RETENTION, Purpose.EXPORT, Purpose.IMPORT}
)
FULL_PURPOSES = tuple(purpose for purpose in Purpose if purpose not in NO_GROUND)
"""A look-up by number and a list show masks, a file of rows whether it says the same of
somebody, and the retention job nothing: none of them is a ground for a full view."""


WITHOUT_NUMBER = frozenset({Purpose.VISIT})
"""Who goes to see a household needs nobody's whole identity number (第6条)."""


def is_number_for(purpose: Purpose, kind: WordKind) -> bool:
    """Tell whether words of this kind are a number that this purpose does not need."""
    return purpose in WITHOUT_NUMBER and kind is WordKind.IDENTITY


@dataclass(frozen=True, kw_only=True)
class Access:
    """One look at a person; `resident_id` is None for a search that found nobody."""

    actor: Actor
    purpose: Purpose
    resident_id: UUID | None
    fields: Sequence[str]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Watermark:
    """What stands on a copy that leaves the house: who had it made, when, what for."""

    by: str
    work_name: str | None
    organisation_id: str | None
    at: datetime
    purpose: Purpose


def watermark(
    actor: Actor, work_name: str | None, purpose: Purpose, at: datetime
) -> Watermark:
    """Return the mark of a copy that somebody has made."""
    return Watermark(
        by=actor.id,
        work_name=work_name,
        organisation_id=actor.organisation_id,
        at=at,
        purpose=purpose,
    )
