"""Surveys: what was asked of how many, and the rates, without a database."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.application.follow_ups.commands import AddResponses, OpenSurvey
from notify.domain.errors import OutOfScope
from notify.domain.follow_ups.errors import AnswersUnknownQuestion
from notify.domain.follow_ups.survey import SurveyQuestion, rate_of, shares
from services.notify.tests.builders import COMMUNITY, NOON, a_clerk
from services.notify.tests.room import BOSS, Room

pytestmark = pytest.mark.unit

ASKED = [
    SurveyQuestion(code="safe", text="您对社会治安满意吗？"),
    SurveyQuestion(code="aware", text="您知道平安建设吗？"),
]


def to_open(**changes):
    usual = {
        "actor": BOSS,
        "survey_id": uuid4(),
        "title": "综治两率",
        "wave_on": NOON.date(),
        "organisation_id": COMMUNITY,
        "sample": 200,
        "questions": ASKED,
    }
    return OpenSurvey(**usual | changes)


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        (99, 100, "99.0"),
        (257, 260, "98.8"),
        (1729, 1811, "95.5"),
        (1, 800, "0.1"),
        (3, 800, "0.4"),
    ],
)
def test_b30_a_rate_has_one_place_and_half_goes_to_even(part, whole, rate):
    assert str(rate_of(part, whole)) == rate


def test_b30_the_two_rates_are_told_with_both_their_numbers():
    forms = [{"safe": n != 0, "aware": n < 95} for n in range(100)]
    safe, aware = shares(ASKED, [*forms, {"safe": None}])
    assert (safe.rate, safe.yes, safe.valid, safe.unclear) == (
        Decimal("99.0"),
        99,
        100,
        1,
    )
    assert (aware.rate, aware.valid, aware.unclear) == (Decimal("95.0"), 100, 0)


def test_b30_nobody_asked_is_no_rate():
    assert [each.rate for each in shares(ASKED, [])] == [None, None]


def test_b30_of_a_question_that_few_answered_nothing_is_told():
    forms = [{"safe": True, "aware": True}, {"safe": False}, {"safe": None}]
    safe, aware = shares(ASKED, forms, smallest=3)
    assert (safe.withheld, safe.yes, safe.valid, safe.unclear) == (False, 1, 2, 1)
    assert (aware.withheld, aware.yes, aware.rate) == (True, None, None)
    assert not shares(ASKED, [], smallest=3)[0].withheld


@given(st.lists(st.sampled_from([True, False, None])))
def test_b30_every_answer_counts_once(said):
    (share, _) = shares(ASKED, [{"safe": each} for each in said])
    assert share.valid + share.unclear == len(said)


def test_b30_forms_come_in_once_and_only_for_what_was_asked():
    room = Room()
    survey = room.do(to_open())
    form = uuid4()
    for safe in (True, False):
        command = AddResponses(
            actor=BOSS, survey_id=survey.survey_id, responses={form: {"safe": safe}}
        )
        room.do(command)
    assert room.work.surveys.answers == {(survey.survey_id, form): {"safe": True}}
    with pytest.raises(AnswersUnknownQuestion):
        room.do(
            AddResponses(
                actor=BOSS, survey_id=survey.survey_id, responses={form: {"rich": True}}
            )
        )


def test_b30_a_unit_asks_for_itself():
    room = Room()
    with pytest.raises(OutOfScope):
        room.do(to_open(actor=a_clerk("510107")))
    survey = room.do(to_open())
    with pytest.raises(OutOfScope):
        room.do(
            AddResponses(
                actor=a_clerk("510107"), survey_id=survey.survey_id, responses={}
            )
        )
