"""The question after a resolution, without a database."""

from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import TransitionRefused
from notify.domain.errors import FollowUpNotOpen
from notify.domain.events import FollowUpAnswered
from notify.domain.follow_up import (
    FOLLOW_UP_LIFE,
    Answer,
    FollowUpState,
    FollowUpStep,
    Head,
    follow_up_id,
    heads_after,
    questions_after,
)
from notify.domain.occurrence import Step
from services.notify.tests.builders import (
    NOON,
    PATIENCE,
    PETITION,
    a_question,
    an_occurrence,
)

pytestmark = pytest.mark.unit

CONTENT = Answer(solved=True, satisfied=True)
ANGRY = Answer(solved=False, satisfied=False, reason="路灯还是不亮")


def test_a_content_answer_closes_and_says_so():
    question = a_question()
    question.answer(CONTENT, at=NOON)
    assert question.state is FollowUpState.ANSWERED
    assert question.release() == [
        FollowUpAnswered(
            petition_id=PETITION,
            receipt="DEMO-2603-0003474",
            case_revision=3,
            solved=True,
            satisfied=True,
            verdict="close",
            reason="",
            by="petitioner",
            at=NOON,
        )
    ]


@pytest.mark.parametrize(
    ("solved", "satisfied", "verdict"),
    [
        (a, b, "reopen" if a is False or b is False else "close")
        for a, b in product((True, False, None), repeat=2)
    ],
)
def test_either_denial_reopens_and_not_knowing_closes(solved, satisfied, verdict):
    assert Answer(solved=solved, satisfied=satisfied).verdict == verdict


def test_the_same_answer_twice_is_told_once():
    question = a_question()
    question.answer(CONTENT, at=NOON)
    question.answer(CONTENT, at=NOON + PATIENCE)
    assert len(question.release()) == 1
    assert question.ended_at == NOON


def test_another_answer_to_an_answered_question_is_refused():
    question = a_question()
    question.answer(CONTENT, at=NOON)
    with pytest.raises(FollowUpNotOpen):
        question.answer(ANGRY, at=NOON)
    assert question.given == CONTENT


def test_a_question_the_case_has_outrun_takes_no_answer():
    question = a_question(case_revision=3)
    question.outrun(4)
    with pytest.raises(FollowUpNotOpen):
        question.answer(CONTENT, at=NOON)
    assert question.release() == []


def test_silence_closes_and_says_that_it_was_silence():
    question = a_question()
    question.lapse(at=NOON)
    fact = question.release()[0]
    assert question.state is FollowUpState.LAPSED
    assert (fact.verdict, fact.reason, fact.by) == ("close", "no-answer", "system")
    assert (fact.solved, fact.satisfied) == (None, None)


def test_its_own_resolution_does_not_outrun_a_question():
    question = a_question(case_revision=3)
    for head in (None, 1, 3):
        question.outrun(head)
    assert question.state is FollowUpState.OPEN


def test_an_answer_that_was_given_is_not_taken_back_by_what_follows():
    question = a_question(case_revision=3)
    question.answer(ANGRY, at=NOON)
    question.outrun(4)
    assert question.state is FollowUpState.ANSWERED


def test_only_a_resolution_asks():
    for step in Step:
        asked = questions_after(an_occurrence(step=step), at=NOON)
        assert bool(asked) is (step is Step.RESOLVED)


def test_a_question_knows_who_resolved_and_has_no_term_before_it_is_put():
    resolved = an_occurrence(step=Step.RESOLVED, case_revision=5, resolved_by="li-na")
    (question,) = questions_after(resolved, at=NOON)
    assert (question.asked_at, question.lapses_at) == (NOON, None)
    assert question.resolved_by == "li-na"
    assert question.id == follow_up_id(PETITION, 5)


def test_a_resolution_without_a_case_is_no_question():
    stray = an_occurrence(step=Step.RESOLVED, case_revision=None)
    assert questions_after(stray, at=NOON) == []


def test_every_fact_but_the_first_moves_the_head():
    assert heads_after(an_occurrence(case_revision=None)) == []
    assert heads_after(an_occurrence(case_revision=1)) == []
    assert heads_after(an_occurrence(case_revision=2)) == [
        Head(petition_id=PETITION, case_revision=2)
    ]


def test_two_petitions_never_share_a_question():
    assert follow_up_id(PETITION, 3) != follow_up_id(uuid4(), 3)
    assert follow_up_id(PETITION, 3) != follow_up_id(PETITION, 4)


@given(st.lists(st.sampled_from(FollowUpStep)))
def test_a_question_that_ended_stays_as_it_ended(steps):
    state = FollowUpState.OPEN
    for step in steps:
        was = state
        try:
            state = FOLLOW_UP_LIFE.after(state, step)
        except TransitionRefused:
            continue
        assert was in {FollowUpState.OPEN, FollowUpState.CONTESTED}
