"""撤回: a petitioner takes back what is not answered yet; nothing more is owed."""

from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Final

from routing.domain.co_handling import CoHandling
from routing.domain.events import CaseFact
from routing.domain.lifecycle import AWAY, LIFECYCLE, CaseStep

TAKEN_BACK: Final = "withdrawn"
"""Why the units that still had to contribute are excused."""


class CaseWithdrawn(CaseFact):
    """Its petitioner took it back: it ended, and its unit knows."""

    public: ClassVar[bool] = True


class WithdrawalTooLate(CaseFact):
    """It was answered before the withdrawal came: the answer stands."""


class WithdrawalWaits(CaseFact):
    """Another agency has it, or is about to: it ends here once it comes back."""


class TakingBack(CoHandling):
    """The part of a case's life in which its petitioner wants no answer any more."""

    def take_back(self, *, at: datetime) -> None:
        """End it, with every clock; what was answered meanwhile stays answered.

        Told twice, it ends once. The unit that had it keeps it, to be read. What
        another agency has ends when it comes back.
        """
        if self.state == TAKEN_BACK:
            return
        if self.state in AWAY:
            self._note(taken_back=True)
            self._tell(WithdrawalWaits, at=at)
            return
        if CaseStep.TAKE_BACK not in LIFECYCLE.steps_from(self.state):
            self._tell(WithdrawalTooLate, at=at)
            return
        self._step(CaseStep.TAKE_BACK)
        for task in self.dossier.open_co_tasks:
            self._end_co_task(replace(task, waived=TAKEN_BACK), at, met=False)
        self.held_to = None
        self._change(lambda each: each.replaced(at) if each.is_running else each)
        self.edition = None
        self._tell(CaseWithdrawn, at=at)
