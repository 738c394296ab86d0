"""Who is not satisfied, and what must happen before the case closes (B-28)."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Actor, Role
from notify.application.commands import LapseFollowUps
from notify.application.follow_ups.commands import ReopenNeglected
from notify.domain.errors import FollowUpNotOpen, OutOfScope, OwnResolution
from notify.domain.events import FollowUpAnswered
from notify.domain.follow_up import FollowUpState
from notify.domain.follow_ups.errors import OwnExplanation, ReasonNeeded
from notify.domain.follow_ups.events import CaseRelapsed
from notify.domain.follow_ups.objection import (
    OBJECTION_LIFE,
    Denial,
    ObjectionState,
    ObjectionStep,
    Source,
    raised,
)
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.occurrence import Step
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PETITION,
    a_clerk,
    an_organisation,
)
from services.notify.tests.room import BOSS, STRICT, Room, second_account, somebody

pytestmark = pytest.mark.unit

S, T = ObjectionState, ObjectionStep
EXPLAINER = somebody(Role.HANDLER, "sun-li")
NO = {"solved": True, "satisfied": False, "reason": "没有采纳"}

ARROWS = {
    S.RAISED: {
        T.EXPLAIN: S.EXPLAINED,
        T.REOPEN: S.REOPENED,
        T.OBJECT: S.RAISED,
        T.REWORK: S.REWORKED,
    },
    S.EXPLAINED: {
        T.REFUSE: S.RAISED,
        T.REOPEN: S.REOPENED,
        T.APPROVE: S.SETTLED,
        T.OBJECT: S.RAISED,
        T.REWORK: S.REWORKED,
    },
    S.REOPENED: {T.REWORK: S.REWORKED, T.OBJECT: S.RAISED},
    S.REWORKED: {
        T.APPROVE: S.SETTLED,
        T.REOPEN: S.REOPENED,
        T.OBJECT: S.RAISED,
        T.REWORK: S.REWORKED,
    },
    S.SETTLED: {},
}


@pytest.fixture
def strict():
    """A room where a supervisor decides, and the petitioner was not satisfied."""
    room = Room(STRICT)
    room.resolve()
    room.answer(**NO)
    return room


def verdicts(room):
    return [fact.verdict for fact in room.told(FollowUpAnswered)]


@pytest.mark.parametrize(("state", "step"), list(product(S, T)))
def test_b28_the_table_of_objections_lists_all_that_may_happen(state, step):
    if step in ARROWS[state]:
        assert OBJECTION_LIFE.after(state, step) is ARROWS[state][step]
    else:
        with pytest.raises(TransitionRefused):
            OBJECTION_LIFE.after(state, step)


def test_b28_who_is_not_satisfied_goes_to_a_supervisor_and_nothing_is_closed(strict):
    assert strict.question.state is FollowUpState.CONTESTED
    assert strict.question.verdict is None
    assert verdicts(strict) == []
    assert strict.objection.state is S.RAISED
    strict.answer(**NO)
    assert len(strict.work.objections.rows) == 1
    with pytest.raises(FollowUpNotOpen):
        strict.answer()


def test_b28_a_reason_is_asked_of_who_is_not_satisfied():
    room = Room(STRICT)
    room.resolve()
    with pytest.raises(ReasonNeeded):
        room.answer(solved=False, satisfied=None)


def test_b28_what_was_explained_closes_only_after_a_supervisors_check(strict):
    strict.move(T.EXPLAIN, EXPLAINER, "不具备条件，已当面说明")
    assert verdicts(strict) == []
    settled = strict.move(T.APPROVE)
    assert (settled.state, settled.checked_by) == (S.SETTLED, BOSS.id)
    assert (settled.explanation, settled.explained_by) == (
        "不具备条件，已当面说明",
        "sun-li",
    )
    assert verdicts(strict) == ["close"]
    (fact,) = strict.told(FollowUpAnswered)
    assert (fact.satisfied, fact.reason) == (False, "没有采纳")
    assert strict.question.verdict == "close"


def test_b28_nobody_checks_what_they_explained_or_answered_themselves(strict):
    strict.move(T.EXPLAIN, BOSS)
    with pytest.raises(OwnExplanation):
        strict.move(T.APPROVE, BOSS)
    for step in (T.APPROVE, T.REFUSE):
        with pytest.raises(OwnResolution):
            strict.move(step, somebody(Role.SUPERVISOR, "li-na"))
        with pytest.raises(OwnResolution):
            strict.move(step, second_account(strict, "li-na", Role.SUPERVISOR))
    with pytest.raises(OwnExplanation):
        strict.move(T.APPROVE, second_account(strict, BOSS.id, Role.SUPERVISOR))
    with pytest.raises(OutOfScope):
        strict.move(T.APPROVE, a_clerk("510107"))


def test_b28_an_explanation_found_wanting_has_another_term(strict):
    strict.move(T.EXPLAIN, EXPLAINER)
    strict.clock.advance(timedelta(days=2))
    refused = strict.move(T.REFUSE, text="没有说明依据")
    assert (refused.state, refused.remark) == (S.RAISED, "没有说明依据")
    assert refused.decide_by > NOON + timedelta(days=6)


def test_b28_a_supervisor_may_reopen_and_the_second_answer_is_checked_too(strict):
    strict.move(T.REOPEN)
    assert verdicts(strict) == ["reopen"]
    assert strict.told(CaseRelapsed) == []
    strict.resolve(6)
    strict.answer(6)
    assert strict.question.state is FollowUpState.CONTESTED
    assert strict.objection.state is S.REWORKED
    strict.move(T.APPROVE)
    assert verdicts(strict) == ["reopen", "close"]


def test_b28_a_reworked_case_may_be_sent_back_again(strict):
    strict.move(T.REOPEN)
    strict.resolve(6)
    strict.answer(6)
    strict.move(T.REOPEN)
    assert verdicts(strict) == ["reopen", "reopen"]
    assert strict.objection.state is S.REOPENED


def test_b28_who_answered_anew_does_not_check_it_and_their_unit_answers_for_it(strict):
    strict.work.organisations.put(an_organisation(organisation_id="510107"))
    strict.move(T.REOPEN)
    strict.resolve(6, resolved_by=BOSS.id, organisation_id="510107")
    strict.answer(6)
    new = Actor(id=BOSS.id, role=Role.SUPERVISOR, organisation_id="510107")
    with pytest.raises(OwnResolution):
        strict.move(T.APPROVE, new)
    with pytest.raises(OutOfScope):
        strict.move(T.APPROVE, somebody(Role.SUPERVISOR, "sun-li"))
    assert strict.objection.denial.organisation_id == "510107"


def test_b28_who_is_not_satisfied_again_objects_again(strict):
    strict.move(T.REOPEN)
    strict.resolve(6)
    strict.answer(6, **NO | {"reason": "还是没有"})
    assert strict.objection.state is S.RAISED
    assert strict.objection.denial.reason == "还是没有"
    assert strict.objection.denial.case_revision == 6


def test_b28_a_case_reworked_by_others_is_checked_all_the_same(strict):
    strict.hear(step=Step.REOPENED, case_revision=5)
    for revision in (6, 9):
        strict.resolve(revision)
        strict.answer(revision)
        assert strict.question.state is FollowUpState.CONTESTED
        assert strict.objection.state is S.REWORKED
        strict.hear(step=Step.REOPENED, case_revision=revision + 1)
    assert verdicts(strict) == []


def test_b28_another_persons_objection_does_not_hold_the_petitioners_answer():
    room = Room(STRICT)
    room.resolve()
    denial = Denial(
        petition_id=PETITION,
        receipt="R",
        case_revision=3,
        organisation_id=COMMUNITY,
        resolved_by=None,
        source=Source.RATING,
        source_id=uuid4(),
        reason="没修到",
        at=NOON,
    )
    room.work.objections.add(raised(denial, STRICT))
    room.answer()
    assert verdicts(room) == ["close"]
    assert room.objection.state is S.RAISED


def test_b28_silence_after_a_rework_waits_for_the_check_too(strict):
    strict.move(T.REOPEN)
    strict.resolve(6)
    strict.question.lapses_at = NOON
    assert strict.do(LapseFollowUps(limit=9)) == 1
    assert strict.question.state is FollowUpState.CONTESTED
    strict.move(T.APPROVE)
    assert strict.told(FollowUpAnswered)[-1].reason == "no-answer"


def test_b28_what_nobody_decided_in_time_is_reopened(strict):
    strict.clock.move_to(strict.objection.decide_by - timedelta(seconds=1))
    assert strict.do(ReopenNeglected(limit=9)) == 0
    strict.clock.advance(timedelta(seconds=1))
    assert strict.do(ReopenNeglected(limit=9)) == 1
    assert strict.do(ReopenNeglected(limit=9)) == 0
    assert verdicts(strict) == ["reopen"]
    assert strict.objection.remark == "neglected"


def test_b28_a_case_that_moved_on_is_settled_without_a_word(strict):
    strict.question.outrun(5)
    assert strict.question.state is FollowUpState.SUPERSEDED
    strict.move(T.EXPLAIN, EXPLAINER)
    strict.move(T.APPROVE)
    assert verdicts(strict) == []


def test_b28_without_a_rule_of_the_place_a_denial_reopens_at_once():
    room = Room()
    room.resolve()
    room.answer(**NO | {"reason": ""})
    assert verdicts(room) == ["reopen"]
    assert room.objection.state is S.REOPENED
    room.resolve(6)
    room.answer(6)
    assert verdicts(room) == ["reopen", "close"]
    assert (room.objection.state, room.objection.checked_by) == (S.SETTLED, "system")


def test_b28_a_place_may_reopen_at_once_and_still_check_before_closing():
    room = Room(FollowUpPolicy(supervisor_checks=True))
    room.resolve()
    room.answer(**NO)
    room.resolve(6)
    room.answer(6, **NO)
    assert verdicts(room) == ["reopen", "reopen"]
    room.resolve(9)
    room.answer(9)
    assert verdicts(room) == ["reopen", "reopen"]
    room.move(T.APPROVE)
    assert verdicts(room)[-1] == "close"


def test_b28_an_objection_of_a_call_is_decided_by_telling_the_case():
    room = Room(STRICT)
    room.resolve()
    room.close()
    said = {"handling": "已答复", "basis": "B-16", **NO}
    room.call(**said)
    assert room.objection.holds_question is None
    room.move(T.REOPEN, text="应当重办")
    (fact,) = room.told(CaseRelapsed)
    assert (fact.petition_id, fact.reason) == (PETITION, "应当重办")
    assert verdicts(room) == []


def test_two_petitions_have_objections_of_their_own(strict):
    other = uuid4()
    assert strict.work.objections.standing([other]) == {}
