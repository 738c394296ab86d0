"""条例第35条: what those below answered is reviewed here, in the reviews' room."""

from dataclasses import replace

import pytest

from routing.application.reviews.commands import AnswerReview, AskReview, HearReview
from routing.domain.agencies.directory import Directory
from routing.domain.reviews.events import ReviewDeclined
from routing.domain.reviews.review import Review
from routing.domain.reviews.terms import ReviewOutcome
from services.routing.tests.agencies_town import DISTRICT_HALL, STREET_OFFICE, TOP
from services.routing.tests.builders import COMMUNITY, DISTRICT, STREET, TODAY

pytestmark = pytest.mark.unit


def answered_below(town, known=True):
    """Told at the district, handed to the street, and answered there."""
    hall = town[DISTRICT_HALL]
    named = {STREET_OFFICE: STREET} if known else {}
    every = [
        replace(each, unit=named.get(each.agency_id)) for each in hall._house.directory
    ]
    replaced = replace(hall._house, directory=Directory(every))
    hall._house = replaced
    hall.bus = hall.new_bus()
    petition = town.open(DISTRICT_HALL)
    town.hand_over(petition, DISTRICT_HALL, STREET_OFFICE)
    town.answer(petition, by=STREET_OFFICE)
    town.wire.settle()
    return petition


def hear_at_the_hall(town, petition):
    said = {"answer_received_on": TODAY, "reason": "没有解决"}
    town[DISTRICT_HALL].do(
        HearReview(petition_id=petition, requested_at=town.clock.now(), **said)
    )


def review_of(town, petition):
    return town[DISTRICT_HALL].kept["reviews"].get(petition)


@pytest.mark.parametrize("at_the_desk", [False, True])
def test_art35_who_stands_above_the_answer_reviews_it_in_its_own_room(
    town, at_the_desk
):
    petition = answered_below(town)
    if at_the_desk:
        said = {"answer_received_on": TODAY, "reason": "没有解决"}
        town[DISTRICT_HALL].do(AskReview(actor=TOP, petition_id=petition, **said))
    else:
        hear_at_the_hall(town, petition)
    review = review_of(town, petition)
    assert (review.original_id, review.round.reviewer_id) == (STREET, DISTRICT)
    assert town[DISTRICT_HALL].told(ReviewDeclined) == []
    hear_at_the_hall(town, petition)
    assert len(review_of(town, petition).rounds) == 1


@pytest.mark.parametrize(
    ("outcome", "here", "there"),
    [("upheld", "resolved", "resolved"), ("anew", "assigned", "closed")],
)
def test_art35_its_opinion_ends_it_or_puts_it_to_work_here_and_they_hear(
    town, outcome, here, there
):
    petition = answered_below(town)
    hear_at_the_hall(town, petition)
    town[DISTRICT_HALL].do(
        AnswerReview(
            actor=TOP,
            petition_id=petition,
            outcome=ReviewOutcome(outcome),
            opinion="经复查",
        )
    )
    town.wire.settle()
    assert town[DISTRICT_HALL].state(petition) == here
    assert town[STREET_OFFICE].state(petition) == there


def test_whom_the_register_here_does_not_know_is_reviewed_as_before(town):
    petition = answered_below(town, known=False)
    hear_at_the_hall(town, petition)
    assert review_of(town, petition) is None
    assert len(town[DISTRICT_HALL].told(ReviewDeclined)) == 1


def test_a_review_of_what_was_answered_here_before_is_no_review_of_theirs(town):
    petition = answered_below(town)
    earlier = Review(petition_id=petition, original_id=COMMUNITY)
    town[DISTRICT_HALL].kept["reviews"][petition] = earlier
    hear_at_the_hall(town, petition)
    assert earlier.rounds == []
    assert len(town[DISTRICT_HALL].told(ReviewDeclined)) == 1
