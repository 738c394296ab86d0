"""How grave a matter is, whether it can be done, and who has a part in it."""

from datetime import datetime
from itertools import islice

from minqing_kernel.messages import Actor, Role
from routing.domain.accused import kept_out, superiors_outside
from routing.domain.authority import ensure_dispatcher, ensure_handler
from routing.domain.case_core import CaseCore
from routing.domain.deadline import FURTHEST, ClockKind, Clocks, Won
from routing.domain.dossier import Feasibility, Feasible, Severity
from routing.domain.errors import BadFeasibility, LeaderNeeded, OutOfTime
from routing.domain.lifecycle import CaseAct
from routing.domain.organisation import OrganisationTree
from routing.domain.policy import RoutingPolicy
from routing.domain.side_events import CaseReported, FeasibilityJudged, SeverityJudged


class Judging(CaseCore):
    """The part of a case's life in which it is weighed."""

    def judge_feasibility(
        self,
        verdict: Feasible,
        *,
        owner_id: str | None,
        due_at: datetime | None,
        explanation: str,
        clocks: Clocks,
        by: Actor,
        at: datetime,
    ) -> None:
        """Say 可行 with owner and date, or 暂缓/不可行 with an explanation (C-21).

        Raises BadFeasibility where one of these is missing, OutOfTime for the date.
        """
        ensure_handler(by, self.organisation_id)
        self.ensure_allowed(CaseAct.CO_HANDLE)
        _ensure_complete(verdict, owner_id, due_at, explanation)
        if due_at is not None and not at < due_at <= at + FURTHEST:
            raise OutOfTime(fields={"due_at": "out-of-range"})
        judged = Feasibility(
            verdict=verdict,
            owner_id=owner_id,
            due_at=due_at,
            explanation=explanation,
            by=by.id,
            at=at,
        )
        self._note(feasibility=judged)
        self._end_clock(ClockKind.COMPLETION, at)
        if due_at is not None:
            kind = ClockKind.COMPLETION
            self._owe(due_at, clocks, at=at, kind=kind, won=Won.LEADER, basis=owner_id)
        self._tell(FeasibilityJudged, at=at, verdict=verdict, due_at=due_at)

    def judge_severity(
        self,
        severity: Severity,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Say how grave it is; of what is 紧急 those above hear at once (第25条)."""
        ensure_dispatcher(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.JUDGE)
        if severity is self.dossier.severity:
            return
        self._note(severity=severity)
        self._tell(SeverityJudged, at=at, severity=severity)
        self._report_if_urgent(units, clocks.policy, at=at)

    def _report_if_urgent(
        self, units: OrganisationTree, policy: RoutingPolicy, *, at: datetime
    ) -> None:
        """Tell every level above, or the next one alone, as the policy has it."""
        if self.dossier.severity is not Severity.URGENT:
            return
        out = kept_out(self.matter.accused, units)
        above = superiors_outside(self.organisation_id or "", out, units)
        for unit in islice(above, None if policy.urgent_tells_leader_at_once else 1):
            self._tell(
                CaseReported,
                at=at,
                superior_id=unit.organisation_id,
                severity=Severity.URGENT,
                rule=policy.code,
            )

    def ensure_in_leaders_hands(self, by: Actor) -> None:
        """Let a 重大 matter be worked by leaders, or where one has taken it (B-13).

        Raises LeaderNeeded.
        """
        grave = self.dossier.severity is Severity.MAJOR
        if grave and by.role is Role.HANDLER and self.dossier.sponsor is None:
            raise LeaderNeeded


def _ensure_complete(
    verdict: Feasible,
    owner_id: str | None,
    due_at: datetime | None,
    explanation: str,
) -> None:
    if verdict is Feasible.FEASIBLE:
        needed = {"owner_id": owner_id, "due_at": due_at}
    else:
        needed = {"explanation": explanation or None}
    missing = {name: "required" for name, value in needed.items() if value is None}
    if missing:
        raise BadFeasibility(fields=missing)
