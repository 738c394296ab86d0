"""What happened beside the line from opening to closing: helpers, pressure, remarks."""

from dataclasses import dataclass
from datetime import datetime

from routing.domain.deadline import ClockKind
from routing.domain.dossier import Feasible, Measure, Severity
from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class CoTaskAsked(CaseFact):
    """Another unit is to contribute (协办)."""

    task: int
    unit_id: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CoTaskAnswered(CaseFact):
    """The co-handling unit contributed."""

    task: int
    unit_id: str


@dataclass(frozen=True, kw_only=True)
class CoTaskWaived(CaseFact):
    """The co-handling unit need not contribute any more."""

    task: int
    unit_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseUrged(CaseFact):
    """Somebody above presses, or a clock beside the handling one has passed.

    `unit_id` is who is pressed, `superior_id` who else is told; `rule` is the policy's
    that did it, empty where a person or the end of a clock did.
    """

    measure: Measure
    clock: ClockKind
    unit_id: str
    superior_id: str | None
    due_at: datetime | None
    reason: str
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class RaiseDeclared(CaseFact):
    """A superior is asked to take a declared matter (特别事务申报办理, B-04)."""

    superior_id: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class RaiseRefused(CaseFact):
    """The superior does not take it: the unit keeps it."""

    superior_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseSponsored(CaseFact):
    """A leader took the case upon themselves (包案)."""

    leader_id: str
    leader_unit_id: str


@dataclass(frozen=True, kw_only=True)
class OwnersNamed(CaseFact):
    """The three owners are named (C-20)."""

    leader_id: str
    section_id: str
    community_id: str


@dataclass(frozen=True, kw_only=True)
class PartiesNamed(CaseFact):
    """Who else has a part in the matter; for the question of interests."""

    number: int


@dataclass(frozen=True, kw_only=True)
class FeasibilityJudged(CaseFact):
    """A proposal was studied (C-21)."""

    verdict: Feasible
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SeverityJudged(CaseFact):
    """The matter is graver, or less grave, than it was held to be."""

    severity: Severity


@dataclass(frozen=True, kw_only=True)
class CaseReported(CaseFact):
    """A superior is told of a grave matter at once (条例第25条); `rule`: by what."""

    superior_id: str
    severity: Severity
    rule: str


@dataclass(frozen=True, kw_only=True)
class CaseCommented(CaseFact):
    """Somebody wrote a remark; no clock minds it."""

    by: str
