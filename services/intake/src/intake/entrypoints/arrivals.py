"""Who came, and what became of it (D-10), by HTTP."""

from typing import Any, Final
from uuid import UUID, uuid5

from intake.application.channel_commands import (
    RecordArrival,
    RegisterArrival,
    TurnArrival,
)
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.domain.errors import (
    BrokenPetition,
    KeyReused,
    KeyTaken,
    OutsideScope,
    UnknownArrival,
    UnknownPetition,
)
from intake.domain.reception import Ground, Reception, ReceptionState, ReceptionStep
from intake.entrypoints import channel_schemas as schemas
from intake.entrypoints.channels.once import contact_of
from intake.entrypoints.finding import below, line_of
from intake.entrypoints.sight import Sight
from intake.entrypoints.spans import span_of
from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable

TAG = "来访 Arrivals"
READERS = frozenset({Role.CLERK, Role.SUPERVISOR})
NAMESPACE: Final = UUID("3f0e4c0a-52f7-5d0e-9d1b-8e6a4a9d2f17")
STEPS = {
    ReceptionState.REDIRECTED: ReceptionStep.REDIRECT,
    ReceptionState.REFUSED: ReceptionStep.REFUSE,
}


class ArrivalDoor:
    """Every arrival is written down before anybody decides."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._writing(), *self._reading()]

    def _writing(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path="/v1/arrivals",
                operation=self.record_arrival,
                summary="登记到访 Write down who came",
                roles=STAFF,
                body=schemas.ArrivalFormSchema,
                replies={201: schemas.ArrivalSchema},
                errors=(OutsideScope, BrokenPetition, Unreadable, KeyReused),
                idempotency=Idempotency.OPTIONAL,
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/arrivals/{id:uuid}/register",
                operation=self.register_arrival,
                summary="转为诉求 A petition came of it",
                roles=STAFF,
                body=schemas.RegisterFormSchema,
                replies={200: schemas.ArrivalSchema},
                errors=(
                    UnknownArrival,
                    UnknownPetition,
                    OutsideScope,
                    TransitionRefused,
                ),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/arrivals/{id:uuid}/turn",
                operation=self.turn_arrival,
                summary="引导或不接待（说明理由） Shown elsewhere or refused",
                roles=STAFF,
                body=schemas.TurnFormSchema,
                replies={200: schemas.ArrivalSchema},
                errors=(
                    UnknownArrival,
                    OutsideScope,
                    BrokenPetition,
                    Unreadable,
                    TransitionRefused,
                ),
                tag=TAG,
            ),
        ]

    def _reading(self) -> list[Route]:
        return [
            Route(
                method="GET",
                path="/v1/reports/arrivals",
                operation=self.report_arrivals,
                summary="来访统计 Who came, and what became of it",
                roles=READERS,
                query=schemas.PeriodQuerySchema,
                replies={200: schemas.ArrivalsReportSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
        ]

    def record_arrival(self, request: Request) -> Reply:
        """Write down who came."""
        body = dict(request.body)
        command = RecordArrival(
            channel=Channel(body.pop("channel")),
            contact=contact_of(body.pop("contact", None)),
            **body,
            reception_id=_id_for(request),
            actor=request.actor,
        )
        try:
            return self._done(request, command, 201)
        except KeyTaken:
            return self._done(request, command, 201)

    def register_arrival(self, request: Request) -> Reply:
        """Let a petition come of it."""
        receipt = request.body["receipt"]
        found = Sight(self._parts).petition(request.actor, receipt)
        command = RegisterArrival(
            reception_id=request.params["id"],
            petition_id=found.petition_id,
            actor=request.actor,
        )
        return self._done(request, command)

    def turn_arrival(self, request: Request) -> Reply:
        """Show elsewhere or refuse, with the ground."""
        command = TurnArrival(
            reception_id=request.params["id"],
            step=STEPS[ReceptionState(request.body["outcome"])],
            ground=Ground(request.body["ground"]),
            words=request.body["words"],
            actor=request.actor,
        )
        return self._done(request, command)

    def report_arrivals(self, request: Request) -> Reply:
        """Answer with the figures of some days."""
        query = request.query
        mine = below(self._parts, request.actor, query.get("organisation"))
        period = (*span_of(query, self._parts.settings.time_zone), mine)
        reader = self._parts.channel_reader
        line = line_of(self._parts, request.actor)
        told: dict[str, Any] = {**reader.arrivals(*period, line)}
        told["gatherings"] = reader.gatherings(*period)
        return Reply({key: [dict(row) for row in rows] for key, rows in told.items()})

    def _done(
        self,
        request: Request,
        command: RecordArrival | RegisterArrival | TurnArrival,
        status: int = 200,
    ) -> Reply:
        reception: Reception = self._parts.bus.handle(command, request.cause)
        names = schemas.ArrivalSchema().fields
        told = {name: getattr(reception, name) for name in names}
        return Reply(told, status=status)


def _id_for(request: Request) -> UUID | None:
    """Return the id of what is written down: the same for the same key and asker."""
    if request.idempotency_key is None:
        return None
    by = request.actor
    asked = (by.role, by.id, by.organisation_id or "", request.idempotency_key)
    return uuid5(NAMESPACE, "\n".join(asked))
