"""One function for each command of the mediations' room."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.mediations.commands import (
    AddExpertise,
    AddSession,
    Agree,
    CloseMediation,
    GiveUpMediation,
    MediationAction,
    OpenMediation,
    Perform,
    RateMediation,
)
from routing.application.mediations.ports import MediationsWork
from routing.domain.case import Case
from routing.domain.documents.errors import DocumentNotFound
from routing.domain.documents.layout import DocumentKind
from routing.domain.mediations.errors import MediationNotFound
from routing.domain.mediations.mediation import Mediation, open_mediation

Act = Callable[[Mediation, Any, Case, dict[str, Any]], None]


def start_mediation(
    command: OpenMediation, work: MediationsWork, *, clock: Clock
) -> Mediation:
    """Open a mediation."""
    mediation = open_mediation(
        command.mediation_id,
        work.cases.get(command.petition_id),
        command.dispute,
        command.parties,
        by=command.actor,
        at=clock.now(),
    )
    work.mediations.add(mediation)
    return mediation


def move_mediation(
    command: MediationAction, work: MediationsWork, *, clock: Clock
) -> Mediation:
    """Do one of `ACTS` to a mediation; each is one verb of the aggregate."""
    case = work.cases.get(command.petition_id)
    mediation = work.mediations.get(command.mediation_id)
    if mediation.petition_id != command.petition_id:
        raise MediationNotFound
    if isinstance(command, Agree):
        _ensure_agreement(command, work)
    who = {"by": command.actor, "at": clock.now()}
    ACTS[type(command)](mediation, command, case, who)
    return mediation


def _ensure_agreement(command: Agree, work: MediationsWork) -> None:
    """Raise DocumentNotFound unless the document is this case's 调解协议书."""
    document_id = command.agreement.document_id
    if document_id is None:
        return
    document = work.documents.get(document_id)
    if (document.petition_id, document.kind) != (
        command.petition_id,
        DocumentKind.MEDIATION,
    ):
        raise DocumentNotFound


ACTS: dict[type[Command], Act] = {
    AddSession: lambda m, c, case, who: m.meet(c.session, case, **who),
    AddExpertise: lambda m, c, case, who: m.consult(c.expertise, case, **who),
    Agree: lambda m, c, case, who: m.agree(c.agreement, case, **who),
    Perform: lambda m, c, case, who: m.perform(c.performed_on, case, **who),
    RateMediation: lambda m, c, case, who: m.rate(
        c.label, satisfied=c.satisfied, case=case, **who
    ),
    CloseMediation: lambda m, c, case, who: m.close(case, **who),
    GiveUpMediation: lambda m, c, case, who: m.give_up(c.reason, case, **who),
}
