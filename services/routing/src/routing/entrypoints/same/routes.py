"""The row of the table that tells of the same matter at other agencies."""

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor
from routing.bootstrap import Parts
from routing.domain.authority import DISPATCHERS
from routing.domain.errors import NotYours
from routing.domain.same.matters import Advice, Grade
from routing.entrypoints.handovers.routes import TAG
from routing.entrypoints.scope import line_of


class SameMattersQuerySchema(Schema):
    """Which petition is meant, by its receipt number."""

    receipt = fields.String(required=True, validate=validate.Length(min=1, max=64))


class SameMatterSchema(Schema):
    """A matter of another agency that may be this one; nothing of who brought it.

    `open`: it is in hand there, as far as that agency told in the last three days.
    `grade`: the same person and category, or only the same person and district.
    """

    agency = fields.String(required=True)
    agency_name = fields.String(required=True)
    receipt = fields.String(required=True)
    grade = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Grade])
    )
    open = fields.Boolean(required=True)
    found_at = fields.AwareDateTime(required=True)
    accepted_at = fields.AwareDateTime(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    heard_at = fields.AwareDateTime(required=True, allow_none=True)
    advice = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Advice])
    )
    basis = fields.String(required=True)


class SameMattersSchema(Schema):
    """Those in hand elsewhere first."""

    items = fields.List(fields.Nested(SameMatterSchema), required=True)


def same_routes(parts: Parts) -> list[Route]:
    """Return the row of the table that tells of the same matter elsewhere."""

    def list_same(request: Request) -> Reply:
        actor, units = request.actor, parts.directories.current().units
        found = parts.same.of(request.query["receipt"], line_of(actor, units))
        if found:
            _ensure_may_see(actor, found[0]["unit"], parts)
        names = SameMatterSchema().fields
        items = [{name: each[name] for name in names} for each in found]
        return Reply({"items": items})

    return [
        Route(
            method="GET",
            path="/v1/same-matters",
            operation=list_same,
            summary="同一事项在其他机关 The same matter at other agencies",
            description=(
                "按密钥指纹比对，不交换姓名、号码；refuse 仅为建议（条例第19条第3款），"
                "由人决定。Found by keyed fingerprints; a person decides."
            ),
            roles=STAFF,
            query=SameMattersQuerySchema,
            replies={200: SameMattersSchema},
            errors=(NotYours, Forbidden),
            tag=TAG,
        )
    ]


def _ensure_may_see(actor: Actor, unit: str | None, parts: Parts) -> None:
    """Let the unit that has it and those above pass, and of nobody's who dispatches."""
    units = parts.directories.current().units
    if unit is None and actor.role in DISPATCHERS:
        return
    if unit is None or not units.stands_over(actor.organisation_id, unit):
        raise NotYours
