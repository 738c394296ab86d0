"""Surveys (测评, B-30): a questionnaire, its wave, the sample, and the rates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from notify.domain.follow_ups.errors import AnswersUnknownQuestion
from notify.domain.follow_ups.events import RoomFact

ONE_PLACE: Final = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class SurveyQuestion:
    """One question that is answered by yes, no or 不清楚."""

    code: str
    text: str


@dataclass(eq=False, kw_only=True)
class Survey(Aggregate):
    """One wave of a questionnaire; `sample` is how many people were to be asked.

    Who answered is not kept: an answer is a row of yes, no and 不清楚.
    """

    survey_id: UUID
    title: str
    wave_on: date
    organisation_id: str | None
    sample: int
    questions: list[SurveyQuestion]
    opened_by: str
    opened_at: datetime

    def require_known(self, answers: Iterable[str]) -> None:
        """Raise AnswersUnknownQuestion for an answer to what is not asked."""
        asked = {each.code for each in self.questions}
        unknown = sorted(set(answers) - asked)
        if unknown:
            raise AnswersUnknownQuestion(
                fields={f"answers.{code}": "not-known" for code in unknown}
            )

    def open(self) -> None:
        """Tell that it was opened."""
        self.record(
            RoomFact(
                subject=f"survey:{self.survey_id}",
                number=1,
                step="survey-opened",
                by=self.opened_by,
                at=self.opened_at,
            )
        )


@dataclass(frozen=True, kw_only=True)
class Share:
    """The rate of yes, with both its numbers; 不清楚 counts apart.

    `rate` is per cent, to one place, half to even; None where nobody said yes or no.
    Of a share that is `withheld`, for too few answered, nothing else is told.
    """

    code: str
    text: str
    yes: int | None = None
    valid: int | None = None
    unclear: int | None = None
    rate: Decimal | None = None
    withheld: bool = False


def shares(
    questions: Sequence[SurveyQuestion],
    answers: Sequence[Mapping[str, bool | None]],
    smallest: int = 1,
) -> list[Share]:
    """Return what was said to each question; of fewer than `smallest` it is withheld.

    Where only a few answered everybody could tell whose answers these are.
    """
    told = []
    for each in questions:
        said = [one[each.code] for one in answers if each.code in one]
        few = 0 < len(said) < smallest
        hidden = Share(code=each.code, text=each.text, withheld=True)
        told.append(hidden if few else _share(each, said))
    return told


def rate_of(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent: 1,729 of 1,811 are 95.5, half goes to even."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(ONE_PLACE, ROUND_HALF_EVEN)


def _share(question: SurveyQuestion, said: Sequence[bool | None]) -> Share:
    yes, no = said.count(True), said.count(False)
    return Share(
        code=question.code,
        text=question.text,
        yes=yes,
        valid=yes + no,
        unclear=said.count(None),
        rate=rate_of(yes, yes + no),
    )
