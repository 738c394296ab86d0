"""What is shown of assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from registry.domain.assessments.form import Form
from registry.domain.assessments.sheet import (
    Sheet,
    formula_of,
    sum_of,
    total_of,
)


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """One item with its score."""

    code: str
    text: str
    score: int


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A heading with its sum, out of how many."""

    code: str
    title: str
    total: int
    full: int
    items: Sequence[ItemView]


@dataclass(frozen=True, kw_only=True)
class BeforeView:
    """What was scored before it was corrected."""

    total: int
    scores: Mapping[str, int]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """A sheet with its sum, and how that comes about."""

    sheet_id: UUID
    form: str
    title: str
    staff_id: str
    organisation_id: str
    since: date
    until: date
    by: str
    at: datetime
    revision: int
    parts: Sequence[PartView]
    total: int
    full: int
    formula: str
    before: Sequence[BeforeView]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How somebody stands in a period: the mean of so many sheets."""

    staff_id: str
    sheets: int
    mean: Decimal | None


def sheet_view(sheet: Sheet) -> SheetView:
    """Return a sheet as it is shown; what stood before is summed by its own items."""
    form, about, scores = sheet.form, sheet.about, sheet.scores
    return SheetView(
        sheet_id=sheet.sheet_id,
        form=form.code,
        title=form.title,
        staff_id=about.staff_id,
        organisation_id=about.organisation_id,
        since=about.since,
        until=about.until,
        by=about.by,
        at=sheet.scored[-1].at,
        revision=len(sheet.scored),
        parts=_parts(form, scores),
        total=total_of(form, scores),
        full=form.full,
        formula=formula_of(form, scores),
        before=[
            BeforeView(total=sum(each.scores.values()), scores=each.scores, at=each.at)
            for each in sheet.scored[:-1]
        ],
    )


def _parts(form: Form, scores: Mapping[str, int]) -> list[PartView]:
    return [
        PartView(
            code=part.code,
            title=part.title,
            total=sum_of(part, scores),
            full=form.highest * len(part.items),
            items=[
                ItemView(code=each.code, text=each.text, score=scores[each.code])
                for each in part.items
            ],
        )
        for part in form.parts
    ]
