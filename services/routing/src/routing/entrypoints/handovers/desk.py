"""Hand-overs over HTTP: decodes, hands over, answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_chassis.http.route import Reply, Request
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import Span, SpanUnit
from routing.adapters.handovers.assembly import Agencies
from routing.adapters.handovers.reading import Sought
from routing.application.handovers.commands import (
    AcceptOffer,
    AskAbove,
    ConcedeMatter,
    DecideDutyReturn,
    HandOverAction,
    OfferMatter,
    RecallOffer,
    RefuseOffer,
    ReturnMatter,
    WaiveNeighbour,
)
from routing.application.handovers.speaking import speaks_for_all
from routing.bootstrap import Parts
from routing.domain.accused import is_hidden_from
from routing.domain.authority import may_see
from routing.domain.errors import NotYours
from routing.domain.handover.errors import HandOverNotFound, StandsAlone
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.entrypoints.handovers.neighbours import told_of
from routing.entrypoints.handovers.offered import open_to
from routing.entrypoints.handovers.schemas import HandOverSchema, ToldFileSchema
from routing.entrypoints.rooms.scope import id_for
from routing.entrypoints.scope import line_of, units_asked_for

ANSWER_WITHIN = Span(5, SpanUnit.WORKING_DAYS)
"""How long the other agency has to answer, where nobody says otherwise."""
SHOWN = frozenset(HandOverSchema().fields)


class HandOverDesk:
    """What people ask of hand-overs."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_handovers(self, request: Request) -> Reply:
        """Answer with a page of the hand-overs that the caller may see."""
        query, units = request.query, self._parts.directories.current().units
        sought = Sought(
            direction=query["direction"],
            state=query["state"],
            agency=query["agency"],
            petition_id=query["petition"],
            units=units_asked_for(request.actor, None, units),
            speaks=self._speaks(request.actor),
            line=line_of(request.actor, units),
        )
        found = self._parts.handovers.some(
            sought, after=query.get("after"), limit=query["limit"]
        )
        items = [self._shown(row, request.actor) for row in found.items]
        return Reply({"items": items, "next": found.next})

    def show_handover(self, request: Request) -> Reply:
        """Answer with one hand-over."""
        return Reply(self._shown(self._seen(request), request.actor))

    def show_file(self, request: Request) -> Reply:
        """Answer with what the other agency told; note who looked, and why."""
        row = self._seen(request)
        told = self._parts.handovers.file(
            row["matter_id"],
            row["handover_id"],
            petition_id=row["petition_id"],
            by=request.actor,
            purpose=request.query["purpose"],
        )
        return Reply({name: getattr(told, name) for name in ToldFileSchema().fields})

    def list_agencies(self, request: Request) -> Reply:
        """Answer with the agencies that this one deals with."""
        if self._parts.agencies is None:
            return Reply({"items": [], "me": None, "name": None, "speaks": False})
        hood, query = self._parts.agencies.neighbourhood, request.query
        items = told_of(hood, query["category"], query["division_code"])
        about = {"me": hood.me, "name": hood.house_name, "items": items}
        return Reply(about | {"speaks": self._speaks(request.actor)})

    def offer_matter(self, request: Request) -> Reply:
        """Offer a case to another agency; the same request again changes nothing."""
        self._agencies()
        body = request.body
        petition_id = self._parts.reader.find(request.params["case"])
        handover_id = id_for(request, f"handover:{petition_id}")
        command = OfferMatter(
            actor=request.actor,
            petition_id=petition_id,
            handover_id=handover_id,
            form=Form(body["form"]),
            to=body["to"],
            reason=body["reason"],
            until=body["until"] or self._usual_term(),
            due=body["due"],
            file=CaseFile(**body["file"]),
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(
            self._shown(self._parts.handovers.one(handover_id), request.actor),
            status=201,
        )

    def ask_above(self, request: Request) -> Reply:
        """Take a request for review to the agency above."""
        self._agencies()
        petition_id = self._parts.reader.find(request.params["case"])
        command = AskAbove(actor=request.actor, petition_id=petition_id, **request.body)
        dealing = self._parts.bus.handle(command, request.cause)
        asked = [e.terms for e in dealing.leg.sent if e.terms.form is Form.REVIEW]
        latest = max(asked, key=lambda each: each.until)
        row = self._parts.handovers.one(latest.handover_id)
        return Reply(self._shown(row, request.actor), status=201)

    def accept_offer(self, request: Request) -> Reply:
        """Take an offer."""
        return self._act(request, AcceptOffer, **request.body)

    def refuse_offer(self, request: Request) -> Reply:
        """Refuse an offer."""
        return self._act(request, RefuseOffer, **request.body)

    def return_matter(self, request: Request) -> Reply:
        """Ask the sender to take it back."""
        return_id = id_for(request, f"return:{request.params['handover']}")
        return self._act(request, ReturnMatter, return_id=return_id, **request.body)

    def recall_offer(self, request: Request) -> Reply:
        """Take an offer back."""
        return self._act(request, RecallOffer)

    def decide_return(self, request: Request) -> Reply:
        """Say whether a duty may return."""
        return self._act(request, DecideDutyReturn, **request.body)

    def concede_matter(self, request: Request) -> Reply:
        """Give way to the other agency that claims the matter."""
        return self._act(request, ConcedeMatter, **request.body)

    def waive_neighbour(self, request: Request) -> Reply:
        """Go on without an agency's answer."""
        self._agencies()
        command = WaiveNeighbour(
            actor=request.actor,
            agency=request.params["agency"],
            reason=request.body["reason"],
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def _act(
        self,
        request: Request,
        kind: type[HandOverAction],
        **told: Any,  # noqa: ANN401
    ) -> Reply:
        self._agencies()
        handover_id = request.params["handover"]
        row = self._visible(handover_id, request.actor)
        command = kind(
            actor=request.actor,
            matter_id=row["matter_id"],
            handover_id=handover_id,
            **told,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(self._shown(self._parts.handovers.one(handover_id), request.actor))

    def _seen(self, request: Request) -> dict[str, Any]:
        """Return a hand-over that the caller may see; raise NotYours.

        One that nobody here has yet is shown to who speaks for the agency.
        """
        actor, units = request.actor, self._parts.directories.current().units
        row = self._visible(request.params["handover"], actor)
        owner = row["organisation_id"]
        known = owner is not None and may_see(actor, owner, units)
        if not (known or self._speaks(actor)):
            raise NotYours
        return row

    def _visible(self, handover_id: UUID, actor: Actor) -> dict[str, Any]:
        """Return a hand-over; to whom its case accuses it is not there (第30条)."""
        row = self._parts.handovers.one(handover_id)
        units = self._parts.directories.current().units
        if is_hidden_from(actor, tuple(row["accused"] or ()), units):
            raise HandOverNotFound
        return row

    def _shown(self, row: dict[str, Any], actor: Actor) -> dict[str, Any]:
        """Return one as its reader sees it: with names, and what they may do."""
        units, speaks = self._parts.directories.current().units, self._speaks(actor)
        told = {
            "agency_name": self._name(row["agency"]),
            "owner_name": self._name(row["owner"]),
            "may": open_to(row, actor, units, speaks=speaks),
        }
        return {name: row[name] for name in SHOWN - told.keys()} | told

    def _name(self, agency_id: str | None) -> str | None:
        agencies = self._parts.agencies
        known = agencies and agencies.neighbourhood.directory.find(agency_id)
        return known.name if known else agency_id

    def _speaks(self, actor: Actor) -> bool:
        units = self._parts.directories.current().units
        return speaks_for_all(actor, units, self._parts.settings.agency_desks)

    def _usual_term(self) -> datetime:
        clocks = self._parts.rules.clocks
        return clocks.due(self._parts.clock.now(), ANSWER_WITHIN).at

    def _agencies(self) -> Agencies:
        if self._parts.agencies is None:
            raise StandsAlone
        return self._parts.agencies
