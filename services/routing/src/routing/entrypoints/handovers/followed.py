"""The petitioner's door at an agency that took their matter over."""

from collections.abc import Iterator

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from routing.adapters.handovers.followed import OVER, FollowedReader
from routing.bootstrap import Parts
from routing.domain.handover.errors import NotFollowed, TooManyGuesses


class FollowSchema(Schema):
    """The receipt number and the code of the agency that was told first."""

    receipt = fields.String(required=True, validate=validate.Length(1, 64))
    code = fields.String(required=True, validate=validate.Length(1, 64))


class FollowedSchema(Schema):
    """Where a matter stands here: no name, no word of what was told."""

    receipt = fields.String(required=True)
    state = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    agency = fields.String(required=True)
    here = fields.Boolean(required=True)
    first_agency = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    reply = fields.String(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)


def followed_routes(parts: Parts, tag: str) -> Iterator[Route]:
    """Yield this door's row of the table."""
    reader = FollowedReader(parts.database, parts.clock)

    def follow(request: Request) -> Reply:
        body = request.body
        row = reader.open(body["receipt"].strip().upper(), body["code"])
        me = parts.settings.agency_id
        over, here = row["state"] in OVER, row["owner"] == me
        return Reply(
            {
                "receipt": row["receipt"],
                "state": row["state"],
                "received_at": row["received_at"],
                "due_at": row["due_at"] if here and not over else None,
                "agency": _name(parts, row["owner"] or me),
                "here": here,
                "first_agency": _name(parts, row["leg"]["first"]),
                "unit": row["unit_name"] or row["organisation_id"],
                "reply": row["reply"] if over else None,
                "answered_at": row["resolved_at"] if over else None,
            }
        )

    yield Route(
        method="POST",
        path="/v1/followed",
        operation=follow,
        summary="凭原编号查询 Where a matter stands that another agency received",
        description=(
            "居民凭最先受理机关的编号和查询码；15 分钟内错 5 次要等。With the number "
            "and code of the agency that was told first; after five wrong codes in a "
            "quarter of an hour none is looked at."
        ),
        roles=PUBLIC,
        body=FollowSchema,
        replies={200: FollowedSchema},
        errors=(NotFollowed, TooManyGuesses),
        tag=tag,
    )


def _name(parts: Parts, agency_id: str) -> str:
    agencies = parts.agencies
    known = agencies and agencies.neighbourhood.directory.find(agency_id)
    return known.name if known else agency_id
