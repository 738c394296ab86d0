"""个人信息保护法第45条 on the wire: what is kept of me, and who read it."""

import pytest

from services.intake.tests.builders import COMMUNITY

pytestmark = pytest.mark.integration
CONTACT = {"name": "张小三", "telephone": "13800138000"}


def own(door, said, code=None):
    path = f"/v1/petitions/{said['receipt']}/own-data"
    return door.call("POST", path, {"code": code or said["tracking_code"]})


def test_who_holds_the_code_learns_what_is_kept_and_which_unit_read_it(door):
    said = door.submit(contact=CONTACT, organisation_id=COMMUNITY).json
    token = door.token(subject="wang.min")
    for purpose in ("visit", "visit", "case-handling"):
        path = f"/v1/petitions/{said['receipt']}/petitioner?purpose={purpose}"
        assert door.call("GET", path, token=token).status_code == 200
    answer = own(door, said)
    told = answer.json
    assert told["text"] == "小区门口的路灯不亮。"
    assert told["contact"] == {"name": "张*三", "telephone": "138****8000"}
    counted = {each["purpose"]: each["times"] for each in told["readings"]}
    assert counted == {"visit": 2, "case-handling": 1}
    assert {each["unit"] for each in told["readings"]} != {None, COMMUNITY}
    assert "wang.min" not in answer.text


def test_consent_to_publication_is_given_and_taken_back_by_code_alone(door, intake):
    said = door.submit(contact=CONTACT, agrees=True).json
    path = f"/v1/petitions/{said['receipt']}"
    page = f"{path}?code={said['tracking_code']}"
    assert door.call("GET", page).json["consent"]["holds"] is True
    body = {"code": "0000-0000", "holds": False}
    assert door.call("POST", f"{path}/consent", body).status_code == 404
    body["code"] = said["tracking_code"]
    ended = door.call("POST", f"{path}/consent", body).json
    assert (ended["holds"], ended["given_at"] is None) == (False, False)
    assert door.call("GET", page).json["consent"] == ended
    assert own(door, said).json["consent"] == ended
    refused = door.submit(contact=CONTACT, agrees=True, token=door.token())
    assert refused.json["errors"][0]["field"] == "agrees"


def test_a_wrong_code_and_an_unknown_number_are_told_nothing(door):
    said = door.submit(contact=CONTACT).json
    wrong = own(door, said, "0000-0000")
    nobody = own(door, {**said, "receipt": "MQ-2611-0000001"})
    assert wrong.status_code == nobody.status_code == 404
    assert wrong.json["type"] == nobody.json["type"]


def test_what_others_wrote_about_somebody_is_not_told_as_their_own_words(door):
    token = door.token()
    body = {
        "text": "请妥善处理张某反映的问题。",
        "leader": "区长",
        "due_on": "2026-12-01",
        "organisation_id": COMMUNITY,
    }
    said = door.call("POST", "/v1/instructions", body, token=token).json
    told = own(door, said).json
    assert (told["text"], told["contact"], told["readings"]) == ("", None, [])
