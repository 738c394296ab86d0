"""Events that notify owns: what the petitioner said afterwards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class FollowUpAnsweredV1Schema(EventSchema):
    """Wire form of notify.followup.answered.v1."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    case_revision = fields.Integer(required=True)
    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    verdict = fields.String(required=True)
    reason = fields.String(required=True)
    answered_at = Moment(required=True)
    way = fields.String(load_default=None, allow_none=True)


@published("notify.followup.answered", 1, FollowUpAnsweredV1Schema)
@dataclass(frozen=True, kw_only=True)
class FollowUpAnsweredV1(Event):
    """The petitioner answered the follow-up on the resolution `case_revision`.

    `solved` (a fact) and `satisfied` (a feeling) are two questions; None is 不清楚.
    `verdict` is `close` or `reopen`. `way` says how it came: by the code of the notice,
    link, spot (现场), phone, or silence.
    """

    petition_id: UUID
    receipt: str
    case_revision: int
    solved: bool | None
    satisfied: bool | None
    verdict: str
    reason: str
    answered_at: datetime
    way: str | None = None

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)


class RevisitRelapsedV1Schema(EventSchema):
    """Wire form of notify.revisit.relapsed.v1."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    case_revision = fields.Integer(required=True)
    ground = fields.String(required=True)
    reason = fields.String(required=True)
    found_at = Moment(required=True)


@published("notify.revisit.relapsed", 1, RevisitRelapsedV1Schema)
@dataclass(frozen=True, kw_only=True)
class RevisitRelapsedV1(Event):
    """An answered case owes another answer, by what was found after it.

    `ground`: `relapsed` 反弹 (the matter came back) or `dissatisfied` 不满意. It was
    found out about the resolution or closing of revision `case_revision`; a case that
    was answered since is left alone.
    """

    petition_id: UUID
    receipt: str
    case_revision: int
    ground: str
    reason: str
    found_at: datetime

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)
