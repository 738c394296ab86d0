"""One function for each command of the mediations' room."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.commands import CaseAction
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
from routing.application.mediations.ports import MediationsWork
from routing.application.persons import must_be_another
from routing.domain.case import Case
from routing.domain.documents.errors import DocumentNotFound
from routing.domain.documents.layout import DocumentKind
from routing.domain.mediations import ending
from routing.domain.mediations.errors import MediationNotFound, MediationOpen
from routing.domain.mediations.mediation import Mediation, open_mediation

Act = Callable[[Mediation, Any, Case, dict[str, Any]], None]


def start_mediation(
    command: OpenMediation, work: MediationsWork, *, clock: Clock
) -> Mediation:
    """Open a mediation; one of the same parties that goes on refuses it.

    Raises MediationOpen. The case is locked, so that two do not open at once.
    """
    mediation = open_mediation(
        command.mediation_id,
        work.cases.get(command.petition_id),
        command.dispute,
        command.parties,
        by=command.actor,
        at=clock.now(),
    )
    for other in work.mediations.going_on(command.petition_id):
        mediation.ensure_apart_from(other)
    work.mediations.add(mediation)
    return mediation


def after_mediation(act: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Let a case be answered only once its mediations have ended (MediationOpen).

    The act comes first: it locks the case, and refuses those whom it is not shown.
    """

    def act_last(command: CaseAction, work: MediationsWork) -> Any:  # noqa: ANN401
        done = act(command, work)
        if work.mediations.going_on(command.petition_id):
            raise MediationOpen
        return done

    return act_last


def move_mediation(
    command: MediationAction, work: MediationsWork, *, clock: Clock
) -> Mediation:
    """Do one of `ACTS` to a mediation; each is one verb of the aggregate."""
    case, mediation = _asked_about(command, work)
    if isinstance(command, Agree):
        _ensure_agreement(command, work)
    who = {"by": command.actor, "at": clock.now()}
    ACTS[type(command)](mediation, command, case, who)
    return mediation


def decide_check(
    command: DecideCheck, work: MediationsWork, *, clock: Clock
) -> Mediation:
    """Let it be closed though a party is not satisfied, or send it back."""
    case, mediation = _asked_about(command, work)
    must_be_another(command.actor, ending.check_asker(mediation), work)
    ending.decide_check(
        mediation,
        case,
        granted=command.granted,
        reason=command.reason,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return mediation


def _asked_about(
    command: MediationAction, work: MediationsWork
) -> tuple[Case, Mediation]:
    case = work.cases.get(command.petition_id)
    mediation = work.mediations.get(command.mediation_id)
    if mediation.petition_id != command.petition_id:
        raise MediationNotFound
    return case, mediation


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
    AskCheck: lambda m, c, case, who: ending.ask_check(m, c.reason, case, **who),
    ReferMediation: lambda m, c, case, who: ending.refer(m, c.referral, case, **who),
    GiveUpMediation: lambda m, c, case, who: m.give_up(c.reason, case, **who),
}
