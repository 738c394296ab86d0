"""Draws of closed cases by HTTP: samples and campaigns of second looks (回头看)."""

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.identity import new_id
from minqing_kernel.text import Unreadable, clean
from notify.application.follow_ups.commands import DrawRound
from notify.application.follow_ups.views import round_view
from notify.bootstrap import Parts
from notify.domain.follow_ups.errors import (
    BadPeriod,
    RateTooLow,
    RoundKnown,
    RoundUnknown,
    TooManyClosings,
)
from notify.domain.follow_ups.round import Plan
from notify.domain.follow_ups.visit import VisitKind
from notify.entrypoints.follow_ups import schemas
from notify.entrypoints.follow_ups.asking import (
    READERS,
    SCOPED,
    SUPERVISORS,
    next_after,
    page_of,
)
from notify.entrypoints.schemas import PageQuerySchema

TAG = "抽样与回头看 Draws"


class DrawDoor:
    """The operations on draws."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._draw(), self._list(), self._read()]

    def _draw(self) -> Route:
        return Route(
            method="POST",
            path="/v1/rounds",
            operation=self.draw_round,
            summary="抽取 Draw closed cases to be visited",
            description="种子与全体名单一并保存，任何人都可以重算。",
            roles=SUPERVISORS,
            body=schemas.DrawSchema,
            replies={201: schemas.RoundSchema},
            errors=(
                *SCOPED,
                BadPeriod,
                RateTooLow,
                RoundKnown,
                TooManyClosings,
                Unreadable,
            ),
            tag=TAG,
        )

    def _list(self) -> Route:
        return Route(
            method="GET",
            path="/v1/rounds",
            operation=self.list_rounds,
            summary="抽取清单 Draws, the newest first",
            roles=READERS,
            query=PageQuerySchema,
            replies={200: schemas.RoundsSchema},
            errors=SCOPED[:1],
            tag=TAG,
        )

    def _read(self) -> Route:
        return Route(
            method="GET",
            path="/v1/rounds/{round_id:uuid}",
            operation=self.read_round,
            summary="抽取与结果 A draw, what came of it, drawn again",
            roles=READERS,
            replies={200: schemas.RoundResultSchema},
            errors=(*SCOPED[:1], RoundUnknown),
            tag=TAG,
        )

    def draw_round(self, request: Request) -> Reply:
        """Draw."""
        body, round_id = request.body, new_id()
        plan = Plan(
            **body
            | {
                "kind": VisitKind(body["kind"]),
                "title": clean(body["title"], field="title"),
                "seed": clean(body.get("seed") or round_id.hex, field="seed"),
            }
        )
        command = DrawRound(actor=request.actor, round_id=round_id, plan=plan)
        made = self._parts.bus.handle(command, request.cause)
        return Reply(round_view(made), status=201)

    def list_rounds(self, request: Request) -> Reply:
        """Answer with a page of draws."""
        page = page_of(request)
        rows = self._parts.room.rounds(request.actor, page)
        last = next_after(rows, page, "round_id")
        return Reply({"items": rows, "next_after": last})

    def read_round(self, request: Request) -> Reply:
        """Answer with a draw and what came of it."""
        found = self._parts.room.round(request.actor, request.params["round_id"])
        shown, tally, repeatable = found
        return Reply({"round": shown, "tally": tally, "repeatable": repeatable})
