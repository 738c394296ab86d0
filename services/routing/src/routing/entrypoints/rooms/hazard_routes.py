"""Hazards over HTTP: flagged on a case, and listed."""

from typing import Any

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application.hazards.commands import FlagHazard
from routing.bootstrap import Parts
from routing.domain.errors import AccusedUnit, CaseNotFound, KeyReused, NotYours
from routing.domain.hazards.errors import HazardKnown, NobodyToInform
from routing.domain.hazards.hazard import Hazard, HazardKind
from routing.entrypoints.rooms.scope import case_shown, id_for

TAG = "安全隐患 Hazards"
PATH = "/v1/cases/{case}/hazards"
KINDS = [kind.value for kind in HazardKind]


class FlagHazardSchema(Schema):
    """Which kind of hazard, and what was seen."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    description = fields.String(
        required=True, validate=validate.Length(min=1, max=2_000)
    )


class HazardSchema(Schema):
    """One hazard, and who was told of it."""

    hazard_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    description = fields.String(required=True)
    informed = fields.List(fields.String(), required=True)
    flagged_at = fields.AwareDateTime(required=True)
    flagged_by = fields.String(required=True)


class HazardsSchema(Schema):
    """The hazards of one case, oldest first."""

    items = fields.List(fields.Nested(HazardSchema), required=True)


def hazard_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of hazards."""
    desk = HazardDesk(parts)
    return [
        Route(
            method="GET",
            path=PATH,
            operation=desk.list_hazards,
            summary="安全隐患清单 A case's hazards",
            roles=STAFF | {Role.OPS},
            replies={200: HazardsSchema},
            errors=(CaseNotFound, NotYours),
            tag=TAG,
        ),
        Route(
            method="POST",
            path=PATH,
            operation=desk.flag_hazard,
            summary="标记安全隐患 Flag one; 应急、消防 are told, the owner stays",
            roles=STAFF,
            body=FlagHazardSchema,
            replies={201: HazardSchema},
            errors=(
                AccusedUnit,
                CaseNotFound,
                NotYours,
                Forbidden,
                NobodyToInform,
                HazardKnown,
                KeyReused,
            ),
            idempotency=Idempotency.OPTIONAL,
            tag=TAG,
        ),
    ]


class HazardDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_hazards(self, request: Request) -> Reply:
        """Answer with a case's hazards."""
        found = self._parts.rooms.hazards.of_case(case_shown(self._parts, request))
        return Reply({"items": [shown(each) for each in found]})

    def flag_hazard(self, request: Request) -> Reply:
        """Flag a hazard."""
        petition_id = self._parts.reader.find(request.params["case"])
        command = FlagHazard(
            actor=request.actor,
            hazard_id=id_for(request, f"hazard:{petition_id}"),
            petition_id=petition_id,
            kind=HazardKind(request.body["kind"]),
            description=request.body["description"],
        )
        hazard = self._parts.bus.handle(command, request.cause)
        return Reply(shown(hazard), status=201)


def shown(hazard: Hazard) -> dict[str, Any]:
    """Return a hazard as its schema promises."""
    return {name: getattr(hazard, name) for name in HazardSchema().fields}
