"""What a person does so that somebody is told: a call, a letter, a message shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.state_machine import StateMachine, on
from notify.domain.delivery import question_of
from notify.domain.notice import Audience
from notify.domain.occurrence import Step
from notify.domain.sending.means import Means


class ErrandState(StrEnum):
    """Where an errand stands."""

    OPEN = "open"
    NOT_REACHED = "not-reached"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class ErrandStep(StrEnum):
    """What may become of an errand."""

    FINISH = "finish"
    MISS = "miss"
    WITHDRAW = "withdraw"


S, T = ErrandState, ErrandStep

ERRAND_LIFE: Final[StateMachine[ErrandState, ErrandStep]] = StateMachine(
    on(T.FINISH, leaving={S.OPEN, S.NOT_REACHED}, reach=S.DONE),
    # Nobody answered: it stays on the list, and the vain tries are counted.
    on(T.MISS, leaving={S.OPEN, S.NOT_REACHED}, reach=S.NOT_REACHED),
    # A notice that failed is sent again by itself: nobody need call for it any more.
    on(T.WITHDRAW, leaving={S.OPEN, S.NOT_REACHED}, reach=S.WITHDRAWN),
)


def errand_id(notice_id: UUID, means: Means) -> UUID:
    """Return the one id of an errand by that means about that notice."""
    return uuid5(notice_id, f"errand:{means}")


@dataclass(eq=False, kw_only=True)
class Errand(Aggregate):
    """One notice that a person carries; no name, no number, no address.

    `done` by whom and when: `by`, `ended_at`; `tries` counts those in vain.
    """

    errand_id: UUID
    notice_id: UUID
    petition_id: UUID
    means: Means
    organisation_id: str | None
    step: Step
    audience: Audience
    case_revision: int | None
    state: ErrandState = ErrandState.OPEN
    tries: int = 0
    by: str | None = None
    ended_at: datetime | None = None

    def finish(self, *, reached: bool, by: str, at: datetime) -> UUID | None:
        """Write down how it went; return the question that has now been asked, if any.

        Raises TransitionRefused for what ended before.
        """
        step = ErrandStep.FINISH if reached else ErrandStep.MISS
        self.state = ERRAND_LIFE.after(self.state, step)
        self.by, self.ended_at = by, at if reached else None
        self.tries += not reached
        if not reached:
            return None
        return question_of(
            self.step, self.audience, self.petition_id, self.case_revision
        )
