"""The titles of matters on somebody's list: of those alone that they may see."""

from typing import Final

from marshmallow import Schema, fields, validate

from intake.bootstrap import Parts
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import STAFF, Reply, Request, Route

MOST: Final = 50
LONGEST: Final = 40


class TitlesQuerySchema(Schema):
    """Whose titles: receipt numbers with commas between them."""

    receipts = fields.String(
        required=True, validate=validate.Length(1, MOST * (LONGEST + 1))
    )


class TitleSchema(Schema):
    """What a matter is called on a list."""

    receipt = fields.String(required=True)
    title = fields.String(required=True)


class TitlesSchema(Schema):
    """Titles, in the order in which they were asked for."""

    titles = fields.List(fields.Nested(TitleSchema), required=True)


def routes(parts: Parts) -> list[Route]:
    """Return this door's rows of the table."""
    sight = Sight(parts)

    def list_titles(request: Request) -> Reply:
        numbers = request.query["receipts"].split(",")[:MOST]
        seen = sight.seen_among(request.actor, numbers)
        titles = [{"receipt": each.receipt, "title": each.title} for each in seen]
        return Reply({"titles": titles})

    return [
        Route(
            method="GET",
            path="/v1/titles",
            operation=list_titles,
            summary="清单标题 The titles of matters on a list",
            description=(
                "看不到的不列出，至多 50 件。Those that the caller may not see are "
                "left out; fifty at most."
            ),
            roles=STAFF,
            query=TitlesQuerySchema,
            replies={200: TitlesSchema},
            tag="诉求 Petitions",
        )
    ]
