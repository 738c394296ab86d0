"""A sheet: what one assessor scored of one person in a period, and what before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.assessments.events import SheetRecorded
from registry.domain.assessments.form import Form, Part
from registry.domain.rates import HUNDREDTH

SHEETS = UUID("5ad7b58b-16a0-5cc6-9d6c-2fd3a1e0a7c4")
"""The namespace in which form, period, rated and assessor give their sheet's id."""
MOST_SCORINGS: Final = 50


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom a sheet is about, by which form, of which period, and who filled it in."""

    form: str
    staff_id: str
    organisation_id: str
    since: date
    until: date
    by: str

    @property
    def sheet_id(self) -> UUID:
        """Return the one id of such a sheet."""
        parts = (self.form, self.staff_id, self.since.isoformat(), self.by)
        return uuid5(SHEETS, "/".join(parts))


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What was scored, and when."""

    scores: Mapping[str, int]
    at: datetime


@dataclass(eq=False, kw_only=True)
class Sheet(Aggregate):
    """One sheet; its form is as it was at the last scoring; `scored`: the latest last.

    Nothing that was scored is lost.
    """

    sheet_id: UUID
    about: About
    form: Form
    scored: list[Scored] = field(default_factory=list)

    @property
    def scores(self) -> Mapping[str, int]:
        """Return what stands."""
        return self.scored[-1].scores

    def score(self, form: Form, scores: Mapping[str, int], *, at: datetime) -> None:
        """Take scores of every item; the same again changes nothing.

        Raises Invalid, which names each item that is wrong, or for the fiftieth
        correction.
        """
        check_scores(form, scores)
        if self.scored and (form, scores) == (self.form, self.scores):
            return
        if len(self.scored) == MOST_SCORINGS:
            raise Invalid(fields={"scores": "too-many"})
        self.form = form
        self.scored.append(Scored(scores=dict(scores), at=at))
        self.record(
            SheetRecorded(
                sheet_id=self.sheet_id,
                revision=len(self.scored),
                form=form.code,
                staff_id=self.about.staff_id,
                at=at,
            )
        )


def check_scores(form: Form, scores: Mapping[str, int]) -> None:
    """Refuse (Invalid) scores that are not one of every item, within its bounds."""
    asked = {each.code for each in form.items()}
    wrong = dict.fromkeys(scores.keys() - asked, "unknown-score-item")
    wrong |= dict.fromkeys(asked - scores.keys(), "required")
    wrong |= {
        code: "bad-score"
        for code, score in scores.items()
        if code in asked and not 0 <= score <= form.highest
    }
    if wrong:
        raise Invalid(fields={f"scores.{code}": why for code, why in wrong.items()})


def sum_of(part: Part, scores: Mapping[str, int]) -> int:
    """Return what a heading's items come to."""
    return sum(scores[each.code] for each in part.items)


def total_of(form: Form, scores: Mapping[str, int]) -> int:
    """Return the sum of every item."""
    return sum(sum_of(part, scores) for part in form.parts)


def formula_of(form: Form, scores: Mapping[str, int]) -> str:
    """Return how the sum comes about, to be printed beside it."""
    parts = " ＋ ".join(f"{part.title} {sum_of(part, scores)}" for part in form.parts)
    items = len(list(form.items()))
    rule = f"共{items}项，每项0–{form.highest}分，满分{form.full}"
    return f"{parts} ＝ {total_of(form, scores)}（{rule}）"


def mean_of(totals: Sequence[int]) -> Decimal | None:
    """Return the mean of several assessors' sums: two decimals, half to even."""
    if not totals:
        return None
    exact = Decimal(sum(totals)) / len(totals)
    return exact.quantize(HUNDREDTH, ROUND_HALF_EVEN)


def totals_of(sheets: Iterable[Sheet]) -> list[int]:
    """Return the sum of each sheet."""
    return [total_of(each.form, each.scores) for each in sheets]
