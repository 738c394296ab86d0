"""What is rare in the life of a case, beside it: empty for nearly every one.

All of it is history that others may have to account for (条例第42-46条): what was
asked, by whom, when, and who decided it how.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class Severity(StrEnum):
    """How grave a matter is: 一般, 重大, 紧急."""

    ORDINARY = "ordinary"
    MAJOR = "major"
    URGENT = "urgent"


class Measure(StrEnum):
    """How the levels above press: 催办, 督办, 黄牌, 红牌."""

    URGE = "urge"
    SUPERVISE = "supervise"
    YELLOW = "yellow-card"
    RED = "red-card"


class Ground(StrEnum):
    """Why a case stands still: 听证, 等待当事人, 历史遗留."""

    HEARING = "hearing"
    PETITIONER = "waiting-for-petitioner"
    LEGACY = "legacy"


class Feasible(StrEnum):
    """What came of the study of a proposal: 可行, 暂缓, 不可行."""

    FEASIBLE = "feasible"
    DEFERRED = "deferred"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A yes or no of somebody, and when; `reason` may be empty for a yes."""

    granted: bool
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnAsked:
    """A unit says that it is not competent (退单); `superior_id` is asked to agree.

    None there: nothing stands above the unit, its own dispatchers decide.
    """

    organisation_id: str
    superior_id: str | None
    reason: str
    by: str
    at: datetime
    decided: Decided | None = None

    @property
    def sides(self) -> set[str]:
        """Who disagrees: the unit, and the superior that did not agree with it."""
        refused = self.decided is not None and not self.decided.granted
        above = {self.superior_id} if self.superior_id and refused else set()
        return {self.organisation_id} | above


@dataclass(frozen=True, kw_only=True)
class Arbitration:
    """The second dispute goes to the common superior of both sides (条例第24条).

    `designated` is the unit that was named in the end.
    """

    arbiter_id: str | None
    reason: str
    by: str
    at: datetime
    designated: str | None = None


@dataclass(frozen=True, kw_only=True)
class RaiseAsked:
    """A declared matter (特别事务) that `superior_id` is asked to take (B-04)."""

    superior_id: str
    rule: str
    by: str
    at: datetime
    decided: Decided | None = None


@dataclass(frozen=True, kw_only=True)
class Extension:
    """More time, asked for once (条例第34条); `rule` says how much there may be.

    Once it is granted: until when it was owed before, and until when since.
    """

    days: int
    reason: str
    by: str
    at: datetime
    decided: Decided | None = None
    rule: str = ""
    previous_due_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """A time that does not count; a legacy case has a leader and is reviewed."""

    ground: Ground
    reason: str
    by: str
    since: datetime
    leader_id: str | None = None
    review_months: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CoTask:
    """What a co-handling unit is to contribute; `number` is the fact that asked it."""

    number: int
    organisation_id: str
    unit_name: str
    asks: str
    due_at: datetime
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    waived: str | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the lead has to wait for it."""
        return self.answer is None and self.waived is None


@dataclass(frozen=True, kw_only=True)
class MeasureTaken:
    """One pressure from above; `due_at` comes with 督办."""

    measure: Measure
    reason: str
    by: str
    at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Sponsor:
    """A leader who has taken the case upon themselves (包案)."""

    leader_id: str
    organisation_id: str
    note: str
    by: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Owners:
    """Three names on one case: 分管领导, 职能科室, 社区 (C-20)."""

    leader_id: str
    section_id: str
    community_id: str


@dataclass(frozen=True, kw_only=True)
class Feasibility:
    """Whether it can be done; if so, by whom and until when (C-21)."""

    verdict: Feasible
    owner_id: str | None
    due_at: datetime | None
    explanation: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a clerk settled about the petition, in intake's words; None: not known.

    `kind` and `path`: 条例第29-31条; `case_kind`: B-03; `mode`: B-04; `policy_ref`: the
    number of the document that the answer is to cite, where it is known (B-16);
    `promised_on`: the day that the petitioner was promised (承诺件, B-03); `lead_id`
    and `co_unit_ids`: who leads and who contributes to a 联办件 (B-03).
    """

    kind: str | None = None
    path: str | None = None
    case_kind: str | None = None
    mode: str | None = None
    policy_ref: str | None = None
    lead_id: str | None = None
    co_unit_ids: tuple[str, ...] = ()
    promised_on: date | None = None

    @property
    def has_sixty_days(self) -> bool:
        """Say whether 条例第34条 holds: for 第31条第六项, and where it is unclear."""
        return self.kind is None or self.path == "petition"


UNSETTLED = Settled()


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All of it for one case; a change makes a new one.

    `settled_revision` is the petition's, where it was settled anew after the opening.
    `taken_from` is the accused unit whose answer stands, while another has the case.
    `taken_back`: withdrawn while another agency has it; it ends if it comes back.
    `first_agency` received the petitioner, where that was another: it tells them.
    `barred` are the units of the agency that sent it up: it does not bounce to them.
    """

    severity: Severity = Severity.ORDINARY
    returns: tuple[ReturnAsked, ...] = ()
    arbitration: Arbitration | None = None
    raising: RaiseAsked | None = None
    extension: Extension | None = None
    suspensions: tuple[Suspension, ...] = ()
    co_tasks: tuple[CoTask, ...] = ()
    measures: tuple[MeasureTaken, ...] = ()
    sponsor: Sponsor | None = None
    owners: Owners | None = None
    feasibility: Feasibility | None = None
    settled: Settled = UNSETTLED
    settled_revision: int = 0
    recused: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    taken_from: str | None = None
    taken_back: bool = False
    first_agency: str = ""
    barred: tuple[str, ...] = ()

    @property
    def suspension(self) -> Suspension | None:
        """The pause that lasts now."""
        latest = self.suspensions[-1] if self.suspensions else None
        return latest if latest and latest.until is None else None

    @property
    def open_co_tasks(self) -> tuple[CoTask, ...]:
        """What the lead has to wait for."""
        return tuple(task for task in self.co_tasks if task.is_open)

    def with_co_task(self, task: CoTask) -> "Dossier":
        """Return the dossier in which the task of that number is as told."""
        others = (
            task if each.number == task.number else each for each in self.co_tasks
        )
        return replace(self, co_tasks=tuple(others))

    def has(self, measure: Measure) -> bool:
        """Say whether that measure was taken."""
        return any(each.measure is measure for each in self.measures)


NOTHING = Dossier()
