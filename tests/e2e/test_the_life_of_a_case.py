"""What may happen to a case on its way, through a running agency's doors."""

from datetime import UTC, datetime, timedelta

import pytest

from minqing_demo.cast import leader
from tests.e2e.town import COMMUNITY, DISTRICT, SECTION, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ASSIGNED = [("assigned", "owner"), ("assigned", "petitioner")]
HEAD = leader("e2e-head", COMMUNITY)
ABOVE_ALL = leader("e2e-district", DISTRICT)


@pytest.fixture
def matter(walker):
    """A petition in the community's hands."""
    found = walker.submit()
    walker.wait_for(found, "assigned")
    return found


def sheet(walker, matter):
    return walker.case(matter).body


def told(walker, matter, step, audience):
    """Wait until that was told; return its letter."""

    def found():
        return [
            each
            for each in walker.notices(matter)
            if (each["step"], each["audience"]) == (step, audience)
            and each["status"] == "sent"
        ]

    walker.stage.wait(found, f"{step} to be told to {audience}")
    return walker.letter(found()[0])


def test_article_34_the_petitioner_is_told_the_new_date_and_the_reason(walker, matter):
    town = walker.town
    before = walker.status(matter)["deadline"]
    walker.act(matter, "extension", town.handler, days=20, reason="需要检测线路")
    walker.act(matter, "extension/decision", HEAD, granted=True)
    seen = walker.wait_for(matter, "extended")
    more = datetime.fromisoformat(seen["deadline"]) - datetime.fromisoformat(before)
    assert more == timedelta(days=20)
    assert "需要检测线路" in told(walker, matter, "extended", "petitioner")["body"]


def test_articles_23_24_a_dispute_ends_with_a_designation(walker, matter):
    town = walker.town
    walker.act(matter, "return", town.handler, reason="不属于本社区")
    assert sheet(walker, matter)["organisation_id"] == COMMUNITY
    told(walker, matter, "returned", "superior")
    told_no = {"granted": False, "reason": "属于你社区"}
    walker.act(matter, "return/decision", town.supervisor, **told_no)
    walker.wait_for(matter, "retained")
    walker.act(matter, "return", town.handler, reason="仍不属于")
    walker.wait_for(matter, "disputed")
    told(walker, matter, "disputed", "superior")
    walker.act(matter, "designate", ABOVE_ALL, organisation_id=SECTION)
    walker.wait_for(matter, "assigned")
    path = f"/v1/cases/{matter.petition_id}/return"
    again = walker.stage.send(
        "routing", "POST", path, by=town.section_handler, body={"reason": "不归我们"}
    )
    assert again.body["type"].endswith(":already-designated")


def test_b04_a_joint_case_is_answered_with_each_units_part(walker, matter):
    town = walker.town
    asked = walker.act(
        matter, "co-tasks", town.handler, organisation_id=SECTION, asks="检测线路"
    )
    told(walker, matter, "shared", "unit")
    number = asked["revision"]
    walker.act(
        matter, f"co-tasks/{number}/answer", town.section_handler, answer="线路完好"
    )
    walker.resolve(matter, reply="灯已换新。")
    seen = walker.wait_for(matter, "resolved")
    assert seen["reply"]["text"] == f"灯已换新。\n\n【协办】{SECTION}：线路完好"


def test_b15_a_parked_case_is_not_late_and_goes_on_with_what_was_left(walker, matter):
    town = walker.town
    told_why = {"reason": "无档案、无手续", "leader_id": town.supervisor.id}
    walker.act(matter, "suspend", HEAD, ground="legacy", **told_why)
    seen = walker.wait_for(matter, "suspended")
    assert seen["deadline"] is None
    left = _left(walker, matter)
    walker.later(days=400)
    reviewed = lambda: "urged" in {n["step"] for n in walker.notices(matter)}  # noqa: E731
    walker.stage.wait(reviewed, "the review to be asked for")
    case = sheet(walker, matter)
    assert (case["state"], case["overdue"]) == ("suspended", False)
    assert case["escalation_level"] == 0
    resumed = walker.act(matter, "resume", HEAD)
    due_at = datetime.fromisoformat(resumed["due_at"])
    walker.wait_for(matter, "resumed")
    assert abs(due_at - datetime.now(UTC) - timedelta(days=400) - left) < timedelta(
        minutes=10
    )


def _left(walker, matter):
    [clock] = [
        each
        for each in sheet(walker, matter)["deadlines"]
        if each["kind"] == "handling" and each["paused_at"]
    ]
    due_at, paused_at = (
        datetime.fromisoformat(clock[name]) for name in ("due_at", "paused_at")
    )
    return due_at - paused_at


def test_d05_d14_a_leader_takes_the_case_and_sets_a_date(walker, matter):
    town = walker.town
    due_at = datetime.now(UTC).replace(microsecond=0) + timedelta(days=14)
    walker.act(matter, "sponsor", town.supervisor, leader_id=town.supervisor.id)
    walker.act(
        matter,
        "date",
        town.supervisor,
        due_at=due_at.isoformat(),
        leader_id=town.supervisor.id,
    )
    seen = walker.wait_for(matter, "rescheduled")
    assert datetime.fromisoformat(seen["deadline"]) == due_at
    clock = sheet(walker, matter)["deadlines"][-1]
    assert (clock["won"], clock["basis"]) == ("leader", town.supervisor.id)
    assert clock["statutory_due_at"] is not None
    told(walker, matter, "sponsored", "owner")


def test_supervision_that_runs_out_shows_cards(walker, matter):
    due_at = datetime.now(UTC) + timedelta(days=2)
    told_why = {"reason": "久拖不决", "due_at": due_at.isoformat()}
    supervisor = walker.town.supervisor
    walker.act(matter, "supervise", supervisor, measure="supervise", **told_why)
    for days, card in ((3, "yellow-card"), (7, "red-card")):
        walker.later(days=days)
        walker.stage.wait(
            lambda card=card: card in _measures(walker, matter), f"the {card}"
        )
    assert _measures(walker, matter) == ["supervise", "yellow-card", "red-card"]


def _measures(walker, matter):
    measures = sheet(walker, matter)["dossier"].get("measures", [])
    return [each["measure"] for each in measures]


def test_article_25_b29_every_level_hears_of_an_urgent_matter_at_once(walker, matter):
    walker.act(matter, "severity", walker.town.clerk, severity="urgent")

    def recipients():
        return {
            each["recipient"]
            for each in walker.notices(matter)
            if each["step"] == "reported"
        }

    walker.stage.wait(lambda: recipients() == {STREET, DISTRICT}, "every level")


def test_b39_a24_what_is_raised_is_followed_up_where_it_came_from(walker, matter):
    raised = walker.act(matter, "raise", walker.town.handler)
    assert raised["organisation_id"] == STREET
    path = f"/v1/cases/{matter.petition_id}"
    kept = walker.stage.send("routing", "GET", path, by=walker.town.handler)
    assert kept.status == 200
    street = leader("e2e-street-head", STREET)
    answer = {"outcome": "resolved", "reply": "街道已协调解决。"}
    walker.act(matter, "resolve", street, **answer)
    told(walker, matter, "resolved", "superior")


def test_c23_a28_outcomes_and_figures_are_counted_apart(walker, matter):
    town = walker.town
    figure = {"kind": "e2e-wage", "unit": "元/月", "amount": "1050"}
    about = figure | {"amount": "60", "qualifier": "approx", "said": "60多"}
    walker.act(
        matter,
        "resolve",
        town.handler,
        outcome="explained",
        reply="已安排公益岗位。",
        figures=[figure, about],
    )
    counted = walker.stage.ask("routing", "GET", "/v1/reports/outcomes")
    [wage] = [each for each in counted["figures"] if each["kind"] == "e2e-wage"]
    assert (float(wage["exact"]), float(wage["approximate"])) == (1050, 60)
    assert counted["explained"] >= 1
