"""The worked cases of the four reference sites, played at a running agency."""

import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from minqing_demo import cast
from minqing_demo.behind import standings
from minqing_demo.cast import B_DECEASED, LOGINS
from minqing_demo.office import HEAD, WORKER
from minqing_demo.places import (
    DABEI,
    HANBIN,
    JINKEYUAN,
    JINNIU,
    JINNIU_PETITIONS,
    LAOCHENG,
)
from minqing_demo.stories import STORIES, a28, a30, art35, b29, c22, c23, d14
from minqing_demo.story import CHINA
from minqing_demo.surroundings import Surroundings

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

RESIDENTS = 120

SWEPT = frozenset({"silent", "urged"})
"""What routing does by itself when nothing was said for a week; no story does it."""


class Demo:
    """The demo at one agency: plays it, and reads back what became of it."""

    def __init__(self, agency):
        self.endpoints = agency.write_endpoints()
        self.clock = agency.folder / "clock.json"
        self.environ = agency.operator_environ() | {"COLUMNS": "200"}
        around = Surroundings(self.endpoints, self.clock, self.environ)
        self.stage = around.stage()
        self.reading = around.reading(self.stage)

    def command(self, name):
        command = [sys.executable, "-m", "minqing_demo", name]
        command += ["--endpoints", str(self.endpoints)]
        if name == "play":
            command += ["--clock", str(self.clock), "--residents", str(RESIDENTS)]
        return command

    def run(self, name):
        """Run a command to its end and return what it says."""
        done = subprocess.run(
            self.command(name),
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run_until(self, name, word):
        """Run a command, and kill it as soon as it has said a word."""
        with subprocess.Popen(
            self.command(name), env=self.environ, stdout=subprocess.PIPE, text=True
        ) as process:
            for line in process.stdout:
                if word in line:
                    process.kill()
                    return
        raise AssertionError(f"{name} never said {word}")

    def matter(self, story):
        found = self.reading.find(story.door, story.channel, story.title)
        assert found is not None, story.title
        return found

    def case(self, story):
        path = f"/v1/cases/{self.matter(story).petition_id}"
        return self.stage.ask("routing", "GET", path)

    def petition(self, story):
        return self.reading.petition(self.matter(story), story.door)

    def steps(self, story, service="routing"):
        return self.reading.steps(service, self.matter(story))

    def words(self, story):
        """Return what was done; a week may pass in which the sweep finds silence."""
        done = (step["step"] for step in self.steps(story))
        return tuple(step for step in done if step not in SWEPT)

    def verdicts(self, story):
        answered = "follow-up-answered"
        told = self.steps(story, "notify")
        return [s["detail"]["verdict"] for s in told if s["step"] == answered]

    def standing(self):
        """Return all that could change if anything were played twice."""
        return [
            (
                self.steps(story, "intake"),
                self.steps(story),
                self.steps(story, "notify"),
            )
            for story in STORIES
        ]


@pytest.fixture(scope="module")
def demo(agency):
    """The demo, played in two runs: the first is killed in the middle of A-28."""
    played = Demo(agency)
    played.run_until("play", "reopened")
    played.run("play")
    yield played
    played.reading.close()


def day(moment):
    return datetime.fromisoformat(moment).astimezone(CHINA).date()


def test_a_play_that_was_killed_goes_on_where_it_stood(demo):
    for story in STORIES:
        assert demo.words(story) == story.facts


def test_the_demo_played_twice_is_played_once(demo):
    before = demo.standing()
    assert "playing the demo" not in demo.run("play")
    assert demo.standing() == before


def test_real_time_rules_again_when_the_demo_is_over(demo):
    assert not demo.clock.exists()


def test_every_petition_of_the_demo_is_closed_and_every_notice_is_sent(demo):
    for story in STORIES:
        assert demo.petition(story)["state"] == "closed"
        told = [s["step"] for s in demo.steps(story, "notify")]
        assert "notice-sent" in told
        assert not {"notice-failed", "notice-waiting", "notice-no-address"} & set(told)


def test_who_speaks_for_the_residents_sees_the_own_file_and_may_ask(demo):
    who = LOGINS["resident"]
    own = demo.stage.ask("registry", "GET", "/v1/own/file", by=who)
    assert own["resident"]["name"] == "冯映秋"
    told = {each["section"]: each["fields"] for each in own["sections"]}
    assert told.keys() >= {"basic", "employment", "education", "health", "insurance"}
    levels = [e["value"] for e in told["health"] if e["code"] == "disability_level"]
    assert levels == ["三级"]
    asked = {"kind": "correction", "section": "particulars", "statement": "号码换了"}
    asked |= {"values": {"telephone": "12800000029"}}
    path = f"/v1/own/requests/{uuid4()}"
    told = demo.stage.ask("registry", "PUT", path, by=who, body=asked)
    assert told["request"]["state"] == "received"


def test_the_timelines_are_printed_from_what_the_services_say(demo):
    said = demo.run("show")
    for story in STORIES:
        assert story.title in said
        assert demo.matter(story).receipt in said
    assert "38盏路灯" in said
    assert "每月1050元" in said


def test_a10_the_demo_shows_which_captains_are_behind(demo):
    told = standings(demo.stage)
    assert told is not None
    assert 0 < len(told.behind) < len(told.everybody)
    assert "楼栋长一季度走访" in demo.run("show")


def test_the_desk_keeps_ledgers_plans_and_checks_through_the_doors(demo):
    def ask(path, **query):
        query |= {"organisation": JINKEYUAN}
        path = f"/v1/{path}"
        return demo.stage.ask("registry", "GET", path, by=HEAD, query=query)["items"]

    (draw,) = ask("check-draws")
    assert (draw["checked"], draw["confirmed"]) == (2, 1)
    figures = {each["ledger"]: each for each in ask("ledger-figures")}
    assert figures["petitions"]["solved"] == 2
    public = "/v1/public/ledger"
    query = {"organisation": JINKEYUAN}
    shown = demo.stage.ask("registry", "GET", public, by=None, query=query)["items"]
    assert [each["category"] for each in shown] == ["交通秩序"]
    assert figures["stability"]["standing"] == 1
    subjects = Counter(each["subject"] for each in ask("plans"))
    assert subjects["place"] == 1
    assert subjects["household"] >= 3
    assert ask("plans", late="2026-06-15")
    [draft] = ask("publications", state="draft")
    assert draft["item_id"]
    path = "/v1/obligations/missing"
    query = {"rule": "c03-households", "bearer": WORKER.id, "on": "2026-03-31"}
    left = demo.stage.ask("registry", "GET", path, by=HEAD, query=query)
    assert 0 < left["standing"]["done"] < 50


def test_the_desks_have_work_in_every_state_and_deadlines_that_are_real(demo):
    def cases(**query):
        query |= {"limit": 200}
        told = demo.stage.ask(
            "routing", "GET", "/v1/cases", by=cast.A_STREET_LEADER, query=query
        )
        return told["items"]

    states = Counter(each["state"] for each in cases())
    assert states.keys() >= {
        *("assigned", "signed", "started", "return-pending", "arbitration"),
        *("suspended", "resolved"),
    }
    late = cases(overdue="true")
    assert len(late) >= 3
    assert any(each["escalation_level"] for each in late)
    assert cases(asked="extension")
    waiting = demo.stage.ask(
        "intake",
        "GET",
        "/v1/petitions",
        by=cast.A_COMMUNITY_CLERK,
        query={"organisation": JINKEYUAN, "state": "received"},
    )
    assert len(waiting["petitions"]) >= 3
    questions = demo.stage.ask(
        "notify", "GET", "/v1/follow-ups", by=cast.A_COMMUNITY_CLERK
    )
    assert questions["follow_ups"]


def test_art35_the_district_reviews_an_answer_and_the_timeline_shows_it(demo):
    story = art35.STORY
    told = {step["step"]: step["detail"] for step in demo.steps(story)}
    assert told["review-asked"]["reviewer_id"] == JINNIU
    assert told["review-answered"]["outcome"] == "upheld"
    path = f"/v1/cases/{demo.matter(story).petition_id}/review"
    review = demo.stage.ask("routing", "GET", path)
    assert review["state"] == "reviewed"
    [once] = review["rounds"]
    assert (once["stage"], once["desk_id"]) == ("review", JINNIU_PETITIONS)
    assert "复查复核意见" in demo.run("show")


def test_a28_a_building_captains_visit_ends_in_a_paid_post(demo):
    story = a28.STORY
    petition, case = demo.petition(story), demo.case(story)
    assert petition["staff"]["channel"] == "home-visit"
    (accepted,) = demo.steps(story, "intake")
    assert accepted["actor"] == "handler:jky-captain"
    first, second = case["resolutions"]
    assert (first["outcome"], second["outcome"]) == ("explained", "resolved")
    assert first["reply"].count("第") >= 2  # two employers were tried, each told of
    assert "公益岗位" in second["reply"]
    assert "每月1050元" in second["reply"]
    assert demo.verdicts(story) == ["reopen", "close"]


def test_a30_two_parties_are_each_asked_and_each_satisfied(demo):
    owner, tenant = demo.petition(a30.OWNER), demo.petition(a30.TENANT)
    assert owner["staff"]["place"] == tenant["staff"]["place"]
    assert owner["receipt"] != tenant["receipt"]
    for story in (a30.OWNER, a30.TENANT):
        assert demo.verdicts(story) == ["close"]
        assert "鉴定机构" in demo.petition(story)["reply"]["text"]
    elapsed = day(owner["reply"]["at"]) - day(owner["received_at"])
    assert elapsed == timedelta(days=27)


def test_b29_an_urgent_matter_rises_twice_on_one_day_and_the_file_is_closed(demo):
    risen = [s for s in demo.steps(b29.STORY) if s["step"] == "escalated"]
    assert [s["detail"]["superior_id"] for s in risen] == [LAOCHENG, HANBIN]
    assert {day(s["at"]).isoformat() for s in risen} == {"2026-07-07"}
    petition = demo.petition(b29.STORY)
    assert day(petition["reply"]["at"]) == day(petition["received_at"])
    by = next(act.by for act in b29.STORY.acts if act.fact is None)
    ask = demo.stage.ask
    dead = ask("registry", "GET", f"/v1/residents/{B_DECEASED}", by=by)
    assert (dead["state"], dead["died_on"]) == ("deceased", "2026-07-07")
    path = f"/v1/households/{dead['household_id']}"
    household = ask("registry", "GET", path, by=by)
    assert household["organisation_id"] == DABEI
    assert [m["state"] for m in household["members"]].count("living") == 1


def test_c22_a_suggestion_is_dealt_out_again_and_answered_by_letter(demo):
    assert demo.words(c22.STORY).count("returned") == 1
    case = demo.case(c22.STORY)
    assert case["resolutions"][0]["outcome"] == "resolved"
    told = demo.steps(c22.STORY, "notify")
    (answered,) = [s for s in told if s["step"] == "follow-up-answered"]
    assert answered["detail"]["by"] == "petitioner"
    for word in ("踏勘", "方案", "费用", "搭建完成"):
        assert word in case["resolutions"][0]["reply"]


def test_c23_what_is_not_adopted_is_explained_and_not_counted_as_solved(demo):
    case = demo.case(c23.STORY)
    assert [r["outcome"] for r in case["resolutions"]] == ["explained"]
    matter = demo.matter(c23.STORY)
    path = f"/v1/follow-ups/{matter.petition_id}"
    question = demo.stage.ask("notify", "GET", path)
    assert (question["solved"], question["satisfied"]) == (None, True)


def test_d14_the_leaders_two_weeks_override_and_the_fifth_day_is_told(demo):
    case = demo.case(d14.STORY)
    by_rule, by_leader = case["deadlines"]
    given = datetime.fromisoformat(case["assignments"][1]["since"])
    due = datetime.fromisoformat(by_leader["due_at"])
    assert day(due.isoformat()) - day(given.isoformat()) == timedelta(days=14)
    assert datetime.fromisoformat(by_rule["due_at"]) > due
    assert by_leader["met_at"] is not None
    assert by_leader["breached_at"] is None
    petition = demo.petition(d14.STORY)
    taken = day(petition["reply"]["at"]) - day(petition["received_at"])
    assert taken == timedelta(days=5)
    assert "38盏路灯" in petition["reply"]["text"]
