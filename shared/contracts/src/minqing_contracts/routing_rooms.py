"""Events of routing's further rooms: documents, reviews, mediation, hazards, projects.

Each is a fact about one case and counts among the case's revisions; none of them
changes who answers for the case, nor its state.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.moments import Moment
from minqing_contracts.routing import CaseEvent, CaseEventSchema


class DocumentIssuedV1Schema(CaseEventSchema):
    """Wire form of routing.document.issued.v1."""

    document_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    number = fields.String(required=True)
    issued_by = fields.String(required=True)
    addressee = fields.String(required=True)
    corrects = fields.UUID(required=True, allow_none=True)
    issued_at = Moment(required=True)


@published("routing.document.issued", 1, DocumentIssuedV1Schema)
@dataclass(frozen=True, kw_only=True)
class DocumentIssuedV1(CaseEvent):
    """A document of the case was issued (出具文书), under `number`.

    `issued_by` is the organ; `addressee` is petitioner, unit or parties; `corrects`
    is the document that it takes the place of. The text is to be had at routing.
    """

    document_id: UUID
    kind: str
    number: str
    issued_by: str
    addressee: str
    corrects: UUID | None
    issued_at: datetime


class ReviewAskedV1Schema(CaseEventSchema):
    """Wire form of routing.review.asked.v1."""

    stage = fields.String(required=True)
    reviewer_id = fields.String(required=True)
    due_at = Moment(required=True)
    asked_at = Moment(required=True)
    reviewer_name = fields.String(load_default=None, allow_none=True)


@published("routing.review.asked", 1, ReviewAskedV1Schema)
@dataclass(frozen=True, kw_only=True)
class ReviewAskedV1(CaseEvent):
    """The petitioner asked for 复查 (`stage` review) or 复核 (recheck).

    The organ `reviewer_id` owes its written opinion until `due_at` (条例第35、36条);
    where that is another agency, `reviewer_name` says what it is called.
    """

    stage: str
    reviewer_id: str
    due_at: datetime
    asked_at: datetime
    reviewer_name: str | None = None


class ReviewAnsweredV1Schema(CaseEventSchema):
    """Wire form of routing.review.answered.v1."""

    stage = fields.String(required=True)
    reviewer_id = fields.String(required=True)
    outcome = fields.String(required=True)
    final = fields.Boolean(required=True)
    answered_at = Moment(required=True)
    reviewer_name = fields.String(load_default=None, allow_none=True)
    reply = fields.String(load_default=None, allow_none=True)


@published("routing.review.answered", 1, ReviewAnsweredV1Schema)
@dataclass(frozen=True, kw_only=True)
class ReviewAnsweredV1(CaseEvent):
    """The reviewer gave its opinion. `outcome`: upheld, changed or anew.

    `final`: after it the same facts are not taken again (条例第36条第3款). `reply`: its
    words, where it is another agency (`reviewer_name`).
    """

    stage: str
    reviewer_id: str
    outcome: str
    final: bool
    answered_at: datetime
    reviewer_name: str | None = None
    reply: str | None = None


class ReviewEscalatedV1Schema(CaseEventSchema):
    """Wire form of routing.review.escalated.v1."""

    stage = fields.String(required=True)
    reviewer_id = fields.String(required=True)
    superior_id = fields.String(required=True)
    level = fields.Integer(required=True)
    overdue_since = Moment(required=True)
    escalated_at = Moment(required=True)


@published("routing.review.escalated", 1, ReviewEscalatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class ReviewEscalatedV1(CaseEvent):
    """A reviewer did not answer in time: its superior is told, `level` steps up."""

    stage: str
    reviewer_id: str
    superior_id: str
    level: int
    overdue_since: datetime
    escalated_at: datetime


class MediationClosedV1Schema(CaseEventSchema):
    """Wire form of routing.mediation.closed.v1."""

    mediation_id = fields.UUID(required=True)
    agreed = fields.Boolean(required=True)
    days = fields.Integer(required=True)
    closed_at = Moment(required=True)
    ended = fields.String(load_default=None, allow_none=True)
    unsatisfied = fields.Integer(load_default=0)
    referred_to = fields.String(load_default=None, allow_none=True)
    satisfied = fields.List(
        fields.Boolean(allow_none=True), load_default=None, allow_none=True
    )
    mediation_days = fields.Integer(load_default=None, allow_none=True)


@published("routing.mediation.closed", 1, MediationClosedV1Schema)
@dataclass(frozen=True, kw_only=True)
class MediationClosedV1(CaseEvent):
    """A mediation ended; `agreed`: there was an agreement, and performed.

    `days` are the dispute's, from its first to its performance or end, and
    `mediation_days` the mediation's own, from its opening to its end.

    `ended` is closed (all parties satisfied), closed-unsatisfied (a supervisor let it
    be closed though `unsatisfied` parties were not), referred (`referred_to` litigation
    or arbitration) or failed. `satisfied` says it of each party in their order; None:
    that one was not asked.
    """

    mediation_id: UUID
    agreed: bool
    days: int
    closed_at: datetime
    ended: str | None = None
    unsatisfied: int = 0
    referred_to: str | None = None
    satisfied: list[bool | None] | None = None
    mediation_days: int | None = None


class HazardFlaggedV1Schema(CaseEventSchema):
    """Wire form of routing.hazard.flagged.v1."""

    hazard = fields.String(required=True)
    informed_id = fields.String(required=True)
    flagged_at = Moment(required=True)


@published("routing.hazard.flagged", 1, HazardFlaggedV1Schema)
@dataclass(frozen=True, kw_only=True)
class HazardFlaggedV1(CaseEvent):
    """A hazard was seen: `informed_id` (应急、消防) is told; the owner stays."""

    hazard: str
    informed_id: str
    flagged_at: datetime


class ProjectJoinedV1Schema(CaseEventSchema):
    """Wire form of routing.project.joined.v1."""

    project_id = fields.UUID(required=True)
    target_at = Moment(required=True, allow_none=True)
    joined_at = Moment(required=True)


@published("routing.project.joined", 1, ProjectJoinedV1Schema)
@dataclass(frozen=True, kw_only=True)
class ProjectJoinedV1(CaseEvent):
    """The case is part of a project (专项) that is to be done by `target_at`."""

    project_id: UUID
    target_at: datetime | None
    joined_at: datetime
