"""The lawful ends of a mediation that did not satisfy every party (A-23, A-32).

What was agreed and performed is closed without somebody's satisfaction only after a
supervisor has looked at it; what mediation cannot end is shown the way that the law has
for it (导入诉讼、仲裁).
"""

from dataclasses import replace
from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain.authority import ensure_superior
from routing.domain.case import Case
from routing.domain.mediations.errors import PartiesNotSatisfied, PartiesSatisfied
from routing.domain.mediations.lifecycle import MEDIATION_LIFE, MediationStep
from routing.domain.mediations.mediation import Mediation
from routing.domain.mediations.outcome import Check, Referral
from routing.domain.organisation import OrganisationTree


def ask_check(
    mediation: Mediation, asks: str, case: Case, *, by: Actor, at: datetime
) -> None:
    """Ask a supervisor to let it be closed though a party is not satisfied.

    Raises PartiesNotSatisfied that names who was not asked yet, PartiesSatisfied where
    nothing is in the way.
    """
    mediation.move(MediationStep.ASK_CHECK, case, by=by, at=at)
    unsatisfied = dict(mediation.unsatisfied())
    unasked = {name: why for name, why in unsatisfied.items() if why == "not-asked"}
    if unasked:
        raise PartiesNotSatisfied(fields=unasked)
    _ensure_somebody_is_not(mediation)
    mediation.checks.append(Check(asks=asks, asked_by=by.id, asked_at=at))


def check_asker(mediation: Mediation) -> str | None:
    """Return who asked to close it, while that waits for a decision."""
    last = mediation.checks[-1] if mediation.checks else None
    return last.asked_by if last and last.decided_by is None else None


def decide_check(
    mediation: Mediation,
    case: Case,
    *,
    granted: bool,
    reason: str,
    by: Actor,
    units: OrganisationTree,
    at: datetime,
) -> None:
    """Let it be closed, or send it back to be worked on; a supervisor says why.

    That another person asked is for the caller to see to. Raises Forbidden and
    NotYours for others, PartiesSatisfied where all have become so meanwhile.
    """
    ensure_superior(by, case.organisation_id, units)
    step = MediationStep.CLOSE_CHECKED if granted else MediationStep.SEND_BACK
    state = MEDIATION_LIFE.after(mediation.state, step)
    asked = mediation.checks[-1]
    _ensure_somebody_is_not(mediation)
    mediation.state = state
    mediation.checks[-1] = replace(
        asked, granted=granted, reason=reason, decided_by=by.id, decided_at=at
    )
    if granted:
        mediation.end(case, agreed=True, at=at)
    else:
        mediation.tell_step(step, case, at=at)


def refer(
    mediation: Mediation, referral: Referral, case: Case, *, by: Actor, at: datetime
) -> None:
    """End it and show the parties the way to a court or an arbitration body.

    Raises PartiesSatisfied for one that was performed to everybody's satisfaction.
    """
    mediation.step(MediationStep.REFER, case, by=by)
    _ensure_somebody_is_not(mediation)
    mediation.referral = referral
    mediation.end(case, agreed=False, at=at)


def _ensure_somebody_is_not(mediation: Mediation) -> None:
    if not any(mediation.unsatisfied()):
        raise PartiesSatisfied
