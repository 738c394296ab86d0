"""How a case is answered, and what the petitioner says to that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from routing.domain.errors import BadFigure, BadJudgement


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


class Finding(StrEnum):
    """What the claim was found to be, in the three words of 条例第32条.

    支持; 合理但缺乏法律依据，作出解释说明; 不予支持.
    """

    SUPPORTED = "supported"
    EXPLAINED = "explained"
    NOT_SUPPORTED = "not-supported"


class AidKind(StrEnum):
    """How somebody in need is helped (生活困难的帮扶救助到位)."""

    TEMPORARY = "temporary-relief"
    MINIMUM = "minimum-living"
    MEDICAL = "medical-aid"
    JUDICIAL = "judicial-relief"
    POST = "public-post"
    TRAINING = "training"
    COUNSEL = "counselling"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Aid:
    """One help: `given`, or only told of, with whom to ask for it in the note."""

    kind: AidKind
    note: str
    given: bool = False


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What an answer found: the claim, why, and the help for who is in need (第27条).

    三到位: what is due is solved, what is not is explained, need is helped."""

    finding: Finding
    reasons: str = ""
    in_need: bool = False
    aid: tuple[Aid, ...] = ()

    def ensure_in_place(self, outcome: Outcome) -> None:
        """Let an answer pass that does what its own finding asks of it.

        A supported claim is solved or brought to who can, any other is explained with
        reasons, somebody in need is helped or told how. Raises BadJudgement.
        """
        supported = self.finding is Finding.SUPPORTED
        wrong = {}
        if supported and outcome is Outcome.EXPLAINED:
            wrong["outcome"] = "must-be-solved"
        if not supported and outcome is Outcome.RESOLVED:
            wrong["outcome"] = "must-be-explained"
        if not supported and not self.reasons.strip():
            wrong["judged.reasons"] = "required"
        if self.in_need and not self.aid:
            wrong["judged.aid"] = "required"
        if wrong:
            raise BadJudgement(fields=wrong)


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """An answer given; `revision` is the case's, at the moment of answering.

    `reply` is written for the petitioner's eyes, and holds each co-handler's part too;
    `judged` is what was found of the claim, where somebody wrote it down.
    """

    revision: int
    outcome: Outcome
    reply: str
    resolved_at: datetime
    resolved_by: str
    figures: tuple[Figure, ...] = ()
    parts: tuple[Part, ...] = ()
    judged: Judged | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of the follow-up on the resolution of revision `case_revision`."""

    case_revision: int
    verdict: Verdict
    reason: str
    answered_at: datetime
