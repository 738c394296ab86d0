"""The list of categories, by HTTP."""

from collections.abc import Iterable

from intake.application.commands import RecordCategory
from intake.bootstrap import Parts
from intake.domain.category import Category
from intake.domain.errors import BrokenCategory, NotAgencyWide
from intake.entrypoints import category_schemas as schemas
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
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

    return [
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


def days_of(categories: Iterable[Category]) -> dict[str, list[str | None]]:
    """Return from which day until which each category holds; plain JSON."""
    return {
        each.code: [
            each.valid_from.isoformat(),
            each.valid_to.isoformat() if each.valid_to else None,
        ]
        for each in categories
    }
