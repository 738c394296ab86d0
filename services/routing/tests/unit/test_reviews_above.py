"""复查、复核 asked of the agency above, by message (条例第35、36条)."""

from datetime import timedelta

import pytest

from minqing_kernel.working_time import local_day
from routing.application.commands import ResolveCase, StartCase
from routing.application.handovers import reviewing
from routing.application.handovers.commands import AskAbove
from routing.application.reviews.commands import AskReview, HearReview
from routing.domain.errors import NotYours, OutOfTime
from routing.domain.resolution import Outcome
from routing.domain.reviews.errors import (
    MatterFinal,
    NoSuperiorOrgan,
    NothingToReview,
    ReviewedElsewhere,
    ReviewTooLate,
)
from routing.domain.reviews.events import ReviewAnswered, ReviewAsked, ReviewDeclined
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.builders import COMMUNITY, NOON, TODAY, a_handler, an_actor

pytestmark = pytest.mark.unit


def answered(town, by=STREET_OFFICE):
    petition = town.open(by)
    town.answer(petition, by=by)
    return petition


def ask(town, petition, by=STREET_OFFICE, actor=TOP, on=TODAY):
    said = {"answer_received_on": on, "reason": "没有解决"}
    return town[by].do(AskAbove(actor=actor, petition_id=petition, **said))


def request_of(agency):
    leg = next(iter(agency.kept["matters"].values())).leg
    return leg.sent[-1].terms


def reviewed(town, petition, outcome=Outcome.EXPLAINED):
    ask(town, petition)
    handover = request_of(town[STREET_OFFICE]).handover_id
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    hall = town[DISTRICT_HALL]
    hall.do(StartCase(actor=a_handler(), petition_id=petition))
    said = {"outcome": outcome, "reply": "经复查，原答复正确"}
    hall.do(ResolveCase(actor=a_handler(), petition_id=petition, **said))
    town.wire.settle()


def test_art35_a_request_goes_up_as_such_and_is_owed_within_30_days(town):
    petition = answered(town)
    ask(town, petition)
    terms = request_of(town[STREET_OFFICE])
    assert (terms.form, terms.to) == ("review", DISTRICT_HALL)
    assert terms.due - NOON <= timedelta(days=31)
    assert "第三十五条" in terms.reason
    [asked] = town[STREET_OFFICE].told(ReviewAsked)
    assert (asked.reviewer_name, asked.due_at) == (DISTRICT_HALL, terms.due)
    ask(town, petition)
    assert len(town[STREET_OFFICE].told(ReviewAsked)) == 1


@pytest.mark.parametrize(
    ("outcome", "opinion", "state"),
    [
        (Outcome.EXPLAINED, "upheld", "resolved"),
        (Outcome.RESOLVED, "changed", "resolved"),
        (Outcome.REFERRED, "anew", "assigned"),
    ],
)
def test_art35_its_result_is_the_reviewers_opinion(town, outcome, opinion, state):
    petition = answered(town)
    reviewed(town, petition, outcome)
    [fact] = town[STREET_OFFICE].told(ReviewAnswered)
    assert (fact.outcome, fact.final, fact.stage) == (opinion, False, "review")
    assert town[STREET_OFFICE].state(petition) == state


def test_art36_there_is_no_second_review_without_another_agency_above(town):
    petition = answered(town)
    reviewed(town, petition)
    with pytest.raises(NoSuperiorOrgan):
        ask(town, petition)


def test_art36_the_second_review_is_the_last(town, monkeypatch):
    petition = answered(town)
    monkeypatch.setattr(reviewing, "_reviewers", lambda _: [DISTRICT_HALL] * 2)
    reviewed(town, petition)
    town.clock.advance(timedelta(seconds=1))
    ask(town, petition)
    last = town[STREET_OFFICE].told(ReviewAsked)[-1]
    assert last.stage == "recheck"
    leg = next(iter(town[STREET_OFFICE].kept["matters"].values())).leg
    second = next(e.terms for e in leg.sent if "第三十六条" in e.terms.reason)
    town.wire.settle()
    town.accept(second.handover_id)
    town.wire.settle()
    hall = town[DISTRICT_HALL]
    said = {"outcome": Outcome.EXPLAINED, "reply": "维持"}
    hall.do(StartCase(actor=a_handler(), petition_id=petition))
    hall.do(ResolveCase(actor=a_handler(), petition_id=petition, **said))
    town.wire.settle()
    assert town[STREET_OFFICE].told(ReviewAnswered)[-1].final
    with pytest.raises(MatterFinal):
        ask(town, petition)


def test_art35_what_was_not_answered_or_comes_too_late_goes_nowhere(town):
    petition = town.open()
    with pytest.raises(NothingToReview):
        ask(town, petition)
    town.answer(petition, by=STREET_OFFICE)
    with pytest.raises(NotYours):
        ask(town, petition, actor=an_actor("clerk", "elsewhere"))
    with pytest.raises(OutOfTime):
        ask(town, petition, on=TODAY + timedelta(days=1))
    town.clock.advance(timedelta(days=40))
    with pytest.raises(ReviewTooLate):
        ask(town, petition)
    other = answered(town, DISTRICT_HALL)
    with pytest.raises(NoSuperiorOrgan):
        ask(town, other, by=DISTRICT_HALL, on=local_day(town.clock.now()))


def test_art35_of_what_another_agency_answered_nothing_is_asked_from_here(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    town.answer(petition)
    town.wire.settle()
    with pytest.raises(ReviewedElsewhere):
        ask(town, petition)
    desk = {"answer_received_on": TODAY, "reason": "没有解决"}
    with pytest.raises(ReviewedElsewhere):
        town[STREET_OFFICE].do(AskReview(actor=TOP, petition_id=petition, **desk))


@pytest.mark.parametrize(
    ("to", "days", "reviewer", "why"),
    [
        (BUREAU, 40, None, "review-too-late"),
        (DISTRICT_HALL, 0, None, "reviewed-elsewhere"),
    ],
)
def test_art35_a_petitioner_is_told_who_reviews_another_agencys_answer(
    town, to, days, reviewer, why
):
    petition = town.open()
    handover = town.offer(petition, to=to)
    town.wire.settle()
    town.accept(handover, by=to)
    town.wire.settle()
    town.answer(petition, by=to)
    town.wire.settle()
    town.clock.advance(timedelta(days=days))
    hear(town, petition)
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert (no.reviewer_id, no.reviewer_name, no.why) == (reviewer, reviewer, why)
    assert (no.due_at is None) == (reviewer is None)
    assert not town[STREET_OFFICE].told(ReviewAsked)


def hear(town, petition, **changes):
    said = {
        "petition_id": petition,
        "answer_received_on": TODAY,
        "reason": "没有解决",
        "requested_at": town.clock.now(),
    }
    town[STREET_OFFICE].do(HearReview(**said | changes))


def test_art35_a_petitioners_own_request_goes_up_where_nobody_here_reviews(
    town, monkeypatch
):
    petition = answered(town)
    monkeypatch.setattr(reviewing, "reviewer_above", lambda *_: None)
    hear(town, petition)
    assert request_of(town[STREET_OFFICE]).to == DISTRICT_HALL
    hear(town, petition, answer_received_on=TODAY + timedelta(days=2))
    [no] = town[STREET_OFFICE].told(ReviewDeclined)
    assert no.why == "out-of-time"


def nobody_answered(*_):
    raise NothingToReview


@pytest.mark.parametrize("why", ["alone", "reviewed here", "not answered"])
def test_art35_it_stays_within_the_house_where_somebody_here_reviews(
    town, monkeypatch, why
):
    heard = []
    house = town[STREET_OFFICE]._house
    if why == "alone":
        monkeypatch.setattr(reviewing, "_reviewers", lambda _: [])
    elif why == "not answered":
        monkeypatch.setattr(reviewing, "answering_organ", nobody_answered)
    else:
        monkeypatch.setattr(reviewing, "reviewer_above", lambda *_: COMMUNITY)
    petition = answered(town)
    take = reviewing.hearing_above(lambda command, _: heard.append(command), house)
    command = HearReview(
        petition_id=petition, answer_received_on=TODAY, reason="x", requested_at=NOON
    )
    at_desk = reviewing.asking_here(lambda command, _: heard.append(command), house)
    with town[STREET_OFFICE].bus._new_unit_of_work() as work:
        take(command, work)
        at_desk(command, work)
    assert heard == [command] * 2
