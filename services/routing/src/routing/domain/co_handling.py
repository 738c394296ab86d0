"""主办 + 协办: one unit leads, others contribute, each with a task and a date."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain.authority import ensure_handler
from routing.domain.case_core import CaseCore
from routing.domain.deadline import FURTHEST, ClockKind, Clocks, Owed, Won
from routing.domain.dossier import CoTask, Settled
from routing.domain.errors import (
    AlreadyCoHandling,
    CoHandlingOpen,
    CoTaskEnded,
    CoTaskNotFound,
    OutOfTime,
)
from routing.domain.lifecycle import IN_HAND, CaseAct
from routing.domain.organisation import Organisation, OrganisationTree
from routing.domain.resolution import Part
from routing.domain.side_events import CoTaskAnswered, CoTaskAsked, CoTaskWaived

AS_SETTLED = "联办件协办：请就本单位职责提出办理意见"
"""What is asked of a unit that a clerk named at the door."""
SETTLED_ANEW, LEADS_NOW = "settled-anew", "leads-now"
"""Why such a unit is excused without anybody's word; it may be asked once more."""


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
        self._open_co_task(unit.organisation_id, unit.name, asks, owed, clocks, at=at)

    def share_as_settled(
        self, units: OrganisationTree, clocks: Clocks, *, at: datetime
    ) -> None:
        """Ask the units that a clerk named for a 联办件, each once (B-03).

        They have as long as the policy gives, and never longer than the lead. Whoever
        is accused is not asked (条例第30条); who has come to lead it is excused.
        """
        if self.state not in IN_HAND:
            return
        self._excuse_settled({self.organisation_id}, LEADS_NOW, at=at)
        asked = {task.organisation_id for task in self.dossier.co_tasks if _holds(task)}
        for unit_id in self.dossier.settled.co_unit_ids:
            left_out = unit_id in asked or unit_id == self.organisation_id
            if not left_out and not self.is_accused(unit_id, units):
                unit, owed = units.find(unit_id), self._joint_date(clocks, at=at)
                name = unit.name if unit else unit_id
                self._open_co_task(unit_id, name, AS_SETTLED, owed, clocks, at=at)

    def excuse_as_settled(self, before: Settled, *, at: datetime) -> None:
        """Excuse whoever was to contribute before, and is named no longer."""
        dropped = {*before.co_unit_ids} - {*self.dossier.settled.co_unit_ids}
        self._excuse_settled(dropped, SETTLED_ANEW, at=at)

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
        self._excuse(self._co_task(number), reason, at=at)

    def _open_co_task(
        self,
        unit_id: str,
        unit_name: str,
        asks: str,
        owed: Owed,
        clocks: Clocks,
        *,
        at: datetime,
    ) -> None:
        task = CoTask(
            number=self.revision + 1,
            organisation_id=unit_id,
            unit_name=unit_name,
            asks=asks,
            due_at=owed.due_at,
        )
        self._note(co_tasks=(*self.dossier.co_tasks, task))
        kind = ClockKind.CO_HANDLING
        self._owe(
            clocks=clocks, at=at, kind=kind, organisation_id=unit_id, **vars(owed)
        )
        self._tell(
            CoTaskAsked, at=at, task=task.number, unit_id=unit_id, due_at=owed.due_at
        )

    def _joint_date(self, clocks: Clocks, *, at: datetime) -> Owed:
        """Return the earlier of the policy's date for helpers and the lead's own."""
        usual = clocks.owed(ClockKind.CO_HANDLING, at, self.circumstances)
        lead = self.deadline.owed if self.deadline else None
        dates = [each for each in (usual, lead) if each is not None]
        return min(dates, key=lambda each: each.due_at)

    def _excuse_settled(
        self, units: Collection[str | None], reason: str, *, at: datetime
    ) -> None:
        for task in self.dossier.open_co_tasks:
            if task.organisation_id in units and task.asks == AS_SETTLED:
                self._excuse(task, reason, at=at)

    def _excuse(self, task: CoTask, reason: str, *, at: datetime) -> None:
        self._end_co_task(replace(task, waived=reason), at, met=False)
        self._tell(
            CoTaskWaived,
            at=at,
            task=task.number,
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


def _holds(task: CoTask) -> bool:
    """Say whether a unit was asked for good."""
    return task.waived not in {SETTLED_ANEW, LEADS_NOW}
