"""条例第35、36条: a review of what another agency answered goes to the one above it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from routing.application.commands import HearAnswer, ResolveCase, StartCase
from routing.application.handovers.commands import AskAbove
from routing.application.handovers.opinions import BASES
from routing.application.reviews.commands import HearReview
from routing.domain.agencies.directory import Directory
from routing.domain.errors import OutOfTime
from routing.domain.handover.file import allowed
from routing.domain.handover.forms import Form
from routing.domain.handover.words import Confirm
from routing.domain.resolution import Outcome, Verdict
from routing.domain.reviews.errors import MatterFinal, NoSuperiorOrgan
from routing.domain.reviews.events import ReviewAnswered, ReviewAsked, ReviewDeclined
from routing.domain.reviews.lifecycle import ReviewState
from routing.domain.reviews.review import Review, Round
from routing.domain.reviews.terms import Stage
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    TODAY,
    a_handler,
    an_answer,
)

pytestmark = pytest.mark.unit


def answered_by_the_bureau(town, by=STREET_OFFICE):
    petition = town.open()
    if by != STREET_OFFICE:
        town.hand_over(petition, STREET_OFFICE, by, "raise")
    town.hand_over(petition, by, BUREAU)
    town.answer(petition, by=BUREAU)
    town.wire.settle()
    return petition


def hear(town, petition, **changes):
    said = {
        "petition_id": petition,
        "answer_received_on": TODAY,
        "reason": "没有解决",
        "requested_at": town.clock.now(),
        "code_check": "c" * 64,
    }
    town[STREET_OFFICE].do(HearReview(**said | changes))
    town.wire.settle()


def reviews(town):
    """What the street asked the district for, the oldest first."""
    matters = town[STREET_OFFICE].kept["matters"].values()
    rows = [row for each in matters for row in each.leg.sent]
    return [row for row in rows if row.terms.form is Form.REVIEW]


def opinion(town, petition, outcome=Outcome.EXPLAINED):
    row = next(each for each in reviews(town) if each.state == "offered")
    town.accept(row.terms.handover_id)
    town.wire.settle()
    hall, said = town[DISTRICT_HALL], {"outcome": outcome, "reply": "经复查，维持"}
    hall.do(StartCase(actor=a_handler(), petition_id=petition))
    hall.do(ResolveCase(actor=a_handler(), petition_id=petition, **said))
    town.wire.settle()


def close(town, petition):
    case = town[STREET_OFFICE].database.stored.cases[petition]
    said = an_answer(case, Verdict.CLOSE, answered_at=town.clock.now())
    town[STREET_OFFICE].do(HearAnswer(petition_id=petition, answer=said))
    town.wire.settle()


def test_art35_the_request_goes_to_who_stands_above_the_answer(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    [row] = reviews(town)
    assert (row.terms.to, row.terms.due - NOON <= timedelta(days=31)) == (
        DISTRICT_HALL,
        True,
    )
    [asked] = town[STREET_OFFICE].told(ReviewAsked)
    assert (asked.stage, asked.reviewer_id) == ("review", DISTRICT_HALL)
    hear(town, petition)
    assert len(reviews(town)) == 1
    told = next(iter(town[DISTRICT_HALL].kept["matters"].values()))
    summary = told.theirs[row.terms.handover_id].summary
    assert "没有解决" in summary
    assert "路灯已修复" in summary


def test_art35_its_petitioner_can_follow_it_there_by_the_same_code(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    opinion(town, petition)
    told = next(iter(town[DISTRICT_HALL].kept["matters"].values()))
    assert [each.code_check for each in told.theirs.values()] == ["c" * 64]
    assert "code_check" in allowed(Confirm, Form.REVIEW)
    case = town[DISTRICT_HALL].database.stored.cases[petition]
    assert (case.state, case.resolution.reply) == ("resolved", "经复查，维持")


@pytest.mark.parametrize(
    ("outcome", "said", "here", "there"),
    [
        (Outcome.EXPLAINED, "upheld", "resolved", "resolved"),
        (Outcome.RESOLVED, "changed", "resolved", "resolved"),
        (Outcome.REFERRED, "anew", "assigned", "closed"),
    ],
)
def test_art35_the_opinion_comes_back_with_its_words(town, outcome, said, here, there):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    opinion(town, petition, outcome)
    [fact] = town[STREET_OFFICE].told(ReviewAnswered)
    assert (fact.outcome, fact.reply, fact.final) == (said, "经复查，维持", False)
    assert town[STREET_OFFICE].state(petition) == here
    assert town[BUREAU].state(petition) == there


def test_art35_what_is_answered_anew_is_reviewed_as_at_first(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    opinion(town, petition, Outcome.REFERRED)
    town.clock.advance(timedelta(seconds=1))
    town.hand_over(petition, STREET_OFFICE, BUREAU)
    town.answer(petition, by=BUREAU)
    town.wire.settle()
    assert town[STREET_OFFICE].state(petition) == "resolved"
    hear(town, petition)
    assert [each.stage for each in town[STREET_OFFICE].told(ReviewAsked)] == [
        "review",
        "review",
    ]


def test_who_answered_hears_of_the_end_although_another_reviewed_it(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    opinion(town, petition)
    close(town, petition)
    every = (STREET_OFFICE, BUREAU, DISTRICT_HALL)
    assert [town[each].state(petition) for each in every] == ["closed"] * 3


def test_art35_who_had_it_in_between_reviews_it_within_its_thirty_days(town):
    petition = answered_by_the_bureau(town, by=DISTRICT_HALL)
    assert town[DISTRICT_HALL].state(petition) == "resolved"
    hear(town, petition)
    [row] = reviews(town)
    town.accept(row.terms.handover_id)
    town.wire.settle()
    case = town[DISTRICT_HALL].database.stored.cases[petition]
    assert (case.state, case.deadline.due_at) == ("assigned", row.terms.due)


def test_who_answered_is_not_told_that_it_was_taken_up_while_it_is_reviewed(town):
    petition = answered_by_the_bureau(town, by=DISTRICT_HALL)
    hear(town, petition)
    every = (STREET_OFFICE, DISTRICT_HALL, BUREAU)
    town.accept(reviews(town)[0].terms.handover_id)
    town.wire.settle()
    town.clock.advance(timedelta(days=1, hours=1))
    for each in every:
        town[each].run()
    town.wire.settle()
    assert town[BUREAU].state(petition) == "resolved"
    hall, said = town[DISTRICT_HALL], {"outcome": Outcome.EXPLAINED, "reply": "维持"}
    hall.do(StartCase(actor=a_handler(), petition_id=petition))
    hall.do(ResolveCase(actor=a_handler(), petition_id=petition, **said))
    town.wire.settle()
    close(town, petition)
    assert [town[each].state(petition) for each in every] == ["closed"] * 3


def test_a_review_that_is_recalled_leaves_the_answer_as_it_stood(town):
    petition = answered_by_the_bureau(town, by=DISTRICT_HALL)
    hear(town, petition)
    [row] = reviews(town)
    town.accept(row.terms.handover_id)
    town.wire.settle()
    town.recall(row.terms.handover_id)
    town.wire.settle()
    every = (STREET_OFFICE, DISTRICT_HALL, BUREAU)
    assert [town[each].state(petition) for each in every] == ["resolved"] * 3
    close(town, petition)
    assert [town[each].state(petition) for each in every] == ["closed"] * 3


def test_a_refused_review_is_told_and_may_be_asked_for_anew(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    town.refuse(reviews(town)[0].terms.handover_id)
    town.wire.settle()
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert (no.why, no.reviewer_name) == ("review-refused", DISTRICT_HALL)
    hear(town, petition)
    assert sorted(each.state for each in reviews(town)) == ["offered", "refused"]


def test_a_review_that_nobody_took_in_its_time_is_told(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    town.clock.advance(timedelta(days=32))
    town[STREET_OFFICE].run()
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert no.why == "review-expired"


def test_art36_the_second_goes_one_level_higher_and_there_is_no_third(
    town, monkeypatch
):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    opinion(town, petition)
    with pytest.raises(NoSuperiorOrgan):
        desk(town, petition)
    two = (DISTRICT_HALL, DISTRICT_HALL)
    monkeypatch.setattr(Directory, "above", lambda *_: two)
    town.clock.advance(timedelta(seconds=1))
    desk(town, petition)
    town.wire.settle()
    opinion(town, petition)
    last = town[STREET_OFFICE].told(ReviewAnswered)[-1]
    assert (last.stage, last.final) == ("recheck", True)
    with pytest.raises(MatterFinal):
        desk(town, petition)


def test_who_reviewed_it_already_is_not_named_as_who_may_be_asked(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    opinion(town, petition)
    hear(town, petition)
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert (no.why, no.reviewer_id, no.due_at) == ("no-superior-organ", None, None)


def test_help_that_is_asked_for_meanwhile_does_not_hide_who_answered(town):
    petition = answered_by_the_bureau(town)
    hear(town, petition)
    opinion(town, petition)
    town.offer(petition, STREET_OFFICE, DISTRICT_HALL, "assist")
    town.wire.settle()
    with pytest.raises(NoSuperiorOrgan):
        desk(town, petition)


def desk(town, petition, on=TODAY):
    said = {"answer_received_on": on, "reason": "不服"}
    town[STREET_OFFICE].do(AskAbove(actor=TOP, petition_id=petition, **said))


def test_art35_no_level_is_passed_over_where_the_next_one_takes_none_from_here(
    town, monkeypatch
):
    petition = answered_by_the_bureau(town)
    takes = Directory.takes

    def not_from_the_street(self, to, by, form):
        asks = form is Form.REVIEW and by == STREET_OFFICE
        return not asks and takes(self, to, by, form)

    monkeypatch.setattr(Directory, "takes", not_from_the_street)
    hear(town, petition)
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert (no.why, no.reviewer_id) == ("reviewed-elsewhere", DISTRICT_HALL)
    assert no.due_at is not None
    assert not reviews(town)


def test_what_is_refused_begins_no_round_so_that_it_can_be_asked_later(
    town, monkeypatch
):
    petition = answered_by_the_bureau(town)
    before = len(town[STREET_OFFICE].kept["matters"])
    monkeypatch.setattr(Directory, "issues", lambda *_: False)
    hear(town, petition)
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert (no.why, no.reviewer_id) == ("receipt-not-listed", DISTRICT_HALL)
    assert len(town[STREET_OFFICE].kept["matters"]) == before
    monkeypatch.undo()
    hear(town, petition)
    assert [each.terms.to for each in reviews(town)] == [DISTRICT_HALL]


def test_art30_an_accusation_goes_to_no_reviewer_that_does_not_stand_above(
    town, monkeypatch
):
    petition = answered_by_the_bureau(town)
    case = town[STREET_OFFICE].database.stored.cases[petition]
    case.matter = replace(case.matter, accused=(STREET,))
    above = Directory.above

    def of_the_bureau_alone(self, agency):
        return [] if agency == STREET_OFFICE else above(self, agency)

    monkeypatch.setattr(Directory, "above", of_the_bureau_alone)
    hear(town, petition)
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert no.why == "reviewed-elsewhere"
    assert not reviews(town)


def test_a_day_before_the_answer_is_not_one_on_which_it_came(town):
    petition = answered_by_the_bureau(town)
    with pytest.raises(OutOfTime):
        desk(town, petition, on=TODAY - timedelta(days=1))


def test_what_is_reworked_here_stays_whatever_is_said_of_the_time_before(town):
    petition = answered_by_the_bureau(town)
    street = town[STREET_OFFICE]
    case = street.database.stored.cases[petition]
    case.rework("反弹", CLOCKS, at=town.clock.now())
    town.clock.advance(timedelta(days=1, hours=1))
    town[BUREAU].run()
    town.wire.settle()
    assert street.state(petition) == "assigned"


def test_art36_after_a_review_in_the_house_the_agency_above_gives_the_last_one(town):
    """The street's own answer, reviewed by its own superior organ, then by the hall."""
    street = town[STREET_OFFICE]
    petition = town.open()
    town.answer(petition, by=STREET_OFFICE)
    case = street.database.stored.cases[petition]
    review = Review(petition_id=petition, original_id=COMMUNITY)
    street.kept["reviews"][petition] = review
    review.state = ReviewState.REVIEWED
    review.rounds.append(
        Round(
            stage=Stage.REVIEW,
            reviewer_id=DISTRICT,
            answer_received_on=TODAY,
            reason="没有解决",
            asked_at=NOON,
            due_at=NOON,
            answered_at=NOON,
        )
    )
    assert case.resolution is not None
    hear(town, petition)
    [row] = reviews(town)
    assert row.terms.reason == BASES[Stage.RECHECK]
    opinion(town, petition)
    [said] = street.told(ReviewAnswered)
    assert (said.stage, said.final) == ("recheck", True)
    hear(town, petition)
    assert [each.why for each in street.told(ReviewDeclined)] == [MatterFinal.code]
