"""A service that hangs makes two people wait; what it said last outlives that."""

import pytest
import requests

from portal.adapters.desk_doors import Asker, CaseDoor
from portal.adapters.lasting import lasts
from portal.adapters.lines import (
    ANSWER_SECONDS,
    BESIDE,
    LARGEST_ANSWER,
    LASTS_SECONDS,
    MOST_BYTES,
    REST_SECONDS,
    LastAnswers,
    Line,
    line_to,
)
from portal.application.ports import Away, Refused
from portal.domain.staff import SignedIn

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
    whole = b"x" * LARGEST_ANSWER
    most = MOST_BYTES // (LARGEST_ANSWER + BESIDE)
    for n in range(most + 1):
        answers.keep((f"staff-{n}",), whole)
    assert answers.last(("staff-0",)) is None
    assert answers.last(("staff-1",)) == (0, whole)
    answers.forget("staff-1")
    answers.keep(KEY, whole)
    assert answers.last(("staff-2",)) == (0, whole)
    answers.keep(("x" * (MOST_BYTES - BESIDE),), b"")
    assert answers.last(KEY) is None


def test_what_is_too_old_to_be_shown_lies_in_no_memory(watch):
    answers = LastAnswers(watch)
    answers.keep(("li", *KEY[1:]), b"hers")
    watch.seconds += LASTS_SECONDS
    answers.keep(KEY, b"one")
    watch.seconds -= LASTS_SECONDS
    assert answers.last(("li", *KEY[1:])) is None


def test_a_wait_while_others_were_answered_is_that_of_one_door_alone(line, watch):
    def answered_meanwhile(*_, **__):
        line._session.asked += 1
        watch.seconds += 1
        line._answered_at = watch.seconds
        watch.seconds += 3
        raise requests.ReadTimeout

    line._session.request = answered_meanwhile
    for _ in range(4):
        vain(line)
    assert line._session.asked == 4


class Told:
    """What a service says of a list."""

    def __init__(self, status, content=b'{"items": []}'):
        self.status_code, self.content = status, content

    @staticmethod
    def json():
        return {}


@pytest.fixture
def desk(request):
    door = CaseDoor(f"http://{request.node.name}")
    line = line_to(f"http://{request.node.name}")
    asker = Asker(
        SignedIn(
            account="wang",
            staff_id="wang",
            name="王",
            role="clerk",
            roles=("clerk",),
            organisation_id="street",
            token="",
        ),
        "zh-CN",
    )

    def say(what):
        def answer(*_, **__):
            if isinstance(what, Told):
                return what
            raise what

        line._session.request = answer

    return door, asker, say


def test_what_was_refused_since_is_not_told_again_while_nobody_answers(desk):
    door, asker, say = desk
    say(Told(200))
    door.worklist(asker)
    say(Told(404))
    with pytest.raises(Refused):
        door.worklist(asker)
    say(requests.ConnectionError())
    with pytest.raises(Away):
        door.worklist(asker)


def test_who_got_no_answer_to_what_they_did_is_shown_nothing_from_before(desk):
    door, asker, say = desk
    say(Told(200))
    door.worklist(asker)
    say(requests.ConnectionError())
    assert door.worklist(asker) == {"items": [], "next": None}
    with pytest.raises(Away):
        door.act(asker, "MQ-2611-0000018", "remarks", {"text": "已联系"}, "key", None)
    with pytest.raises(Away):
        door.worklist(asker)
    assert len(asker.ages) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/v1/petitions/MQ-2611-0000018/petitioner",
        "/v1/petitions/MQ-2611-0000018",
        "/v1/titles",
        "/v1/households/1",
        "/v1/follow-ups",
        "/v1/staff",
        "/v1/agency-disclosures",
        "/v1/data-requests",
        "/v1/objections",
        "/v1/cases/MQ-2611-0000018/petitioner",
        "/v1/figures/rows/all",
        "/v1/obligations/missing",
    ],
)
def test_nothing_that_tells_of_residents_outlives_its_owners_silence(path):
    assert not lasts(path)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/cases",
        "/v1/cases/MQ-2611-0000018",
        "/v1/agencies",
        "/v1/agency-quarantine",
        "/v1/agency-differences",
    ],
)
def test_lists_and_what_agencies_hold_against_each_other_outlive_it(path):
    assert lasts(path)
