"""第35、36条: of which answer a review may be asked, until when, and only once."""

from datetime import date, timedelta

import pytest

from intake.adapters.details import details_document, details_from
from intake.adapters.translation import TELL
from intake.application.reviewing import RequestReview, remedy_of
from intake.domain.errors import BrokenPetition, ReviewRefused
from intake.domain.progress import CaseFact, CaseStep, Progress
from intake.domain.review_request import Stage
from intake.domain.reviewing import (
    DAYS,
    LONGEST_REASON,
    MOST_TIMES,
    ReviewRequested,
    remedy,
)
from services.intake.tests.builders import NOON, STORY, a_submission
from services.intake.tests.fakes import FakeReader
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

TODAY = NOON.date()


def day(at):
    return at.date()


def facts(*steps):
    """A case's facts, one a day; a step may come with what a review came to."""
    told = {}
    for revision, said in enumerate(steps, start=1):
        step, outcome = said if isinstance(said, tuple) else (said, None)
        at = NOON + timedelta(days=revision)
        told[revision] = CaseFact(revision=revision, step=step, at=at, outcome=outcome)
    return Progress(told)


RESOLVED, CLOSED = CaseStep.RESOLVED, CaseStep.CLOSED
ASKED = CaseStep.REVIEW_ASKED
UPHELD = (CaseStep.REVIEW_ANSWERED, "upheld")
ANEW = (CaseStep.REVIEW_ANSWERED, "anew")


@pytest.mark.parametrize(
    ("told", "stage", "disputed"),
    [
        ((RESOLVED,), Stage.REVIEW, 1),
        ((RESOLVED, CLOSED), Stage.REVIEW, 1),
        ((RESOLVED, CaseStep.REVIEW_DECLINED), Stage.REVIEW, 1),
        ((RESOLVED, ASKED, UPHELD), Stage.RECHECK, 3),
        ((RESOLVED, ASKED, CaseStep.REVIEW_DECLINED), Stage.REVIEW, 1),
        ((RESOLVED, ASKED, ANEW, CaseStep.REOPENED, RESOLVED), Stage.REVIEW, 5),
    ],
)
def test_art35_what_was_answered_last_may_be_reviewed(told, stage, disputed):
    found = remedy(facts(*told), day)
    assert (found.stage, found.disputed) == (stage, disputed)
    assert found.last_day == TODAY + timedelta(days=disputed + 30)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ((), "review-not-answered"),
        ((CaseStep.STARTED,), "review-not-answered"),
        ((RESOLVED, CaseStep.REOPENED), "review-not-answered"),
        ((RESOLVED, ASKED, ANEW), "review-not-answered"),
        ((RESOLVED, ASKED), "review-going-on"),
        ((RESOLVED, ASKED, UPHELD, ASKED, UPHELD), "review-final"),
    ],
)
def test_art36_nothing_is_reviewed_unanswered_twice_at_a_time_or_after_the_end(
    told, why
):
    with pytest.raises(ReviewRefused) as refused:
        remedy(facts(*told), day)
    assert refused.value.fields == {"receipt": why}


class Answered(House):
    """A petition that was answered some days ago."""

    def __init__(self, days=0):
        super().__init__()
        self.petition_id = self.submit(a_submission())
        self.told(self.petition_id, RESOLVED)
        self.intake.clock.advance(timedelta(days=days))

    @property
    def petition(self):
        return self.store.petitions[self.petition_id]

    def view(self):
        return FakeReader(self.store).petition(self.petition.receipt)

    def ask(self, received_on=TODAY, reason="没有说明何时换灯"):
        command = RequestReview(
            petition_id=self.petition_id,
            asked=remedy_of(self.view(), day),
            received_on=received_on,
            reason=reason,
            code_check="c" * 64,
        )
        return self.intake.bus.handle(command, STORY)

    def requests(self):
        kind = ReviewRequested
        return [each for each in self.store.facts if isinstance(each, kind)]


def test_art35_asked_on_the_last_day_it_is_in_time():
    house = Answered(days=30)
    house.ask()
    [fact] = house.requests()
    assert TELL[ReviewRequested](fact).event.answer_received_on == TODAY
    assert fact.requested_at == house.intake.clock.now()
    told = TELL[ReviewRequested](fact)
    assert told.event.code_check == "c" * 64
    assert not {"没有说明", "c" * 64} & set(told.detail.values())


def test_art35_a_day_later_it_is_refused_unless_the_answer_came_later():
    house = Answered(days=31)
    with pytest.raises(ReviewRefused) as refused:
        house.ask()
    assert refused.value.fields == {"receipt": "review-too-late"}
    house.ask(TODAY + timedelta(days=1))
    assert len(house.requests()) == 1


@pytest.mark.parametrize("days", [-1, 4])
def test_no_answer_came_before_it_was_given_or_comes_tomorrow(days):
    with pytest.raises(BrokenPetition):
        Answered(days=3).ask(TODAY + timedelta(days=days))


@pytest.mark.parametrize("reason", [" ", "长" * (LONGEST_REASON + 1)])
def test_a_request_says_why_and_not_without_end(reason):
    house = Answered()
    with pytest.raises(BrokenPetition):
        house.ask(reason=reason)
    assert house.petition.reviews == ()


def test_asked_twice_of_one_answer_it_is_asked_once():
    house = Answered()
    house.ask()
    house.ask(reason="又想到一点")
    assert len(house.requests()) == 1
    assert len(house.petition.reviews) == 1


def test_art35_what_was_declined_may_be_asked_anew_in_time():
    house = Answered(days=3)
    house.ask()
    house.told(house.petition_id, CaseStep.REVIEW_DECLINED, revision=2)
    house.ask(TODAY + timedelta(days=1), reason="日期写错了")
    house.ask(TODAY + timedelta(days=1), reason="又想到一点")
    assert [each.reason for each in house.requests()] == [
        "没有说明何时换灯",
        "日期写错了",
    ]


def test_what_was_declined_again_and_again_is_for_the_window():
    house = Answered(days=3)
    for revision in range(2, 2 + MOST_TIMES):
        house.ask()
        house.told(house.petition_id, CaseStep.REVIEW_DECLINED, revision=revision)
    with pytest.raises(ReviewRefused) as refused:
        house.ask()
    assert refused.value.fields == {"receipt": "review-at-window"}


def test_a_request_lies_in_the_petitions_row():
    house = Answered()
    house.ask()
    kept = details_from(details_document(house.petition), ())
    assert kept["reviews"] == house.petition.reviews


def test_what_is_merged_is_reviewed_at_the_window():
    house = Answered()
    view = house.view()
    merged = type(view)(**{**vars(view), "lead": "MQ-1"})
    with pytest.raises(ReviewRefused):
        remedy_of(merged, day)


def test_thirty_days_are_the_statutes():
    assert date(2026, 11, 1) + DAYS == date(2026, 12, 1)
