"""Arrivals looked up by the desk: the list of a day, one, and who it was (D-10)."""

from collections.abc import Iterable
from typing import Any, Final

from marshmallow import Schema, fields, validate
from sqlalchemy import RowMapping

from intake.bootstrap import Parts
from intake.domain.access import Purpose
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope, UnknownArrival
from intake.entrypoints.arrivals import READERS, TAG
from intake.entrypoints.channel_schemas import ArrivalSchema, PeriodQuerySchema
from intake.entrypoints.finding import below
from intake.entrypoints.presented import (
    masked,
)
from intake.entrypoints.schemas import MaskedContactSchema, PurposeQuerySchema
from intake.entrypoints.sight import Sight
from intake.entrypoints.spans import span_of
from minqing_chassis import mask
from minqing_chassis.http.route import Reply, Request, Route
from minqing_chassis.sealing import SealBroken
from minqing_kernel.messages import Actor

PATH: Final = "/v1/arrivals"
ONE: Final = "/v1/arrivals/{id:uuid}"
LARGEST_PAGE: Final = 200


class ArrivalsQuerySchema(PeriodQuerySchema):
    """Which days, whose door; `after` is the last id of the page before."""

    after = fields.UUID()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class SeenArrivalSchema(ArrivalSchema):
    """An arrival as its desk sees it; `conduct`: how many entries stand beside it.

    `matter` and the masked `contact` are for the desk of that very door alone, and only
    until a petition holds them; `receipt` and `petition_id` for who may see that.
    """

    matter = fields.String(required=True)
    contact = fields.Nested(MaskedContactSchema, required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    recorded_by = fields.String(required=True)
    conduct = fields.Integer(required=True)
    own = fields.Boolean(required=True)


class ArrivalsSchema(Schema):
    """A page, the latest first; `next_after` opens the next, null at the end."""

    arrivals = fields.List(fields.Nested(SeenArrivalSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class VisitorSchema(Schema):
    """Who arrived, whole."""

    reception_id = fields.UUID(required=True)
    anonymous = fields.Boolean(required=True)
    contact = fields.Nested(MaskedContactSchema, required=True)


class SeenArrivalDoor:
    """What was written down at the door, read again."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path=PATH,
                operation=self.list_arrivals,
                summary="来访清单 Who came, the latest first",
                roles=READERS,
                query=ArrivalsQuerySchema,
                replies={200: ArrivalsSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=ONE,
                operation=self.read_arrival,
                summary="查看一次来访 One arrival",
                roles=READERS,
                replies={200: SeenArrivalSchema},
                errors=(UnknownArrival, OutsideScope),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=ONE + "/visitor",
                operation=self.read_visitor,
                summary="查看来访人（留痕） Who arrived; logged",
                roles=READERS,
                query=PurposeQuerySchema,
                replies={200: VisitorSchema},
                errors=(UnknownArrival, OutsideScope),
                tag=TAG,
            ),
        ]

    def list_arrivals(self, request: Request) -> Reply:
        """Answer with a page of who came."""
        query = request.query
        mine = below(self._parts, request.actor, query.get("organisation"))
        span = span_of(query, self._parts.settings.time_zone)
        rows, further = self._parts.arrivals.page(
            *span, mine, query.get("after"), query["limit"]
        )
        return Reply(
            {"arrivals": self._shown(request.actor, rows), "next_after": further}
        )

    def read_arrival(self, request: Request) -> Reply:
        """Answer with one."""
        [shown] = self._shown(request.actor, [self._found(request)])
        return Reply(shown)

    def read_visitor(self, request: Request) -> Reply:
        """Answer with the whole contact, once the reading is written down."""
        found = self._found(request)
        if not _is_own(request.actor, found):
            raise OutsideScope
        purpose = Purpose(request.query["purpose"])
        contact = self._parts.contacts.visitor(
            found["reception_id"], actor=request.actor, purpose=purpose
        )
        return Reply(
            {
                "reception_id": found["reception_id"],
                "anonymous": contact is None,
                "contact": contact.to_dict() if contact else {},
            }
        )

    def _found(self, request: Request) -> RowMapping:
        found = self._parts.arrivals.one(request.params["id"])
        if found is None:
            raise UnknownArrival
        tree = self._parts.reference.tree()
        if not acts_for(request.actor, found["organisation_id"], tree):
            raise OutsideScope
        return found

    def _shown(self, actor: Actor, rows: Iterable[RowMapping]) -> list[dict[str, Any]]:
        found = list(rows)
        receipts = [row["receipt"] for row in found if row["receipt"]]
        known = Sight(self._parts).seen_among(actor, receipts)
        seen = {each.receipt for each in known}
        return [self._one(actor, row, seen) for row in found]

    def _one(self, actor: Actor, row: RowMapping, seen: set[str]) -> dict[str, Any]:
        own, may = _is_own(actor, row), row["receipt"] in seen
        return {
            **row,
            "own": own,
            "matter": row["matter"] if own else "",
            "contact": self._masked(row) if own else None,
            "receipt": row["receipt"] if may else None,
            "petition_id": row["petition_id"] if may else None,
        }

    def _masked(self, row: RowMapping) -> dict[str, str] | None:
        if row["contact"] is None:
            return None
        try:
            return masked(
                self._parts.contacts.open(row["reception_id"], row["contact"])
            )
        except SealBroken:
            return {"name": mask.STAR}


def _is_own(actor: Actor, row: RowMapping) -> bool:
    """Say whether it is the asker's own door: who stands above may be accused there."""
    own: bool = actor.organisation_id == row["organisation_id"]
    return own
