"""Events that intake owns: what informers reported, and who is behind (D-22)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class InformerReportedV1Schema(EventSchema):
    """Wire form of intake.informer.reported.v1."""

    enterprise_id = fields.String(required=True)
    month = fields.String(required=True)
    organisation_id = fields.String(required=True)
    reported_by = fields.String(required=True)
    reported_at = Moment(required=True)
    alarming = fields.Boolean(required=True)


@published("intake.informer.reported", 1, InformerReportedV1Schema)
@dataclass(frozen=True, kw_only=True)
class InformerReportedV1(Event):
    """An informer answered the three questions of a month about an enterprise.

    There is one report of an enterprise a month; answered anew it is told of again,
    as it then stands. `enterprise_id` is that of intake's
    list: the 统一社会信用代码, or registry's id of the firm without its dashes, where
    registry is to know which firm is meant. `organisation_id` is whose enterprise it
    is, `alarming` whether any answer alerted the labour unit.
    """

    enterprise_id: str
    month: str
    organisation_id: str
    reported_by: str
    reported_at: datetime
    alarming: bool

    def subject(self) -> str:
        """Return the enterprise's id."""
        return self.enterprise_id


class InformerRemindedV1Schema(EventSchema):
    """Wire form of intake.informer.reminded.v1."""

    reminder_id = fields.UUID(required=True)
    informer_id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    month = fields.String(required=True)
    enterprises = fields.List(fields.String(), required=True)
    closes_on = fields.Date(required=True)
    reminded_at = Moment(required=True)


@published("intake.informer.reminded", 1, InformerRemindedV1Schema)
@dataclass(frozen=True, kw_only=True)
class InformerRemindedV1(Event):
    """An informer is to be told that a month's reports are missing.

    `enterprises` are their names; until `closes_on` a report of the month may be
    changed. How to reach the informer intake tells of `reminder_id`, for a notice.
    """

    reminder_id: UUID
    informer_id: str
    organisation_id: str
    month: str
    enterprises: list[str]
    closes_on: date
    reminded_at: datetime

    def subject(self) -> str:
        """Return the reminder's id."""
        return str(self.reminder_id)
