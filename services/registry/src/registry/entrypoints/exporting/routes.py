"""Routes for lists that leave as files: masked, marked, written down first."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Role
from registry.adapters.exporting.pages import ListPages
from registry.application.exporting.commands import StartExport
from registry.application.exporting.ports import Export
from registry.bootstrap import Parts
from registry.domain.archive.errors import (
    PressUnavailable,
    SectionNotYours,
    SectionUnknown,
)
from registry.domain.errors import GridUnknown, OutOfReach
from registry.domain.exporting.lists import ListUnknown, TooLongToPrint
from registry.entrypoints.exporting.forms import FORMS, table_as
from registry.entrypoints.exporting.grids import GridLists
from registry.entrypoints.exporting.marks import mark_of
from registry.entrypoints.exporting.words import ListWords
from registry.entrypoints.importing.templates import TAG, attached
from registry.entrypoints.words import id_field


class ExportQuery(Schema):
    """Of which place and all below it, and what for; it is written down.

    The three lists of a grid (`grid-things` …) name the `grid`, and its organisation.
    """

    organisation = id_field(required=True)
    grid = id_field(load_default=None)
    purpose = fields.String(required=True, validate=validate.Length(min=2, max=100))


class ExportDoor:
    """The operation in one form: decode, hand over, return.

    People read words, in their language; programs (JSON) the codes that the doors know.
    """

    def __init__(self, parts: Parts, form: str) -> None:
        self._parts = parts
        self._bus = parts.bus
        self._lists = parts.lists
        self._grids = GridLists(parts)
        self._press = parts.press
        self._form = form

    def export(self, request: Request) -> Reply:
        """Let a list leave, row by row."""
        command = StartExport(
            actor=request.actor,
            export_id=new_id(),
            kind=request.params["kind"],
            form=self._form,
            organisation_id=request.query["organisation"],
            purpose=request.query["purpose"],
            grid_id=request.query["grid"],
        )
        export: Export = self._bus.handle(command, request.cause)
        words = ListWords(
            kind=export.kind, language=request.language, titles=self._titles(export)
        )
        codes, titles = self._lists.heading(export.kind)
        of_a_grid = export.grid_id is not None
        lists: GridLists | ListPages = self._grids if of_a_grid else self._lists
        rows: Iterable[Any] = lists.rows(export)
        if self._form != "json":
            rows = words.rows(codes, rows)
        title = words.title or self._lists.title(export.kind)
        body = table_as(
            self._form,
            self._press,
            title=str(title),
            heading=[*words.heading(codes), *titles],
            rows=rows,
            mark=mark_of(export, request.language),
        )
        return Reply(body, headers=attached(f"{title}.{self._form}"))

    def _titles(self, export: Export) -> Mapping[str, Mapping[str, str]]:
        programmes = self._parts.rules.help_at(self._parts.clock.now()).programmes
        names = self._parts.names.of_list(export.kind, export.organisation_id)
        return {"programme": {each.code: each.title for each in programmes}, **names}


def export_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of lists that leave."""
    for form, media_type in FORMS.items():
        yield Route(
            method="GET",
            path=f"/v1/exports/{{kind}}.{form}",
            operation=ExportDoor(parts, form).export,
            summary=f"导出名单（脱敏、水印、留痕） Take a list out as {form}",
            roles=STAFF | {Role.OPS},
            query=ExportQuery,
            replies={200: None},
            media_type=media_type,
            errors=(
                ListUnknown,
                SectionUnknown,
                SectionNotYours,
                GridUnknown,
                OutOfReach,
                TooLongToPrint,
                PressUnavailable,
                Invalid,
            ),
            tag=TAG,
        )
