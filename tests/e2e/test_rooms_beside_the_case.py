"""Mediation, hazards and reviews to their end: on the running agency."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from minqing_demo.cast import clerk, handler, leader
from minqing_kernel.working_time import local_day
from tests.e2e.errands import at_work, refused_on_case, sheet, told
from tests.e2e.town import COMMUNITY, PLACE, SECTION, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HIGH, MIDDLE, LOW = "E2E-r-high", "E2E-r-middle", "E2E-r-low"
R_PLACE = "990301"
LINE = (
    (HIGH, "district", None, "9903"),
    (MIDDLE, "street", HIGH, "990301"),
    (LOW, "community", MIDDLE, "990301"),
)
OWNER, TENANT = "房主", "租客"
CLAIMS = {OWNER: "赔偿全部损失", TENANT: "电线老化，不应由我赔"}


def day(ago):
    """Return the local day so many days ago, as the doors read it."""
    return (local_day(datetime.now(UTC)) - timedelta(days=ago)).isoformat()


class MediationRoom:
    """One mediation, led by the community's handler."""

    def __init__(self, walker, matter):
        self.walker = walker
        self.path = f"/v1/cases/{matter.petition_id}"
        dispute = {"subject": "火灾损失", "place": "金科苑路93号", "since": day(27)}
        parties = [
            {"label": OWNER, "division_code": PLACE, "claim": CLAIMS[OWNER]},
            {"label": TENANT, "division_code": "990201001", "claim": CLAIMS[TENANT]},
        ]
        opened = self.ask("mediations", dispute=dispute, parties=parties)
        self.number = opened["mediation_id"]

    def ask(self, what, **body):
        path, by = f"{self.path}/{what}", self.walker.town.handler
        return self.walker.stage.ask(
            "routing", "POST", path, by=by, key=str(uuid4()), body=body or None
        )

    def act(self, verb, **body):
        return self.ask(f"mediations/{self.number}/{verb}", **body)

    def agreement_in_print(self):
        """Issue the written agreement; return its id."""
        parts = {
            "parties": f"{OWNER}、{TENANT}",
            "dispute": "火灾损失由谁承担。",
            "facts": "鉴定为线路老化。",
            "agreement": "房主修复，租客承担一成。",
            "performance": "十日内修复交付。",
        }
        return self.ask("documents", kind="mediation-agreement", parts=parts)


def test_a23_a30_a32_art33_a_fire_between_two_parties_ends_when_both_are_satisfied(
    walker,
):
    matter = at_work(walker)
    organ = {"mark": "测街信", "name": "测试街道办事处"}
    walker.stage.ask("routing", "PUT", f"/v1/organs/{STREET}", body=organ)
    room = MediationRoom(walker, matter)
    for ago in (22, 18):
        said = {"mediators": "社区调解员", "minutes": "各执一词，未达成一致。"}
        room.act("sessions", held_on=day(ago), **said)
    opinion = {"institution": "鉴定机构", "opinion": "线路老化", "free": True}
    room.act("expertises", given_on=day(12), **opinion)
    document = room.agreement_in_print()
    assert document["sha256"]
    room.act(
        "agreement",
        text="房主修复，租客承担一成。",
        agreed_on=day(10),
        perform_by=day(0),
        document_id=document["document_id"],
    )
    room.act("performance", performed_on=day(0))
    room.act("satisfaction", label=OWNER, satisfied=True)
    close = f"mediations/{room.number}/close"
    waits = refused_on_case(walker, matter, close, walker.town.handler)
    assert waits == (409, "parties-not-satisfied")
    room.act("satisfaction", label=TENANT, satisfied=True)
    closed = room.act("close")
    assert (closed["state"], closed["days"]) == ("closed", 27)
    assert closed["satisfied"] == {OWNER: True, TENANT: True}
    assert {each["label"]: each["claim"] for each in closed["parties"]} == CLAIMS
    assert len(closed["sessions"]) == 2
    told(walker, matter, "mediation-closed", "petitioner")
    assert walker.status(matter)["state"] == "assigned"


def test_a31_the_fire_desk_is_told_and_the_owner_stays(walker):
    matter = at_work(walker)
    before = walker.status(matter)
    oil = {"kind": "fire", "description": "屋内存放五桶菜油"}
    path = f"/v1/cases/{matter.petition_id}/hazards"
    flagged = walker.stage.ask(
        "routing", "POST", path, by=walker.town.handler, key=str(uuid4()), body=oil
    )
    assert flagged["informed"] == [SECTION]
    assert told(walker, matter, "hazard-flagged", "informed")["recipient"] == SECTION
    assert sheet(walker, matter)["organisation_id"] == COMMUNITY
    after = walker.status(matter)
    for name in ("state", "deadline", "unit"):
        assert after[name] == before[name]


@pytest.fixture(scope="session")
def line(stage, town):
    """Three organs above one another, of a place of their own, with no marks."""
    for organisation, kind, parent, division in LINE:
        body = {"name": organisation, "kind": kind, "parent_id": parent}
        body |= {"division_code": division, "desk_address": "r@example.org"}
        stage.ask("registry", "PUT", f"/v1/organisations/{organisation}", body=body)
    rule = {"category": "*", "division_prefix": R_PLACE, "organisation_id": LOW}
    stage.ask("routing", "PUT", "/v1/jurisdiction-rules/e2e-r", body=rule)


@pytest.mark.usefixtures("line")
def test_art35_art36_after_two_reviews_it_is_final_and_hearings_do_not_count(walker):
    matter = at_work(walker, division_code=R_PLACE)
    desk, above = clerk("e2e-r-clerk", LOW), leader("e2e-r-above", HIGH)
    answer = {"outcome": "explained", "reply": "依规不予支持，理由如下。"}
    walker.act(matter, "resolve", handler("e2e-r-handler", LOW), **answer)
    asking = {"answer_received_on": day(0), "reason": "不服"}
    upheld = {"outcome": "upheld", "opinion": "维持。"}
    review(walker, matter, "ask", desk, **asking)
    review(walker, matter, "answer", leader("e2e-r-head", MIDDLE), **upheld)
    [before] = review(walker, matter, "ask", desk, **asking)["rounds"][1:]
    assert (before["stage"], before["reviewer_id"]) == ("recheck", HIGH)
    review(walker, matter, "open-hearing", above)
    walker.later(days=10)
    heard = review(walker, matter, "close-hearing", above)["rounds"][1]
    more = moment(heard["due_at"]) - moment(before["due_at"])
    assert more == timedelta(days=11)
    done = review(walker, matter, "answer", above, **upheld)
    assert (done["state"], done["final"]) == ("final", True)
    again = refused_on_case(walker, matter, "review/ask", desk, **asking)
    assert again == (409, "matter-final")
    listed = review(walker, matter, "turn-away", desk, reason="同一事实和理由")
    assert len(listed["turned_away"]) == 1
    told(walker, matter, "review-answered", "petitioner")


def review(walker, matter, verb, by, **body):
    return walker.act(matter, f"review/{verb}", by, **body)


def moment(said):
    return datetime.fromisoformat(said)
