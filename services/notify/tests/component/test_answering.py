"""The follow-up, from the letter that asks to the fact that is published."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from minqing_chassis.clock import steer
from minqing_kernel.messages import Role
from services.notify.tests.component.house import resolved

pytestmark = pytest.mark.component

ANSWERED = "notify.followup.answered.v1"


def ask(house):
    """Resolve a case; return its petition and the answer code from the letter."""
    petition_id = uuid4()
    house.tell(resolved(petition_id))
    (letter,) = house.wait_until_told(1, petition_id)
    return petition_id, letter["body"].split("评价码 ")[1].removesuffix("。")


def published(house, petition_id):
    house.wait_for(f"timeline where subject = '{petition_id}'", 1)
    house.wait_for("outbox", 0)
    return house.take_published(ANSWERED)


def test_the_petitioner_answers_once_with_the_code_from_the_letter(house):
    petition_id, token = ask(house)
    path = f"/v1/follow-ups/{petition_id}"
    asked = house.get(path, role=None, token=token)
    assert asked.json()["state"] == "open"
    answer = {"token": token, "solved": False, "satisfied": False, "reason": "没修好😀"}
    first = house.post(f"{path}/answer", answer, role=None)
    again = house.post(f"{path}/answer", answer, role=None)
    assert first.json() == again.json()
    assert first.json()["verdict"] == "reopen"
    assert "answered_by" not in first.json()
    other = house.post(f"{path}/answer", answer | {"solved": True}, role=None)
    assert other.status_code == 409
    assert other.json()["type"] == "urn:minqing:problem:follow-up-not-open"
    fact = published(house, petition_id)
    assert (fact["petition_id"], fact["case_revision"]) == (str(petition_id), 3)
    assert (fact["verdict"], fact["reason"]) == ("reopen", "没修好😀")


def test_a_clerk_answers_for_a_petitioner_who_was_called_back(house):
    petition_id, _ = ask(house)
    path = f"/v1/follow-ups/{petition_id}"
    open_ones = house.get("/v1/follow-ups", state="open").json()["follow_ups"]
    assert str(petition_id) in [each["petition_id"] for each in open_ones]
    assert house.get(path).json()["state"] == "open"
    answer = {"solved": True, "satisfied": None}
    assert house.post(f"{path}/answer", answer).json()["verdict"] == "close"
    assert published(house, petition_id)["verdict"] == "close"
    answered = house.get("/v1/follow-ups", state="answered").json()["follow_ups"]
    by = {each["petition_id"]: each["answered_by"] for each in answered}
    assert by[str(petition_id)] == "clerk:staff-1"


def test_a_wrong_code_a_missing_one_and_a_strangers_hand_are_refused(house):
    petition_id, token = ask(house)
    path = f"/v1/follow-ups/{petition_id}/answer"
    answer = {"solved": True, "satisfied": True}
    forged = "3." + "0" * 32
    assert house.post(path, answer | {"token": forged}, role=None).status_code == 403
    assert house.post(path, answer, role=None).status_code == 401
    assert house.post(path, answer, role=Role.HANDLER).status_code == 403
    elsewhere = f"/v1/follow-ups/{uuid4()}/answer"
    assert house.post(elsewhere, answer | {"token": token}).status_code == 403
    stranger = house.post(path, answer, organisation="510107")
    assert stranger.status_code == 403
    assert stranger.json()["type"] == "urn:minqing:problem:out-of-scope"
    unseen = house.get(f"/v1/follow-ups/{petition_id}", organisation="510107")
    assert unseen.status_code == 404
    assert house.count("follow_ups where state = 'open'", petition_id) == 1


def test_who_resolved_a_case_is_refused_in_the_callers_language(house):
    petition_id = uuid4()
    house.tell(resolved(petition_id, resolved_by="staff-1"))
    house.wait_until_told(1, petition_id)
    path = f"/v1/follow-ups/{petition_id}/answer"
    answer = {"solved": True, "satisfied": True}
    for role in (Role.CLERK, Role.SUPERVISOR):
        refused = house.post(path, answer, role=role)
        assert refused.status_code == 403
        assert refused.json()["type"] == "urn:minqing:problem:own-resolution"
        assert refused.json()["title"] == "承办人不能代诉求人评价"
    assert house.count("follow_ups where state = 'open'", petition_id) == 1


def test_staff_whose_token_names_no_organisation_see_nothing(house):
    petition_id, _ = ask(house)
    answer = {"solved": True, "satisfied": True}
    path = f"/v1/follow-ups/{petition_id}"
    refused = [
        house.get("/v1/notices", organisation=None),
        house.get("/v1/follow-ups", organisation=None),
        house.get(path, organisation=None),
        house.post(f"{path}/answer", answer, organisation=None),
    ]
    for each in refused:
        assert each.status_code == 403
        assert each.json()["type"] == "urn:minqing:problem:no-organisation"


def test_a_question_nobody_answers_lapses_when_the_clock_says_so(house):
    petition_id, token = ask(house)
    house.wait_for("follow_ups where lapses_at is not null", 1, petition_id)
    clock = Path(house.environ["MINQING_CLOCK_FILE"])
    steer(clock, datetime(2036, 6, 1, tzinfo=UTC))
    house.wait_for("follow_ups where state = 'lapsed'", 1, petition_id)
    path = f"/v1/follow-ups/{petition_id}"
    shown = house.get(path, role=None, token=token).json()
    assert (shown["verdict"], shown["solved"]) == ("close", None)
    assert published(house, petition_id)["reason"] == "no-answer"
    clock.unlink()
