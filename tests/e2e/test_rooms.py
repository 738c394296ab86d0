"""What happens in routing's rooms reaches the petitioner, at a running agency."""

from datetime import datetime
from uuid import uuid4

import pytest

from minqing_kernel.working_time import local_day
from tests.e2e.test_walk import ASSIGNED, RESOLVED
from tests.e2e.town import COMMUNITY, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

OPINION = {
    "kind": "handling-opinion",
    "addressee": "林一",
    "parts": {
        "claims": "请求修复路灯。",
        "facts": "经查，路灯线路损坏。",
        "verdict": "supported",
        "opinion": "一周内修复。",
        "basis": "《城市照明管理规定》。",
    },
}


@pytest.fixture
def matter(walker):
    walker.stage.ask(
        "routing",
        "PUT",
        f"/v1/organs/{STREET}",
        body={"mark": "测街信", "name": "测试街道办事处"},
    )
    found = walker.submit()
    walker.wait_for(found, "assigned")
    return found


def steps(walker, matter):
    return [step["step"] for step in walker.status(matter)["timeline"]]


def test_art32_an_opinion_is_issued_told_and_shown_and_moves_nothing(walker, matter):
    place = f"/v1/cases/{matter.petition_id}/documents"
    made = walker.stage.ask(
        "routing",
        "POST",
        place,
        by=walker.town.handler,
        key=str(uuid4()),
        body=OPINION,
    )
    assert made["organ_id"] == STREET
    told = [*ASSIGNED, ("document-issued", "petitioner")]
    notices = walker.wait_until_told(matter, told)
    notice = next(each for each in notices if each["step"] == "document-issued")
    letter = walker.letter(notice)
    assert made["number"] in letter["body"]
    assert "处理意见书" in letter["body"]
    walker.stage.wait(
        lambda: "document-issued" in steps(walker, matter), "the document to be shown"
    )
    assert walker.status(matter)["state"] == "assigned"


def test_art35_a_review_is_told_to_the_superior_and_the_petitioner(walker, matter):
    walker.resolve(matter)
    walker.wait_for(matter, "resolved")
    resolution = walker.case(matter).body["resolutions"][-1]
    day = local_day(datetime.fromisoformat(resolution["resolved_at"]))
    found = walker.act(
        matter,
        "review/ask",
        walker.town.supervisor,
        answer_received_on=day.isoformat(),
        reason="不服处理意见",
    )
    [asked] = found["rounds"]
    assert (found["original_id"], asked["stage"]) == (STREET, "review")
    walker.wait_until_told(
        matter,
        [
            *ASSIGNED,
            *RESOLVED,
            ("review-asked", "superior"),
            ("review-asked", "petitioner"),
        ],
    )
    assert walker.status(matter)["state"] == "resolved"
    assert walker.case(matter).body["organisation_id"] == COMMUNITY
