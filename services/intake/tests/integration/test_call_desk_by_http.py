"""The hotline's desk over a real database: who calls, what it is, what came of it."""

import pytest

from intake.application.signing import sign_all
from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STORY, STREET

PHONE = {"name": "周小梅", "telephone": "138 0000 8000"}
OURS = {"organisation_id": COMMUNITY, "contact": PHONE}
TODAY = "since=2026-11-21&until=2026-11-22"


def look(door, token, telephone="13800008000"):
    answer = door.call("POST", "/v1/callers", {"telephone": telephone}, token=token)
    assert answer.status_code == 200, answer.text
    return answer.json


def looks(intake):
    return intake.database.rows("select actor, purpose, fields from access_log")


def test_12345_what_a_caller_told_before_is_there_as_the_number_is_typed(intake, door):
    first = door.submit(text="路灯不亮。", **OURS).json["receipt"]
    sign_all(lambda command: intake.bus.handle(command, STORY))
    second = door.submit(text="老人证怎么办？", **OURS | {"category": None})
    told = look(door, door.token())
    assert (told["name"], told["total"], told["open"]) == ("周*梅", 2, 2)
    receipts = [each["receipt"] for each in told["matters"]]
    assert receipts == [second.json["receipt"], first]
    assert told["matters"][1]["open"] and told["matters"][1]["words"]
    assert "8000" not in str(told)


def test_a_look_at_a_caller_is_logged_once_for_one_call(intake, door):
    door.submit(text="路灯不亮。", **OURS)
    for _ in range(3):
        look(door, door.token())
    [one] = looks(intake)
    assert (one["actor"], one["purpose"]) == ("li-na", "case-handling")
    look(door, door.token(subject="wang-min"))
    assert len(looks(intake)) == 2


def test_nobody_learns_of_a_caller_what_another_unit_has(intake, door):
    theirs = {"organisation_id": OTHER_COMMUNITY, "division_code": OTHER_COMMUNITY}
    door.submit(text="路灯不亮。", contact=PHONE, **theirs)
    door.submit(
        text="某科长收了钱。",
        category=None,
        nature={"kind": "accusation", "accused": [COMMUNITY]},
        **OURS,
    )
    nothing = {"name": "", "total": 0, "open": 0, "matters": []}
    assert look(door, door.token()) == nothing
    assert looks(intake) == []
    assert look(door, door.token(organisation=STREET))["total"] == 2
    assert look(door, door.token(organisation=STREET), "8000") == nothing
    bad = door.call("POST", "/v1/callers", {"telephone": "138"})
    assert bad.status_code == 401


def test_what_was_filed_before_says_what_a_call_is_about(intake, door):
    for at in range(40):
        door.submit(text=f"{at}栋楼道的路灯坏了不亮。", organisation_id=COMMUNITY)
    answer = door.call(
        "POST", "/v1/category-suggestions", {"text": "五栋路灯不亮"}, token=door.token()
    )
    told = answer.json
    first = told["suggestions"][0]
    assert told["compared"] == 40
    assert (first["category"], first["matters"]) == ("street-lighting", 11)
    assert (first["of"], first["words"]) == (11, ["路灯"])


def test_a_question_answered_at_once_is_read_by_its_code(door):
    said = {"text": "老年证在哪里办？", "answered": "带身份证到社区窗口。"}
    taken = door.call(
        "POST",
        "/v1/hotline-calls",
        said | {"organisation_id": COMMUNITY, "contact": PHONE, "request": "要地址"},
        token=door.token(),
    ).json
    assert taken["state"] == "noted"
    path = f"/v1/petitions/{taken['receipt']}?code={taken['tracking_code']}"
    shown = door.call("GET", path).json
    assert shown["words"] == "您的问题当场答复了，答复见下。"
    assert shown["reply"]["text"] == "带身份证到社区窗口。"
    inside = door.call("GET", f"/v1/petitions/{taken['receipt']}", token=door.token())
    assert inside.json["staff"]["door"]["request"] == "要地址"
    assert inside.json["staff"]["door"]["nature"]["kind"] == "consultation"


def test_calls_of_which_nothing_came_are_counted_and_nobody_is_kept(intake, door):
    for key in ("one", "one", "two"):
        answer = door.call(
            "POST",
            "/v1/mere-calls",
            {"outcome": "nuisance", "organisation_id": COMMUNITY},
            token=door.token(),
            headers={"Idempotency-Key": key},
        )
        assert answer.status_code == 204, answer.text
    counted = door.call("GET", f"/v1/reports/calls?{TODAY}", token=door.token())
    assert counted.json["outcomes"] == {
        **dict.fromkeys(("no-answer", "police", "fire", "ambulance"), 0),
        "nuisance": 2,
    }
    assert intake.reader.counts() == []


@pytest.fixture
def boss(door):
    return door.token(Role.SUPERVISOR, STREET)


def test_the_newest_guide_stands_and_each_is_kept(intake, door, boss):
    path = "/v1/category-guides/street-lighting"
    said = {"answer": "五日内修好。", "materials": ["照片"], "words": ["路灯"]}
    for body in (said, said, said | {"materials": ["照片", "灯杆号"]}):
        answer = door.call("PUT", path, body, token=boss)
        assert answer.status_code == 200, answer.text
    [guide] = door.call("GET", "/v1/category-guides", token=door.token()).json["guides"]
    assert guide["materials"] == ["照片", "灯杆号"]
    kept = intake.database.rows("select changed_by from category_guides")
    assert len(kept) == 2
    assert door.call("PUT", path, said, token=door.token()).status_code == 403
    long = door.call("PUT", path, {"words": ["长" * 101]}, token=boss)
    assert long.status_code == 422
