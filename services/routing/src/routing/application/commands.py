"""What routing can be asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from routing.domain.deadline import Owed
from routing.domain.dossier import UNSETTLED, Settled, Severity
from routing.domain.organisation import Organisation, StaffMember
from routing.domain.resolution import Answer, Figure, Judged, Outcome
from routing.domain.rule import Matter, Rule


@dataclass(frozen=True, kw_only=True)
class OpenCase(Command):
    """Open the case of an accepted petition and find who answers for it."""

    petition_id: UUID
    receipt: str
    matter: Matter
    received_at: datetime
    accepted_at: datetime
    reachable: bool
    from_archive: bool = False
    external_ref: str | None = None
    channel: str | None = None
    severity: Severity = Severity.ORDINARY
    settled: Settled = UNSETTLED
    instructed: Owed | None = None


@dataclass(frozen=True, kw_only=True)
class CaseAction(Command):
    """Base of what a person does to a case.

    `revision` is the one that the person saw, if they mind; `key` names the request, so
    that the same one again gets the same answer.
    """

    actor: Actor
    petition_id: UUID
    revision: int | None = None
    key: str | None = None


@dataclass(frozen=True, kw_only=True)
class AssignCase(CaseAction):
    """Give a case to a unit by hand (派遣、改派)."""

    organisation_id: str
    handler_id: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StartCase(CaseAction):
    """Begin to work on a case (处置中)."""


@dataclass(frozen=True, kw_only=True)
class ReturnCase(CaseAction):
    """Ask to be rid of a case as none of one's own (退单)."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class ResolveCase(CaseAction):
    """Answer a case; `resolved_at` only for one from an older system.

    `policy_ref` is the number of the document that the answer cites (B-16).
    """

    outcome: Outcome
    reply: str
    resolved_at: datetime | None = None
    figures: tuple[Figure, ...] = ()
    policy_ref: str | None = None
    judged: Judged | None = None


@dataclass(frozen=True, kw_only=True)
class HearAnswer(Command):
    """Take in what came of the follow-up."""

    petition_id: UUID
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class EscalateOverdue(Command):
    """Tell the superiors of these cases, those that are overdue."""

    petition_ids: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class RemindUnits(Command):
    """Send the reminders that are due on these cases (催办)."""

    petition_ids: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class NoticeRules(Command):
    """Notice which rules have begun or ended by now, for those who wait for one."""


@dataclass(frozen=True, kw_only=True)
class JudgeAgain(Command):
    """Look again whether somebody is competent for these cases."""

    petition_ids: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class RecomputeProvisional(Command):
    """Count the provisional dates of these cases anew, by the present calendar."""

    petition_ids: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class ForgetAnswers(Command):
    """Forget what requests with an idempotency key were answered days ago."""

    older_than_days: int = 7


@dataclass(frozen=True, kw_only=True)
class RecordOrganisation(Command):
    """Learn how an organisation now is."""

    unit: Organisation


@dataclass(frozen=True, kw_only=True)
class RecordStaff(Command):
    """Learn where a member of staff now serves."""

    member: StaffMember


@dataclass(frozen=True, kw_only=True)
class SetRule(Command):
    """Let a jurisdiction rule read thus from now on."""

    actor: Actor
    rule: Rule
