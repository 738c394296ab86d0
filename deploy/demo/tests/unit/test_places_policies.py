"""The worked cases fit every policy that a place starts with, not the default alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.adapters.policies import load_policies as intake_policies
from minqing_demo import cast, letters
from minqing_demo.acts import AnswerLetter, CallBack
from minqing_demo.office import LONGEST_REVIEW
from minqing_demo.stage import Matter
from minqing_demo.stories import STORIES, a28, c22
from minqing_demo.story import Form
from minqing_demo.today.homes import PLANNED, REVIEWS
from minqing_demo.today.matters import open_matters
from notify.adapters.policies import load_policies as notify_policies
from notify.domain.follow_ups.policy import Objecting
from registry.adapters.policies import load_help

pytestmark = pytest.mark.unit

POLICIES = Path(__file__).parents[4] / "deploy" / "policies"
PLACES = sorted({*POLICIES.glob("*.yml")} - {POLICIES / "kustomization.yaml"})
PLACES = [each for each in PLACES if each.stem != "calendar"]
PLACED = pytest.mark.parametrize("file", PLACES, ids=lambda each: each.stem)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
MATTER = Matter(petition_id="p-1", receipt="MQ-2601-0000001")


class Stage:
    """A notify in which one objection waits, or a notice went somewhere."""

    def __init__(self, *, state=None, channel=None):
        self.state, self.channel, self.told = state, channel, []
        self.mail = Path("/nowhere")

    def wait(self, fact, what):
        assert fact(), what

    def send(self, service, method, path):
        return type("Said", (), {"status": 200, "body": {"case_revision": 3}})

    def ask(self, service, method, path, *, by=None, key=None, body=None, query=None):
        if method == "POST":
            self.told.append((path, by, body))
        if path == "/v1/objections":
            other = {"objection_id": "o-2", "petition_id": "p-2"}
            mine = {"objection_id": "o-1", "petition_id": "p-1"}
            return {"items": [other, mine] if query["state"] == self.state else []}
        asking = {"step": "resolved", "audience": "petitioner", "at": "2026-03-27"}
        notice = asking | {"notice_id": "n-01", "channel": self.channel}
        return {"resolutions": [{"revision": 3}], "notices": [notice]}


def calls():
    return [
        (story, act)
        for story in STORIES
        for act in story.acts
        if isinstance(act, CallBack)
    ]


@PLACED
def test_b28_where_a_supervisor_decides_a_dissatisfied_answer_has_one(file):
    asked = notify_policies(file).at(NOW).follow_up
    if asked.objections is not Objecting.SUPERVISOR and not asked.supervisor_checks:
        return
    unhappy = {story.title for story, act in calls() if act.satisfied is False}
    assert unhappy == {a28.STORY.title}
    for story, act in calls():
        assert story.title not in unhappy or act.checked_by is not None


def test_b28_one_place_at_least_asks_a_supervisor():
    kinds = {notify_policies(each).at(NOW).follow_up.objections for each in PLACES}
    assert kinds == set(Objecting)


@pytest.mark.parametrize(
    ("state", "step"), [("raised", "reopen"), ("reworked", "approve")]
)
def test_b28_the_supervisor_decides_about_this_petition_alone(state, step):
    stage = Stage(state=state)
    [first, *_] = [act for story, act in calls() if story is a28.STORY]
    first.do(stage, MATTER, "k")
    path, by, _ = stage.told[-1]
    assert (path, by) == (f"/v1/objections/o-1/{step}", cast.A_STREET_LEADER)


def test_b28_where_nothing_waits_the_supervisor_does_nothing():
    stage = Stage()
    [first, *_] = [act for story, act in calls() if story is a28.STORY]
    first.do(stage, MATTER, "k")
    assert len(stage.told) == 1


def test_where_a_place_leaves_no_letter_a_clerk_calls():
    [act] = [each for each in c22.STORY.acts if isinstance(each, AnswerLetter)]
    stage = Stage(channel="in-app")
    assert letters.answer_code(stage, MATTER) is None
    act.do(stage, MATTER, "k")
    [(_, by, body)] = stage.told
    assert by == cast.C_STREET_CLERK
    assert "token" not in body


def about(form):
    return {"kind": None, "case_kind": None, "mode": None, "channel": form["channel"]}


def has(form, field):
    named = {"name", "address", "telephone"}
    return field in (form["contact"] if field in named else form)


@PLACED
def test_what_a_place_asks_before_it_accepts_the_demo_says(file):
    policy = intake_policies(file).at(NOW)
    worked = [
        story.heading | dict(story.submission.said)
        for story in STORIES
        if isinstance(story.submission, Form)
    ]
    laid = [each.form for each in open_matters() if each.is_for_a_case]
    for form in worked + laid:
        for field in policy.required(about(form)):
            assert has(form, field), (form["title"], field)


@PLACED
def test_c07_plans_of_the_demo_are_reviewed_as_soon_as_the_place_wants(file):
    longest = load_help(file).at(NOW).review_days
    assert longest >= LONGEST_REVIEW
    assert longest >= PLANNED + max(REVIEWS)
