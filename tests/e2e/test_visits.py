"""Visits that lead somewhere, at a running agency: what they find becomes petitions."""

import io
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
import requests
from PIL import Image

from minqing_demo.cast import Person
from minqing_kernel.messages import Role
from minqing_kernel.working_time import local_day
from tests.e2e.errands import sheet
from tests.e2e.town import CATEGORY, COMMUNITY, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

YARD, HOUSE, DUTY = "e2e-yard", "e2e-house", str(uuid4())
LEAK = "厨房漏水三天了"
STEPS = datetime.now(UTC) - timedelta(hours=2)
CAPTAIN = Person(id="e2e-captain", role=Role.HANDLER, organisation=COMMUNITY)
LEADER = Person(id="e2e-leader", role=Role.HANDLER, organisation=STREET)


class Round:
    """Visits a home and a courtyard of the town, and waits for what comes of it."""

    def __init__(self, walker):
        self.walker, self.stage = walker, walker.stage
        self.handler, self.head = walker.town.handler, walker.town.supervisor
        self.home = str(uuid4())
        body = {"organisation_id": COMMUNITY, "address": f"梨花巷{self.home[:4]}号"}
        self.ask("PUT", f"/v1/households/{self.home}", None, body)
        yard = {"kind": "courtyard", "name": "65号院", "organisation_id": COMMUNITY}
        self.ask("PUT", f"/v1/premises/{YARD}", None, yard)
        house = {"kind": "building", "name": "9栋", "organisation_id": COMMUNITY}
        self.ask("PUT", f"/v1/premises/{HOUSE}", None, house | {"parent_id": YARD})
        for person in (CAPTAIN, LEADER):
            body = {"name": person.id, "organisation_id": person.organisation}
            body["roles"] = [person.role.value]
            self.ask("PUT", f"/v1/staff/{person.id}", None, body)
        duty = {"staff_id": CAPTAIN.id, "duty": "building-captain"}
        duty |= {"scope_kind": "building", "scope_id": HOUSE, "since": "2026-01-01"}
        self.ask("PUT", f"/v1/duties/{DUTY}", None, duty)

    def ask(self, method, path, by, body=None, **query):
        who = {"by": by} if by else {}
        return self.stage.ask("registry", method, path, body=body, query=query, **who)

    def visit(self, by=None, **changes):
        """Record a visit; return its address."""
        who = by or self.handler
        said = {
            "kind": "home",
            "held_at": STEPS.isoformat(),
            "visitors": [who.id],
            "subjects": [{"kind": "household", "id": self.home}],
            "diary": "入户见到本人，厨房漏水",
        }
        one = f"/v1/visits/{uuid4()}"
        self.ask("PUT", one, who, said | changes)
        return one

    def find(self, visit, by=None, **said):
        """Say what a visit found; return the finding's id."""
        finding = str(uuid4())
        body = {"text": LEAK, "outcome": "taken-back", "matter": CATEGORY} | said
        self.ask("PUT", f"{visit}/findings/{finding}", by or self.handler, body)
        return finding

    def about_home(self):
        return {"about": {"kind": "household", "id": self.home}}

    def findings(self, visit, by=None):
        found = self.ask("GET", f"{visit}/findings", by or self.handler)
        return {each["finding_id"]: each for each in found["items"]}

    def until(self, visit, finding, state="registered", by=None):
        """Wait until intake has answered; return the finding."""
        self.stage.wait(
            lambda: self.findings(visit, by)[finding]["state"] == state,
            f"the finding to be {state}",
        )
        return self.findings(visit, by)[finding]

    def case_of(self, found):
        path = f"/v1/cases/{found['petition_id']}"
        self.stage.wait(
            lambda: self.stage.send("routing", "GET", path).status == 200,
            f"a case of {found['receipt']}",
        )
        return self.stage.send("routing", "GET", path).body


@pytest.fixture
def tour(walker, town):
    return Round(walker)


def test_a10_a11_one_meeting_of_many_leads_to_a_petition_for_each(tour):
    day = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    meeting = tour.visit(
        kind="courtyard",
        held_at=day,
        subjects=[],
        premises_id=YARD,
        attendance=23,
        topic="院坝话停车",
        diary=None,
    )
    people = [
        tour.find(meeting, text=f"{name}说停车难", name=name, telephone="13800138000")
        for name in ("张三", "李四", "王五")
    ]
    found = [tour.until(meeting, each) for each in people]
    assert len({each["receipt"] for each in found}) == 3
    cases = [tour.case_of(each) for each in found]
    assert {each["organisation_id"] for each in cases} == {COMMUNITY}
    late = tour.ask("GET", "/v1/visits", tour.head, organisation=COMMUNITY, late_days=2)
    assert meeting[-36:] in {each["visit_id"] for each in late["items"]}
    assert tour.ask("GET", meeting, tour.handler)["late_days"] == 3


def test_a26_c26_a_captain_reports_in_one_step_and_the_way_is_measured(tour):
    visit, finding = str(uuid4()), str(uuid4())
    at = STEPS.isoformat()
    said = {
        "kind": "patrol",
        "held_at": at,
        "visitors": [CAPTAIN.id],
        "premises_id": YARD,
    }
    found = {"finding_id": finding, "text": "路灯坏了", "outcome": "taken-back"}
    found["matter"] = CATEGORY
    records = [
        {"sequence": 1, "visit": said},
        {"sequence": 2, "finding": found},
        {"sequence": 3, "closing": {}},
    ]
    for each in records:
        each |= {"record_id": str(uuid4()), "at": at, "visit_id": visit}
    batch = {"device_id": "e2e-phone", "sent_at": datetime.now(UTC).isoformat()}
    told = tour.ask("POST", "/v1/visit-batches", CAPTAIN, batch | {"records": records})
    assert [each["status"] for each in told["items"]] == ["taken"] * 3
    again = tour.ask(
        "POST", "/v1/visit-batches", CAPTAIN, batch | {"records": records[::-1]}
    )
    assert [each["status"] for each in again["items"]] == ["known"] * 3
    one = f"/v1/visits/{visit}"
    shown = tour.until(one, finding, by=CAPTAIN)
    assert list(tour.findings(one, CAPTAIN)) == [finding]
    assert tour.ask("GET", one, CAPTAIN)["closed_at"] is not None
    accepted = datetime.fromisoformat(tour.case_of(shown)["accepted_at"])
    seconds = (accepted - datetime.fromisoformat(shown["recorded_at"])).total_seconds()
    assert 0 <= seconds < 60
    today = local_day(datetime.now(UTC))
    where = {"organisation": COMMUNITY, "since": today, "until": today}
    whole, *_ = tour.ask("GET", "/v1/visit-ways", tour.head, **where)["items"]
    assert whole["petitions"] >= 1
    assert 0 <= whole["median_seconds"] <= whole["longest_seconds"] < 60


def test_b25_b26_each_of_the_three_ways_leads_somewhere_and_the_gap_is_closed(tour):
    visit = tour.visit()
    done = tour.find(visit, outcome="settled", how="当场拧紧了阀门", matter=None)
    back, up = tour.find(visit), tour.find(visit, outcome="raised")
    undecided = tour.find(visit, outcome=None)
    assert tour.findings(visit)[done]["state"] == "settled"
    own, above = tour.until(visit, back), tour.until(visit, up)
    assert tour.case_of(own)["organisation_id"] == COMMUNITY
    body = {"text": LEAK, "outcome": "taken-back", "matter": "e2e-none"}
    path = f"{visit}/findings/{uuid4()}"
    wrong = tour.stage.send("registry", "PUT", path, by=tour.handler, body=body)
    assert wrong.status == 422
    assert wrong.body["type"].endswith(":finding-category-unknown")

    def gaps():
        found = tour.ask(
            "GET", "/v1/visit-gaps", tour.head, organisation=COMMUNITY, days=0
        )
        mine = {each["finding_id"]: each["state"] for each in found["findings"]}
        return {key: mine[key] for key in mine if key in tour.findings(visit)}

    assert gaps() == {undecided: "open"}
    body["matter"] = CATEGORY
    tour.ask("PUT", f"{visit}/findings/{undecided}", tour.handler, body)
    tour.until(visit, undecided)
    assert gaps() == {}
    raised = tour.case_of(above)
    assert raised["organisation_id"] == STREET, raised
    tour.walker.stage.wait(
        lambda: tour.findings(visit)[back]["standing"] == "assigned",
        "the visit to show where the petition stands",
    )


def test_c05_c08_a_visit_is_closed_when_all_is_there(tour):
    visit = tour.visit()
    finding = tour.find(visit, outcome=None)
    refused = tour.stage.send(
        "registry", "POST", f"{visit}/close", by=tour.handler, body={}
    )
    assert refused.status == 422
    wrong = {each["field"]: each["code"] for each in refused.body["errors"]}
    assert wrong == {"family": "required", f"findings.{finding}": "undecided"}
    body = {"text": LEAK, "outcome": "taken-back", "matter": CATEGORY}
    tour.ask("PUT", f"{visit}/findings/{finding}", tour.handler, body)
    closed = tour.ask("POST", f"{visit}/close", tour.handler, {"family": "confirmed"})
    assert closed["closed_at"] is not None
    told = {"thinking": "想找一份工作", "living": "低保", "basics": "独居"}
    told |= {"contact": "见登记", "help": "介绍就业"}
    second = tour.visit(**told)
    full = f"{second}/full"
    seen = tour.ask("GET", full, tour.handler, purpose="visit")["visit"]
    assert seen["thinking"] == told["thinking"]
    clerk = tour.ask("GET", full, tour.walker.town.clerk, purpose="visit")["visit"]
    assert (clerk["thinking"], clerk["help"]) == ("***", "介绍就业")


def test_d06_two_levels_see_one_home_and_one_petition_of_one_matter(tour):
    ours = tour.visit()
    first = tour.find(ours, **tour.about_home())
    theirs = tour.visit(LEADER, kind="love")
    second = tour.find(theirs, LEADER, **tour.about_home())
    lead = tour.until(ours, first)
    joined = tour.until(theirs, second, by=LEADER)
    assert joined["receipt"] == lead["receipt"]
    assert joined["joins"] == first
    path = f"/v1/petitions/{lead['receipt']}/contacts"
    later = tour.stage.ask("intake", "GET", path, by=tour.walker.town.clerk)
    assert "home-visit" in str(later)
    shown = tour.ask("GET", f"/v1/households/{tour.home}/visits", tour.head)["items"]
    assert {tuple(each["visit"]["units"].values()) for each in shown} == {
        (COMMUNITY,),
        (STREET,),
    }


def test_d16_a_form_is_handed_on_with_a_receipt_and_its_jobs_are_counted(tour):
    visit, form = tour.visit(LEADER, kind="love"), str(uuid4())
    path, clerk = f"{visit}/forms/{form}", tour.walker.town.clerk
    handed = lambda: tour.ask("PUT", path, LEADER, {"to_id": COMMUNITY})  # noqa: E731
    assert handed()["receipt"] is None
    tour.ask("POST", f"/v1/visit-forms/{form}/receive", clerk)
    assert handed()["receipt"].startswith("ZF-")
    assert tour.ask("GET", visit, clerk)["visit_id"] == visit[-36:]
    result = {"jobs": 170, "startups": 3}
    tour.ask("PUT", f"/v1/visit-forms/{form}/result", clerk, result)
    assert handed()["jobs"] == 170
    total = tour.ask("GET", "/v1/visit-form-totals", clerk, organisation=COMMUNITY)
    assert (total["jobs"], total["startups"]) == (170, 3)


def photo(words):
    data = words.encode()
    return {
        "name": f"{words}.jpg",
        "sha256": sha256(data).hexdigest(),
        "size": len(data),
    }


def send_picture(tour, project_id):
    """Send a picture of what was built; return its id."""
    picture, paper = uuid4(), io.BytesIO()
    Image.new("RGB", (64, 48), (90, 90, 90)).save(paper, "JPEG")
    asked = f"project={project_id}&kind=completion&organisation={COMMUNITY}"
    kept = requests.put(
        f"{tour.stage.doors.addresses['registry']}/v1/pictures/{picture}?{asked}",
        data=paper.getvalue(),
        headers={
            "Content-Type": "image/jpeg",
            "Authorization": f"Bearer {tour.stage.token(tour.handler)}",
        },
        timeout=30,
    )
    assert kept.status_code == 200, kept.text
    return str(picture)


def test_c22_a_suggestion_is_looked_at_on_site_planned_paid_for_and_done(tour):
    walker = tour.walker
    matter = walker.submit(
        text="香港城小区没有公共晾衣架，建议搭建。", nature={"kind": "suggestion"}
    )
    walker.wait_for(matter, "assigned")
    today = local_day(datetime.now(UTC)).isoformat()
    plan = f"/v1/visit-plans/{uuid4()}"
    said = {
        "staff_id": tour.handler.id,
        "kind": "patrol",
        "first_on": local_day(STEPS).isoformat(),
        "last_on": today,
        "reason": "case",
        "reference": matter.receipt,
        "premises_id": YARD,
    }
    tour.ask("PUT", plan, tour.handler, said)
    there = {"kind": "patrol", "subjects": [], "premises_id": YARD}
    seen = tour.visit(**there, photos=[photo("空地")], diary="现场踏勘：可搭两排")
    done = tour.ask("POST", f"{plan}/done", tour.handler, {"visit_id": seen[-36:]})
    assert (done["state"], done["reference"]) == ("done", matter.receipt)
    project = walker.stage.ask(
        "routing",
        "POST",
        "/v1/projects",
        by=tour.handler,
        key=str(uuid4()),
        body={
            "name": "香港城公共晾衣架",
            "goal": "方案：搭建两排不锈钢晾衣架",
            "budget": [
                {"item": "晾衣架", "amount": "4200.50", "source": "公共服务资金"},
                {"item": "人工", "amount": "599.50", "source": "公共服务资金"},
            ],
            "category": CATEGORY,
            "division_code": "990101001001",
            "organisation_id": COMMUNITY,
            "petitions": [matter.petition_id],
        },
    )
    assert (project["budgeted"], project["spent"]) == ("4800.00", "0.00")
    shown = send_picture(tour, project["project_id"])
    path = f"/v1/projects/{project['project_id']}"
    tour.stage.wait(
        lambda: (
            [
                each["picture_id"]
                for each in tour.stage.send("routing", "GET", path).body["photos"]
            ]
            == [shown]
        ),
        "routing to hear of the picture",
    )
    built = tour.visit(**there, photos=[photo("完工")], diary="搭建完成")
    full = tour.ask("GET", f"{built}/full", tour.handler, purpose="case-handling")
    assert full["visit"]["photos"] == [photo("完工")]
    assert tour.ask("GET", built, tour.handler)["photos"] == []
    walker.resolve(matter, "踏勘后制定方案，费用4800元，已搭建完成。")
    walker.call_back(matter, solved=True, satisfied=True)
    walker.wait_for(matter, "closed")
    assert sheet(walker, matter)["resolutions"][0]["outcome"] == "resolved"


def test_c23_what_is_not_adopted_is_explained_asked_about_and_not_solved(tour):
    walker = tour.walker
    matter = walker.submit(text="文新小学对面建议设休息长椅。")
    walker.wait_for(matter, "assigned")
    there = {"kind": "patrol", "subjects": [], "premises_id": YARD}
    tour.visit(**there, photos=[photo("人行道")], diary="丈量：宽1.6米，不宜设椅")
    walker.act(matter, "start", tour.handler)
    standing = walker.act(
        matter,
        "resolve",
        tour.handler,
        outcome="explained",
        reply="经丈量，人行道净宽不足，设椅影响通行，不予采纳。",
    )
    walker.wait_until_asked(matter, standing["revision"])
    walker.call_back(matter, solved=None, satisfied=True)
    walker.wait_for(matter, "closed")
    [answer] = sheet(walker, matter)["resolutions"]
    assert answer["outcome"] == "explained"
    path = f"/v1/follow-ups/{matter.petition_id}"
    asked = walker.stage.ask("notify", "GET", path)
    assert (asked["solved"], asked["satisfied"]) == (None, True)
