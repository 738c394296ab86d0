"""A service that hangs makes two people wait; what it said last outlives that."""

import pytest
import requests

from portal.adapters.lasting import lasts
from portal.adapters.lines import (
    ANSWER_SECONDS,
    LARGEST_ANSWER,
    LASTS_SECONDS,
    MOST_ANSWERS,
    REST_SECONDS,
    LastAnswers,
    Line,
)
from portal.application.ports import Away

pytestmark = pytest.mark.unit
KEY = ("wang", "clerk", "street", "zh-CN", "/v1/cases")


class Watch:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


class Far:
    """A service as a session reaches it: `fate` is raised, or else it answers."""

    def __init__(self, fate=None):
        self.fate, self.asked = fate, 0

    def request(self, *_, **__):
        self.asked += 1
        if self.fate is not None:
            raise self.fate
        return "answer"


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def line(watch):
    made = Line("http://127.0.0.1:1", watch)
    made._session = Far(requests.ReadTimeout())
    return made


def ask(line, patience=ANSWER_SECONDS):
    return line.send("GET", "/v1/cases", {}, patience)


def vain(line, **how):
    with pytest.raises(Away):
        ask(line, **how)


def test_after_two_waits_in_vain_nobody_is_made_to_wait(line, watch):
    vain(line)
    vain(line)
    vain(line)
    assert line._session.asked == 2
    watch.seconds += REST_SECONDS
    vain(line)
    vain(line)
    assert line._session.asked == 3


def test_who_tries_after_the_rest_opens_the_line_for_all(line, watch):
    vain(line)
    vain(line)
    watch.seconds += REST_SECONDS
    line._session.fate = None
    assert [ask(line), ask(line)] == ["answer", "answer"]
    line._session.fate = requests.ReadTimeout()
    vain(line)
    vain(line)
    assert line._session.asked == 6


def test_an_answer_between_two_waits_begins_the_count_anew(line):
    vain(line)
    line._session.fate = None
    ask(line)
    line._session.fate = requests.ReadTimeout()
    vain(line)
    vain(line)
    assert line._session.asked == 4


@pytest.mark.parametrize(
    ("fate", "patience"),
    [(requests.ConnectionError(), ANSWER_SECONDS), (requests.ReadTimeout(), 25.0)],
)
def test_who_refuses_at_once_or_prints_long_does_not_hang(line, fate, patience):
    line._session.fate = fate
    for _ in range(4):
        vain(line, patience=patience)
    assert line._session.asked == 4


def test_a_last_answer_is_dated_and_does_not_last_for_ever(watch):
    answers = LastAnswers(watch)
    assert answers.last(KEY) is None
    answers.keep(KEY, b"one")
    watch.seconds += 60
    assert answers.last(KEY) == (60, b"one")
    answers.keep(KEY, b"two")
    assert answers.last(KEY) == (0, b"two")
    watch.seconds += LASTS_SECONDS
    assert answers.last(KEY) is None


def test_what_was_told_to_somebody_is_told_to_nobody_else_and_gone_when_they_act(watch):
    answers = LastAnswers(watch)
    answers.keep(KEY, b"one")
    answers.keep(("li", *KEY[1:]), b"hers")
    answers.forget("wang")
    assert answers.last(KEY) is None
    assert answers.last(("li", *KEY[1:])) == (0, b"hers")


def test_there_is_an_end_to_what_is_kept(watch):
    answers = LastAnswers(watch)
    answers.keep(KEY, b"short")
    answers.keep(KEY, b"x" * (LARGEST_ANSWER + 1))
    assert answers.last(KEY) is None
    for n in range(MOST_ANSWERS + 1):
        answers.keep((f"staff-{n}",), b"one")
    assert answers.last(("staff-0",)) is None
    assert answers.last(("staff-1",)) == (0, b"one")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/petitions/MQ-2611-0000018/petitioner",
        "/v1/petitions/MQ-2611-0000018",
        "/v1/titles",
        "/v1/households/1",
        "/v1/follow-ups",
        "/v1/staff",
        "/v1/data-requests",
        "/v1/cases/MQ-2611-0000018/petitioner",
        "/v1/figures/rows/all",
    ],
)
def test_nothing_that_tells_of_residents_outlives_its_owners_silence(path):
    assert not lasts(path)
    assert lasts("/v1/cases")
    assert lasts("/v1/cases/MQ-2611-0000018")
