"""Conduct at the door by HTTP (条例第26条)."""

from marshmallow import Schema, fields, validate

from intake.application.conduct import RecordConduct
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.conduct import LONGEST_CONDUCT, ConductKind
from intake.domain.errors import BrokenPetition, OutsideScope, UnknownArrival
from intake.entrypoints.arrivals import READERS, TAG
from intake.entrypoints.settling import one_of
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.text import Unreadable

PATH = "/v1/arrivals/{id:uuid}/conduct"


class ConductFormSchema(Schema):
    """Which item of 条例第26条, what was seen, and whether somebody was warned."""

    kind = fields.String(required=True, validate=one_of(ConductKind))
    words = fields.String(required=True, validate=validate.Length(1, LONGEST_CONDUCT))
    warned = fields.Boolean(required=True)


class ConductEntrySchema(ConductFormSchema):
    """An entry as it was written down."""

    recorded_by = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)


class ConductSchema(Schema):
    """Every entry beside an arrival, oldest first."""

    conduct = fields.List(fields.Nested(ConductEntrySchema), required=True)


class ConductDoor:
    """What happened at the door, apart from any petition."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="POST",
                path=PATH,
                operation=self.record_conduct,
                summary="记录到访行为（条例第26条） Write down conduct at the door",
                description=(
                    "中性记录，不影响登记，不作为不接待的理由，不进入诉求和评价。"
                    "Neutral words beside the arrival: no reason to turn anybody away."
                ),
                roles=STAFF,
                body=ConductFormSchema,
                replies={201: ConductSchema},
                errors=(UnknownArrival, OutsideScope, BrokenPetition, Unreadable),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=PATH,
                operation=self.list_conduct,
                summary="到访行为记录 What was written down",
                roles=READERS,
                replies={200: ConductSchema},
                errors=(UnknownArrival, OutsideScope),
                tag=TAG,
            ),
        ]

    def record_conduct(self, request: Request) -> Reply:
        """Write it down, and answer with all of it, or with one's own words."""
        command = RecordConduct(
            reception_id=request.params["id"],
            kind=ConductKind(request.body["kind"]),
            words=request.body["words"],
            warned=request.body["warned"],
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        told = self._conduct(request)
        if request.actor.role not in READERS:
            mine = request.actor.id
            told = {"conduct": [e for e in told["conduct"] if e["recorded_by"] == mine]}
        return Reply(told, status=201)

    def list_conduct(self, request: Request) -> Reply:
        """Answer with what was written down beside one arrival."""
        owner = self._parts.channel_reader.door_of(request.params["id"])
        if owner is None:
            raise UnknownArrival
        if not acts_for(request.actor, owner, self._parts.reference.tree()):
            raise OutsideScope
        return Reply(self._conduct(request))

    def _conduct(self, request: Request) -> dict[str, list[dict[str, object]]]:
        rows = self._parts.channel_reader.conduct(request.params["id"])
        return {"conduct": [dict(row) for row in rows]}
