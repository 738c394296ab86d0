"""Mediation over HTTP: opened, met, consulted, agreed, performed, rated, closed."""

from collections.abc import Callable, Iterator
from typing import Any

from marshmallow import Schema

from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import DomainError, Forbidden, TransitionRefused
from minqing_kernel.messages import Role
from minqing_kernel.working_time import local_day
from routing.application.mediations.commands import (
    AddExpertise,
    AddSession,
    Agree,
    AskCheck,
    CloseMediation,
    DecideCheck,
    GiveUpMediation,
    MediationAction,
    OpenMediation,
    Perform,
    RateMediation,
    ReferMediation,
)
from routing.bootstrap import Parts
from routing.domain.authority import HANDLERS
from routing.domain.documents.errors import DocumentNotFound
from routing.domain.errors import (
    AccusedUnit,
    AskedByYourself,
    CaseNotFound,
    KeyReused,
    NotYours,
    OutOfTime,
)
from routing.domain.mediations.errors import (
    CaseAnswered,
    MediationNotFound,
    MediationOpen,
    PartiesNotSatisfied,
    PartiesSatisfied,
    WrongParties,
)
from routing.domain.mediations.mediation import (
    Agreement,
    Dispute,
    Expertise,
    Mediation,
    Party,
    Session,
)
from routing.domain.mediations.outcome import Referral
from routing.entrypoints.rooms.mediation_schemas import (
    AgreementSchema,
    AskCheckSchema,
    DecideCheckSchema,
    ExpertiseSchema,
    GiveUpSchema,
    MediationSchema,
    MediationsSchema,
    OpenMediationSchema,
    PerformanceSchema,
    ReferralSchema,
    SatisfactionSchema,
    SessionSchema,
)
from routing.entrypoints.rooms.scope import case_shown, id_for

TAG = "调解 Mediation"
PATH = "/v1/cases/{case}/mediations"
REFUSALS: tuple[type[DomainError], ...] = (
    AccusedUnit,
    CaseNotFound,
    MediationNotFound,
    NotYours,
    Forbidden,
    TransitionRefused,
    WrongParties,
    OutOfTime,
)
FURTHER: dict[type[MediationAction], tuple[type[DomainError], ...]] = {
    CloseMediation: (PartiesNotSatisfied,),
    AskCheck: (PartiesNotSatisfied, PartiesSatisfied),
    DecideCheck: (AskedByYourself, PartiesSatisfied),
    ReferMediation: (PartiesSatisfied,),
    Agree: (DocumentNotFound,),
}
ALLOWED: dict[type[MediationAction], frozenset[Role]] = {
    DecideCheck: frozenset({Role.SUPERVISOR})
}
"""Who may take a verb that is not for everybody who handles cases."""
Read = Callable[[dict[str, Any]], dict[str, Any]]
VERBS: tuple[tuple[str, str, type[MediationAction], type[Schema] | None, Read], ...] = (
    (
        "sessions",
        "调解记录 Add a session",
        AddSession,
        SessionSchema,
        lambda body: {"session": Session(**body)},
    ),
    (
        "expertises",
        "鉴定意见 Add an expert opinion",
        AddExpertise,
        ExpertiseSchema,
        lambda body: {"expertise": Expertise(**body)},
    ),
    (
        "agreement",
        "达成协议 Write down the agreement",
        Agree,
        AgreementSchema,
        lambda body: {"agreement": Agreement(**body)},
    ),
    ("performance", "履行 It was carried out", Perform, PerformanceSchema, dict),
    (
        "satisfaction",
        "当事人是否满意 What one party says",
        RateMediation,
        SatisfactionSchema,
        dict,
    ),
    ("close", "结案 Close it, all satisfied", CloseMediation, None, dict),
    (
        "ask-check",
        "申请未满意结案 Ask to close it unsatisfied",
        AskCheck,
        AskCheckSchema,
        dict,
    ),
    (
        "check",
        "审核未满意结案 Let it be closed so, or not",
        DecideCheck,
        DecideCheckSchema,
        dict,
    ),
    (
        "refer",
        "导入诉讼、仲裁 End it, show the way to court",
        ReferMediation,
        ReferralSchema,
        lambda body: {"referral": Referral(**body)},
    ),
    ("give-up", "调解不成 End it", GiveUpMediation, GiveUpSchema, dict),
)
"""Verb, summary, command, body, and how the body becomes the command's fields."""


def mediation_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of mediations."""
    desk = MediationDesk(parts)
    return [*_whole(desk), *_verbs(desk)]


def _whole(desk: "MediationDesk") -> Iterator[Route]:
    yield Route(
        method="GET",
        path=PATH,
        operation=desk.list_mediations,
        summary="调解清单 A case's mediations",
        roles=STAFF | {Role.OPS},
        replies={200: MediationsSchema},
        errors=(CaseNotFound, NotYours),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=PATH,
        operation=desk.open_mediation,
        summary="开始调解 Open a mediation",
        roles=HANDLERS,
        body=OpenMediationSchema,
        replies={201: MediationSchema},
        errors=(*REFUSALS, KeyReused, MediationOpen, CaseAnswered),
        idempotency=Idempotency.OPTIONAL,
        tag=TAG,
    )


def _verbs(desk: "MediationDesk") -> Iterator[Route]:
    for verb, summary, command, body, read in VERBS:
        yield Route(
            method="POST",
            path=f"{PATH}/{{mediation:uuid}}/{verb}",
            operation=desk.acting(command, read),
            operation_id=f"mediation_{verb.replace('-', '_')}",
            summary=summary,
            roles=ALLOWED.get(command, HANDLERS),
            body=body,
            replies={200: MediationSchema},
            errors=REFUSALS + FURTHER.get(command, ()),
            tag=TAG,
        )


class MediationDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_mediations(self, request: Request) -> Reply:
        """Answer with a case's mediations."""
        found = self._parts.rooms.mediations.of_case(case_shown(self._parts, request))
        return Reply({"items": [self._shown(each) for each in found]})

    def open_mediation(self, request: Request) -> Reply:
        """Open a mediation."""
        petition_id = self._parts.reader.find(request.params["case"])
        command = OpenMediation(
            actor=request.actor,
            petition_id=petition_id,
            mediation_id=id_for(request, f"mediation:{petition_id}"),
            dispute=Dispute(**request.body["dispute"]),
            parties=[Party(**each) for each in request.body["parties"]],
        )
        mediation = self._parts.bus.handle(command, request.cause)
        return Reply(self._shown(mediation), status=201)

    def acting(
        self, kind: type[MediationAction], read: Read
    ) -> Callable[[Request], Reply]:
        """Return the operation of one verb."""

        def act(request: Request) -> Reply:
            command = kind(
                actor=request.actor,
                petition_id=self._parts.reader.find(request.params["case"]),
                mediation_id=request.params["mediation"],
                **read(request.body),
            )
            return Reply(self._shown(self._parts.bus.handle(command, request.cause)))

        return act

    def _shown(self, mediation: Mediation) -> dict[str, Any]:
        today = local_day(self._parts.clock.now())
        public = (each for each in vars(mediation).items() if each[0][0] != "_")
        return {**dict(public), "days": mediation.days(today)}
