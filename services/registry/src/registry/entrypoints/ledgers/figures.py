"""Routes for what is counted of ledgers, and for ledgers that leave as files."""

from collections.abc import Iterator

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.identity import new_id
from registry.adapters.ledgers.printing import ledger_table, names_in
from registry.application.ledgers.commands import ExportLedger
from registry.bootstrap import Parts
from registry.domain.archive.errors import PressUnavailable
from registry.domain.errors import OutOfReach
from registry.domain.exporting.lists import TooLongToPrint
from registry.domain.values import civil_day
from registry.entrypoints.exporting.forms import FORMS, table_as
from registry.entrypoints.exporting.marks import mark_of
from registry.entrypoints.importing.templates import attached
from registry.entrypoints.ledgers import schemas
from registry.entrypoints.ledgers.sight import OVERSEERS, TAG, Sight
from registry.entrypoints.premises.schemas import CommunityQuery


class FiguresDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._reader = parts.ledgers.items
        self._clock = parts.clock
        self._sight = Sight(parts)

    def count(self, request: Request) -> Reply:
        """Show the figures of a place's ledgers as of a day."""
        place = self._sight.place(request.actor, request.query["organisation"])
        day = request.query["on"] or civil_day(self._clock.now())
        sight = self._sight.of(request.actor)
        found = self._reader.figures(place, day, **sight)
        return Reply({"organisation_id": place, "on": day, "items": found})

    def show_tiles(self, request: Request) -> Reply:
        """Show 四个知晓 of a place, today."""
        place = self._sight.place(request.actor, request.query["organisation"])
        today, sight = civil_day(self._clock.now()), self._sight.of(request.actor)
        found = self._reader.tiles(place, self._sight.policy.tiles, today, **sight)
        return Reply({"organisation_id": place, "on": today, "items": found})


class LedgerFileDoor:
    """The operation in one form: decode, hand over, return."""

    def __init__(self, parts: Parts, form: str) -> None:
        self._bus = parts.bus
        self._reader = parts.ledgers.items
        self._sight = Sight(parts)
        self._press = parts.press
        self._names = parts.names
        self._form = form

    def export_ledger(self, request: Request) -> Reply:
        """Let a ledger leave, masked and marked, once that is written down."""
        command = ExportLedger(
            actor=request.actor,
            export_id=new_id(),
            ledger=request.params["ledger"],
            form=self._form,
            organisation_id=request.query["organisation"],
            purpose=request.query["purpose"],
        )
        export = self._bus.handle(command, request.cause)
        policy = self._sight.policy
        cards = self._reader.these(export.subjects)
        told = [vars(each) for each in cards]
        names = names_in(self._names, told, command.organisation_id)
        heading, rows = ledger_table(cards, policy, names, request.language)
        title = policy.ledger(command.ledger).title
        body = table_as(
            self._form,
            self._press,
            title=title,
            heading=heading,
            rows=rows,
            mark=mark_of(export, request.language),
        )
        return Reply(body, headers=attached(f"{title}.{self._form}"))


def ledger_figure_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of figures, and of ledgers that leave."""
    yield from _figure_routes(FiguresDoor(parts))
    for form, media_type in FORMS.items():
        yield Route(
            method="GET",
            path=f"/v1/ledgers/{{ledger}}/items.{form}",
            operation=LedgerFileDoor(parts, form).export_ledger,
            summary=f"导出台账（脱敏、水印、留痕） Take a ledger out as {form}",
            roles=OVERSEERS,
            query=schemas.LedgerExportQuery,
            replies={200: None},
            media_type=media_type,
            errors=(OutOfReach, TooLongToPrint, PressUnavailable, Invalid),
            tag=TAG,
        )


def _figure_routes(door: FiguresDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/ledger-figures",
        operation=door.count,
        summary="台账数字（建议报晒、累计妥善解决） Figures as of a day (A-16, A-25)",
        roles=OVERSEERS,
        query=schemas.LedgerFiguresQuery,
        replies={200: schemas.FiguresOfPlaceSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/ledger-tiles",
        operation=door.show_tiles,
        summary="四个知晓 Four tiles, backed by ledgers (A-27)",
        roles=OVERSEERS,
        query=CommunityQuery,
        replies={200: schemas.LedgerTilesSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
