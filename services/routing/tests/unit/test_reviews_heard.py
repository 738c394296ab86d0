"""第35、36条: what a petitioner asked for online is taken as of when they asked."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_contracts.intake_reviews import ReviewRequestedV1
from routing.adapters.hearing import COMMANDS
from routing.application.resettling import CaseStillToCome
from routing.application.reviews.commands import HearReview
from routing.domain.reviews import events
from services.routing.tests.builders import DISTRICT, NOON, TODAY
from services.routing.tests.room_builders import house
from services.routing.tests.unit.test_reviews import ask, later, signed

pytestmark = pytest.mark.unit

__all__ = ["house", "signed"]


def hear(house, case, at=None, on=TODAY):
    at = at or house.clock.now()
    command = HearReview(
        petition_id=case, answer_received_on=on, reason="不服", requested_at=at
    )
    return house.do(command)


def test_art35_it_goes_to_the_superior_organ_with_nobody_at_a_desk(signed):
    hear(signed, signed.resolved())
    [fact] = signed.facts(events.ReviewAsked)
    assert (fact.stage, fact.reviewer_id) == ("review", DISTRICT)


def test_art35_asked_in_time_it_is_in_time_however_late_it_is_heard(signed):
    case = signed.resolved()
    asked = signed.clock.now() + timedelta(days=29)
    later(signed, days=40)
    hear(signed, case, at=asked)
    [fact] = signed.facts(events.ReviewAsked)
    assert fact.at == asked


def test_art35_what_is_refused_says_why_and_leaves_no_review_behind(signed):
    case = signed.resolved()
    hear(signed, case, at=signed.clock.now() + timedelta(days=31))
    [fact] = signed.facts(events.ReviewDeclined)
    assert fact.why == "review-too-late"
    assert ask(signed, case).rounds[0].reviewer_id == DISTRICT


def test_what_nobody_answered_yet_is_declined(signed):
    hear(signed, signed.open())
    [fact] = signed.facts(events.ReviewDeclined)
    assert fact.why == "nothing-to-review"


def test_asked_again_while_it_goes_on_it_goes_on_and_nobody_is_told_no(signed):
    case = signed.resolved()
    ask(signed, case)
    hear(signed, case)
    hear(signed, case)
    assert len(signed.facts(events.ReviewAsked)) == 1
    assert signed.facts(events.ReviewDeclined) == []


def test_word_that_overtook_the_case_comes_again(signed):
    with pytest.raises(CaseStillToCome):
        hear(signed, uuid4())


def test_the_request_is_read_as_intake_wrote_it_down():
    event = ReviewRequestedV1(
        petition_id=uuid4(),
        receipt="MQ-1",
        revision=4,
        channel="web",
        division_code="",
        organisation_id=None,
        reachable=True,
        answer_received_on=TODAY,
        reason="不服",
        requested_at=NOON,
    )
    command = COMMANDS[ReviewRequestedV1](None, event)
    assert command.requested_at == NOON
    assert command.answer_received_on == TODAY
