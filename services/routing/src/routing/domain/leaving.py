"""移交: a case goes to another agency, comes back, or is answered there.

Whether it goes is decided by the hand-over (`domain.handover`); here the case follows.
Its unit stays in the assignment: it follows the matter and gets it when it returns.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from routing.domain import events
from routing.domain.case_core import CaseCore
from routing.domain.deadline import Clocks
from routing.domain.events import CaseFact
from routing.domain.lifecycle import AWAY, LIFECYCLE, CaseState, CaseStep
from routing.domain.resolution import Outcome, Resolution


@dataclass(frozen=True, kw_only=True)
class HandOverMoved(CaseFact):
    """A hand-over of the case got on: `what`, with which `agency`, as it stands."""

    what: str
    agency: str
    form: str
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CaseLocated(CaseFact):
    """Another agency answers for the case now, or this one (again).

    `due_at` is that agency's own date, `first_agency` who received the petitioner.
    """

    public: ClassVar[bool] = True
    here: bool
    agency: str
    agency_name: str
    form: str
    due_at: datetime | None = None
    first_agency: str | None = None


class Leaving(CaseCore):
    """The part of a case's life that it spends at another agency."""

    def make_ready(self, agency: str, form: str, *, at: datetime) -> None:
        """Rest until the other agency has it; the clocks run on here meanwhile."""
        self._step(CaseStep.RELEASE)
        self.edition = None
        self.tell_hand_over("releasing", agency, form, at=at)

    def let_go(self, agency: str, form: str, *, at: datetime) -> None:
        """Be answered for by the other agency: no clock is watched here any more."""
        self._step(CaseStep.LET_GO)
        self.edition = None
        self.deadlines[:] = [each.stilled() for each in self.deadlines]
        self.tell_hand_over("handed-over", agency, form, at=at)

    def come_back(
        self, agency: str, form: str, clocks: Clocks, *, at: datetime
    ) -> None:
        """Be owed here again, by the date that it had, by the unit that had it.

        One that nobody had waits for a person.
        """
        had = self.assignment is not None
        self._step(CaseStep.COME_BACK if had else CaseStep.COME_BACK_UNROUTED)
        self.deadlines[:] = [each.watched(clocks, at=at) for each in self.deadlines]
        self.tell_hand_over("came-back", agency, form, at=at)

    def hear_result(self, outcome: Outcome, reply: str, by: str, at: datetime) -> bool:
        """Be answered with what the other agency answered; tell whether it was.

        The petitioner is told as of any answer. What came too late changes nothing.
        """
        if CaseStep.HEAR_RESULT not in LIFECYCLE.steps_from(self.state):
            return False
        self._step(CaseStep.HEAR_RESULT)
        resolution = Resolution(
            revision=self.revision + 1,
            outcome=outcome,
            reply=reply,
            resolved_at=at,
            resolved_by=by,
        )
        self.resolutions.append(resolution)
        self.held_to = None
        self._change(lambda d: d.met(at) if d.is_running else d)
        owed_to = self.dossier.first_agency or None
        self._tell(events.CaseResolved, at=at, resolution=resolution, owed_to=owed_to)
        return True

    @property
    def is_gone(self) -> bool:
        """Say whether another agency answers for it."""
        return self.state is CaseState.HANDED_OVER

    @property
    def is_away(self) -> bool:
        """Say whether nobody here may act, for another agency has it or will."""
        return self.state in AWAY

    def locate(
        self,
        agency: str,
        name: str,
        form: str,
        due_at: datetime | None,
        *,
        at: datetime,
    ) -> None:
        """Let everybody know who answers for it now; here, its own date holds."""
        own = self.deadline.due_at if self.deadline else None
        self._tell(
            CaseLocated,
            at=at,
            here=not self.is_gone,
            agency=agency,
            agency_name=name,
            form=form,
            due_at=due_at if self.is_gone else own,
            first_agency=self.dossier.first_agency or None,
        )

    def tell_hand_over(
        self,
        what: str,
        agency: str,
        form: str,
        *,
        at: datetime,
        until: datetime | None = None,
    ) -> None:
        """Note a step of a hand-over in the case's own timeline."""
        self._tell(
            HandOverMoved,
            at=at,
            what=what,
            agency=agency,
            form=form,
            until=until,
        )
