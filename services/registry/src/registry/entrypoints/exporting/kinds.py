"""Which lists there are to take out, and in which forms."""

from collections.abc import Iterator

from marshmallow import Schema, fields

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role
from registry.bootstrap import Parts
from registry.domain.archive.authority import readable_by
from registry.domain.exporting.lists import LISTS, OF_A_GRID, PEOPLE
from registry.domain.importing.sections import SECTION_PREFIX
from registry.domain.values import civil_day
from registry.entrypoints.exporting.forms import FORMS
from registry.entrypoints.exporting.words import ListWords
from registry.entrypoints.importing.templates import TAG


class ExportKindSchema(Schema):
    """A list; those of `people` are masked by role and written down by name.

    Those of a grid (`of_a_grid`) are asked for with `grid`.
    """

    kind = fields.String(required=True)
    title = fields.String(required=True)
    people = fields.Boolean(required=True)
    of_a_grid = fields.Boolean(required=True)


class ExportKindsSchema(Schema):
    """The lists, and the endings under which each leaves."""

    items = fields.List(fields.Nested(ExportKindSchema), required=True)
    forms = fields.List(fields.String(), required=True)


class ExportKindDoor:
    """The operation: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_kinds(self, request: Request) -> Reply:
        """Show the lists, those of the archive's sections that the caller reads too."""
        today = civil_day(self._parts.clock.now())
        sections = self._parts.reader.sections()
        readable = readable_by(request.actor.role, sections, today)
        items = [
            {
                "kind": kind,
                "title": ListWords(kind=kind, language=request.language).title or kind,
                "people": kind in PEOPLE,
                "of_a_grid": kind in OF_A_GRID,
            }
            for kind in LISTS
        ]
        items += [
            {
                "kind": f"{SECTION_PREFIX}{each.code}",
                "title": each.latest.spec.title,
                "people": True,
                "of_a_grid": False,
            }
            for each in readable.values()
        ]
        return Reply({"items": items, "forms": list(FORMS)})


def export_kind_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route of kinds."""
    yield Route(
        method="GET",
        path="/v1/exports",
        operation=ExportKindDoor(parts).list_kinds,
        summary="可导出的名单 The lists that may leave, and their forms",
        roles=STAFF | {Role.OPS},
        replies={200: ExportKindsSchema},
        tag=TAG,
    )
