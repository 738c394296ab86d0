"""Routes for files of rows: imports with their faults, undoing."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from minqing_chassis.http.route import Reply, Request, Route
from minqing_chassis.http.texts import LANGUAGES, Texts
from minqing_kernel.errors import Invalid
from minqing_kernel.identity import new_id
from registry.adapters.exporting.writing import as_csv
from registry.adapters.importing.files import looks_like_table
from registry.application.importing.commands import GoOnImport, StartImport, UndoImport
from registry.application.importing.views import ImportView
from registry.bootstrap import Parts
from registry.domain.archive.errors import SectionUnknown
from registry.domain.errors import OutOfReach
from registry.domain.importing.batch import ImportSource
from registry.domain.importing.errors import (
    BadTable,
    ImportUnknown,
    KindNotYours,
    NothingToUndo,
    NotStuck,
    TemplateUnknown,
)
from registry.entrypoints.importing import schemas
from registry.entrypoints.importing.templates import CSV, TAG, XLSX, attached
from registry.entrypoints.people import KEEPERS

SENT: Final = (XLSX, "text/csv", "application/octet-stream")
FAULTS_HEADING: Final = ("行号", "列名", "内容（脱敏）", "原因")
LARGEST_FILE: Final = 32 * 1024 * 1024


class ImportDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts, texts: Texts) -> None:
        self._bus = parts.bus
        self._desk = parts.imports
        self._texts = texts

    def start_import(self, request: Request) -> Reply:
        """Take a file in; it is worked through at once, beside this service."""
        content, asked = request.raw_body, request.query
        if not content.strip():
            raise BadTable(fields={"file": "empty-file"})
        if not looks_like_table(content):
            raise BadTable(fields={"file": "unreadable-file"})
        fingerprint = self._desk.fingerprint(content)
        command = StartImport(
            actor=request.actor,
            batch_id=new_id(),
            content=content,
            source=ImportSource(
                kind=asked["kind"],
                file_name=asked["name"],
                fingerprint=fingerprint,
                by=request.actor,
                organisation_id=asked["organisation"],
                dry_run=asked["dry_run"],
                seen_before=self._desk.seen_before(fingerprint, asked["kind"]),
            ),
        )
        self._bus.handle(command, request.cause)
        batch = self._desk.batch(command.batch_id)
        return Reply(batch and self._told(batch, request), status=202)

    def list_imports(self, request: Request) -> Reply:
        """Show the imports that the caller may see, the newest first."""
        found = self._desk.batches(request.actor, **request.query)
        full = len(found) == request.query["limit"]
        items = [self._told(each, request) for each in found]
        return Reply({"items": items, "next": found[-1].batch_id if full else None})

    def get_import(self, request: Request) -> Reply:
        """Show how far an import is."""
        return Reply(self._told(self._seen(request), request))

    def list_faults(self, request: Request) -> Reply:
        """Show why rows were not taken, in the caller's language."""
        batch = self._seen(request)
        found = self._desk.faults(batch.batch_id, **request.query)
        items = [
            {**vars(each), "message": self._message(each.code, request.language)}
            for each in found
        ]
        return Reply({"items": items, "next": _next(found, request)})

    def get_faults_file(self, request: Request) -> Reply:
        """Give every fault as csv, to be worked through beside the file."""
        batch = self._seen(request)
        rows = (
            [each.row, each.column, each.value, self._message(each.code, LANGUAGES[0])]
            for each in self._desk.all_faults(batch.batch_id)
        )
        mark = f"{batch.file_name} {batch.batch_id}"
        return Reply(as_csv(FAULTS_HEADING, rows, mark), headers=attached("问题.csv"))

    def list_kept(self, request: Request) -> Reply:
        """Show the rows that an undoing left as they are."""
        batch = self._seen(request)
        found = self._desk.kept(batch.batch_id, **request.query)
        return Reply({"items": found, "next": _next(found, request)})

    def go_on_import(self, request: Request) -> Reply:
        """Begin again with an import that is stuck."""
        batch = self._seen(request)
        command = GoOnImport(actor=request.actor, batch_id=batch.batch_id)
        self._bus.handle(command, request.cause)
        return Reply(self._told(self._seen(request), request), status=202)

    def undo_import(self, request: Request) -> Reply:
        """Begin to take an import back."""
        batch = self._seen(request)
        command = UndoImport(actor=request.actor, batch_id=batch.batch_id)
        self._bus.handle(command, request.cause)
        return Reply(self._told(self._seen(request), request), status=202)

    def _seen(self, request: Request) -> ImportView:
        found = self._desk.visible(request.params["batch_id"], request.actor)
        if found is None:
            raise ImportUnknown
        return found

    def _told(self, batch: ImportView, request: Request) -> dict[str, Any]:
        """Return an import as it is shown, why it was refused in words too."""
        told = {**vars(batch), "counts": vars(batch.counts), "percent": batch.percent}
        del told["position"]
        told["message"] = self._texts.find(batch.why, request.language)
        return told

    def _message(self, code: str, language: str) -> str:
        found = self._texts.find(code, language)
        return found or self._texts.find("invalid-value", language) or ""


def _next(found: Sequence[Any], request: Request) -> int | None:
    rows = {each.row for each in found}
    return max(rows) if len(rows) == request.query["limit"] else None


def import_routes(parts: Parts, texts: Texts) -> Iterator[Route]:
    """Yield every route of imports."""
    door = ImportDoor(parts, texts)
    yield from _batch_routes(door)
    yield from _row_routes(door)
    yield from _undo_routes(door)


def _batch_routes(door: ImportDoor) -> Iterator[Route]:
    one = "/v1/imports/{batch_id:uuid}"
    yield Route(
        method="POST",
        path="/v1/imports",
        operation=door.start_import,
        summary="导入文件（可试运行） Bring a file in, or try it",
        roles=KEEPERS,
        query=schemas.ImportQuery,
        takes=SENT,
        body_limit=LARGEST_FILE,
        replies={202: schemas.ImportSchema},
        errors=(
            OutOfReach,
            TemplateUnknown,
            SectionUnknown,
            KindNotYours,
            BadTable,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/imports",
        operation=door.list_imports,
        summary="导入记录 List imports",
        roles=KEEPERS,
        query=schemas.ImportsQuery,
        replies={200: schemas.ImportPageSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_import,
        summary="导入进度 Show how far an import is",
        roles=KEEPERS,
        replies={200: schemas.ImportSchema},
        errors=(ImportUnknown,),
        tag=TAG,
    )


def _row_routes(door: ImportDoor) -> Iterator[Route]:
    one = "/v1/imports/{batch_id:uuid}"
    yield Route(
        method="GET",
        path=one + "/faults",
        operation=door.list_faults,
        summary="逐行问题 Why rows were not taken",
        roles=KEEPERS,
        query=schemas.RowsQuery,
        replies={200: schemas.FaultsSchema},
        errors=(ImportUnknown,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/faults.csv",
        operation=door.get_faults_file,
        summary="逐行问题（下载） Every fault as csv",
        roles=KEEPERS,
        replies={200: None},
        media_type=CSV,
        errors=(ImportUnknown,),
        tag=TAG,
    )


def _undo_routes(door: ImportDoor) -> Iterator[Route]:
    one = "/v1/imports/{batch_id:uuid}"
    yield Route(
        method="POST",
        path=one + "/undo",
        operation=door.undo_import,
        summary="撤销一次导入 Take an import back",
        roles=KEEPERS,
        replies={202: schemas.ImportSchema},
        errors=(ImportUnknown, OutOfReach, NothingToUndo),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/go-on",
        operation=door.go_on_import,
        summary="继续搁置的导入 Go on with an import that is stuck",
        roles=KEEPERS,
        replies={202: schemas.ImportSchema},
        errors=(ImportUnknown, OutOfReach, NotStuck),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/kept",
        operation=door.list_kept,
        summary="撤销时保留的行 Rows that an undoing left as they are",
        roles=KEEPERS,
        query=schemas.RowsQuery,
        replies={200: schemas.KeptPageSchema},
        errors=(ImportUnknown,),
        tag=TAG,
    )
