"""Lists of categories and figures in their words, by HTTP (B-21, C-18, C-19)."""

from collections.abc import Sequence
from typing import Any

from intake.bootstrap import Parts
from intake.domain.category_lists import (
    CategoryList,
    CategoryLists,
    ListEntry,
    ListMapping,
)
from intake.domain.errors import OutsideScope, UnknownReference
from intake.entrypoints import category_list_schemas as schemas
from intake.entrypoints.category_schemas import ListPeriodQuerySchema
from intake.entrypoints.finding import below, line_of
from intake.entrypoints.spans import span_of
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role

TAG = "分类 Categories"


class CategoryListDoor:
    """The place's lists, and petitions in the words of one of them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/category-lists",
                operation=self.list_lists,
                summary="分类目录各版及对照 Lists of categories and their mappings",
                roles=STAFF | {Role.OPS},
                query=schemas.ListsQuerySchema,
                replies={200: schemas.CategoryListsSchema},
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/reports/category-lists",
                operation=self.report,
                summary="按某版目录统计（未对照者另列） Petitions in a list's words",
                description=(
                    "合计＝各类＋未对照，换目录不增不减。The sum of the categories and "
                    "of what is unmapped is the total, whatever the list."
                ),
                roles=frozenset({Role.CLERK, Role.SUPERVISOR}),
                query=ListPeriodQuerySchema,
                replies={200: schemas.ListFiguresSchema},
                errors=(OutsideScope, UnknownReference),
                tag=TAG,
            ),
        ]

    def list_lists(self, request: Request) -> Reply:
        """Answer with the lists in force on a day, or all."""
        day = request.query.get("on")
        lists = self._lists()
        held = [each for each in lists.lists if day is None or each.holds_on(day)]
        codes = {each.code for each in held}
        mappings = [
            _mapping(each, lists.without_word(each))
            for each in lists.mappings
            if each.source in codes or each.target in codes
        ]
        return Reply({"lists": list(map(_list, held)), "mappings": mappings})

    def report(self, request: Request) -> Reply:
        """Answer with petitions in the words of a list."""
        query, lists = request.query, self._lists()
        wanted = lists.find(query["list"])
        if wanted is None:
            raise UnknownReference(fields={"list": "unknown-list"})
        reader = self._parts.channel_reader
        counts = reader.by_given_category(
            *span_of(query, self._parts.settings.time_zone),
            below(self._parts, request.actor, query.get("organisation")),
            line_of(self._parts, request.actor),
        )
        rows = reader.mappings(wanted.code)
        own = {row["code"]: row["their_code"] for row in rows}
        figures = lists.tell(wanted, counts, own)
        return Reply({"list": _list(wanted), **vars(figures)})

    def _lists(self) -> CategoryLists:
        return self._parts.policy_at(self._parts.clock.now()).category_lists


def _list(each: CategoryList) -> dict[str, Any]:
    return vars(each) | {"entries": [vars(entry) for entry in each.entries]}


def _mapping(each: ListMapping, left: Sequence[ListEntry]) -> dict[str, Any]:
    unmapped = [one.code for one in left]
    return vars(each) | {"pairs": dict(each.pairs), "unmapped": unmapped}
