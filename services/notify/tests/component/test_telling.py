"""From a message on the queue to somebody who was told, through the real process."""

from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from services.notify.tests.component.house import (
    SENT,
    assigned,
    resolved,
    the_community,
)

pytestmark = pytest.mark.component


def test_an_assignment_is_told_to_the_desk_and_the_petitioner(house):
    petition_id, story = uuid4(), uuid4()
    house.tell(assigned(petition_id), story=story)
    told = house.wait_until_told(2, petition_id)
    letters = {each["to"]["email"]: each for each in told}
    desk = letters["jinkeyuan@example.org"]
    petitioner = letters[f"{petition_id}@example.org"]
    assert "2026年5月1日" in desk["body"]
    assert "冯一" in petitioner["body"]
    assert "7K3M-9Q2X" in petitioner["body"]
    assert {desk["correlation_id"], petitioner["correlation_id"]} == {str(story)}
    log = (house.folder / "notify.log").read_text("utf-8")
    assert f'"correlation_id": "{story}"' in log
    assert "example.org" not in log


def test_a_message_that_comes_twice_tells_nobody_twice(house):
    petitions = [uuid4() for _ in range(20)]
    house.tell(*[assigned(each) for each in petitions], twice=True)
    house.tell(assigned(last := uuid4()))
    house.wait_until_told(2, last)
    assert len(house.wait_until_told(40, *petitions)) == 40
    assert house.count("notices", *petitions) == 40


def test_poison_goes_to_the_dead_letters_and_holds_nobody_up(house):
    house.publish_raw({"cloudEvents:id": "no id"}, "{}")
    house.tell(assigned(petition_id := uuid4()))
    house.wait_until_told(2, petition_id)
    house.wait_for("dead_letters where state = 'open'", 1)


def test_staff_see_who_was_told_and_the_timeline_says_it_too(house):
    petition_id = uuid4()
    house.tell(assigned(petition_id), resolved(petition_id, 2))
    house.wait_until_told(3, petition_id)
    page = house.get("/v1/notices", petition=petition_id, limit=2).json()
    rest = house.get("/v1/notices", petition=petition_id, after=page["next_after"])
    shown = page["notices"] + rest.json()["notices"]
    assert {(each["step"], each["audience"]) for each in shown} == {
        ("assigned", "owner"),
        ("assigned", "petitioner"),
        ("resolved", "petitioner"),
    }
    steps = [step["step"] for step in house.ask_timeline(petition_id)]
    assert sorted(steps) == ["follow-up-asked"] + 3 * ["notice-sent"]


def test_a_failed_notice_is_seen_mended_and_sent_again(house):
    house.tell(the_community(organisation_id="510106", desk_address=None))
    house.wait_for("organisations where organisation_id = '510106'", 1)
    petition_id = uuid4()
    house.tell(assigned(petition_id, organisation_id="510106", reachable=False))
    house.wait_for("notices where state = 'no-address'", 1, petition_id)
    query = {"status": "no-address", "petition": petition_id}
    (notice,) = house.get("/v1/notices", role=Role.OPS, **query).json()["notices"]
    house.tell(the_community(organisation_id="510106", revision=2))
    house.wait_for("organisations where revision = 2", 1)
    retry = f"/v1/notices/{notice['notice_id']}/retry"
    assert house.post(retry, role=Role.CLERK).status_code == 403
    assert house.post(retry, role=Role.OPS).status_code == 204
    house.wait_until_told(1, petition_id)
    assert house.post(retry, role=Role.OPS).status_code == 409
    metrics = house.get("/metrics", role=None).text
    assert 'minqing_notice_attempts_total{channel="file",result="delivered"' in metrics
    assert 'result="unaddressed"' in metrics


def test_while_intake_is_away_desks_are_told_and_petitioners_wait(house):
    house.intake.kill()
    house.tell(assigned(petition_id := uuid4()))
    house.wait_for(SENT, 1, petition_id)
    house.wait_for("notices where error = 'contacts are away'", 1, petition_id)
    house.open_intake()
    house.wait_until_told(2, petition_id)
