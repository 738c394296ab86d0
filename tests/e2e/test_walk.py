"""A petition's walk through a running agency, by the doors that people use."""

from datetime import datetime, timedelta

import pytest

from minqing_kernel.working_time import end_of, local_day
from tests.e2e.town import (
    CATEGORY,
    COMMUNITY,
    DISTRICT,
    LOST_PLACE,
    PLACE,
    SECTION,
    STREET,
)

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ASSIGNED = [("assigned", "owner"), ("assigned", "petitioner")]
RESOLVED = [("resolved", "petitioner")]
CLOSED = [("closed", "owner")]


def test_a_petition_walks_from_the_web_to_its_closing(walker):
    matter = walker.submit()
    seen = walker.wait_for(matter, "assigned")
    assert seen["unit"]["organisation_id"] == COMMUNITY
    thirty_days = timedelta(days=30)
    received = datetime.fromisoformat(seen["received_at"])
    last_day = local_day(received + thirty_days)
    assert datetime.fromisoformat(seen["deadline"]) == end_of(last_day)
    walker.resolve(matter, reply="灯已换新，今晚会亮。")
    seen = walker.wait_for(matter, "resolved")
    assert seen["reply"]["text"] == "灯已换新，今晚会亮。"
    assert seen["deadline"] is None
    walker.call_back(matter, solved=True, satisfied=True)
    seen = walker.wait_for(matter, "closed")
    assert [step["step"] for step in seen["timeline"]] == [
        "received",
        "accepted",
        "assigned",
        "started",
        "resolved",
        "closed",
    ]
    walker.wait_until_told(matter, ASSIGNED + RESOLVED + CLOSED)


def test_the_rule_that_decided_stands_in_the_case(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    assignment = walker.case(matter).body["assignments"][0]
    assert assignment["rule"] == "e2e"
    assert PLACE in assignment["why"]


def test_the_letter_carries_the_code_with_which_the_petitioner_answers(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.resolve(matter)
    notices = walker.wait_until_told(matter, ASSIGNED + RESOLVED)
    asking = next(notice for notice in notices if notice["step"] == "resolved")
    letter = walker.letter(asking)
    assert letter["to"]["email"] == "lin@example.org"
    token = letter["body"].rpartition(" ")[2].rstrip("。")
    path = f"/v1/follow-ups/{matter.petition_id}/answer"
    answer = {"token": token, "solved": True, "satisfied": True}
    walker.stage.ask("notify", "POST", path, by=None, body=answer)
    walker.wait_for(matter, "closed")
    other = answer | {"satisfied": False}
    refused = walker.stage.send("notify", "POST", path, by=None, body=other)
    assert refused.status == 409
    assert walker.status(matter)["state"] == "closed"


def test_a_made_up_answer_code_closes_nothing(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    standing = walker.resolve(matter)
    answer = {
        "token": f"{standing['revision']}.{32 * '0'}",
        "solved": True,
        "satisfied": True,
    }
    path = f"/v1/follow-ups/{matter.petition_id}/answer"
    refused = walker.stage.send("notify", "POST", path, by=None, body=answer)
    assert refused.status == 403
    assert walker.case(matter).body["state"] == "resolved"


def test_a_dissatisfied_answer_reopens_and_a_better_reply_closes(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.resolve(matter, reply="已安排。")
    walker.call_back(matter, solved=False, satisfied=False)
    seen = walker.wait_for(matter, "reopened")
    assert seen["deadline"] is not None
    walker.resolve(matter, reply="今天换好了。")
    assert walker.wait_for(matter, "resolved")["reply"]["text"] == "今天换好了。"
    walker.call_back(matter, solved=True, satisfied=True)
    walker.wait_for(matter, "closed")
    assert [r["reply"] for r in walker.case(matter).body["resolutions"]] == [
        "已安排。",
        "今天换好了。",
    ]
    reopened = [("reopened", "owner"), ("reopened", "petitioner")]
    walker.wait_until_told(matter, ASSIGNED + 2 * RESOLVED + reopened + CLOSED)


def test_a_petition_without_category_waits_for_a_clerk(walker):
    matter = walker.submit(category=None)
    assert walker.status(matter)["state"] == "received"
    walker.wait_until_told(matter, [("received", "dispatch")])
    assert walker.case(matter).status == 404
    walker.stage.ask(
        "intake",
        "POST",
        f"/v1/petitions/{matter.receipt}/accept",
        by=walker.town.clerk,
        body={"category": CATEGORY},
    )
    walker.wait_for(matter, "assigned")


def test_a_refused_petition_tells_why_and_opens_no_case(walker):
    matter = walker.submit(category=None)
    walker.stage.ask(
        "intake",
        "POST",
        f"/v1/petitions/{matter.receipt}/refuse",
        by=walker.town.clerk,
        body={"reason": "in-legal-procedure", "explanation": "请向人民法院提出。"},
    )
    seen = walker.status(matter)
    assert seen["state"] == "refused"
    assert seen["refusal"]["explanation"] == "请向人民法院提出。"
    walker.wait_until_told(
        matter, [("received", "dispatch"), ("refused", "petitioner")]
    )
    assert walker.case(matter).status == 404
    again = walker.stage.send(
        "intake",
        "POST",
        f"/v1/petitions/{matter.receipt}/accept",
        by=walker.town.clerk,
        body={"category": CATEGORY},
    )
    assert again.status == 409


def test_a_returned_case_is_dispatched_again_by_hand(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.act(matter, "return", walker.town.handler, reason="不属于本社区")
    walker.wait_for(matter, "returned")
    walker.act(
        matter,
        "assign",
        walker.town.supervisor,
        organisation_id=SECTION,
        handler_id=walker.town.section_handler.id,
    )
    seen = walker.wait_for(matter, "assigned")
    assert seen["unit"]["organisation_id"] == SECTION
    owners = [a["organisation_id"] for a in walker.case(matter).body["assignments"]]
    assert owners == [COMMUNITY, SECTION]
    by_hand = [*ASSIGNED, ("assigned", "handler")]
    returned = [("returned", "dispatch"), ("returned", "superior")]
    walker.wait_until_told(matter, [*ASSIGNED, *returned, *by_hand])


def test_an_overdue_case_rises_superior_by_superior_and_keeps_its_owner(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.later(days=31)
    seen = walker.wait_for(matter, "escalated")
    assert seen["unit"]["organisation_id"] == COMMUNITY
    case = walker.case(matter).body
    assert (case["state"], case["escalation_level"]) == ("assigned", 1)
    assert case["overdue"] is True
    walker.later(days=35)
    level = lambda: walker.case(matter).body["escalation_level"]  # noqa: E731
    walker.stage.wait(lambda: level() == 2, "the second superior to be told")
    risen = [("escalated", who) for who in ("superior", "owner", "petitioner")]
    notices = walker.wait_until_told(matter, [*ASSIGNED, *risen, *risen])
    told = [n["recipient"] for n in notices if n["audience"] == "superior"]
    assert sorted(told) == sorted([STREET, DISTRICT])


def test_a_matter_of_nobodys_is_routed_once_a_rule_is_made(walker):
    matter = walker.submit(division_code=LOST_PLACE)
    walker.wait_for(matter, "unrouted")
    assert walker.case(matter).body["organisation_id"] is None
    rule = {
        "category": CATEGORY,
        "division_prefix": LOST_PLACE,
        "organisation_id": STREET,
    }
    walker.stage.ask("routing", "PUT", "/v1/jurisdiction-rules/e2e-lost", body=rule)
    seen = walker.wait_for(matter, "assigned")
    assert seen["unit"]["organisation_id"] == STREET


def test_silence_after_two_weeks_closes_and_says_that_it_was_silence(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.resolve(matter)
    walker.wait_until_told(matter, ASSIGNED + RESOLVED)
    walker.later(days=15)
    walker.wait_for(matter, "closed")
    path = f"/v1/follow-ups/{matter.petition_id}"
    question = walker.stage.ask("notify", "GET", path, by=walker.town.clerk)
    assert (question["state"], question["reason"]) == ("lapsed", "no-answer")
    assert (question["solved"], question["satisfied"]) == (None, None)


def test_a_stale_screen_does_not_overwrite_what_happened_since(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    seen = walker.case(matter).headers["ETag"]
    walker.act(matter, "start", walker.town.handler)
    refused = walker.stage.send(
        "routing",
        "POST",
        f"/v1/cases/{matter.petition_id}/resolve",
        by=walker.town.handler,
        body={"outcome": "resolved", "reply": "好了"},
        headers={"If-Match": seen},
    )
    assert refused.status == 409
    assert refused.body["type"] == "urn:minqing:problem:stale-revision"
    assert walker.case(matter).body["state"] == "started"


def test_a_wrong_code_is_answered_like_an_unknown_number(walker):
    matter = walker.submit()
    wrong = "0000-0000"
    path = f"/v1/petitions/{matter.receipt}"
    answers = [
        walker.stage.send("intake", "GET", path, by=None, query={"code": wrong})
        for _ in range(6)
    ]
    assert [answer.status for answer in answers] == [404] * 5 + [429]
    unknown = walker.stage.send(
        "intake", "GET", "/v1/petitions/XX-2611-0000001", by=None, query={"code": "1"}
    )
    assert unknown.status == 404
    assert unknown.body["type"] == answers[0].body["type"]
