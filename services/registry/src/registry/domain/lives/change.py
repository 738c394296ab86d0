"""A death or a departure: what it let go is kept, so that it can be undone."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.lives.events import LifeChanged
from registry.domain.moves.ties import NO_TIES, Ties
from registry.domain.resident import ResidentState


class LifeKind(StrEnum):
    """死亡, 迁出."""

    DEATH = "death"
    DEPARTURE = "departure"


class ChangeState(StrEnum):
    """Whether it holds, was a mistake, or is over."""

    STANDING = "standing"
    UNDONE = "undone"
    ENDED = "ended"


class UndoGround(StrEnum):
    """Why it was undone: the wrong person, a wrong fact, or a court (民法典第50条)."""

    WRONG_PERSON = "wrong-person"
    WRONG_FACT = "wrong-fact"
    COURT = "court"


class ChangeStep(StrEnum):
    """What may become of it."""

    UNDO = "undo"
    END = "end"


CHANGES = StateMachine(
    on(ChangeStep.UNDO, leaving={ChangeState.STANDING}, reach=ChangeState.UNDONE),
    on(ChangeStep.END, leaving={ChangeState.STANDING}, reach=ChangeState.ENDED),
)


@dataclass(eq=False, kw_only=True)
class LifeChange(Aggregate):
    """One death or departure of one resident; `before` is what they were till then."""

    change_id: UUID
    resident_id: UUID
    kind: LifeKind
    day: date
    before: ResidentState
    household_id: UUID | None = None
    ties: Ties = NO_TIES
    state: ChangeState = ChangeState.STANDING
    ground: UndoGround | None = None
    revision: int = 0

    def tell_done(self, at: datetime) -> None:
        """Note that it stands."""
        self._tell(at)

    def undo(self, ground: UndoGround, *, at: datetime) -> None:
        """Note that it was a mistake, and why."""
        self.state = CHANGES.after(self.state, ChangeStep.UNDO)
        self.ground = ground
        self._tell(at)

    def end(self, *, at: datetime) -> None:
        """Note that it is over: they are back."""
        self.state = CHANGES.after(self.state, ChangeStep.END)
        self._tell(at)

    def _tell(self, at: datetime) -> None:
        self.revision += 1
        self.record(
            LifeChanged(
                change_id=self.change_id,
                kind=self.kind,
                state=self.state,
                ground=self.ground,
                revision=self.revision,
                at=at,
            )
        )
