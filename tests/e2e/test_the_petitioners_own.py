"""What petitioners do themselves after telling: withdraw, ask for a review."""

import pytest

from tests.e2e.town import CATEGORY, PLACE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def do(walker, matter, what, **said):
    path = f"/v1/petitions/{matter.receipt}/{what}"
    body = {"code": matter.code, **said}
    return walker.stage.send("intake", "POST", path, by=None, body=body)


def test_a_case_that_is_taken_back_ends_everywhere_and_owes_nothing(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    wrong = {"code": "0000-0000", "reason": "不是我"}
    assert do(walker, matter, "withdraw", **wrong).status == 404
    assert do(walker, matter, "withdraw", reason="自己解决了").status == 200
    told = walker.wait_for(matter, "withdrawn")
    assert told["words"] == "您已撤回。以后可以再提。"
    assert told["withdrawal"]["asked_at"] is not None
    assert told["deadline"] is None
    assert walker.case(matter).body["state"] == "withdrawn"
    assert do(walker, matter, "withdraw").status == 200
    walker.stage.wait(
        lambda: (
            ("withdrawn", "owner")
            in {(each["step"], each["audience"]) for each in walker.notices(matter)}
        ),
        "the unit to hear of it",
    )
    assert "自己解决了" not in str(walker.notices(matter))


def test_what_waits_at_the_door_is_taken_back_there_and_opens_no_case(walker):
    matter = walker.submit(category=None)
    assert do(walker, matter, "withdraw").body["state"] == "withdrawn"
    path = f"/v1/petitions/{matter.receipt}/accept"
    body = {"category": CATEGORY, "division_code": PLACE}
    late = walker.stage.send("intake", "POST", path, by=walker.town.clerk, body=body)
    assert late.status == 409
    assert walker.case(matter).status == 404


def test_art35_a_review_that_a_petitioner_asks_for_reaches_the_superior(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.resolve(matter)
    told = walker.wait_for(matter, "resolved")
    asked = told["review"]
    assert asked["stage"] == "review"
    assert do(walker, matter, "withdraw").status == 409
    said = {"answer_received_on": asked["answered_on"], "reason": "没有说明"}
    assert do(walker, matter, "review", **said).status == 200

    def is_taken():
        steps = [each["step"] for each in walker.status(matter)["timeline"]]
        return {"review-requested", "review-asked"} <= set(steps)

    walker.stage.wait(is_taken, "the review to be taken")
    again = do(walker, matter, "review", **said)
    assert again.body["errors"][0]["code"] == "review-going-on"
