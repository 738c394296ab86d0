"""What is settled at the door, seen by every service: on the running agency."""

from uuid import uuid4

import pytest

from minqing_demo.doors import Answer
from tests.e2e.town import CATEGORY, COMMUNITY, PLACE, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

RECEIVED = ("received", "dispatch")


def act(walker, matter, what, by=None, **body):
    path = f"/v1/petitions/{matter.receipt}/{what}"
    by = by or walker.town.clerk
    return walker.stage.ask("intake", "POST", path, by=by, body=body)


def write_down(walker, path, **said):
    body = {
        "text": "路灯不亮。",
        "category": CATEGORY,
        "division_code": PLACE,
        "organisation_id": COMMUNITY,
        "contact": {"name": "林一", "email": "lin@example.org"},
    }
    told = walker.stage.ask(
        "intake", "POST", path, by=walker.town.clerk, body={**body, **said}
    )
    return walker.matter(told)


def told_about(walker, matter):
    """Return which steps were told to whom."""
    sent = [each for each in walker.notices(matter) if each["status"] == "sent"]
    return {(each["step"], each["audience"]) for each in sent}


def letter_to(walker, matter, step):
    [notice] = [
        each
        for each in walker.notices(matter)
        if (each["step"], each["audience"]) == (step, "petitioner")
    ]
    return walker.letter(notice)


def test_b05_the_petitioner_is_asked_once_answers_and_is_told_of_acceptance(walker):
    matter = walker.submit(category=None)
    act(walker, matter, "ask", missing=["租房合同", "现场照片"])
    asked = [RECEIVED, ("supplement-requested", "petitioner")]
    walker.wait_until_told(matter, asked)
    letter = letter_to(walker, matter, "supplement-requested")
    assert "租房合同；现场照片" in letter["body"]
    assert matter.code in letter["body"]
    path = f"/v1/petitions/{matter.receipt}/ask"
    again: Answer = walker.stage.send(
        "intake", "POST", path, by=walker.town.clerk, body={"missing": ["还有"]}
    )
    assert (again.status, again.body["type"]) == (
        409,
        "urn:minqing:problem:asked-before",
    )
    path = f"/v1/petitions/{matter.receipt}/answer"
    body = {"text": "合同和照片如下。", "code": matter.code}
    walker.stage.ask("intake", "POST", path, by=None, body=body)
    walker.wait_until_told(matter, [*asked, ("supplement-given", "dispatch")])
    act(walker, matter, "accept", category=CATEGORY)
    walker.wait_for(matter, "assigned")
    walker.stage.wait(
        lambda: ("acceptance-noticed", "petitioner") in told_about(walker, matter),
        "the written notice of acceptance",
    )
    assert "已受理" in letter_to(walker, matter, "acceptance-noticed")["body"]


def test_art31_a_claim_with_a_procedure_of_its_own_opens_no_case(walker):
    matter = walker.submit(category=None)
    where = "请向区劳动人事争议仲裁委员会申请。"
    act(walker, matter, "refer", path="arbitration", explanation=where)
    told = [RECEIVED, ("referred-elsewhere", "petitioner")]
    walker.wait_until_told(matter, told)
    letter = letter_to(walker, matter, "referred-elsewhere")
    assert "仲裁" in letter["body"]
    assert where in letter["body"]
    assert walker.status(matter)["state"] == "referred"
    assert walker.case(matter).status == 404


def test_art22_whoever_lets_a_petition_lie_is_told_of_to_the_organisation_above(walker):
    matter = walker.submit(category=None, organisation_id=COMMUNITY)
    walker.wait_until_told(matter, [RECEIVED])
    walker.later(days=16)
    late = [("acceptance-missed", "superior"), ("acceptance-missed", "dispatch")]
    notices = walker.wait_until_told(matter, [RECEIVED, *late])
    [superior] = [each for each in notices if each["audience"] == "superior"]
    assert superior["recipient"] == STREET


def test_art19_d14_visits_and_instructions_become_cases(walker):
    visit = write_down(
        walker,
        "/v1/window-visits",
        request="修好路灯",
        reasons="老人夜里摔倒",
        contact={"name": "林一", "address": "东街1号2栋", "email": "lin@example.org"},
    )
    instruction = write_down(
        walker, "/v1/instructions", leader="书记", due_on="2199-12-05"
    )
    for matter in (visit, instruction):
        walker.wait_for(matter, "assigned")


def test_a10_each_matter_of_a_gathering_becomes_a_case_of_its_own(walker):
    body = {
        "kind": "consultation",
        "held_at": "2026-01-05T02:00:00Z",
        "place": "3栋院坝",
        "division_code": PLACE,
        "organisation_id": COMMUNITY,
        "participants": 37,
        "matters": [
            {"text": "路灯不亮。", "category": CATEGORY},
            {"text": "又一盏不亮。", "category": CATEGORY},
        ],
    }
    told = walker.stage.ask(
        "intake", "POST", "/v1/courtyard-meetings", by=walker.town.clerk, body=body
    )
    matters = [walker.matter(each) for each in told["petitions"]]
    assert len({each.petition_id for each in matters}) == 2
    for matter in matters:
        walker.wait_for(matter, "assigned")


def test_a_matter_that_holds_two_is_divided_and_each_goes_its_own_way(walker):
    matter = walker.submit()
    before = walker.wait_for(matter, "assigned")
    said = {"parts": [{"text": "电梯停了三天。"}], "reason": "两件事", "revision": 1}
    told = act(walker, matter, "split", **said)
    [given] = told["parts"]
    assigned = [("assigned", "owner"), ("assigned", "petitioner")]
    walker.wait_until_told(matter, [*assigned, ("split", "petitioner")])
    body = letter_to(walker, matter, "split")["body"]
    code = body.split(f"编号 {given['receipt']}，查询码 ")[1].split()[0]
    part = walker.matter(given | {"tracking_code": code})
    after = walker.wait_for(part, "assigned")
    assert after["received_at"] == before["received_at"]
    assert after["deadline"] == before["deadline"]
    assert walker.status(matter)["siblings"] == [part.receipt]
    walker.wait_until_told(part, assigned)
    assert matter.code in body
    walker.resolve(part)
    walker.wait_for(part, "resolved")
    assert walker.status(matter)["state"] == "assigned"


def test_d17_thanks_open_no_case(walker):
    body = {"text": "谢谢你们，路灯修好了。"}
    told = walker.stage.ask(
        "intake", "POST", "/v1/thank-you-letters", by=None, body=body
    )
    matter = walker.matter(told)
    assert walker.status(matter)["state"] == "noted"
    other = walker.submit()
    walker.wait_for(other, "assigned")
    assert walker.case(matter).status == 404
    assert not walker.notices(matter)


def test_d20_a_device_that_calls_becomes_an_urgent_case_of_its_place(walker):
    device = f"yl-{uuid4().hex[:8]}"
    body = {
        "resident_id": "resident-17",
        "contact": {"name": "林一", "telephone": "13800008000"},
        "place": "3栋",
        "division_code": PLACE,
        "organisation_id": COMMUNITY,
        "category": CATEGORY,
    }
    walker.stage.ask("intake", "PUT", f"/v1/devices/{device}", body=body)
    call = {"device_id": device, "pressed_at": "2026-01-05T02:00:00Z"}
    told = walker.stage.ask("intake", "POST", "/v1/device-calls", body=call)
    matter = walker.matter(told)
    walker.wait_for(matter, "assigned")
    path = f"/v1/device-calls/{matter.receipt}/answered"
    answered = walker.stage.ask("intake", "POST", path, by=walker.town.clerk)
    assert answered["seconds"] > 0


def test_d22_an_alarming_answer_is_a_petition_within_the_minute(walker):
    enterprise = f"E2E{uuid4().hex[:8]}"
    body = {
        "name": "某某电子厂",
        "organisation_id": COMMUNITY,
        "division_code": PLACE,
    }
    walker.stage.ask("intake", "PUT", f"/v1/enterprises/{enterprise}", body=body)
    report = {
        "enterprise_id": enterprise,
        "month": "2026-10",
        "production_normal": True,
        "wages_paid": False,
        "hazard": False,
        "text": "两个月没发工资。",
    }
    told = walker.stage.ask(
        "intake", "POST", "/v1/informer-reports", by=walker.town.clerk, body=report
    )
    matter = walker.matter(told["alert"])
    assert walker.status(matter)["title"] == "某某电子厂：没有正常支付工资"
    assert walker.status(matter)["state"] in {"received", "accepted", "assigned"}


def test_c19_what_is_settled_anew_is_told_to_the_dispatch_desk(walker):
    matter = walker.submit(organisation_id=COMMUNITY)
    walker.wait_for(matter, "assigned")
    act(
        walker,
        matter,
        "reclassify",
        reason="居民其实是提建议",
        nature={"kind": "suggestion"},
    )
    walker.stage.wait(
        lambda: ("reclassified", "dispatch") in told_about(walker, matter),
        "the dispatch desk to hear of it",
    )


def test_b14_d25_a_group_keeps_an_outcome_for_each_person(walker):
    matter = walker.submit(organisation_id=COMMUNITY)
    group = act(
        walker, matter, "group", title="离职人员", people=1000, qualifier="over"
    )
    path = f"/v1/groups/{group['group_id']}"
    clerk = walker.town.clerk
    member = walker.stage.ask(
        "intake",
        "POST",
        f"{path}/members",
        by=clerk,
        body={"contact": {"name": "林一"}, "representative": True},
    )
    one = f"{path}/members/{member['member_id']}"
    met = {"channel": "home-visit", "note": "上门说明。"}
    walker.stage.ask("intake", "POST", f"{one}/contacts", by=clerk, body=met)
    outcome = {"outcome": "granted", "note": "已领取补贴。"}
    walker.stage.ask("intake", "PUT", f"{one}/outcome", by=clerk, body=outcome)
    whole = walker.stage.ask("intake", "GET", path, by=clerk)
    assert (whole["people"], whole["qualifier"], whole["contacts"]) == (1000, "over", 1)
    assert whole["outcomes"] == [{"outcome": "granted", "members": 1}]


def test_b05_a_silent_petitioner_is_reminded_lapses_and_may_come_back(walker):
    matter = walker.submit(category=None)
    act(walker, matter, "ask", missing=["租房合同"])
    walker.later(days=17)
    reminded = [
        RECEIVED,
        ("supplement-requested", "petitioner"),
        ("supplement-reminded", "petitioner"),
        ("supplement-reminded", "dispatch"),
    ]
    walker.wait_until_told(matter, reminded)
    assert "租房合同" in letter_to(walker, matter, "supplement-reminded")["body"]
    walker.later(days=34)
    lapsed = [*reminded, ("lapsed", "petitioner"), ("lapsed", "dispatch")]
    walker.wait_until_told(matter, lapsed)
    assert walker.status(matter)["state"] == "lapsed"
    path = f"/v1/petitions/{matter.receipt}/answer"
    body = {"text": "合同在这里。", "code": matter.code}
    walker.stage.ask("intake", "POST", path, by=None, body=body)
    assert walker.status(matter)["state"] == "received"
