"""Files of rows: upload or try, watch how far, read and take away what was wrong."""

from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, request
from marshmallow import fields, validate

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING, OPERATING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.schemas import StaffForm
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

IMPORT: Final = "/desk/import"
ONE: Final = f"{IMPORT}/<uuid:batch>"
KEEPERS: Final = DECIDING | OPERATING
LARGEST: Final = 16 * 1024 * 1024
KIND: Final = r"[a-z][a-z-]{1,31}\Z"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES: Final = ("waiting", "done", "refused", "undoing", "undone")
LOOKS: Final = {
    "waiting": "working",
    "done": "done",
    "refused": "overdue",
    "undoing": "working",
    "undone": "paused",
}
KINDS: Final = (
    *("organisations", "grids", "grid-heads", "staff", "duties"),
    *("households", "residents", "premises"),
)
"""What may be brought in; a place's own sections are called as the place calls them."""
COUNTS: Final = ("created", "changed", "same", "faulty", "undone", "kept")


class ImportForm(StaffForm):
    """What the file holds."""

    kind = fields.String(
        required=True,
        validate=validate.Regexp(KIND, error="fault.import.kind"),
        error_messages={"required": "fault.import.kind"},
    )


class ImportPages:
    """Bringing paper books and lists in (A-13)."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        template = f"{IMPORT}/templates/<kind>"
        return [
            Page(path=IMPORT, view=self.show, name="imports", roles=KEEPERS),
            Page(
                path=IMPORT,
                view=self.start,
                name="import-start",
                method="POST",
                roles=KEEPERS,
                largest=LARGEST,
            ),
            Page(path=template, view=self.template, name="template", roles=KEEPERS),
            Page(path=ONE, view=self.show_one, name="import", roles=KEEPERS),
            Page(
                path=f"{ONE}/faults",
                view=self.take_faults,
                name="import-faults",
                roles=KEEPERS,
            ),
            Page(
                path=f"{ONE}/undo",
                view=self.undo,
                name="import-undo",
                method="POST",
                roles=KEEPERS,
            ),
        ]

    def show(self) -> Response:
        """Show what may be brought in, and what was."""
        return self._drawn()

    def start(self) -> Response:
        """Take a file; registry works it through beside the page."""
        told, faults = loaded(ImportForm, form())
        sent = request.files.get("file")
        content = sent.read() if sent else b""
        if not content:
            faults |= {"file": "fault.import.file"}
        if faults:
            return self._drawn(status=422, faults=faults)
        name = (sent.filename if sent else "") or ""
        try:
            begun = self._parts.desk.imports.start(
                asker(), content, told["kind"], name[-200:], dry_run="try" in form()
            )
        except Refused as no:
            if no.status == 401:
                raise
            return self._drawn(status=no.status, refusal=no.said)
        return go(f"{IMPORT}/{begun['batch_id']}")

    def template(self, kind: str) -> Response:
        """Give a template to fill in."""
        content = self._parts.desk.imports.template(asker(), kind[:32])
        return _file(content, XLSX, "template.xlsx")

    def show_one(self, batch: UUID) -> Response:
        """Show how far it is, and which rows were not taken."""
        after = request.args.get("after", "")[:10]
        place = int(after) if after.isascii() and after.isdigit() else 0
        door = self._parts.desk.imports
        return draw(
            "desk/import.html",
            batch=door.one(asker(), batch),
            faulty=door.faults(asker(), batch, min(place, 2_000_000_000)),
            looks=LOOKS,
            counts=COUNTS,
            refusal="",
        )

    def take_faults(self, batch: UUID) -> Response:
        """Give every row that was not taken as a file."""
        content = self._parts.desk.imports.faults_file(asker(), batch)
        return _file(content, "text/csv; charset=utf-8", f"faults-{batch}.csv")

    def undo(self, batch: UUID) -> Response:
        """Begin to take it back."""
        self._parts.desk.imports.undo(asker(), batch)
        return go(f"{IMPORT}/{batch}?done=undo")

    def _drawn(self, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        door = self._parts.desk.imports
        after = request.args.get("after", "")[:40]
        try:
            told = door.page(asker(), **({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told = door.page(asker())
        shown: dict[str, Any] = {"faults": {}, "refusal": ""}
        return draw(
            "desk/imports.html",
            status,
            templates=door.templates(asker()),
            rows=told["items"],
            more=told["next"],
            looks=LOOKS,
            said=form(),
            **shown | more,
        )


def _file(content: bytes, kind: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
