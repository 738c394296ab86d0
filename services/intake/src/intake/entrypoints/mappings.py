"""How other lists call our categories, by HTTP (domain.md C-19, B-21)."""

from intake.application.channel_commands import MapCategory
from intake.bootstrap import Parts
from intake.domain.category import CODE
from intake.domain.errors import (
    BrokenCategory,
    NotAgencyWide,
    OutsideScope,
    UnknownReference,
)
from intake.entrypoints import category_schemas as schemas
from intake.entrypoints.finding import below, line_of
from intake.entrypoints.spans import span_of
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role

TAG = "分类 Categories"


class MappingDoor:
    """Our categories in other lists, and figures in their words."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/category-mappings/{list}",
                operation=self.list_mappings,
                summary="分类对照 How a list calls our categories",
                roles=STAFF | {Role.OPS},
                replies={200: schemas.MappingsSchema},
                tag=TAG,
            ),
            Route(
                method="PUT",
                path="/v1/category-mappings/{list}/{code}",
                operation=self.put_mapping,
                summary="设置分类对照 Say how a list calls a category",
                roles=frozenset({Role.OPS, Role.SUPERVISOR}),
                body=schemas.MappingFormSchema,
                replies={200: schemas.MappingSchema},
                errors=(BrokenCategory, NotAgencyWide, UnknownReference),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/reports/categories",
                operation=self.report_categories,
                summary="按对照目录统计 Petitions by another list's categories",
                roles=frozenset({Role.CLERK, Role.SUPERVISOR}),
                query=schemas.ListPeriodQuerySchema,
                replies={200: schemas.CategoryCountsSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
        ]

    def list_mappings(self, request: Request) -> Reply:
        """Answer with a whole list's names for our categories."""
        rows = self._parts.channel_reader.mappings(request.params["list"])
        return Reply({"mappings": [dict(row) for row in rows]})

    def put_mapping(self, request: Request) -> Reply:
        """Say how a list calls a category."""
        name = request.params["list"]
        if not CODE.fullmatch(name):
            raise BrokenCategory(fields={"list": "pattern"})
        command = MapCategory(
            name=name,
            code=request.params["code"],
            their_code=request.body["their_code"],
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        told = {"code": command.code, "their_code": command.their_code}
        return Reply({"list": name, **told})

    def report_categories(self, request: Request) -> Reply:
        """Answer with how many petitions stand under the list's categories."""
        query = request.query
        mine = below(self._parts, request.actor, query.get("organisation"))
        line = line_of(self._parts, request.actor)
        since, until = span_of(query, self._parts.settings.time_zone)
        rows = self._parts.channel_reader.by_category(
            query["list"], since, until, mine, line
        )
        return Reply({"categories": [dict(row) for row in rows]})
