"""What routing tells of matters that go to other agencies and come from them (移交)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment
from minqing_contracts.routing import CaseEvent, CaseEventSchema


class CaseLocatedV1Schema(CaseEventSchema):
    """Wire form of routing.case.located.v1."""

    here = fields.Boolean(required=True)
    agency_id = fields.String(required=True)
    agency_name = fields.String(required=True)
    mode = fields.String(required=True)
    located_at = Moment(required=True)
    due_at = Moment(load_default=None, allow_none=True)
    first_agency_id = fields.String(load_default=None, allow_none=True)


@published("routing.case.located", 1, CaseLocatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseLocatedV1(CaseEvent):
    """Another agency answers for the case now, or this one does (again).

    `agency_id` is who answers, `here` whether the teller works on it, `mode` in which
    form it went, `due_at` the date of who works, where one is known. `first_agency_id`
    names who received the petitioner first, where that was another: there the matter
    counts, and there its petitioner hears of it.
    """

    here: bool
    agency_id: str
    agency_name: str
    mode: str
    located_at: datetime
    due_at: datetime | None = None
    first_agency_id: str | None = None


class HandOverMovedV1Schema(EventSchema):
    """Wire form of routing.handover.moved.v1."""

    handover_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    direction = fields.String(required=True)
    agency_id = fields.String(required=True)
    agency_name = fields.String(required=True)
    mode = fields.String(required=True)
    state = fields.String(required=True)
    moved_at = Moment(required=True)
    until = Moment(required=True)
    due_at = Moment(load_default=None, allow_none=True)
    owner_id = fields.String(load_default=None, allow_none=True)


@published("routing.handover.moved", 1, HandOverMovedV1Schema)
@dataclass(frozen=True, kw_only=True)
class HandOverMovedV1(Event):
    """One hand-over got on: offered, taken, returned, answered, refused, late.

    `direction` is `in` or `out`, seen from the teller; `agency_id` the other side;
    `state` where it stands, or `waits` when half of the time to answer (`until`) has
    passed. `due_at` is when the work is owed, `owner_id` which agency answers for the
    matter. `organisation_id` is the unit that has the case here, if there is one.
    """

    handover_id: UUID
    petition_id: UUID
    receipt: str
    organisation_id: str | None
    direction: str
    agency_id: str
    agency_name: str
    mode: str
    state: str
    moved_at: datetime
    until: datetime
    due_at: datetime | None = None
    owner_id: str | None = None

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)
