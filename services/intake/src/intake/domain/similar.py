"""Which earlier petitions may be the same matter, why, and what that suggests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why an earlier petition is shown beside this one.

    same-person: the same telephone, compared without being read (条例第19条).
    same-text: nearly the same words. same-place: the same place and category.
    """

    SAME_PERSON = "same-person"
    SAME_TEXT = "same-text"
    SAME_PLACE = "same-place"


class Advice(StrEnum):
    """What a clerk may do about it.

    refuse: 不予受理, a lower level accepted the same matter of the same person and is
    within its time (条例第19条第3款). merge: 并单. repeat: the same person comes again
    (首访督办, domain.md D-09). look: no more than a resemblance.
    """

    REFUSE = "refuse"
    MERGE = "merge"
    REPEAT = "repeat"
    LOOK = "look"


ARTICLES: Final = {
    Advice.REFUSE: "条例第19条第3款",
    Advice.MERGE: "国办函〔2025〕66号",
    Advice.REPEAT: "首访督办",
    Advice.LOOK: "",
}


@dataclass(frozen=True, kw_only=True)
class SimilarRules:
    """What counts as alike: scores from 0 to 100, windows back from the arrival.

    `text_score`: from here on the words are nearly equal. `person_score`: so much
    suffices where the person is the same. Tried on 2,201 real petitions: of ten pairs
    from 60 on that were read, nine are one matter.
    """

    text_score: float = 60.0
    person_score: float = 45.0
    person_window: timedelta = timedelta(days=365)
    place_window: timedelta = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Resemblance:
    """How an earlier petition resembles this one.

    `apart` is the time between the two arrivals, either way.
    """

    score: float
    same_person: bool
    same_place: bool
    apart: timedelta


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where the earlier petition stands.

    `open`: accepted, and neither answered nor closed. `lower`: in the hands of a unit
    below the one that this petition came to.
    """

    open: bool
    due_at: datetime | None
    lower: bool


def reasons_for(found: Resemblance, rules: SimilarRules) -> tuple[Reason, ...]:
    """Return why the two may be one matter; empty if nothing says so."""
    told = {
        Reason.SAME_PERSON: found.same_person and found.apart <= rules.person_window,
        Reason.SAME_TEXT: found.score >= rules.text_score,
        Reason.SAME_PLACE: found.same_place and found.apart <= rules.place_window,
    }
    return tuple(reason for reason, holds in told.items() if holds)


def is_same_matter(
    found: Resemblance, reasons: Iterable[Reason], rules: SimilarRules
) -> bool:
    """Say whether the words or the place make it one matter, not the person alone."""
    known = set(reasons)
    if known & {Reason.SAME_TEXT, Reason.SAME_PLACE}:
        return True
    return Reason.SAME_PERSON in known and found.score >= rules.person_score


def advise(
    found: Resemblance,
    reasons: tuple[Reason, ...],
    standing: Standing,
    rules: SimilarRules,
    *,
    at: datetime,
) -> Advice:
    """Return what the resemblance suggests; a person decides."""
    if not is_same_matter(found, reasons, rules):
        return Advice.LOOK
    in_time = standing.due_at is None or at <= standing.due_at
    if not standing.open:
        return Advice.REPEAT if Reason.SAME_PERSON in reasons else Advice.LOOK
    if Reason.SAME_PERSON in reasons and standing.lower and in_time:
        return Advice.REFUSE
    return Advice.MERGE
