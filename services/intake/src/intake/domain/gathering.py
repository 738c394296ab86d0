"""Gatherings: many people, many matters (恳谈会、院坝会、入户走访, A-10)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from intake.domain.errors import BrokenPetition

MOST_PARTICIPANTS = 100_000


class GatheringKind(StrEnum):
    """入户走访、院落查看、民情恳谈、院坝交流: the four visit types of A-10."""

    HOME_VISIT = "home-visit"
    COURTYARD_ROUND = "courtyard-round"
    CONSULTATION = "consultation"
    COURTYARD_MEETING = "courtyard-meeting"


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """What was held where, with how many people; each matter has its own petition."""

    gathering_id: UUID
    kind: GatheringKind
    held_at: datetime
    place: str
    organisation_id: str
    participants: int

    def __post_init__(self) -> None:
        if not 1 <= self.participants <= MOST_PARTICIPANTS:
            raise BrokenPetition(fields={"participants": "out-of-range"})
