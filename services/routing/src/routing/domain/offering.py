"""What somebody may do to a case now: by state, role and unit, in verbs of the door.

A hint for who looks at the case, so that no page offers what is bound to be refused;
the aggregate still decides, and knows more: interests, clocks, judgements.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from minqing_kernel.messages import Actor, Role
from routing.domain.authority import DISPATCHERS, HANDLERS
from routing.domain.lifecycle import ACTS, LIFECYCLE, CaseAct, CaseState, CaseStep
from routing.domain.organisation import OrganisationTree

OWN_STEPS = (CaseStep.SIGN, CaseStep.START, CaseStep.RESOLVE, CaseStep.RETURN)
"""Steps of the unit that answers, in the order in which a page shows them."""


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What else decides what is open; of a case nothing happened to, nothing.

    `contacted`: somebody spoke with the petitioner already (首次联系). `helpers`: the
    units whose contribution is owed. `raised_by`, `raised_to`: who asked which superior
    to take a declared matter, while that waits. `arbiter`: who ends the dispute (None:
    anybody who dispatches). `parked`: it stands still and is reviewed by rule.
    `recused`: who stood back from it.
    """

    extension_asked: bool = False
    extension_open: bool = False
    contacted: bool = False
    helpers: frozenset[str] = frozenset()
    raised_by: str = ""
    raised_to: str = ""
    arbiter: str | None = None
    parked: bool = False
    recused: frozenset[str] = frozenset()


NOTHING_ELSE = CaseFacts()


def offered(
    actor: Actor,
    state: CaseState,
    owner_id: str | None,
    units: OrganisationTree,
    facts: CaseFacts = NOTHING_ELSE,
) -> tuple[str, ...]:
    """Return the verbs that role, unit and state leave open to the actor."""
    if actor.role is Role.OPS:
        return ()
    ours = owner_id is not None and actor.organisation_id == owner_id
    verbs: list[str] = []
    if ours and actor.role in HANDLERS:
        verbs += _own(actor, state, facts)
    decides = ours and actor.role is Role.SUPERVISOR and facts.extension_open
    if decides and state in ACTS[CaseAct.DECIDE_EXTENSION]:
        verbs.append(CaseAct.DECIDE_EXTENSION)
    if actor.role in HANDLERS and _helps(actor, state, facts):
        verbs.append("answer-co-task")
    if actor.role in DISPATCHERS:
        verbs += _dispatching(actor, state, owner_id, units, facts)
    return (*dict.fromkeys(verbs), CaseAct.COMMENT)


def _own(actor: Actor, state: CaseState, facts: CaseFacts) -> Iterator[str]:
    steps = LIFECYCLE.steps_from(state)
    if not facts.contacted and state in ACTS[CaseAct.CONTACT]:
        yield CaseAct.CONTACT
    yield from (step for step in OWN_STEPS if step in steps)
    if not facts.extension_asked and state in ACTS[CaseAct.ASK_EXTENSION]:
        yield CaseAct.ASK_EXTENSION
    if state in ACTS[CaseAct.MEDIATE]:
        yield CaseAct.MEDIATE
    yield from _with_others(state, facts)
    yield from _leaving(state, facts)
    if state in ACTS[CaseAct.CO_HANDLE]:
        yield "feasibility"
    if state in ACTS[CaseAct.JUDGE] and actor.id not in facts.recused:
        yield "recuse"


def _leaving(state: CaseState, facts: CaseFacts) -> Iterator[str]:
    """Yield what lets it wait, go on, or go up."""
    steps = LIFECYCLE.steps_from(state)
    yield from (each for each in (CaseStep.SUSPEND, CaseStep.RESUME) if each in steps)
    if CaseStep.RAISE in steps and not facts.raised_to:
        yield CaseStep.RAISE


def _with_others(state: CaseState, facts: CaseFacts) -> Iterator[str]:
    if state in ACTS[CaseAct.CO_HANDLE]:
        yield "ask-co-task"
        if facts.helpers:
            yield "waive-co-task"


def _helps(actor: Actor, state: CaseState, facts: CaseFacts) -> bool:
    return actor.organisation_id in facts.helpers and state in ACTS[CaseAct.CO_HANDLE]


def _dispatching(
    actor: Actor,
    state: CaseState,
    owner_id: str | None,
    units: OrganisationTree,
    facts: CaseFacts,
) -> Iterator[str]:
    """Yield what clerks and supervisors may, each where their unit stands."""
    if owner_id is None or units.stands_over(actor.organisation_id, owner_id):
        yield from _above(state)
        if actor.role is Role.SUPERVISOR:
            yield from _directing(state, facts)
    if _decides_raise(actor, state, units, facts):
        yield CaseAct.DECIDE_RAISE
    arbiter = facts.arbiter
    if CaseStep.DESIGNATE in LIFECYCLE.steps_from(state) and (
        arbiter is None or units.stands_over(actor.organisation_id, arbiter)
    ):
        yield CaseStep.DESIGNATE


def _decides_raise(
    actor: Actor, state: CaseState, units: OrganisationTree, facts: CaseFacts
) -> bool:
    if not facts.raised_to or state not in ACTS[CaseAct.DECIDE_RAISE]:
        return False
    above = units.stands_over(actor.organisation_id, facts.raised_to)
    return above and actor.id != facts.raised_by


def _above(state: CaseState) -> Iterator[str]:
    steps = LIFECYCLE.steps_from(state)
    if CaseStep.ASSIGN in steps:
        yield CaseStep.ASSIGN
    if state is CaseState.RETURN_PENDING:
        yield "decide-return"
    if state in ACTS[CaseAct.URGE]:
        yield CaseAct.URGE
    if CaseStep.TRANSFER in steps:
        yield CaseStep.TRANSFER
    if CaseStep.RESUME in steps:
        yield CaseStep.RESUME
    if state in ACTS[CaseAct.JUDGE]:
        yield from ("severity", "parties")


def _directing(state: CaseState, facts: CaseFacts) -> Iterator[str]:
    """Yield what a supervisor of the unit, or of one above it, may."""
    if state in ACTS[CaseAct.SUPERVISE]:
        yield CaseAct.SUPERVISE
    if state in ACTS[CaseAct.SPONSOR]:
        yield from (CaseAct.SPONSOR, "owners")
    if state in ACTS[CaseAct.SET_DATE]:
        yield CaseAct.SET_DATE
    if CaseStep.SUSPEND in LIFECYCLE.steps_from(state):
        yield "park"
    if facts.parked and state in ACTS[CaseAct.REVIEW]:
        yield CaseAct.REVIEW
