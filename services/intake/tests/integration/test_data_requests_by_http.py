"""个人信息保护法第44-50条 on the wire: asked by code, listed, answered, done."""

import pytest

from intake.application.persons import RecordAccount
from intake.domain.persons import StaffAccount
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    OTHER_COMMUNITY,
    STORY,
    STREET,
)

pytestmark = pytest.mark.integration
CONTACT = {"name": "张小三", "telephone": "13800138000"}
LIST = "/v1/data-requests"
LAW = "个人信息保护法第47条第2款"


@pytest.fixture
def said(door):
    return door.submit(contact=CONTACT, organisation_id=COMMUNITY).json


def ask(door, said, key="one", **body):
    body = {"code": said["tracking_code"], "kind": "deletion", **body}
    path = f"/v1/petitions/{said['receipt']}/data-requests"
    return door.call("POST", path, body, headers={"Idempotency-Key": key})


def own(door, said):
    path = f"/v1/petitions/{said['receipt']}/own-data"
    return door.call("POST", path, {"code": said["tracking_code"]}).json


def decide(door, number, *granted, token=None, **body):
    body = {"granted": granted, "reason": "已核对", "checked": "in-person", **body}
    token = token or door.token()
    return door.call("POST", f"{LIST}/{number}/decide", body, token=token)


def problem(answer):
    return answer.json["type"].rpartition(":")[2]


def tell_whose(intake, *accounts):
    """Say that accounts are one person's; what is older comes too late."""
    for revision, person in ((2, "p-1"), (1, None)):
        for each in accounts:
            known = StaffAccount(staff_id=each, revision=revision, person=person)
            intake.bus.handle(RecordAccount(account=known), STORY)


def test_a_deletion_is_asked_by_code_agreed_to_by_two_and_shown_to_who_asked(
    door, intake, said, steered
):
    asked = ask(door, said, parts=["telephone", "file"], statement="别再打了")
    assert asked.status_code == 201
    again = ask(door, said, parts=["telephone", "file"], statement="别再打了")
    number = asked.json["number"]
    assert again.json["number"] == number
    assert asked.json["due_on"] == "2026-12-11"
    [card] = door.call("GET", LIST, token=door.token()).json["requests"]
    assert (card["number"], card["late"]) == (number, False)
    shown = door.call("GET", f"{LIST}/{number}", token=door.token())
    assert shown.json["contact"]["telephone"] == "138****8000"
    assert "别再打了" not in shown.text
    full = f"{LIST}/{number}/full?purpose=own-request"
    words = door.call("GET", full, token=door.token()).json
    assert words["statement"] == "别再打了"
    assert words["contact"]["telephone"] == "13800138000"
    assert own(door, said)["readings"][0]["times"] == 2
    kept = decide(door, number, "telephone", "file", law=LAW)
    assert (kept.status_code, problem(kept)) == (409, "law-keeps")
    assert decide(door, number, "telephone", law=LAW).json["mine"]
    assert own(door, said)["requests"][0]["state"] == "received"
    settle = f"{LIST}/{number}/settle"
    alone = door.call("POST", settle, {"agreed": True}, token=door.token())
    assert problem(alone) == "second-eyes"
    tell_whose(intake, "li-na", "li-na-2")
    also = door.token(Role.SUPERVISOR, COMMUNITY, "LI-NA-2")
    by_both = door.call("POST", settle, {"agreed": True}, token=also)
    assert problem(by_both) == "second-eyes"
    other, body = door.token(Role.SUPERVISOR, STREET, "zhao"), {"agreed": True}
    stale = door.call("POST", settle, body | {"revision": 1}, token=other)
    assert (stale.status_code, problem(stale)) == (409, "stale-revision")
    done = door.call("POST", settle, body | {"revision": 2}, token=other)
    assert (done.json["state"], done.json["contact"]) == ("partly", {"name": "张*三"})
    mine = own(door, said)
    assert mine["contact"] == {"name": "张*三"}
    assert mine["requests"][0]["granted"] == ["telephone"]
    assert mine["requests"][0]["law"] == LAW
    answered = door.call("GET", f"{LIST}?waiting=false", token=door.token()).json
    assert [each["number"] for each in answered["requests"]] == [number]


def test_a_correction_is_done_at_once(door, said):
    values = {"telephone": "13900139000"}
    asked = ask(door, said, kind="correction", parts=["telephone"], values=values)
    number = asked.json["number"]
    full = f"{LIST}/{number}/full?purpose=correction"
    assert door.call("GET", full, token=door.token()).json["values"] == values
    assert decide(door, number, "telephone").json["state"] == "granted"
    assert own(door, said)["contact"]["telephone"] == "139****9000"


def test_what_is_wrong_is_said_and_others_see_nothing(door, said):
    assert ask(door, said, code="0000-0000", parts=["name"]).status_code == 404
    for body in ({"parts": []}, {"parts": ["shoe"]}, {"parts": ["name"] * 9}):
        assert ask(door, said, **body).status_code == 422
    number = ask(door, said, parts=["name"]).json["number"]
    assert problem(ask(door, said, parts=["telephone"])) == "data-request-fixed"
    elsewhere = door.token(organisation=OTHER_COMMUNITY)
    listed = door.call("GET", LIST, token=elsewhere).json
    assert listed == {"late": 0, "requests": [], "next": None}
    for path in (f"{LIST}/{number}", f"{LIST}/{number}/full?purpose=correction"):
        assert door.call("GET", path, token=elsewhere).status_code == 403
    assert decide(door, number, token=elsewhere, law=LAW).status_code == 403
    for unknown in ("GX-2611-0000001", "shoe"):
        path = f"{LIST}/{unknown}"
        assert door.call("GET", path, token=door.token()).status_code == 404


def test_what_is_overdue_is_counted(door, said, intake):
    ask(door, said, parts=["name"])
    intake.database.rows("update data_requests set due_on = '2026-11-01' returning 1")
    listed = door.call("GET", LIST, token=door.token()).json
    assert (listed["late"], listed["requests"][0]["late"]) == (1, True)
    intake.gauges.refresh()
    shown = intake.metrics.render().decode()
    assert 'minqing_data_requests_late{service="intake"} 1.0' in shown


def test_art30_what_its_accuser_asks_is_nowhere_to_the_accused(door):
    nature = {"kind": "accusation", "accused": [COMMUNITY]}
    told = door.submit(contact=CONTACT, nature=nature, organisation_id=COMMUNITY).json
    number = ask(door, told, parts=["name"]).json["number"]
    for waiting in ("true", "false"):
        path = f"{LIST}?waiting={waiting}"
        listed = door.call("GET", path, token=door.token()).json
        assert listed == {"late": 0, "requests": [], "next": None}
    full = f"{LIST}/{number}/full?purpose=correction"
    for path in (f"{LIST}/{number}", full):
        answer = door.call("GET", path, token=door.token())
        assert (answer.status_code, problem(answer)) == (404, "unknown-petition")
    assert problem(decide(door, number, law=LAW)) == "unknown-petition"
    above = door.token(Role.SUPERVISOR, STREET)
    assert door.call("GET", full, token=above).status_code == 200


def test_the_list_is_filtered_in_the_query_and_goes_on_where_it_ended(door, said):
    numbers = []
    for no, part in enumerate(("telephone", "name", "address")):
        asked = ask(door, said, key=f"k{no}", parts=[part])
        numbers.append(asked.json["number"])
    token, found, after = door.token(), [], ""
    for _ in range(3):
        told = door.call("GET", f"{LIST}?limit=1&after={after}", token=token).json
        found += [each["number"] for each in told["requests"]]
        after = told["next"]
    assert (found, after) == (sorted(numbers), None)
    far = door.token(Role.CLERK, OTHER_COMMUNITY)
    assert door.call("GET", LIST, token=far).json == {
        "late": 0,
        "requests": [],
        "next": None,
    }
    assert door.call("GET", f"{LIST}?after=nobody", token=token).json["requests"] == []
