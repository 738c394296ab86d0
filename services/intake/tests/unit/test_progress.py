"""Facts about a case come late, twice and in any order; every order ends the same."""

from hypothesis import given
from hypothesis import strategies as st

from intake.domain.progress import CaseStep, Progress
from services.intake.tests.builders import DAY, NOON, a_fact, a_whole_case


def joined(facts):
    progress = Progress()
    for fact in facts:
        progress = progress.with_fact(fact)
    return progress


@given(st.permutations(a_whole_case()), st.lists(st.sampled_from(a_whole_case())))
def test_any_order_and_any_repetition_end_the_same(facts, again):
    assert joined([*facts, *again]) == joined(a_whole_case())


def test_the_highest_revision_tells_where_the_case_stands():
    progress = joined(reversed(a_whole_case()[:3]))
    assert progress.revision == 3
    assert progress.latest.step is CaseStep.ESCALATED


def test_without_a_fact_nothing_is_known():
    progress = Progress()
    assert progress.revision == 0
    assert progress.latest is None
    assert progress.due_at is None
    assert progress.answer is None


def test_an_answer_is_owed_until_the_date_last_set():
    assert joined(a_whole_case()[:3]).due_at == NOON + 60 * DAY
    assert joined(a_whole_case()[:5]).due_at == NOON + 90 * DAY


def test_nothing_is_owed_once_answered_or_closed():
    assert joined(a_whole_case()[:4]).due_at is None
    assert joined(a_whole_case()).due_at is None


def test_nothing_is_owed_before_anyone_is_competent():
    assert joined([a_fact(1, CaseStep.UNROUTED, organisation_id=None)]).due_at is None


def test_the_last_answer_stands_also_when_it_was_not_accepted():
    assert joined(a_whole_case()[:5]).answer.reply == "修好了。"
    assert joined(a_whole_case()).answer.reply == "真的修好了。"


def test_the_steps_are_told_oldest_first():
    assert [fact.revision for fact in joined(reversed(a_whole_case())).in_order] == [
        *range(1, 8)
    ]


def test_while_a_case_stands_still_no_date_holds_and_another_comes_after():
    known = joined(
        [
            a_fact(1, CaseStep.ASSIGNED, due_at=NOON + 60 * DAY),
            a_fact(2, CaseStep.SUSPENDED),
        ]
    )
    assert known.due_at is None
    resumed = known.with_fact(a_fact(3, CaseStep.RESUMED, due_at=NOON + 90 * DAY))
    assert resumed.due_at == NOON + 90 * DAY
