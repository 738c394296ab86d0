"""A matter that the portal took in: kept until intake has it, handed over once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.state_machine import StateMachine, on
from portal.domain.events import MatterHandedOver, MatterKept, MatterTurnedAway


class KeptState(StrEnum):
    """Where a kept matter stands."""

    WAITING = "waiting"
    HANDED_OVER = "handed-over"
    TURNED_AWAY = "turned-away"


class KeptStep(StrEnum):
    """What may become of it."""

    HAND_OVER = "hand-over"
    TURN_AWAY = "turn-away"


KEPT_LIFE: Final = StateMachine(
    on(KeptStep.HAND_OVER, leaving=[KeptState.WAITING], reach=KeptState.HANDED_OVER),
    on(KeptStep.TURN_AWAY, leaving=[KeptState.WAITING], reach=KeptState.TURNED_AWAY),
)


@dataclass(eq=False, kw_only=True)
class KeptMatter(Aggregate):
    """One matter; `sealed` holds its words until intake has them, then nothing.

    `number` and `code` (as a fingerprint) open it again while it waits. `answer`,
    sealed too, holds the number and the tracking code that intake gave.
    """

    matter_id: UUID
    number: str
    code_print: str
    state: KeptState
    sealed: str
    kept_at: datetime
    answer: str = ""
    reason: str = ""
    settled_at: datetime | None = None

    @classmethod
    def keep(
        cls, matter_id: UUID, *, number: str, code_print: str, sealed: str, at: datetime
    ) -> "KeptMatter":
        """Take a matter in."""
        kept = cls(
            matter_id=matter_id,
            number=number,
            code_print=code_print,
            state=KeptState.WAITING,
            sealed=sealed,
            kept_at=at,
        )
        kept.record(MatterKept(matter_id=matter_id, number=number, at=at))
        return kept

    def hand_over(self, receipt: str, answer: str, at: datetime) -> None:
        """Intake has it: what was kept of its words is forgotten."""
        self._settle(KeptStep.HAND_OVER, at)
        self.answer = answer
        self.sealed = ""
        fact = MatterHandedOver(matter_id=self.matter_id, receipt=receipt, at=at)
        self.record(fact)

    def turn_away(self, reason: str, at: datetime) -> None:
        """Intake will never take it as it is; the words stay for who asks."""
        self._settle(KeptStep.TURN_AWAY, at)
        self.reason = reason
        fact = MatterTurnedAway(matter_id=self.matter_id, reason=reason, at=at)
        self.record(fact)

    def _settle(self, step: KeptStep, at: datetime) -> None:
        self.state = KEPT_LIFE.after(self.state, step)
        self.settled_at = at
