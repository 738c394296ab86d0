"""A timeline says once that a matter was accepted, and still who answers for it."""

import pytest

from intake.entrypoints.public_words import say_step
from intake.entrypoints.told_once import said_once

pytestmark = pytest.mark.unit


def step(name, language):
    words = say_step(name, language, unit="金科苑", date="D")
    return {"step": name, "words": words}


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("zh-CN", "金科苑负责，D前答复您。"),
        ("zh-TW", "由金科苑承辦，D前答覆您。"),
        ("en", "金科苑 is responsible and will answer by D."),
    ],
)
def test_after_an_acceptance_an_assignment_says_who_and_until_when(language, last):
    both = [step("accepted", language), step("assigned", language)]
    told = said_once(both, language)
    assert [told[0]["words"], told[1]["words"]] == [both[0]["words"], last]
    alone = [step("received", language), step("assigned", language)]
    assert said_once(alone, language) == alone


def test_a_unit_that_gives_it_to_its_own_people_says_nothing_new():
    given, started = step("assigned", "zh-CN"), step("started", "zh-CN")
    told = said_once([step("accepted", "zh-CN"), given, given, started], "zh-CN")
    assert [each["step"] for each in told] == ["accepted", "assigned", "started"]
    twice = said_once([started, started, given, started], "zh-CN")
    assert [each["step"] for each in twice] == [
        *("started", "started", "assigned", "started"),
    ]
