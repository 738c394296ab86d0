"""主办 + 协办: one unit leads, others contribute, each with a task and a date."""

from dataclasses import replace
from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain.authority import ensure_handler
from routing.domain.case_core import CaseCore
from routing.domain.deadline import FURTHEST, ClockKind, Clocks, Owed, Won
from routing.domain.dossier import CoTask
from routing.domain.errors import (
    AlreadyCoHandling,
    CoHandlingOpen,
    CoTaskEnded,
    CoTaskNotFound,
    OutOfTime,
)
from routing.domain.lifecycle import CaseAct
from routing.domain.organisation import Organisation, OrganisationTree
from routing.domain.resolution import Part
from routing.domain.side_events import CoTaskAnswered, CoTaskAsked, CoTaskWaived


class CoHandling(CaseCore):
    """The part of a case's life in which several units work on it."""

    def ask_co_handler(
        self,
        unit: Organisation,
        asks: str,
        due_at: datetime | None,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Let another unit contribute, until `due_at` or as long as the policy gives.

        Raises AlreadyCoHandling for the lead itself and for who has a task already.
        """
        ensure_handler(by, self.organisation_id)
        self.ensure_allowed(CaseAct.CO_HANDLE)
        self.ensure_not_accused(unit.organisation_id, units)
        busy = {each.organisation_id for each in self.dossier.open_co_tasks}
        if unit.organisation_id in busy | {self.organisation_id}:
            raise AlreadyCoHandling
        if due_at is not None and not at < due_at <= at + FURTHEST:
            raise OutOfTime(fields={"due_at": "out-of-range"})
        kind = ClockKind.CO_HANDLING
        set_by = Owed(due_at=due_at or at, won=Won.LEADER, basis=by.id)
        usual = clocks.owed(kind, at, self.circumstances)
        owed = set_by if due_at or usual is None else usual
        task = CoTask(
            number=self.revision + 1,
            organisation_id=unit.organisation_id,
            unit_name=unit.name,
            asks=asks,
            due_at=owed.due_at,
        )
        self._note(co_tasks=(*self.dossier.co_tasks, task))
        self._owe(
            clocks=clocks,
            at=at,
            kind=kind,
            organisation_id=task.organisation_id,
            **vars(owed),
        )
        self._tell(
            CoTaskAsked,
            at=at,
            task=task.number,
            unit_id=task.organisation_id,
            due_at=task.due_at,
        )

    def answer_co_task(
        self, number: int, answer: str, *, by: Actor, at: datetime
    ) -> None:
        """Contribute; only the unit that was asked can.

        Raises CoTaskNotFound, CoTaskEnded.
        """
        task = self._co_task(number)
        ensure_handler(by, task.organisation_id)
        self.ensure_allowed(CaseAct.CO_HANDLE)
        self._end_co_task(
            replace(task, answer=answer, answered_by=by.id, answered_at=at), at
        )
        self._tell(CoTaskAnswered, at=at, task=number, unit_id=task.organisation_id)

    def waive_co_task(
        self, number: int, reason: str, *, by: Actor, at: datetime
    ) -> None:
        """Excuse a unit from its task; the lead says why.

        Raises CoTaskNotFound, CoTaskEnded.
        """
        ensure_handler(by, self.organisation_id)
        self.ensure_allowed(CaseAct.CO_HANDLE)
        task = self._co_task(number)
        self._end_co_task(replace(task, waived=reason), at, met=False)
        self._tell(
            CoTaskWaived,
            at=at,
            task=number,
            unit_id=task.organisation_id,
            reason=reason,
        )

    def _co_task(self, number: int) -> CoTask:
        found = [each for each in self.dossier.co_tasks if each.number == number]
        if not found:
            raise CoTaskNotFound(f"no co-handling task {number}")
        if not found[0].is_open:
            raise CoTaskEnded
        return found[0]

    def _end_co_task(self, task: CoTask, at: datetime, *, met: bool = True) -> None:
        self._note(co_tasks=self.dossier.with_co_task(task).co_tasks)
        for place, each in enumerate(self.deadlines):
            if (each.kind, each.revision) == (ClockKind.CO_HANDLING, task.number):
                self.deadlines[place] = each.met(at) if met else each.replaced(at)

    def _parts(self) -> tuple[Part, ...]:
        """Return what the co-handlers said; raise CoHandlingOpen if one is silent."""
        if self.dossier.open_co_tasks:
            raise CoHandlingOpen
        return tuple(
            Part(
                organisation_id=each.organisation_id,
                unit_name=each.unit_name,
                answer=each.answer,
                waived=each.waived,
            )
            for each in self.dossier.co_tasks
        )
