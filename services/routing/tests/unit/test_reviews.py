"""复查、复核 and 三级终结: who answers, until when, and that it ends."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Forbidden, TransitionRefused
from minqing_kernel.messages import Actor, Role
from minqing_kernel.working_time import local_day
from routing.application.commands import HearAnswer
from routing.application.reviews.commands import (
    AnswerReview,
    AskReview,
    CloseHearing,
    EscalateReviews,
    OpenHearing,
    TurnAway,
)
from routing.domain.deadline import Clocks
from routing.domain.errors import NotYours, OutOfTime, UnknownUnit
from routing.domain.events import CaseReopened
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Verdict
from routing.domain.reviews import events
from routing.domain.reviews.errors import (
    MatterFinal,
    NoSuperiorOrgan,
    NothingToReview,
    ReviewNotFound,
    ReviewTooLate,
)
from routing.domain.reviews.lifecycle import REVIEW_LIFE, ReviewState, ReviewStep
from routing.domain.reviews.review import Review
from routing.domain.reviews.terms import ReviewOutcome
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    TODAY,
    a_clerk,
    a_handler,
    an_actor,
    an_answer,
    an_operator,
)
from services.routing.tests.room_builders import BUREAU, CITY, house

pytestmark = pytest.mark.unit

__all__ = ["house"]
README = Path(__file__).parents[2] / "README.md"


def ask(house, case, by: Actor | None = None, on: date | None = None):
    return house.do(
        AskReview(
            actor=by or a_clerk(),
            petition_id=case,
            answer_received_on=on or local_day(house.clock.now()),
            reason="不服",
        )
    )


def answer(house, case, unit, outcome=ReviewOutcome.UPHELD, by: Actor | None = None):
    return house.do(
        AnswerReview(
            actor=by or an_actor(Role.HANDLER, unit),
            petition_id=case,
            outcome=outcome,
            opinion="维持原处理意见",
        )
    )


def later(house, **how_long):
    house.clock.move_to(house.clock.now() + timedelta(**how_long))


@pytest.fixture
def signed(house):
    """The street signs for the community: it is the organ that answers."""
    house.sign()
    return house


@pytest.fixture
def reviewed(signed):
    case = signed.resolved()
    ask(signed, case)
    answer(signed, case, DISTRICT)
    return case


def test_the_readme_draws_the_table_as_it_is():
    assert REVIEW_LIFE.as_mermaid() in README.read_text("utf-8")


@given(st.lists(st.sampled_from(ReviewStep), max_size=30))
def test_art36_a_final_matter_stays_final(steps):
    state, final = ReviewState.ANSWERED, False
    for step in steps:
        if step in REVIEW_LIFE.steps_from(state):
            state = REVIEW_LIFE.after(state, step)
        else:
            with pytest.raises(TransitionRefused):
                REVIEW_LIFE.after(state, step)
        assert not final or state is ReviewState.FINAL
        final = state is ReviewState.FINAL


def test_art35_a_review_goes_to_the_superior_of_the_organ_that_answered(signed):
    review = ask(signed, signed.resolved())
    assert (review.original_id, review.round.reviewer_id) == (STREET, DISTRICT)
    assert review.round.due_at == datetime(2026, 12, 2, 15, 59, 59, tzinfo=UTC)
    [fact] = signed.facts(events.ReviewAsked)
    assert (fact.stage, fact.reviewer_id) == ("review", DISTRICT)


def test_without_marks_the_units_own_organ_answered(house):
    review = ask(house, house.resolved())
    assert (review.original_id, review.round.reviewer_id) == (COMMUNITY, STREET)


def test_art35_it_may_be_asked_until_the_thirtieth_day(signed):
    case = signed.resolved()
    signed.clock.move_to(datetime(2026, 12, 2, 15, 59, 59, tzinfo=UTC))
    assert ask(signed, case, on=TODAY).state is ReviewState.REVIEWING


def test_art35_a_day_later_it_is_refused_by_name(signed):
    case = signed.resolved()
    signed.clock.move_to(datetime(2026, 12, 2, 16, tzinfo=UTC))
    with pytest.raises(ReviewTooLate):
        ask(signed, case, on=TODAY)


@pytest.mark.parametrize("on", [date(2026, 11, 1), date(2026, 11, 3), date(9999, 1, 1)])
def test_an_answer_is_received_after_it_was_given_and_not_tomorrow(signed, on):
    with pytest.raises(OutOfTime):
        ask(signed, signed.resolved(), on=on)


def test_without_an_answer_there_is_nothing_to_review(signed):
    with pytest.raises(NothingToReview):
        ask(signed, signed.open())
    unrouted = signed.open()
    signed.store.stored.cases[unrouted].assignments.clear()
    with pytest.raises(NothingToReview):
        ask(signed, unrouted)


def test_above_the_topmost_organ_nobody_reviews(house):
    house.sign(CITY, "市信")
    with pytest.raises(NoSuperiorOrgan):
        ask(house, house.resolved())


@pytest.mark.parametrize(
    ("actor", "error"),
    [
        (a_handler(), Forbidden),
        (an_operator(), Forbidden),
        (an_actor(Role.CLERK, STATION), NotYours),
        (an_actor(Role.CLERK, None), NotYours),
    ],
)
def test_only_the_line_or_the_reviewer_takes_a_request(signed, actor, error):
    with pytest.raises(error):
        ask(signed, signed.resolved(), by=actor)


def test_the_reviewers_own_clerk_takes_a_request(house):
    case = house.resolved()
    assert ask(house, case, by=a_clerk(STREET)).round.reviewer_id == STREET


@pytest.mark.parametrize(
    ("actor", "error"),
    [(a_handler(), NotYours), (an_operator(), Forbidden)],
)
def test_only_the_reviewer_answers(signed, actor, error):
    case = signed.resolved()
    ask(signed, case)
    with pytest.raises(error):
        answer(signed, case, DISTRICT, by=actor)


def test_art35_the_petitions_bureau_reviews_in_the_districts_name(signed):
    case = signed.resolved()
    bureau = an_actor(Role.CLERK, BUREAU)
    with pytest.raises(NotYours):
        ask(signed, case, by=bureau)
    signed.sign(DISTRICT, "区信", desk=BUREAU)
    review = ask(signed, case, by=bureau)
    assert (review.round.reviewer_id, review.round.desk_id) == (DISTRICT, BUREAU)
    with pytest.raises(NotYours):
        answer(signed, case, CITY)
    assert answer(signed, case, BUREAU).state is ReviewState.REVIEWED


@pytest.mark.parametrize("desk", [CITY, "nobody"])
def test_only_a_unit_below_reviews_in_an_organs_name(house, desk):
    with pytest.raises(UnknownUnit):
        house.sign(DISTRICT, "区信", desk=desk)


def test_what_was_not_asked_is_not_answered(signed):
    with pytest.raises(ReviewNotFound):
        answer(signed, signed.resolved(), DISTRICT)


def test_art36_a_recheck_goes_one_step_higher_and_ends_the_matter(signed, reviewed):
    later(signed, days=30)
    review = ask(signed, reviewed, on=TODAY)
    assert (review.round.reviewer_id, review.state) == (CITY, ReviewState.RECHECKING)
    review = answer(signed, reviewed, CITY, ReviewOutcome.ANEW)
    assert (review.state, review.watch_from) == (ReviewState.FINAL, None)
    told = signed.facts(events.ReviewAnswered)
    assert [(fact.stage, fact.final) for fact in told] == [
        ("review", False),
        ("recheck", True),
    ]


def test_art36_a_recheck_too_is_asked_within_thirty_days(signed, reviewed):
    later(signed, days=31)
    with pytest.raises(ReviewTooLate):
        ask(signed, reviewed, on=TODAY)


def test_art36_after_the_end_the_same_facts_are_not_taken_again(signed, reviewed):
    ask(signed, reviewed)
    answer(signed, reviewed, CITY)
    with pytest.raises(MatterFinal):
        ask(signed, reviewed)
    turn = TurnAway(actor=a_clerk(), petition_id=reviewed, reason="同一事项再次来访")
    review = signed.do(turn)
    [refusal] = review.turned_away
    assert (refusal.on, refusal.by) == (TODAY, a_clerk().id)
    [fact] = signed.facts(events.TurnedAway)
    assert fact.on == TODAY


def test_nothing_is_turned_away_before_the_end(signed, reviewed):
    with pytest.raises(TransitionRefused):
        signed.do(TurnAway(actor=a_clerk(), petition_id=reviewed, reason="再次来访"))


def test_what_is_ordered_anew_is_reviewed_again_once_it_is_answered_anew(signed):
    case = signed.resolved()
    ask(signed, case)
    review = answer(signed, case, DISTRICT, ReviewOutcome.ANEW)
    assert review.state is ReviewState.ANEW
    with pytest.raises(NothingToReview):
        ask(signed, case)
    later(signed, days=1)
    signed.resolve(case)
    again = ask(signed, case)
    assert (again.round.stage, len(again.rounds)) == ("review", 2)


@pytest.mark.parametrize("verdict", [None, Verdict.CLOSE])
def test_art35_what_is_ordered_anew_goes_back_to_the_unit_closed_or_not(
    signed, verdict
):
    case = signed.resolved()
    if verdict:
        said = an_answer(signed.store.stored.cases[case], verdict, answered_at=NOON)
        signed.do(HearAnswer(petition_id=case, answer=said))
    ask(signed, case)
    answer(signed, case, DISTRICT, ReviewOutcome.ANEW)
    stored = signed.store.stored.cases[case]
    assert (stored.state, stored.organisation_id) == (CaseState.ASSIGNED, COMMUNITY)
    assert stored.deadline.due_at > signed.clock.now()
    [told] = signed.facts(CaseReopened)
    assert told.reason == "责令重新处理"


def test_art36_a_hearing_stops_the_clock_of_the_recheck(signed, reviewed):
    ask(signed, reviewed)
    later(signed, days=10)
    act = {"actor": an_actor(Role.SUPERVISOR, CITY), "petition_id": reviewed}
    review = signed.do(OpenHearing(**act))
    assert (review.state, review.watch_from) == (ReviewState.HEARING, None)
    later(signed, days=4)
    review = signed.do(CloseHearing(**act))
    assert review.round.due_at == datetime(2026, 12, 7, 15, 59, 59, tzinfo=UTC)
    assert review.watch_from == review.round.due_at
    [fact] = signed.facts(events.HearingClosed)
    assert fact.days == 5


def test_a_day_that_was_given_back_is_not_given_back_twice(signed, reviewed):
    ask(signed, reviewed)
    act = {"actor": an_actor(Role.SUPERVISOR, CITY), "petition_id": reviewed}
    for _ in range(2):
        signed.do(OpenHearing(**act))
        signed.do(CloseHearing(**act))
    assert [fact.days for fact in signed.facts(events.HearingClosed)] == [1, 0]


def test_art35_a_review_has_no_hearing(signed):
    case = signed.resolved()
    ask(signed, case)
    with pytest.raises(TransitionRefused):
        signed.do(OpenHearing(actor=a_handler(DISTRICT), petition_id=case))


def test_a_late_reviewer_is_told_of_to_the_superior_step_by_step(signed):
    case = signed.resolved()
    review = ask(signed, case)
    sweep = EscalateReviews(petition_ids=[case])
    signed.do(sweep)
    assert signed.facts(events.ReviewEscalated) == []
    signed.clock.move_to(review.round.due_at)
    signed.do(sweep)
    signed.do(sweep)
    [fact] = signed.facts(events.ReviewEscalated)
    assert (fact.superior_id, fact.level) == (CITY, 1)
    assert fact.overdue_since == review.round.due_at
    assert signed.store.kept["reviews"][case].watch_from is None


def test_each_superior_in_turn_is_told(house):
    case = house.resolved()
    review = ask(house, case)
    for _ in range(2):
        house.clock.move_to(house.store.kept["reviews"][case].watch_from)
        house.do(EscalateReviews(petition_ids=[case]))
    told = house.facts(events.ReviewEscalated)
    assert [fact.superior_id for fact in told] == [DISTRICT, CITY]
    assert house.clock.now() == review.round.due_at + Clocks().step


def test_where_nobody_stands_above_the_lateness_is_written_down(signed, reviewed):
    review = ask(signed, reviewed)
    signed.clock.move_to(review.round.due_at)
    signed.do(EscalateReviews(petition_ids=[reviewed]))
    [fact] = signed.facts(events.ReviewLate)
    assert (fact.reviewer_id, fact.overdue_since) == (CITY, review.round.due_at)


def test_a_new_review_owes_nothing():
    review = Review(petition_id=NOON, original_id=STREET)
    assert review.watch_from is None
