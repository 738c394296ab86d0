"""Conduct at the door (条例第26条), written down beside an arrival, not against it.

It closes no door: an arrival is registered whatever was written here, no ground to turn
somebody away names it, and neither a petition nor its evaluation knows of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from intake.domain.errors import BrokenPetition
from minqing_kernel.messages import Actor
from minqing_kernel.text import clean

LONGEST_CONDUCT: Final = 1_000


class ConductKind(StrEnum):
    """The six items of 条例第26条, in their order.

    crowding: 非法聚集、围堵、拦车、堵路. dangerous-goods: 携带危险物品、管制器具.
    force: 侮辱、殴打、威胁，限制人身自由，毁坏财物. staying: 滞留、滋事、弃留他人.
    inciting: 煽动、串联、操纵，借机敛财. other: 其他扰乱公共秩序的行为.
    """

    CROWDING = "crowding"
    DANGEROUS_GOODS = "dangerous-goods"
    FORCE = "force"
    STAYING = "staying"
    INCITING = "inciting"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ConductEntry:
    """What was seen, in neutral words, and by whom.

    `warned`: 劝阻、批评或者教育 (第47条).
    """

    reception_id: UUID
    kind: ConductKind
    words: str
    warned: bool
    recorded_by: str
    organisation_id: str | None
    at: datetime

    def repeats(self, other: "ConductEntry | None") -> bool:
        """Tell whether it says the very same as another: a form that was sent twice."""
        return other is not None and replace(self, at=other.at) == other

    @classmethod
    def of(
        cls,
        reception_id: UUID,
        kind: ConductKind,
        words: str,
        *,
        warned: bool,
        by: Actor,
        at: datetime,
    ) -> Self:
        """Return an entry of cleaned words; raise BrokenPetition, Unreadable."""
        said = clean(words, field="words")
        if not said:
            raise BrokenPetition(fields={"words": "required"})
        if len(said) > LONGEST_CONDUCT:
            raise BrokenPetition(fields={"words": "too-long"})
        return cls(
            reception_id=reception_id,
            kind=kind,
            words=said,
            warned=warned,
            recorded_by=by.id,
            organisation_id=by.organisation_id,
            at=at,
        )
