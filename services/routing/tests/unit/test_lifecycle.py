"""The tables of states and acts, walked whole, and the drawing made from the first."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import DomainError, TransitionRefused
from routing.domain.competence import Competence
from routing.domain.dossier import Ground, Measure, Settled, Severity
from routing.domain.lifecycle import (
    ACTS,
    BACK,
    LIFECYCLE,
    OPEN,
    OWING,
    OWNED,
    CaseAct,
    CaseState,
    CaseStep,
)
from routing.domain.mediations.mediation import Dispute, Party, open_mediation
from routing.domain.merging import go_on, rest_for
from routing.domain.mode import Mode
from routing.domain.resettling import Resettlement
from routing.domain.resolution import Outcome, Verdict
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_closed_case,
    a_disputed_case,
    a_handed_over_case,
    a_member,
    a_merged_case,
    a_releasing_case,
    a_resolved_case,
    a_return_pending_case,
    a_signed_case,
    a_started_case,
    a_supervisor,
    a_suspended_case,
    a_unit,
    a_withdrawn_case,
    an_answer,
    an_assigned_case,
    an_unrouted_case,
    approve,
    assign,
    give_back,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

README = Path(__file__).parents[2] / "README.md"
NOW = later(days=3)
LEAD = UUID(int=1)
S, T, A = CaseState, CaseStep, CaseAct

STANDING = {
    S.UNROUTED: an_unrouted_case,
    S.ASSIGNED: an_assigned_case,
    S.SIGNED: a_signed_case,
    S.STARTED: a_started_case,
    S.RETURN_PENDING: a_return_pending_case,
    S.ARBITRATION: a_disputed_case,
    S.SUSPENDED: a_suspended_case,
    S.RESOLVED: a_resolved_case,
    S.CLOSED: a_closed_case,
    S.MERGED: a_merged_case,
    S.RELEASING: a_releasing_case,
    S.HANDED_OVER: a_handed_over_case,
    S.WITHDRAWN: a_withdrawn_case,
}
"""How a case comes to stand in each state, by its own verbs."""


def own(case):
    """A supervisor of the unit that answers."""
    return a_supervisor(case.organisation_id or COMMUNITY)


def disputed_before(case):
    give_back(case, at=NOW)
    approve(case, granted=False, by=a_supervisor(STREET), at=NOW)
    give_back(case, at=NOW, by=own(case))


def separated_to(state):
    return lambda case: go_on(case, state, CLOCKS, at=NOW)


def accuse_the_owner(case):
    said = Resettlement(
        revision=9,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=(case.organisation_id or STREET,),
    )
    case.resettle(said, the_units(), CLOCKS, at=NOW)


def come_back(case, *, held):
    """It comes back to the unit that has it still, or to nobody."""
    if not held:
        case.assignments.clear()
    case.come_back("jinniu", "transfer", CLOCKS, at=NOW)


def answered_there(case):
    if not case.hear_result(Outcome.RESOLVED, "修好", "agency:jinniu", NOW):
        raise TransitionRefused


VERBS = {
    T.ASSIGN: lambda case: assign(case, STATION, by=a_supervisor(STREET), at=NOW),
    T.TRANSFER: lambda case: assign(
        case, STATION, by=a_supervisor(STREET), at=NOW, mode=Mode.TRANSFER
    ),
    T.RAISE: lambda case: case.raise_up(
        Competence(), CLOCKS, by=own(case), units=the_units(), at=NOW
    ),
    T.SIGN: lambda case: case.sign(by=own(case), at=NOW),
    T.START: lambda case: case.start(by=own(case), at=NOW),
    T.RETURN: lambda case: give_back(case, by=own(case), at=NOW),
    T.APPROVE_RETURN: lambda case: approve(case, by=a_supervisor(STREET), at=NOW),
    T.REFUSE_RETURN: lambda case: approve(
        case, granted=False, by=a_supervisor(STREET), at=NOW
    ),
    T.DISPUTE: disputed_before,
    T.WITHDRAW: lambda case: accuse_the_owner(case),
    T.DESIGNATE: lambda case: case.designate(
        STATION, None, CLOCKS, by=a_supervisor(STREET), units=the_units(), at=NOW
    ),
    T.SUSPEND: lambda case: case.suspend(
        Ground.HEARING, "听证", CLOCKS, by=own(case), units=the_units(), at=NOW
    ),
    T.RESUME: lambda case: case.resume(
        CLOCKS, by=own(case), units=the_units(), at=later(days=20)
    ),
    T.RESOLVE: lambda case: case.resolve(Outcome.RESOLVED, "好", by=own(case), at=NOW),
    T.REOPEN: lambda case: case.hear(an_answer(case, Verdict.REOPEN), CLOCKS),
    T.REWORK: lambda case: case.rework("责令重新处理", CLOCKS, at=NOW),
    T.CLOSE: lambda case: case.hear(an_answer(case, Verdict.CLOSE), CLOCKS),
    T.TAKE_BACK: lambda case: case.take_back(at=NOW),
    T.MERGE: lambda case: rest_for(case, LEAD, at=NOW),
    T.RELEASE: lambda case: case.make_ready("jinniu", "transfer", at=NOW),
    T.LET_GO: lambda case: case.let_go("jinniu", "transfer", at=NOW),
    T.COME_BACK: lambda case: come_back(case, held=True),
    T.COME_BACK_UNROUTED: lambda case: come_back(case, held=False),
    T.HEAR_RESULT: lambda case: answered_there(case),
} | {step: separated_to(state) for state, step in BACK.items()}
"""The verb of each step; a dispute is the second time that a unit gives back."""

HEARD = {T.REOPEN, T.CLOSE, T.WITHDRAW, T.TAKE_BACK}
"""What is heard from outside is never refused: out of place, it moves nothing."""


@pytest.mark.parametrize("state", CaseState)
def test_every_state_can_be_come_to(state):
    assert STANDING[state]().state is state


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("step", CaseStep)
def test_every_step_is_taken_where_the_table_has_it_and_refused_elsewhere(state, step):
    case = STANDING[state]()
    if step in LIFECYCLE.steps_from(state):
        VERBS[step](case)
        assert case.state is LIFECYCLE.after(state, step)
    elif step in HEARD:
        if step in {T.WITHDRAW, T.TAKE_BACK}:
            VERBS[step](case)
            assert case.state is state
        else:
            assert case.resolution is None or state is S.CLOSED
    else:
        with pytest.raises(DomainError):
            VERBS[step](case)
        assert case.state is state


def leader(unit=STREET):
    return a_member("leader", organisation_id=unit, roles=frozenset({"supervisor"}))


def asked_for_more_time(case):
    case.ask_extension(10, "复杂", CLOCKS, by=own(case), at=NOW)


def decided(case):
    if case.state in ACTS[A.ASK_EXTENSION]:
        asked_for_more_time(case)
    case.decide_extension(
        CLOCKS, granted=True, reason="", by=head(case.organisation_id), at=NOW
    )


def raise_decided(case):
    """A declared matter (特别事务) that the superior leaves with the unit."""
    case.dossier = replace(case.dossier, settled=Settled(mode="declared"))
    here = {"units": the_units(), "at": NOW}
    if case.state in ACTS[A.DECIDE_RAISE]:
        case.raise_up(Competence(), CLOCKS, by=own(case), **here)
    by = head(DISTRICT)
    case.decide_raise(CLOCKS, granted=False, reason="请就地解决", by=by, **here)


def head(unit):
    """A head who is not who asked."""
    actor = a_supervisor(unit or COMMUNITY)
    return type(actor)(
        id="head", role=actor.role, organisation_id=actor.organisation_id
    )


def looked_at(case):
    case.review("仍在协调", CLOCKS, by=own(case), units=the_units(), at=later(days=20))


def taken_over(case):
    """Its unit is accused once it has answered: who stands above takes it."""
    owner = case.organisation_id or COMMUNITY
    case.matter = replace(case.matter, accused=(owner,))
    case.take_over(the_units(), at=NOW)
    assert case.organisation_id == STREET


def mediated(case):
    """Two parties sit down over what the case is about."""
    dispute = Dispute(
        subject="漏水", place="九栋", since=NOW.date() - timedelta(days=9)
    )
    parties = [
        Party(label=label, division_code=COMMUNITY, claim="赔偿")
        for label in ("甲", "乙")
    ]
    ids = {"mediation_id": case.petition_id, "case": case}
    open_mediation(**ids, dispute=dispute, parties=parties, by=own(case), at=NOW)


DEEDS = {
    A.CONTACT: lambda case: case.note_contact(by=own(case), at=NOW),
    A.CO_HANDLE: lambda case: case.ask_co_handler(
        a_unit(DISTRICT), "查", None, CLOCKS, by=own(case), units=the_units(), at=NOW
    ),
    A.ASK_EXTENSION: asked_for_more_time,
    A.DECIDE_EXTENSION: decided,
    A.DECIDE_RAISE: raise_decided,
    A.REVIEW: looked_at,
    A.URGE: lambda case: case.urge(
        "快", CLOCKS, by=a_supervisor(STREET), units=the_units(), at=NOW
    ),
    A.SUPERVISE: lambda case: case.supervise(
        Measure.SUPERVISE,
        "督办",
        NOW + timedelta(days=5),
        CLOCKS,
        by=a_supervisor(STREET),
        units=the_units(),
        at=NOW,
    ),
    A.SPONSOR: lambda case: case.sponsor(
        leader(), "", by=a_supervisor(STREET), units=the_units(), at=NOW
    ),
    A.SET_DATE: lambda case: case.set_date(
        NOW + timedelta(days=9),
        leader(),
        CLOCKS,
        by=a_supervisor(STREET),
        units=the_units(),
        at=NOW,
    ),
    A.JUDGE: lambda case: case.judge_severity(
        Severity.MAJOR, CLOCKS, by=a_supervisor(STREET), units=the_units(), at=NOW
    ),
    A.TAKE_OVER: taken_over,
    A.MEDIATE: mediated,
    A.COMMENT: lambda case: case.comment("已电话沟通", by=own(case), at=NOW),
}


def parked():
    """A suspended case that is reviewed."""
    return a_suspended_case(Ground.LEGACY, leader_id="leader")


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("act", CaseAct)
def test_every_act_is_done_where_the_table_has_it_and_refused_elsewhere(state, act):
    case = parked() if state is S.SUSPENDED else STANDING[state]()
    before = case.revision
    if state in ACTS[act]:
        DEEDS[act](case)
        assert case.state is state
        assert case.revision > before
    else:
        with pytest.raises(DomainError):
            DEEDS[act](case)
        assert (case.state, case.revision) == (state, before)


def test_the_readme_draws_the_table_as_it_is():
    assert LIFECYCLE.as_mermaid() in README.read_text("utf-8")


def test_the_readme_lists_where_each_act_is_allowed():
    readme = README.read_text("utf-8")
    for act, states in ACTS.items():
        row = " ".join(f"`{each}`" for each in CaseState if each in states)
        assert f"| `{act}` | {row} |" in readme


def test_a_closed_case_is_left_only_where_a_reviewer_orders_it():
    assert LIFECYCLE.steps_from(CaseState.CLOSED) == {CaseStep.REWORK}
    assert CaseState.CLOSED not in OPEN | OWING


def test_six_states_alone_have_no_unit_of_their_own():
    alone = {S.UNROUTED, S.ARBITRATION, S.MERGED, S.WITHDRAWN}
    assert set(CaseState) - OWNED == alone | {S.RELEASING, S.HANDED_OVER}


@pytest.mark.parametrize("state", sorted(OPEN))
def test_12345_wherever_an_answer_is_owed_a_case_may_rest_and_go_on(state):
    case = STANDING[state]()
    before = case.deadlines[:]
    rest_for(case, LEAD, at=NOW)
    assert case.state is S.MERGED
    assert [each.watch_from for each in case.deadlines] == [None] * len(before)
    go_on(case, case.rest.was, CLOCKS, at=NOW)
    assert (case.state, case.deadlines) == (state, before)


def test_12345_every_state_in_which_an_answer_is_owed_has_its_way_back():
    assert set(BACK) == set(OPEN)


@given(st.sampled_from(CaseState), st.sampled_from(CaseStep))
def test_a_step_that_is_not_in_the_table_is_refused(state, step):
    if step in LIFECYCLE.steps_from(state):
        assert LIFECYCLE.after(state, step) in CaseState
    else:
        with pytest.raises(TransitionRefused):
            LIFECYCLE.after(state, step)


@given(st.lists(st.sampled_from(CaseStep), max_size=30))
def test_a_case_is_closed_only_by_the_answer_to_a_resolution(steps):
    state, resolved = CaseState.UNROUTED, False
    for step in steps:
        if step not in LIFECYCLE.steps_from(state):
            continue
        state = LIFECYCLE.after(state, step)
        resolved = state in {CaseState.RESOLVED, CaseState.CLOSED}
    assert (state in {CaseState.RESOLVED, CaseState.CLOSED}) is resolved
