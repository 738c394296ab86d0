"""A difficulty that a visit found, and what comes of it (B-25, B-26)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.values import checked_telephone, checked_text
from registry.domain.visits.events import (
    FindingAnswered,
    FindingRaised,
    FindingRecorded,
    FindingWordsForgotten,
)
from registry.domain.visits.kinds import Door
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Outcome, Subject

FORGOTTEN: Final = "（已按规定删除）"
"""What stands where words were, once they are kept no longer."""
LONGEST_FINDING: Final = 10_000
LONGEST_HOW: Final = 2_000
LONGEST_PLACE: Final = 300
LONGEST_NAME: Final = 80
MOST_WORDS: Final = 100
RANK: Final[Mapping[Outcome | None, int]] = {
    None: 0,
    Outcome.SETTLED: 1,
    Outcome.TAKEN_BACK: 2,
    Outcome.RAISED: 3,
}
"""Which word wins whenever it is said: who was promised a petition gets it."""


class FindingState(StrEnum):
    """Nobody decided yet, done on the spot, told to intake, a petition, refused."""

    OPEN = "open"
    SETTLED = "settled"
    DUE = "due"
    REGISTERED = "registered"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, repr=False)
class Difficulty:
    """What is said of a finding. Words, name and number are personal: never shown.

    `matter` is a category of intake's; `about` one of those who were visited or live
    there; without it it is about the only home that was visited (D-06). `name`
    and `telephone` those of somebody who only came to a meeting (A-10).
    """

    text: str
    outcome: Outcome | None = None
    how: str | None = None
    matter: str | None = None
    about: Subject | None = None
    place: str | None = None
    name: str | None = None
    telephone: str | None = None

    def __post_init__(self) -> None:
        self._set("text", checked_text(self.text, "text", LONGEST_FINDING))
        for name, longest in (
            ("how", LONGEST_HOW),
            ("place", LONGEST_PLACE),
            ("name", LONGEST_NAME),
        ):
            said = getattr(self, name)
            if said is not None:
                self._set(name, checked_text(said, name, longest))
        if self.telephone is not None:
            self._set("telephone", checked_telephone(self.telephone))
        if self.outcome is Outcome.SETTLED and self.how is None:
            raise Invalid(fields={"how": "required"})

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What intake made of it: a petition, or a refusal with its reasons.

    `joined`: the petition is that of the finding which it was told to join; `at`: when
    it came in at the unit's door.
    """

    attempt: int
    at: datetime | None = None
    petition_id: UUID | None = None
    receipt: str | None = None
    joined: bool = False
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, repr=False)
class Word:
    """What somebody said of a finding, and when."""

    said: Stamp
    by: str
    difficulty: Difficulty


@dataclass(eq=False, kw_only=True, repr=False)
class Finding(Aggregate):
    """One difficulty of one visit: all that was said of it, and what came of it.

    `unit` is the unit for which its finder went, `household_id` the home it is about.
    `joins` is the finding of the same matter whose petition it shares (D-06). What was
    said until `floor` does not decide any more: intake refused it.
    """

    finding_id: UUID
    visit_id: UUID
    recorded_by: str
    recorded_at: datetime
    unit: str
    words: list[Word] = field(default_factory=list)
    household_id: UUID | None = None
    state: FindingState = FindingState.OPEN
    attempt: int = 0
    joins: UUID | None = None
    petition_id: UUID | None = None
    receipt: str | None = None
    answered_at: datetime | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    floor: Stamp | None = None
    revision: int = 0

    @property
    def difficulty(self) -> Difficulty:
        """Return what holds: the last words, the highest outcome, the last `how`."""
        counted = self._counted()
        said = [each.difficulty for each in counted]
        last = said[-1]
        outcome = max((each.outcome for each in said), key=lambda code: RANK[code])
        how = next((each.how for each in reversed(said) if each.how), None)
        return replace(last, outcome=outcome, how=how)

    @property
    def said(self) -> Stamp | None:
        """Return when the words that hold were said."""
        return max((each.said for each in self.words), default=None)

    @property
    def wants(self) -> str | None:
        """Return why it keeps its visit open, None where it does not (C-05)."""
        if self.state is FindingState.OPEN:
            return "undecided"
        return "refused-by-intake" if self.state is FindingState.REFUSED else None

    @property
    def is_untold(self) -> bool:
        """Tell whether intake was not told of it yet."""
        return self.state in (FindingState.OPEN, FindingState.SETTLED)

    @property
    def asks_petition(self) -> bool:
        """Tell whether a petition is to come of it and intake was not told yet."""
        due = RANK[self.difficulty.outcome] > RANK[Outcome.SETTLED]
        return self.is_untold and due

    def say(self, word: Word, *, now: datetime) -> None:
        """Add a word; in whatever order words come, the same holds in the end.

        Raises Invalid for more words than anybody has to say.
        """
        if any(each == word for each in self.words):
            return
        if len(self.words) >= MOST_WORDS:
            raise Invalid(fields={"text": "too-many"})
        corrected = self.said is not None and word.said > self.said
        if self.state is FindingState.REFUSED and corrected:
            self.floor, self.state = self.said, FindingState.OPEN
        self.words = sorted([*self.words, word], key=lambda each: each.said)
        outcome = self.difficulty.outcome
        if self.state is FindingState.OPEN and outcome is Outcome.SETTLED:
            self.state = FindingState.SETTLED
        self.revision += 1
        self.record(
            FindingRecorded(
                finding_id=self.finding_id,
                visit_id=self.visit_id,
                revision=self.revision,
                outcome=outcome or "",
                at=now,
            )
        )

    def ask_petition(
        self, unit: str, door: Door, held_at: datetime, *, now: datetime
    ) -> None:
        """Tell intake that a petition is to come of it, at this unit's door."""
        self.state = FindingState.DUE
        self.attempt += 1
        self.refused = {}
        self.revision += 1
        self.record(
            FindingRaised(
                finding_id=self.finding_id,
                visit_id=self.visit_id,
                revision=self.revision,
                attempt=self.attempt,
                door=door,
                organisation_id=unit,
                matter=self.difficulty.matter,
                raised=self.difficulty.outcome is Outcome.RAISED,
                reported_by=self.recorded_by,
                joins=self.joins,
                held_at=held_at,
                at=now,
            )
        )

    def hear(self, answer: Answer, *, now: datetime) -> None:
        """Take in what intake made of it; an answer to an older word is old."""
        if answer.attempt != self.attempt or self.state is not FindingState.DUE:
            return
        self.petition_id, self.receipt = answer.petition_id, answer.receipt
        self.refused = dict(answer.refused)
        refused = answer.petition_id is None
        self.answered_at = None if refused else answer.at
        if not refused and not answer.joined:
            # It stands for itself: later findings of the matter join this one (D-06).
            self.joins = None
        self.state = FindingState.REFUSED if refused else FindingState.REGISTERED
        self.revision += 1
        self.record(
            FindingAnswered(
                finding_id=self.finding_id,
                revision=self.revision,
                state=self.state,
                petition_id=self.petition_id,
                at=now,
            )
        )

    def forget(self, *, at: datetime) -> None:
        """Forget its words, by rule; what it was about and what came of it stays."""
        said = self.difficulty
        kept = Difficulty(
            text=FORGOTTEN,
            outcome=said.outcome,
            how=said.how and FORGOTTEN,
            matter=said.matter,
            about=said.about,
        )
        last = self.words[-1]
        self.words = [Word(said=last.said, by=last.by, difficulty=kept)]
        self.floor = None
        self.revision += 1
        self.record(
            FindingWordsForgotten(
                finding_id=self.finding_id, revision=self.revision, at=at
            )
        )

    def _counted(self) -> Sequence[Word]:
        floor = self.floor
        return [each for each in self.words if floor is None or each.said > floor]
