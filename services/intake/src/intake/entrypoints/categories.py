"""The list of categories, by HTTP."""

from intake.application.channel_commands import MapCategory
from intake.application.commands import RecordCategory
from intake.bootstrap import Parts
from intake.domain.category import CODE
from intake.domain.errors import (
    BrokenCategory,
    NotAgencyWide,
    OutsideScope,
    UnknownReference,
)
from intake.entrypoints import category_schemas as schemas
from intake.entrypoints.finding import below
from minqing_chassis.http.route import PUBLIC, STAFF, Operation, Reply, Request, Route
from minqing_kernel.messages import Role

TAG = "分类 Categories"
LANGUAGES = {"zh-CN": "zh_cn", "zh-TW": "zh_tw", "en": "en"}


def routes(parts: Parts) -> list[Route]:
    """Return this door's rows of the table."""

    def list_categories(request: Request) -> Reply:
        day = request.query.get("on")
        found = parts.reference.categories()
        listed = [each for each in found if day is None or each.holds_on(day)]
        return Reply({"categories": listed})

    def put_category(request: Request) -> Reply:
        body, names = request.body, request.body["names"]
        command = RecordCategory(
            code=request.params["code"],
            names={tag: names[field] for tag, field in LANGUAGES.items()},
            valid_from=body["valid_from"],
            valid_to=body.get("valid_to"),
            actor=request.actor,
        )
        parts.bus.handle(command, request.cause)
        told = {key: value for key, value in vars(command).items() if key != "actor"}
        return Reply(told)

    def list_mappings(request: Request) -> Reply:
        rows = parts.channel_reader.mappings(request.params["list"])
        return Reply({"mappings": [dict(row) for row in rows]})

    def put_mapping(request: Request) -> Reply:
        name = request.params["list"]
        if not CODE.fullmatch(name):
            raise BrokenCategory(fields={"list": "pattern"})
        command = MapCategory(
            name=name,
            code=request.params["code"],
            their_code=request.body["their_code"],
            actor=request.actor,
        )
        parts.bus.handle(command, request.cause)
        told = {"code": command.code, "their_code": command.their_code}
        return Reply({"list": name, **told})

    def report_categories(request: Request) -> Reply:
        query = request.query
        mine = below(parts, request.actor, query.get("organisation"))
        rows = parts.channel_reader.by_category(
            query["list"], query["since"], query["until"], mine
        )
        return Reply({"categories": [dict(row) for row in rows]})

    return [
        *_mapping_routes(list_mappings, put_mapping, report_categories),
        Route(
            method="GET",
            path="/v1/categories",
            operation=list_categories,
            summary="分类目录 The list of categories",
            roles=PUBLIC,
            query=schemas.CategoriesQuerySchema,
            replies={200: schemas.CategoriesSchema},
            tag=TAG,
        ),
        Route(
            method="PUT",
            path="/v1/categories/{code}",
            operation=put_category,
            summary="设置分类 Add or change a category",
            description=(
                "运维，或没有上级的单位的主管；每次变更留痕。Operations, and "
                "supervisors of an organisation that has none above it; each change "
                "is kept."
            ),
            roles=frozenset({Role.OPS, Role.SUPERVISOR}),
            body=schemas.CategoryFormSchema,
            replies={200: schemas.CategorySchema},
            errors=(BrokenCategory, NotAgencyWide),
            tag=TAG,
        ),
    ]


def _mapping_routes(
    listing: Operation, putting: Operation, counting: Operation
) -> list[Route]:
    """Return the rows about other lists' names for our categories (C-19)."""
    return [
        Route(
            method="GET",
            path="/v1/category-mappings/{list}",
            operation=listing,
            summary="分类对照 How a list calls our categories",
            roles=STAFF | {Role.OPS},
            replies={200: schemas.MappingsSchema},
            tag=TAG,
        ),
        Route(
            method="PUT",
            path="/v1/category-mappings/{list}/{code}",
            operation=putting,
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
            operation=counting,
            summary="按对照目录统计 Petitions by another list's categories",
            roles=frozenset({Role.CLERK, Role.SUPERVISOR}),
            query=schemas.ListPeriodQuerySchema,
            replies={200: schemas.CategoryCountsSchema},
            errors=(OutsideScope,),
            tag=TAG,
        ),
    ]
