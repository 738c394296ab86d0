"""Repeat visits: the same person comes again about the same matter (首访督办, D-09).

Matters are counted in 件, visits in 次: a matter that was brought three times is one
matter and three visits.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from intake.domain.change import reason_of
from intake.domain.errors import NoRepeat, NotARepeat
from intake.domain.events import PetitionFact
from intake.domain.lifecycle import PetitionState
from intake.domain.petition import Petition


@dataclass(frozen=True, kw_only=True)
class PetitionRepeated(PetitionFact):
    """It is visit number `visit` of a matter that was brought before."""

    first_petition_id: UUID
    first_receipt: str
    visit: int
    repeated_at: datetime


@dataclass(frozen=True, kw_only=True)
class PetitionUnrepeated(PetitionFact):
    """It was no repeat visit after all; `repeated_at` names the note undone."""

    first_petition_id: UUID
    first_receipt: str
    reason: str
    repeated_at: datetime
    unrepeated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Visits:
    """How a petition stands among the visits of its matter.

    `first_petition_id` is None for the first visit; `repeats` counts those that follow
    a first one, and `highest` is the last number that one of them has. `accused` is
    kept in order.
    """

    petition_id: UUID
    first_petition_id: UUID | None = None
    first_receipt: str = ""
    repeated_at: datetime | None = None
    repeats: int = 0
    highest: int = 1
    accused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """That a petition is a repeat visit, and which one."""

    petition_id: UUID
    first_petition_id: UUID
    visit: int
    repeated_at: datetime


def repeat(
    petition: Petition, first: Petition, visits: tuple[Visits, Visits], *, at: datetime
) -> Repeat:
    """Note a petition as a repeat of the first one; `visits` are theirs, in this order.

    Raises NotARepeat for itself, for one that came before the first, that is a repeat
    or has repeats already, that is not accepted, or whose accused differ (条例第30条).
    """
    mine, its = visits
    faults = {
        "itself": petition.petition_id == first.petition_id,
        "already-a-repeat": mine.first_petition_id is not None,
        "first-is-a-repeat": its.first_petition_id is not None,
        "has-repeats": mine.repeats > 0,
        "came-before": petition.received_at < first.received_at,
        "not-accepted": {petition.state, first.state} != {PetitionState.ACCEPTED},
        "other-accused": mine.accused != its.accused,
    }
    found = next((code for code, is_wrong in faults.items() if is_wrong), None)
    if found is not None:
        raise NotARepeat(fields={"first": found})
    repeated = Repeat(
        petition_id=petition.petition_id,
        first_petition_id=first.petition_id,
        visit=its.highest + 1,
        repeated_at=at,
    )
    petition.record(
        PetitionRepeated(
            **petition._next(),
            first_petition_id=first.petition_id,
            first_receipt=first.receipt,
            visit=repeated.visit,
            repeated_at=at,
        )
    )
    return repeated


def unrepeat(petition: Petition, mine: Visits, reason: str, *, at: datetime) -> None:
    """Undo a wrong note: each stands for itself again, and nothing of either changes.

    The numbers of the other visits stay as they were told. Raises NoRepeat, and
    BrokenPetition without a reason.
    """
    words = reason_of(reason)
    if mine.first_petition_id is None or mine.repeated_at is None:
        raise NoRepeat
    petition.record(
        PetitionUnrepeated(
            **petition._next(),
            first_petition_id=mine.first_petition_id,
            first_receipt=mine.first_receipt,
            reason=words,
            repeated_at=mine.repeated_at,
            unrepeated_at=at,
        )
    )
