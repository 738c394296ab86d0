"""Earlier petitions about the same matter, found in a real database."""

import json
import os
from pathlib import Path

import pytest

from intake.application.signing import SignPetitions, sign_all
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STORY, STREET

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("MINQING_DATA", ROOT.parent / "shared" / "data"))
VOTES = DATA / "petitions" / "with_votes_dev.jsonl"
LAMP = "九栋二单元的楼道灯坏了三天，老人上下楼很不方便，已经打过两次电话，没有人来。"
PHONE = {"name": "周某某", "telephone": "138 0000 8000"}


def sign(intake):
    return sign_all(lambda command: intake.bus.handle(command, STORY))


def receipt_of(answer):
    assert answer.status_code == 201, answer.text
    return answer.json["receipt"]


def similar(door, receipt, token):
    found = door.call("GET", f"/v1/petitions/{receipt}/similar", token=token)
    assert found.status_code == 200, found.text
    return found.json["similar"]


@pytest.fixture
def here(door):
    return {"organisation_id": COMMUNITY, "place": "金科苑9栋", "contact": PHONE}


def test_12345_a_near_equal_petition_is_suggested_with_its_score(intake, door, here):
    first = receipt_of(door.submit(text=LAMP, **here))
    other = receipt_of(door.submit(text="下水道堵了，污水流到街上。", place="别处"))
    again = receipt_of(
        door.submit(text=LAMP.replace("三天", "五天") + "请派人。", **here)
    )
    assert sign(intake) == 3
    [one] = similar(door, again, door.token())
    assert one["receipt"] == first != other
    assert one["reasons"] == ["same-person", "same-text", "same-place"]
    assert 80 < one["score"] < 100
    assert one["advice"] == "merge"


def test_e2_traditional_words_find_what_was_typed_in_simplified(intake, door):
    first = receipt_of(door.submit(text=LAMP))
    words = "九棟二單元的樓道燈壞了三天,老人上下樓很不方便,已經打過兩次電話,沒有人來"
    again = receipt_of(door.submit(text=words))
    sign(intake)
    [one] = similar(door, again, door.token())
    assert (one["receipt"], one["score"]) == (first, 100.0)


def test_d09_the_same_person_is_found_by_telephone_whatever_the_words(intake, door):
    first = receipt_of(door.submit(text="路灯不亮。", contact=PHONE))
    again = receipt_of(
        door.submit(text="孩子上学难", contact={"telephone": "13800008000"})
    )
    sign(intake)
    [one] = similar(door, again, door.token())
    assert (one["receipt"], one["reasons"]) == (first, ["same-person"])
    assert one["advice"] == "look"


def test_what_resembles_is_found_before_the_newcomer_has_its_own_signs(intake, door):
    first = receipt_of(door.submit(text=LAMP, contact=PHONE))
    sign(intake)
    again = receipt_of(door.submit(text=LAMP, contact=PHONE))
    [one] = similar(door, again, door.token())
    assert one["receipt"] == first
    assert one["reasons"] == ["same-person", "same-text"]


def test_nothing_of_who_petitioned_is_shown_beside_another_petition(intake, door):
    receipt_of(door.submit(text=LAMP, contact=PHONE))
    again = receipt_of(door.submit(text=LAMP, contact=PHONE))
    sign(intake)
    said = json.dumps(similar(door, again, door.token()), ensure_ascii=False)
    shown = ("周", "13800008000", "138 0000 8000", "138****8000")
    assert not any(each in said for each in shown)


def test_another_units_petitions_are_not_shown(intake, door):
    theirs = {"organisation_id": OTHER_COMMUNITY, "division_code": OTHER_COMMUNITY}
    receipt_of(door.submit(text=LAMP, **theirs))
    mine = receipt_of(door.submit(text=LAMP, organisation_id=COMMUNITY))
    sign(intake)
    assert similar(door, mine, door.token()) == []
    assert len(similar(door, mine, door.token(organisation=STREET))) == 1
    path = f"/v1/petitions/{mine}/similar"
    far = door.token(organisation=OTHER_COMMUNITY)
    assert door.call("GET", path, token=far).status_code == 403
    assert door.call("GET", path).status_code == 401
    assert door.call("GET", path, token=door.token("ops")).status_code == 403


def test_a_call_is_looked_up_before_it_is_written_down_and_nothing_is_kept(
    intake, door
):
    street = {"organisation_id": STREET, "division_code": COMMUNITY}
    theirs = receipt_of(door.submit(text=LAMP, **street))
    other = {"organisation_id": OTHER_COMMUNITY, "division_code": OTHER_COMMUNITY}
    receipt_of(door.submit(text=LAMP, **other))
    sign(intake)
    path, said = "/v1/similar-petitions", {"text": LAMP, "place": "金科苑9栋"}
    found = door.call("POST", path, body=said, token=door.token())
    assert [each["receipt"] for each in found.json["similar"]] == [theirs]
    assert set(found.json["similar"][0]).isdisjoint({"contact", "text"})
    far = door.call("POST", path, body={"text": "水管爆了"}, token=door.token())
    assert far.json == {"similar": []}
    own = receipt_of(door.submit(text="树枝挡路", contact={"telephone": "13800000077"}))
    sign(intake)
    again = {"text": "水管爆了", "telephone": "138 0000 0077"}
    [one] = door.call("POST", path, body=again, token=door.token()).json["similar"]
    assert (one["receipt"], one["reasons"]) == (own, ["same-person"])
    strange = again | {"telephone": "13800000078"}
    assert door.call("POST", path, strange, token=door.token()).json == {"similar": []}
    assert sign(intake) == 0
    assert door.call("POST", path, said).status_code == 401
    assert (
        door.call("POST", path, body=said, token=door.token("ops")).status_code == 403
    )
    assert door.call("POST", path, body={}, token=door.token()).status_code == 422


def test_art30_no_other_unit_is_shown_who_accuses_anybody(intake, door):
    street = {"organisation_id": STREET, "division_code": COMMUNITY, "category": None}
    nature = {"kind": "accusation", "accused": []}
    receipt_of(door.submit(text=LAMP, nature=nature, **street))
    sign(intake)
    path, said = "/v1/similar-petitions", {"text": LAMP}
    assert door.call("POST", path, said, token=door.token()).json == {"similar": []}
    head = door.token(organisation=STREET)
    assert len(door.call("POST", path, said, token=head).json["similar"]) == 1


def test_signing_again_changes_nothing_and_a_second_signer_takes_nothing(intake, door):
    receipt_of(door.submit(text=LAMP))
    assert sign(intake) == 1
    assert sign(intake) == 0
    assert intake.bus.handle(SignPetitions(limit=1), STORY) == 0


def test_words_without_a_letter_find_nobody_by_their_words(intake, door):
    receipt_of(door.submit(text="！！！"))
    again = receipt_of(door.submit(text="？？？"))
    sign(intake)
    assert similar(door, again, door.token()) == []


@pytest.mark.skipif(not VOTES.exists(), reason="the real petitions are not here")
def test_art19_real_petitions_that_are_one_matter_are_found(intake, door):
    """Of what 2,201 real petitions hold, every text that came twice is found."""
    lines = VOTES.read_text("utf-8").splitlines()
    texts = [json.loads(line)["留言详情"][:19_000] for line in lines]
    twice = sorted({one for one in texts if texts.count(one) > 1 and len(one) > 20})
    assert twice
    for text in [*texts[:300], *twice]:
        receipt_of(door.submit(text=text))
    sign(intake)
    for text in twice[:10]:
        asked = receipt_of(door.submit(text="  " + text.replace("，", ",") + "。"))
        found = similar(door, asked, door.token())
        assert found and found[0]["score"] >= 99


def test_12345_a_clerk_is_told_of_it_with_the_receipt_and_the_acceptance(
    intake, door, here
):
    first = receipt_of(door.submit(text=LAMP, **here))
    sign(intake)
    waiting = {**here, "category": None, "division_code": None}
    told = door.submit(text=LAMP, token=door.token(), **waiting).json
    [one] = told["similar"]
    assert (one["receipt"], one["advice"]) == (first, "merge")
    assert one["reasons"] == ["same-person", "same-text"]
    assert "similar" not in door.submit(text=LAMP, **here).json
    handler = door.submit(text=LAMP, token=door.token("handler"), **here).json
    assert "similar" not in handler
    body = {"text": LAMP, "organisation_id": COMMUNITY, "contact": PHONE}
    call = door.call("POST", "/v1/hotline-calls", body, token=door.token()).json
    assert first in {each["receipt"] for each in call["similar"]}
    path = f"/v1/petitions/{told['receipt']}/accept"
    accepted = door.call("POST", path, {"category": "general"}, token=door.token()).json
    assert first in {each["receipt"] for each in accepted["similar"]}


def test_what_was_written_down_stands_though_nothing_can_be_compared(
    intake, door, here, monkeypatch, caplog
):
    monkeypatch.setattr(
        type(intake.similar), "look", lambda *_: (_ for _ in ()).throw(OSError())
    )
    taken = door.submit(text=LAMP, token=door.token(), **here)
    assert taken.status_code == 201
    assert "similar" not in taken.json
    assert "cannot be looked up" in caplog.text
    far = {**here, "organisation_id": OTHER_COMMUNITY}
    assert "similar" not in door.submit(text=LAMP, token=door.token(), **far).json
