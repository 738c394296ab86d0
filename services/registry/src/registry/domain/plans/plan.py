"""A plan: its measures, who answers for it, when it is reviewed; every word is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.aid.events import HelpStepped
from registry.domain.plans.errors import PlanStale
from registry.domain.values import checked_id, checked_text

LONGEST_MEASURE: Final = 400
LONGEST_NOTE: Final = 1000
MOST_MEASURES: Final = 40
NOBODY_LEFT: Final = "本户已无人居住"


class PlanFor(StrEnum):
    """一户一策, 一村一策."""

    HOUSEHOLD = "household"
    PLACE = "place"


class MeasureKind(StrEnum):
    """救助, 培训, 岗位, 照料, 医疗, 住房, 教育, 产业, 其他."""

    MONEY = "money"
    TRAINING = "training"
    POST = "post"
    CARE = "care"
    MEDICAL = "medical"
    HOUSING = "housing"
    SCHOOL = "school"
    TRADE = "trade"
    OTHER = "other"


class MeasureState(StrEnum):
    """待办, 进行中, 完成, 取消."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


OPEN_MEASURES: Final = frozenset({MeasureState.PLANNED, MeasureState.UNDER_WAY})


@dataclass(frozen=True, kw_only=True, repr=False)
class Measure:
    """One measure: what, by whom, until when, how far it is."""

    kind: MeasureKind
    what: str
    who: str
    due: date
    state: MeasureState = MeasureState.PLANNED

    def __post_init__(self) -> None:
        checked_id(self.who, "measures")
        what = checked_text(self.what, "measures", LONGEST_MEASURE)
        object.__setattr__(self, "what", what)


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanWords:
    """What a plan says; classes and measures of a household are personal.

    Of a `forgotten` one they are gone (第19条).
    """

    owner: str
    review_on: date
    classes: Sequence[str] = ()
    measures: Sequence[Measure] = ()
    forgotten: bool = False

    def __post_init__(self) -> None:
        checked_id(self.owner, "owner")
        object.__setattr__(self, "classes", tuple(sorted(set(self.classes))))
        object.__setattr__(self, "measures", tuple(self.measures))
        if not self.forgotten and not 1 <= len(self.measures) <= MOST_MEASURES:
            raise Invalid(fields={"measures": "bad-length"})

    def bare(self) -> "PlanWords":
        """Return whose plan it is and when its review, and nothing personal."""
        return PlanWords(owner=self.owner, review_on=self.review_on, forgotten=True)

    @property
    def next_due(self) -> date | None:
        """Return when the next measure is due that is yet to be done."""
        open_ones = [each.due for each in self.measures if each.state in OPEN_MEASURES]
        return min(open_ones, default=None)


class PlanState(StrEnum):
    """Whether it is in force."""

    IN_FORCE = "in-force"
    CLOSED = "closed"


class PlanStep(StrEnum):
    """What may become of a plan; it is opened again with its household alone."""

    CHANGE = "change"
    REVIEW = "review"
    CLOSE = "close"
    REOPEN = "reopen"
    FORGET = "forget"


IN_FORCE: Final = frozenset({PlanState.IN_FORCE})
CLOSED: Final = frozenset({PlanState.CLOSED})
LIFE: Final = StateMachine(
    on(PlanStep.CHANGE, leaving=IN_FORCE, reach=PlanState.IN_FORCE),
    on(PlanStep.REVIEW, leaving=IN_FORCE, reach=PlanState.IN_FORCE),
    on(PlanStep.CLOSE, leaving=IN_FORCE, reach=PlanState.CLOSED),
    on(PlanStep.REOPEN, leaving=CLOSED, reach=PlanState.IN_FORCE),
    on(PlanStep.FORGET, leaving=CLOSED, reach=PlanState.CLOSED),
)


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanEdition:
    """A plan as one step left it; `note` says what a review found, why it closed."""

    revision: int
    step: PlanStep
    at: datetime
    by: str
    words: PlanWords
    note: str | None = None


@dataclass(eq=False, kw_only=True, repr=False)
class Plan(Aggregate):
    """One plan of one household (`subject_id` is its UUID) or of one place."""

    plan_id: UUID
    subject: PlanFor
    subject_id: str
    opened_on: date
    words: PlanWords
    state: PlanState = PlanState.IN_FORCE
    reviewed_on: date | None = None
    closed_on: date | None = None
    revision: int = 0
    added: list[PlanEdition] = field(default_factory=list)

    def is_of(self, subject: PlanFor, subject_id: str) -> bool:
        """Tell whose plan it is."""
        return (self.subject, self.subject_id) == (subject, subject_id)

    def change(self, words: PlanWords, seen: int, by: str, *, at: datetime) -> None:
        """Take `words` for the plan; saying the newest again changes nothing.

        Raises PlanStale unless the newest was seen, TransitionRefused once closed.
        """
        state = LIFE.after(self.state, PlanStep.CHANGE)
        if self.revision and words == self.words:
            return
        if seen != self.revision:
            raise PlanStale
        self.state, self.words = state, words
        self._add(PlanStep.CHANGE, None, by, at)

    def review(
        self, note: str, next_on: date, day: date, seen: int, by: str, *, at: datetime
    ) -> None:
        """Write down what a review found, and when the next one is."""
        self._seen(seen)
        self.state = LIFE.after(self.state, PlanStep.REVIEW)
        before = self.words
        self.words = PlanWords(
            owner=before.owner,
            review_on=next_on,
            classes=before.classes,
            measures=before.measures,
        )
        self.reviewed_on = day
        self._add(PlanStep.REVIEW, note, by, at)

    def close(self, why: str, day: date, seen: int, by: str, *, at: datetime) -> None:
        """Close it for a reason."""
        self._seen(seen)
        self.state = LIFE.after(self.state, PlanStep.CLOSE)
        self.closed_on = day
        self._add(PlanStep.CLOSE, why, by, at)

    def reopen(self, by: str, *, at: datetime) -> None:
        """Take its closing back: what closed it was a mistake."""
        self.state = LIFE.after(self.state, PlanStep.REOPEN)
        self.closed_on = None
        self._add(PlanStep.REOPEN, None, by, at)

    def forget(self, by: str, *, at: datetime) -> None:
        """Forget classes, measures and notes of a closed plan; that it was, stays."""
        self.state = LIFE.after(self.state, PlanStep.FORGET)
        self.words = self.words.bare()
        self._add(PlanStep.FORGET, None, by, at)

    def _seen(self, seen: int) -> None:
        if seen != self.revision:
            raise PlanStale

    def _add(self, step: PlanStep, note: str | None, by: str, at: datetime) -> None:
        if note is not None:
            note = checked_text(note, "note", LONGEST_NOTE)
        self.revision += 1
        self.added.append(
            PlanEdition(
                revision=self.revision,
                step=step,
                at=at,
                by=by,
                words=self.words,
                note=note,
            )
        )
        self.record(
            HelpStepped(
                subject=f"plan:{self.plan_id}",
                step=f"plan-{step}",
                revision=self.revision,
                at=at,
                detail={"subject": self.subject.value},
            )
        )


def checked_subject(subject: PlanFor, subject_id: str) -> str:
    """Return whose plan it is in the one written form, or raise Invalid."""
    if subject is PlanFor.PLACE:
        return checked_id(subject_id, "subject_id")
    try:
        return str(UUID(subject_id))
    except ValueError:
        raise Invalid(fields={"subject_id": "bad-id"}) from None


def check_review(review_on: date, today: date, longest_days: int) -> None:
    """Refuse (Invalid) a review that is not to come, or is too far away."""
    if not today < review_on <= today + timedelta(days=longest_days):
        raise Invalid(fields={"review_on": "review-too-far"})
