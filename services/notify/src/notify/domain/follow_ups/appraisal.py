"""Appraisals: one unit, or one cadre of it, is scored until a day by three groups."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.working_time import local_day
from notify.domain.follow_ups.errors import (
    AppraisalOver,
    NotARater,
    OwnAppraisal,
    SheetUnknown,
)
from notify.domain.follow_ups.events import RoomFact
from notify.domain.follow_ups.scoring import ANONYMOUS, Raters, Sheet, SheetScore
from notify.domain.follow_ups.scoring import score_of as sheet_score
from notify.domain.persons import is_one_of


@dataclass(frozen=True, kw_only=True)
class ScoreForm:
    """One form. `by`: who scored performance, or handed a resident's form in.

    Of a resident, and of who rates mutually, nothing is kept. `visit_id`: it was given
    in a visit; else by questionnaire, or by the rater.
    """

    form_id: UUID
    raters: Raters
    scores: Mapping[str, int]
    by: str | None = None
    visit_id: UUID | None = None


@dataclass(eq=False, kw_only=True)
class Appraisal(Aggregate):
    """What is scored; its sheets are those that held when it was opened."""

    appraisal_id: UUID
    title: str
    organisation_id: str
    staff_id: str | None
    ends_on: date
    sheets: Sequence[Sheet]
    smallest_group: int
    basis: str
    opened_by: str
    opened_at: datetime

    def open(self) -> None:
        """Tell that it was opened; raises AppraisalOver for a last day gone by."""
        if self.has_ended(self.opened_at):
            raise AppraisalOver
        self.record(
            RoomFact(
                subject=f"appraisal:{self.appraisal_id}",
                number=1,
                step="appraisal-opened",
                by=self.opened_by,
                at=self.opened_at,
            )
        )

    def sheet(self, raters: Raters) -> Sheet:
        """Return one of its sheets, or raise SheetUnknown."""
        for each in self.sheets:
            if each.raters is raters:
                return each
        raise SheetUnknown(raters)

    def has_ended(self, at: datetime) -> bool:
        """Say whether its last day has gone by."""
        return local_day(at) > self.ends_on

    def take(self, form: ScoreForm, *, accounts: Collection[str], at: datetime) -> None:
        """Let a form in, whoever hands it in, by whichever of their `accounts`.

        Raises OwnAppraisal, AppraisalOver, SheetUnknown, ScoresIncomplete.
        """
        if is_one_of(self.staff_id, accounts):
            raise OwnAppraisal
        if self.has_ended(at):
            raise AppraisalOver
        self.sheet(form.raters).check(form.scores)

    def ensure_rater(
        self, raters: Raters, line: Sequence[str], own_line: Sequence[str]
    ) -> None:
        """Let score who may: who stands right above or below, or above at all.

        `line` leads from the unit that is scored upwards, `own_line` from the rater's.
        Raises NotARater.
        """
        if raters is Raters.MUTUAL:
            near = line[1:2] == list(own_line[:1]) or own_line[1:2] == list(line[:1])
        else:
            near = raters is Raters.PERFORMANCE and own_line[0] in line[1:]
        if not near:
            raise NotARater

    def form_of_visit(self, visit_id: UUID) -> UUID:
        """Return the one id of the form that a visit brought."""
        return uuid5(self.appraisal_id, f"visit:{visit_id}")

    def withholds(self, raters: Raters, forms: int, at: datetime) -> bool:
        """Say whether a sheet is not shown: to nobody, so that nobody can tell more.

        While it goes on each look would tell what the newest form said; of few forms
        everybody knows whose they are.
        """
        if raters not in ANONYMOUS:
            return False
        return not self.has_ended(at) or forms < self.smallest_group

    def scores(self, forms: Sequence[ScoreForm], at: datetime) -> list[SheetScore]:
        """Return what each sheet says."""
        told = []
        for sheet in self.sheets:
            given = [each.scores for each in forms if each.raters is sheet.raters]
            held = self.withholds(sheet.raters, len(given), at)
            told.append(sheet_score(sheet, given, withheld=held))
        return told
