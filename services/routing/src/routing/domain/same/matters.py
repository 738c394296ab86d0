"""Which matters of two agencies may be one, and what follows by the regulations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from routing.domain.statements.letters import Account

MOST_MARKS: Final = 50
"""So many matters are in one letter: it stays below the longest that is read."""
MOST_PRINTS: Final = 8
"""So many fingerprints has a matter: two numbers, two topics, two keys."""


class Grade(StrEnum):
    """What both share beside the person: what it is about, or only the district."""

    CATEGORY = "category"
    PLACE = "place"


SORTS: Mapping[str, Grade] = MappingProxyType({"c": Grade.CATEGORY, "p": Grade.PLACE})
"""By the letter that a fingerprint begins with; the first that fits counts."""


class Advice(StrEnum):
    """What a clerk may do; a person decides.

    refuse: 不予受理, a lower agency accepted the same matter and is within its time.
    look: the same person is at another agency; look whether it is the same matter.
    """

    REFUSE = "refuse"
    LOOK = "look"


BASIS: Mapping[Advice, str] = MappingProxyType(
    {Advice.REFUSE: "信访工作条例第19条第3款", Advice.LOOK: ""}
)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An open matter as a neighbour is told of it: no word of what or whose it is."""

    mark_id: UUID
    receipt: str
    prints: tuple[str, ...]
    accepted_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Echo:
    """That the speaker's matter may be the hearer's `mark_id`."""

    mark_id: UUID
    matter_id: UUID
    receipt: str
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class Marks(Account):
    """What of the speaker's is open, is open no more, and seems to be the hearer's."""

    marks: tuple[Mark, ...] = ()
    gone: tuple[UUID, ...] = ()
    same: tuple[Echo, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnMark:
    """A petition of ours and its fingerprints for one neighbour, as intake made them.

    `told` goes out once the petition is a case; `looked` never does.
    """

    petition_id: UUID
    agency: str
    receipt: str
    revision: int
    organisation_id: str | None
    received_at: datetime
    told: tuple[str, ...]
    looked: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Same:
    """That a petition of ours may be a neighbour's matter.

    `found_here`: by us, so that the neighbour is to be told.
    """

    petition_id: UUID
    agency: str
    mark_id: UUID
    receipt: str
    grade: Grade
    found_here: bool


def grade_of(looked: Iterable[str], told: Iterable[str]) -> Grade | None:
    """Return by what two matters seem to be one, the strongest; None: by nothing."""
    sorts = {each[:1] for each in set(looked) & set(told)}
    return next((grade for sort, grade in SORTS.items() if sort in sorts), None)


def advise(
    grade: Grade,
    due_at: datetime | None,
    *,
    open_there: bool,
    above: bool,
    at: datetime,
) -> Advice:
    """Return what a clerk may do by 条例第19条第3款.

    `above`: this agency is above the one that has the matter. The paragraph knows no
    channel: whether a visit came to the right level (第20条) is another question.
    """
    in_time = due_at is not None and at <= due_at
    lawful = grade is Grade.CATEGORY and open_there and above and in_time
    return Advice.REFUSE if lawful else Advice.LOOK
