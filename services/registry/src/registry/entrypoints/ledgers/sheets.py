"""Routes for meetings (议账), weekly lists (D-07) and weekly bulletins (D-08)."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from minqing_chassis.http.route import JSON, Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from registry.adapters.exporting.writing import as_json, as_workbook
from registry.adapters.ledgers.printing import names_in, table_of, title_of
from registry.application.ledgers.commands import (
    MakeSheet,
    ReadLedgerMeeting,
    ReadPublicMinutes,
    ReadSheet,
    RecordLedgerMeeting,
)
from registry.application.ledgers.sheet_views import SheetView
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.archive.errors import PressUnavailable
from registry.domain.errors import OutOfReach, Taken
from registry.domain.ledgers.errors import (
    ColumnsMissing,
    ItemUnknown,
    MeetingUnknown,
    NothingInWeek,
    NotPublishable,
    SheetUnknown,
    TellsTooMuch,
    WeekOpen,
)
from registry.domain.ledgers.meeting import MeetingAccount
from registry.domain.ledgers.sheet import SheetKey
from registry.entrypoints.exporting.words import purpose_in_words
from registry.entrypoints.importing.templates import XLSX, attached
from registry.entrypoints.ledgers import sheet_schemas as schemas
from registry.entrypoints.ledgers.schemas import LedgerPurposeQuery
from registry.entrypoints.ledgers.sight import OVERSEERS, TAG, Sight

PDF: Final = "application/pdf"
FORMS: Final = {"json": JSON, "xlsx": XLSX, "pdf": PDF}


class MeetingDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus

    def put_meeting(self, request: Request) -> Reply:
        """Write a meeting down."""
        said = dict(request.body)
        told = said.pop("decisions")
        decisions = {each["item_id"]: each["decision"] for each in told}
        if len(decisions) != len(told):
            raise Invalid(fields={"decisions": "twice"})
        command = RecordLedgerMeeting(
            actor=request.actor,
            meeting_id=request.params["meeting_id"],
            account=MeetingAccount(decisions=decisions, **said),
        )
        return Reply(self._bus.handle(command, request.cause))

    def read_meeting(self, request: Request) -> Reply:
        """Show a meeting with its words; the look is written down first."""
        command = ReadLedgerMeeting(
            actor=request.actor,
            meeting_id=request.params["meeting_id"],
            purpose=Purpose(request.query["purpose"]),
        )
        return Reply(self._bus.handle(command, request.cause))

    def show_public_minutes(self, request: Request) -> Reply:
        """Show what may be posted of a meeting."""
        command = ReadPublicMinutes(
            actor=request.actor, meeting_id=request.params["meeting_id"]
        )
        return Reply(self._bus.handle(command, request.cause))


class SheetDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus

    def make_sheet(self, request: Request) -> Reply:
        """Make a sheet, or show the one that was made."""
        command = MakeSheet(actor=request.actor, key=SheetKey(**request.body))
        return Reply(self._bus.handle(command, request.cause))

    def read_sheet(self, request: Request) -> Reply:
        """Show a sheet with its words; the look is written down first."""
        return Reply(read(self._bus, request))


class SheetFileDoor:
    """The operation in one form: the same rows in JSON, xlsx and PDF."""

    def __init__(self, parts: Parts, form: str) -> None:
        self._bus = parts.bus
        self._press = parts.ledgers.press
        self._names = parts.names
        self._sight = Sight(parts)
        self._form = form

    def export_sheet(self, request: Request) -> Reply:
        """Let a sheet leave, once that is written down."""
        sheet = read(self._bus, request)
        policy, whose = self._sight.policy, request.actor
        told = purpose_in_words(request.query["purpose"], request.language)
        mark = f"{whose.id} {whose.organisation_id} {told}"
        names = names_in(self._names, sheet.rows, sheet.organisation_id)
        name = f"{title_of(sheet, names)}.{self._form}"
        if self._form == "pdf":
            body: Any = self._press.print(sheet, policy, mark=mark, names=names)
        else:
            write = {"json": as_json, "xlsx": as_workbook}[self._form]
            heading, rows = table_of(sheet, policy, names, request.language)
            body = write(heading, rows, mark)
        return Reply(body, headers=attached(name))


def read(bus: Any, request: Request) -> SheetView:  # noqa: ANN401
    """Return a sheet in full; the look is written down first."""
    command = ReadSheet(
        actor=request.actor,
        sheet_id=request.params["sheet_id"],
        purpose=Purpose(request.query["purpose"]),
    )
    found: SheetView = bus.handle(command, request.cause)
    return found


def sheet_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of meetings, lists and bulletins."""
    yield from _meeting_routes(MeetingDoor(parts))
    yield from _sheet_routes(SheetDoor(parts))
    for form, media_type in FORMS.items():
        operation: Callable[[Request], Reply] = SheetFileDoor(parts, form).export_sheet
        yield Route(
            method="GET",
            path=f"/v1/ledger-sheets/{{sheet_id:uuid}}/sheet.{form}",
            operation=operation,
            summary=f"导出清单或通报（留痕） Take a list or bulletin out as {form}",
            roles=OVERSEERS,
            query=LedgerPurposeQuery,
            replies={200: None},
            media_type=media_type,
            errors=(SheetUnknown, PressUnavailable, OutOfReach, Invalid),
            tag=TAG,
        )


def _meeting_routes(door: MeetingDoor) -> Iterator[Route]:
    one = "/v1/ledger-meetings/{meeting_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_meeting,
        summary="议账：会议记录（可重发） Write a meeting down (A-16, C-10)",
        roles=OVERSEERS,
        body=schemas.LedgerMeetingBody,
        replies={200: schemas.LedgerMeetingSchema},
        errors=(
            NotPublishable,
            TransitionRefused,
            OutOfReach,
            Taken,
            TellsTooMuch,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=door.read_meeting,
        summary="查看会议记录（留痕） Show a meeting with its minutes, logged",
        roles=OVERSEERS,
        query=LedgerPurposeQuery,
        replies={200: schemas.FullLedgerMeetingSchema},
        errors=(MeetingUnknown, ItemUnknown, OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/public-version",
        operation=door.show_public_minutes,
        summary="会议记录公开版（不含敏感身份） What may be posted (C-10)",
        roles=OVERSEERS,
        replies={200: schemas.PublicMinutesSchema},
        errors=(MeetingUnknown, NotPublishable, OutOfReach, Invalid),
        tag=TAG,
    )


def _sheet_routes(door: SheetDoor) -> Iterator[Route]:
    yield Route(
        method="POST",
        path="/v1/ledger-sheets",
        operation=door.make_sheet,
        summary="生成例会清单或通报（不再变） Make a list or bulletin (D-07, D-08)",
        roles=OVERSEERS,
        body=schemas.LedgerSheetBody,
        replies={200: schemas.LedgerSheetSchema},
        errors=(ColumnsMissing, WeekOpen, NothingInWeek, OutOfReach, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/ledger-sheets/{sheet_id:uuid}",
        operation=door.read_sheet,
        summary="查看清单或通报全文（留痕） Show a list or bulletin, logged",
        roles=OVERSEERS,
        query=LedgerPurposeQuery,
        replies={200: schemas.LedgerSheetSchema},
        errors=(SheetUnknown, OutOfReach, Invalid),
        tag=TAG,
    )
