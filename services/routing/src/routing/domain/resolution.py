"""How a case is answered, and what the petitioner says to that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from routing.domain.errors import BadFigure


class Outcome(StrEnum):
    """What the answer is: solved 解决, explained 解释说明, referred elsewhere 转介."""

    RESOLVED = "resolved"
    EXPLAINED = "explained"
    REFERRED = "referred"


class Verdict(StrEnum):
    """What a follow-up does to the case."""

    CLOSE = "close"
    REOPEN = "reopen"


class Qualifier(StrEnum):
    """How sure a figure is: 130名 is exact, 130多名 is not (D-32)."""

    EXACT = "exact"
    APPROX = "approx"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What was achieved, as a number: money, posts, persons, lamps.

    `amount` is None where the source gives words alone; `said` is the figure as it was
    said ("60多"), and an approximate one is always shown so.
    """

    kind: str
    unit: str
    amount: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    said: str = ""

    def __post_init__(self) -> None:
        """Refuse, with BadFigure, one that says neither a number nor words."""
        if self.amount is None and not self.said:
            raise BadFigure(fields={"figures": "required"})


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a co-handling unit contributed, or why it did not have to."""

    organisation_id: str
    unit_name: str
    answer: str | None
    waived: str | None


def merged(reply: str, parts: Iterable[Part]) -> str:
    """Return the answer as one text that shows each part."""
    told = (f"【协办】{each.unit_name}：{each.answer}" for each in parts if each.answer)
    return "\n\n".join((reply, *told))


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """An answer given; `revision` is the case's, at the moment of answering.

    `reply` is written for the petitioner's eyes, and holds each co-handler's part too.
    """

    revision: int
    outcome: Outcome
    reply: str
    resolved_at: datetime
    resolved_by: str
    figures: tuple[Figure, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of the follow-up on the resolution of revision `case_revision`."""

    case_revision: int
    verdict: Verdict
    reason: str
    answered_at: datetime
