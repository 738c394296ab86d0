"""Events that intake owns: what informers reported, without their words (D-22)."""

from dataclasses import dataclass
from datetime import datetime

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

    There is one report of an enterprise a month. `enterprise_id` is that of intake's
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
