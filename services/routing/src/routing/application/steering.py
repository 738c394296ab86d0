"""What may be asked of a case beside assigning, starting, returning and resolving."""

from dataclasses import dataclass
from datetime import datetime

from minqing_kernel.messages import Actor, Command
from routing.application.commands import CaseAction
from routing.domain.dossier import Feasible, Ground, Measure, Severity


@dataclass(frozen=True, kw_only=True)
class SignCase(CaseAction):
    """Sign for a case (签收)."""


@dataclass(frozen=True, kw_only=True)
class NoteContact(CaseAction):
    """Write down the first word with the petitioner."""


@dataclass(frozen=True, kw_only=True)
class DecideReturn(CaseAction):
    """Agree to a return, or not (退单审核)."""

    granted: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DesignateUnit(CaseAction):
    """End a dispute between units (指定)."""

    organisation_id: str
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TransferCase(CaseAction):
    """Pass a case on, with the duty to report back (交办) or without (转办)."""

    organisation_id: str
    report_back: bool
    handler_id: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RaiseCase(CaseAction):
    """Leave a case to a competent superior (上报)."""


@dataclass(frozen=True, kw_only=True)
class DecideRaise(CaseAction):
    """Take a declared matter, or leave it to the unit (申报审批)."""

    granted: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RecuseFromCase(CaseAction):
    """Stand back from a case for an interest in it (回避)."""


@dataclass(frozen=True, kw_only=True)
class AskCoHandler(CaseAction):
    """Let another unit contribute (协办)."""

    organisation_id: str
    asks: str
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerCoTask(CaseAction):
    """Contribute to another unit's case."""

    number: int
    answer: str


@dataclass(frozen=True, kw_only=True)
class WaiveCoTask(CaseAction):
    """Excuse a co-handler."""

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AskExtension(CaseAction):
    """Ask for more time (延期)."""

    days: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class DecideExtension(CaseAction):
    """Give more time, or not."""

    granted: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SuspendCase(CaseAction):
    """Let a case stand still (挂起)."""

    ground: Ground
    reason: str
    leader_id: str | None = None
    review_months: int | None = None


@dataclass(frozen=True, kw_only=True)
class ResumeCase(CaseAction):
    """Let a case go on (恢复)."""


@dataclass(frozen=True, kw_only=True)
class ReviewCase(CaseAction):
    """Look again at a parked case."""

    note: str


@dataclass(frozen=True, kw_only=True)
class UrgeCase(CaseAction):
    """Remind the unit (催办)."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class SuperviseCase(CaseAction):
    """Supervise a case (督办), or show its unit a card."""

    measure: Measure
    reason: str
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SponsorCase(CaseAction):
    """Let a named leader take the case upon themselves (包案)."""

    leader_id: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class NameOwners(CaseAction):
    """Name the three owners (C-20)."""

    leader_id: str
    section_id: str
    community_id: str


@dataclass(frozen=True, kw_only=True)
class NameParties(CaseAction):
    """Say who else has a part in the matter."""

    parties: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class SetDate(CaseAction):
    """Let a leader's date hold (D-14)."""

    due_at: datetime
    leader_id: str


@dataclass(frozen=True, kw_only=True)
class JudgeFeasibility(CaseAction):
    """Say whether it can be done (C-21)."""

    verdict: Feasible
    owner_id: str | None = None
    due_at: datetime | None = None
    explanation: str = ""


@dataclass(frozen=True, kw_only=True)
class JudgeSeverity(CaseAction):
    """Say how grave the matter is."""

    severity: Severity


@dataclass(frozen=True, kw_only=True)
class CommentOnCase(CaseAction):
    """Write a remark."""

    text: str


@dataclass(frozen=True, kw_only=True)
class DeclareInterest(Command):
    """Declare an interest of somebody in a party (回避)."""

    actor: Actor
    staff_id: str
    party: str
    reason: str
