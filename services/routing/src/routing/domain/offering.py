"""What somebody may do to a case now: by state, role and unit, in verbs of the door.

A hint for who looks at the case, so that no page offers what is bound to be refused;
the aggregate still decides, and knows more: interests, clocks, judgements.
"""

from collections.abc import Iterator

from minqing_kernel.messages import Actor, Role
from routing.domain.authority import DISPATCHERS, HANDLERS
from routing.domain.lifecycle import ACTS, LIFECYCLE, CaseAct, CaseState, CaseStep
from routing.domain.organisation import OrganisationTree

OWN_STEPS = (CaseStep.SIGN, CaseStep.START, CaseStep.RESOLVE, CaseStep.RETURN)
"""Steps of the unit that answers, in the order in which a page shows them."""
ANSWER_HELP = "answer-help"
"""协办答复: what the unit that was asked to contribute may do."""


def offered(
    actor: Actor,
    state: CaseState,
    owner_id: str | None,
    units: OrganisationTree,
    *,
    extension_asked: bool,
    extension_open: bool,
    contacted: bool = False,
    helps: bool = False,
) -> tuple[str, ...]:
    """Return the verbs that role, unit and state leave open to the actor.

    `contacted`: somebody spoke with the petitioner already (首次联系). `helps`: the
    actor's unit was asked to contribute, and did not yet (协办).
    """
    ours = owner_id is not None and actor.organisation_id == owner_id
    verbs: list[str] = []
    if ours and actor.role in HANDLERS:
        verbs += _own(state, extension_asked=extension_asked, contacted=contacted)
    if helps and actor.role in HANDLERS and state in ACTS[CaseAct.CO_HANDLE]:
        verbs.append(ANSWER_HELP)
    decides = ours and actor.role is Role.SUPERVISOR and extension_open
    if decides and state in ACTS[CaseAct.DECIDE_EXTENSION]:
        verbs.append(CaseAct.DECIDE_EXTENSION)
    if actor.role in DISPATCHERS and _is_over(actor, owner_id, units):
        verbs += _above(state, directs=actor.role is Role.SUPERVISOR)
    if _may_resume(actor, state, owner_id, units):
        verbs.append(CaseStep.RESUME)
    return (*verbs, CaseAct.COMMENT) if actor.role is not Role.OPS else ()


def _own(state: CaseState, *, extension_asked: bool, contacted: bool) -> Iterator[str]:
    steps = LIFECYCLE.steps_from(state)
    if not contacted and state in ACTS[CaseAct.CONTACT]:
        yield CaseAct.CONTACT
    yield from (step for step in OWN_STEPS if step in steps)
    if not extension_asked and state in ACTS[CaseAct.ASK_EXTENSION]:
        yield CaseAct.ASK_EXTENSION
    if state in ACTS[CaseAct.CO_HANDLE]:
        yield CaseAct.CO_HANDLE
    if CaseStep.SUSPEND in steps:
        yield CaseStep.SUSPEND
    if state in ACTS[CaseAct.MEDIATE]:
        yield CaseAct.MEDIATE


def _may_resume(
    actor: Actor, state: CaseState, owner_id: str | None, units: OrganisationTree
) -> bool:
    if CaseStep.RESUME not in LIFECYCLE.steps_from(state):
        return False
    if actor.role is Role.HANDLER:
        return actor.organisation_id == owner_id
    return actor.role in DISPATCHERS and _is_over(actor, owner_id, units)


def _above(state: CaseState, *, directs: bool) -> Iterator[str]:
    if CaseStep.ASSIGN in LIFECYCLE.steps_from(state):
        yield CaseStep.ASSIGN
    if state is CaseState.RETURN_PENDING:
        yield "decide-return"
    if state in ACTS[CaseAct.URGE]:
        yield CaseAct.URGE
    if directs and state in ACTS[CaseAct.SUPERVISE]:
        yield CaseAct.SUPERVISE


def _is_over(actor: Actor, owner_id: str | None, units: OrganisationTree) -> bool:
    return owner_id is None or units.stands_over(actor.organisation_id, owner_id)
