"""A closed case is looked at again, through a running agency's doors."""

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FORM = {"handling": "上门查看", "basis": "回头看", "solved": True, "satisfied": True}


def test_a14_d13_what_came_back_after_the_closing_is_handled_again(walker):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.resolve(matter)
    walker.call_back(matter, solved=True, satisfied=True)
    walker.wait_for(matter, "closed")
    clerk = walker.town.clerk
    body = {"petition_id": matter.petition_id, "due_on": "2099-01-01"}

    def is_planned():
        sent = walker.stage.send("notify", "POST", "/v1/visits", by=clerk, body=body)
        return sent.status == 200 and sent.body["visit_id"]

    walker.stage.wait(is_planned, "notify to hear of the closing")
    found = FORM | {"standing": "relapsed", "reason": "路灯又不亮了"}
    path = f"/v1/visits/{is_planned()}/calls"
    walker.stage.ask("notify", "POST", path, by=clerk, body=found)
    walker.stage.wait(
        lambda: walker.case(matter).body["state"] == "assigned", "it to be reopened"
    )
    seen = walker.wait_for(matter, "reopened")
    assert [step["step"] for step in seen["timeline"]][-2:] == ["closed", "reopened"]
