"""The rows of the table that tell of differences between neighbours."""

from minqing_chassis.http.route import Route
from minqing_kernel.errors import Forbidden
from routing.bootstrap import Parts
from routing.domain.errors import BadCursor, NotYours
from routing.domain.handover.errors import DifferenceNotFound
from routing.entrypoints.handovers.routes import GOVERNORS, TAG
from routing.entrypoints.handovers.schemas import WhySchema
from routing.entrypoints.statements.desk import DifferencesDesk
from routing.entrypoints.statements.schemas import (
    DifferencesQuerySchema,
    DifferencesSchema,
)

PATH = "/v1/agency-differences"


def statement_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of differences."""
    desk = DifferencesDesk(parts)
    return [
        Route(
            method="GET",
            path=PATH,
            operation=desk.list_differences,
            summary="对账差异 Where neighbours and this agency know different things",
            roles=GOVERNORS,
            query=DifferencesQuerySchema,
            replies={200: DifferencesSchema},
            errors=(BadCursor, NotYours, Forbidden),
            tag=TAG,
        ),
        Route(
            method="POST",
            path=PATH + "/{difference:uuid}/settle",
            operation=desk.settle_difference,
            summary="差异已处理 A person looked at it, and says what was found",
            roles=GOVERNORS,
            body=WhySchema,
            replies={204: None},
            errors=(DifferenceNotFound, NotYours, Forbidden),
            tag=TAG,
        ),
    ]
