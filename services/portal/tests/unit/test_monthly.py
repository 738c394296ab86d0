"""A month's three questions: what is answered, what alarms, which months (D-22)."""

from datetime import date

import pytest

from portal.domain.monthly import LONGEST_WORDS, Answers, months_at

pytestmark = pytest.mark.unit

WELL = {"production_normal": "yes", "wages_paid": "yes", "hazard": "no"}


def test_d22_three_good_answers_need_no_words():
    answers = Answers.told(WELL)
    assert (answers.alarming, answers.faults) == (False, {})
    assert answers.body(2) == {
        "production_normal": True,
        "wages_paid": True,
        "hazard": False,
        "text": "",
        "revision": 2,
    }


@pytest.mark.parametrize(
    "change",
    [{"production_normal": "no"}, {"wages_paid": "no"}, {"hazard": "yes"}],
)
def test_d22_an_answer_that_alarms_needs_words(change):
    answers = Answers.told(WELL | change)
    assert answers.faults == {"text": "fault.report.text"}
    assert Answers.told(WELL | change | {"text": "两个月没发。"}).faults == {}


def test_d22_every_question_is_answered_by_yes_or_no():
    answers = Answers.told({"wages_paid": "maybe", "hazard": "no"})
    assert set(answers.faults) == {"production_normal", "wages_paid"}
    long = Answers.told(WELL | {"text": "长" * (LONGEST_WORDS + 1)})
    assert long.faults == {"text": "fault.text.long"}


def test_d22_what_was_reported_stands_in_the_form_again():
    told = Answers.told(WELL | {"hazard": "yes", "text": "消防门锁死。"})
    assert Answers.of(told.body(0)) == told


@pytest.mark.parametrize(
    "today, months",
    [
        (date(2027, 1, 1), ("2026-12", "2027-01")),
        (date(2026, 11, 30), ("2026-10", "2026-11")),
    ],
)
def test_d22_this_month_and_the_one_before_may_be_reported(today, months):
    assert months_at(today) == months
