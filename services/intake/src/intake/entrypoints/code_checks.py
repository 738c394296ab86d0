"""By what the agency that takes a matter over knows its petitioner's code."""

from marshmallow import Schema, fields

from intake.bootstrap import Parts
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.tracking import check_of
from intake.entrypoints.petitions import DECIDERS
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Reply, Request, Route

TAG = "诉求 Petitions"


class CodeCheckSchema(Schema):
    """A slow hash of the tracking code, for this petition alone."""

    check = fields.String(required=True)


def routes(parts: Parts) -> list[Route]:
    """Return this door's row of the table."""
    sight = Sight(parts)

    def read_check(request: Request) -> Reply:
        found = sight.seen_by(request.actor, request.params["receipt"])
        code = parts.codes.of(found.petition_id)
        return Reply({"check": check_of(code, found.petition_id)})

    return [
        Route(
            method="GET",
            path="/v1/petitions/{receipt}/code-check",
            operation=read_check,
            summary="查询码校验值 By what another agency knows the tracking code",
            description=(
                "移交时随函带去，居民凭原编号和查询码在接办机关也能查。Goes with a "
                "hand-over: the same number and code open the matter there, too."
            ),
            roles=DECIDERS,
            replies={200: CodeCheckSchema},
            errors=(UnknownPetition, OutsideScope),
            tag=TAG,
        )
    ]
