"""Routes for templates: which there are, and each as a file to fill in."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import quote

from minqing_chassis.http.route import Reply, Request, Route
from registry.adapters.importing.books import template_book, template_csv
from registry.bootstrap import Parts
from registry.domain.archive.errors import SectionUnknown
from registry.domain.importing.columns import Template
from registry.domain.importing.errors import TemplateUnknown
from registry.entrypoints.importing import schemas
from registry.entrypoints.people import KEEPERS

TAG: Final = "导入导出 Files"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"


class TemplateDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._desk = parts.imports

    def list_templates(self, request: Request) -> Reply:
        """Show every template with its columns."""
        found = [_told_template(each) for each in self._desk.templates()]
        return Reply({"items": found})

    def get_book(self, request: Request) -> Reply:
        """Give a template as a workbook."""
        return self._file(request, "xlsx", template_book)

    def get_csv(self, request: Request) -> Reply:
        """Give a template as csv."""
        return self._file(request, "csv", template_csv)

    def _file(
        self, request: Request, form: str, write: Callable[[Template], bytes]
    ) -> Reply:
        template = self._desk.template(request.params["kind"])
        return Reply(write(template), headers=attached(f"{template.title}.{form}"))


def attached(name: str) -> dict[str, str]:
    """Return the header that names a file."""
    told = f"attachment; filename*=UTF-8''{quote(name)}"
    return {"Content-Disposition": told}


def _told_template(template: Template) -> dict[str, Any]:
    return {
        "kind": template.kind,
        "title": template.title,
        "note": template.note,
        "columns": [
            {
                "title": each.title,
                "form": each.form,
                "required": each.required,
                "aliases": each.aliases,
                "options": list(each.options),
                "note": each.note,
            }
            for each in template.columns
        ],
    }


def template_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of templates."""
    door = TemplateDoor(parts)
    yield Route(
        method="GET",
        path="/v1/import-templates",
        operation=door.list_templates,
        summary="导入模板目录 List the templates",
        roles=KEEPERS,
        replies={200: schemas.TemplatesSchema},
        tag=TAG,
    )
    for form, media_type, operation in (
        ("xlsx", XLSX, door.get_book),
        ("csv", CSV, door.get_csv),
    ):
        yield Route(
            method="GET",
            path=f"/v1/import-templates/{{kind}}.{form}",
            operation=operation,
            summary=f"下载导入模板 Get a template as {form}",
            roles=KEEPERS,
            replies={200: None},
            media_type=media_type,
            errors=(TemplateUnknown, SectionUnknown),
            tag=TAG,
        )
