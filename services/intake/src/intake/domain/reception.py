"""Whoever comes is written down before anybody decides anything (domain.md D-10)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.errors import BrokenPetition
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.state_machine import StateMachine, on
from minqing_kernel.text import clean

LONGEST_WORDS: Final = 1_000
LONGEST_MATTER: Final = 1_000
MOST_PEOPLE: Final = 10_000


class ReceptionState(StrEnum):
    """What became of an arrival: a petition, the way elsewhere, or nothing."""

    ARRIVED = "arrived"
    REGISTERED = "registered"
    REDIRECTED = "redirected"
    REFUSED = "refused"


class ReceptionStep(StrEnum):
    """What may be done with it."""

    REGISTER = "register"
    REDIRECT = "redirect"
    REFUSE = "refuse"


class Ground(StrEnum):
    """Why somebody was not registered here, each with its source.

    not-here: 应到有权处理的本级或者上一级提出 (条例第20条第1款).
    litigation: 涉及诉讼权利救济 (第20条第2款). too-many: 代表超过5人 (第3款).
    already-handled: 第19条第3款.
    final: 第36条第3款. withdrawn: they left of their own accord.
    """

    NOT_HERE = "not-here"
    LITIGATION = "litigation"
    TOO_MANY = "too-many"
    ALREADY_HANDLED = "already-handled"
    FINAL = "final"
    WITHDRAWN = "withdrawn"


S, T = ReceptionState, ReceptionStep

RECEPTION_LIFE = StateMachine(
    on(T.REGISTER, leaving=[S.ARRIVED], reach=S.REGISTERED),
    on(T.REDIRECT, leaving=[S.ARRIVED], reach=S.REDIRECTED),
    on(T.REFUSE, leaving=[S.ARRIVED], reach=S.REFUSED),
)


@dataclass(kw_only=True)
class Reception(Aggregate):
    """One arrival of one or many people at an organisation's door.

    `matter` is what they came for, `contact` who they are, sealed to the arrival: both
    are kept until a petition holds them, for nobody needs them twice; without one for
    as long as those of a booking.
    """

    reception_id: UUID
    organisation_id: str
    channel: Channel
    people: int
    arrived_at: datetime
    recorded_by: str
    state: ReceptionState = ReceptionState.ARRIVED
    ground: Ground | None = None
    words: str = ""
    petition_id: UUID | None = None
    settled_at: datetime | None = None
    matter: str = ""
    contact: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.people <= MOST_PEOPLE:
            raise BrokenPetition(fields={"people": "out-of-range"})
        if len(self.matter) > LONGEST_MATTER:
            raise BrokenPetition(fields={"matter": "too-long"})

    def register(self, petition_id: UUID, *, at: datetime) -> None:
        """Let a petition come of it; raise TransitionRefused once it is settled.

        Words and contact are the petition's from now on, seen by who may see that:
        never by whom it accuses (条例第30条).
        """
        self.state = RECEPTION_LIFE.after(self.state, ReceptionStep.REGISTER)
        self.petition_id, self.settled_at = petition_id, at
        self.matter, self.contact = "", None

    def turn(
        self, step: ReceptionStep, ground: Ground, words: str, *, at: datetime
    ) -> None:
        """Show the way elsewhere or refuse, with the ground and where to go instead.

        Raises BrokenPetition without words, TransitionRefused once it is settled.
        """
        said = clean(words, field="words")
        if not said:
            raise BrokenPetition(fields={"words": "required"})
        if len(said) > LONGEST_WORDS:
            raise BrokenPetition(fields={"words": "too-long"})
        self.state = RECEPTION_LIFE.after(self.state, step)
        self.ground, self.words, self.settled_at = ground, said, at
