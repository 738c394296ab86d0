"""Searching petitions over a real database: by words, address, number, name, phone."""

import pytest

from intake.adapters import searching
from intake.application.signing import sign_all
from intake.domain.receipt import running_number, write_receipt
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
)

PHONE = {"name": "周小梅", "telephone": "138 0000 8000"}
OURS = {"organisation_id": COMMUNITY, "contact": PHONE}
LOG = "select actor, purpose, subject, fields from access_log order by id"


def sign(intake):
    return sign_all(lambda command: intake.bus.handle(command, STORY))


@pytest.fixture
def look(door):
    def ask(kind, text, token=None, **more):
        body = {"kind": kind, "text": text, **more}
        token = token or door.token()
        answer = door.call("POST", "/v1/found-petitions", body, token=token)
        assert answer.status_code == 200, answer.text
        return answer.json

    return ask


def receipts(told):
    return [each["receipt"] for each in told["petitions"]]


def test_a_petition_is_found_by_words_address_name_and_telephone(intake, door, look):
    said = OURS | {"text": "楼道灯坏了。", "place": "金科苑东街65号9栋"}
    receipt = door.submit(**said).json["receipt"]
    door.submit(text="下水道堵了。", organisation_id=COMMUNITY)
    sign(intake)
    for kind, text in (
        *(("words", "樓道燈"), ("words", "金科苑 楼道"), ("address", "东街 9栋")),
        *(("name", "周 小梅"), ("telephone", "+8613800008000")),
    ):
        told = look(kind, text)
        assert receipts(told) == [receipt], (kind, text)
        assert told["before"] is None
    [one] = told["petitions"]
    assert (one["name"], one["open"], one["organisation_id"]) == (
        *("周*梅", True),
        COMMUNITY,
    )
    assert receipts(look("name", "小梅")) == receipts(look("address", "楼道灯")) == []


def test_a_petition_is_found_by_the_end_and_the_head_of_its_number(intake, door, look):
    sent = [door.submit(**OURS).json["receipt"] for _ in range(3)]
    sign(intake)
    for receipt in sent:
        assert receipts(look("number-end", receipt[-4:])) == [receipt]
        assert receipts(look("number-end", receipt[-10:].replace("-", " "))) == [
            receipt
        ]
        assert receipts(look("number-head", receipt.lower()[:-1])) == [receipt]
    assert receipts(look("number-head", sent[0][:7], limit=2)) == sent[:0:-1]
    assert receipts(look("number-head", sent[0][3:7])) == sent[::-1]
    assert receipts(look("number-end", "98765")) == []


def test_what_came_long_ago_and_was_written_down_late_hides_nothing_on_further_pages(
    intake, door, look
):
    sent = [door.submit(**OURS).json["receipt"] for _ in range(3)]
    late = write_receipt("MQ", running_number(sent[2]), NOON.replace(month=1))
    written = "update petitions set receipt = :late where receipt = :was returning 1"
    intake.database.rows(written, late=late, was=sent[2])
    sign(intake)
    found, before = [], None
    for _ in range(3):
        told = look("number-head", late[:5], limit=1, before=before)
        found, before = [*found, *receipts(told)], told["before"]
    assert (found, before) == ([sent[1], sent[0], late], None)


def test_only_looks_for_a_person_are_written_down_each_by_its_kind(intake, door, look):
    door.submit(**OURS)
    sign(intake)
    look("words", "路灯")
    look("name", "周小梅")
    look("name", "王五")
    look("telephone", "13900001111")
    noted = intake.database.rows(LOG)
    assert [each["fields"] for each in noted] == [
        *(["found-by-name"], ["found-by-name"], ["found-by-telephone"]),
    ]
    assert {each["purpose"] for each in noted} == {"case-handling"}
    assert "王五" not in str(noted)


def test_nobody_finds_what_they_may_not_open(intake, door, look):
    theirs = {"organisation_id": OTHER_COMMUNITY, "division_code": OTHER_COMMUNITY}
    door.submit(contact=PHONE, **theirs)
    accused = {"kind": "accusation", "accused": [COMMUNITY]}
    door.submit(category=None, nature=accused, **OURS)
    sign(intake)
    above = door.token(organisation=STREET)
    for kind, text in (("words", "路灯"), ("name", "周小梅"), ("number-head", "MQ26")):
        assert look(kind, text)["petitions"] == []
        assert len(look(kind, text, above)["petitions"]) == 2
    asked = {"kind": "words", "text": "路灯"}
    for role, unit, status in ((Role.OPS, None, 403), (Role.CLERK, None, 403)):
        token = door.token(role, unit)
        refused = door.call("POST", "/v1/found-petitions", asked, token=token)
        assert refused.status_code == status


def test_what_asks_for_nothing_is_refused(door):
    for asked in (
        *({"kind": "words", "text": "灯"}, {"kind": "telephone", "text": "138"}),
        *({"kind": "pinyin", "text": "路灯"}, {"kind": "words", "text": ""}),
    ):
        answer = door.call("POST", "/v1/found-petitions", asked, token=door.token())
        assert answer.status_code == 422, asked


def test_pages_go_on_to_the_oldest_however_little_one_look_takes(
    intake, door, look, monkeypatch
):
    sent = [door.submit(**OURS).json["receipt"] for _ in range(5)]
    sign(intake)
    for kind, text, most in (
        *(("words", "路灯", 1_000), ("name", "周小梅", 2), ("number-head", "MQ26", 2)),
    ):
        monkeypatch.setattr(searching, "MOST_LOOKED", most)
        found, before = [], None
        while True:
            told = look(kind, text, limit=2, before=before)
            found += receipts(told)
            before = told["before"]
            if before is None:
                break
        assert found == sent[::-1]


def test_who_was_there_before_gets_words_behind_the_new_and_once(intake, door, look):
    old = door.submit(**OURS).json["receipt"]
    sign(intake)
    intake.database.rows("truncate petition_words")
    add = "insert into wordless_petitions select petition_id from petitions"
    intake.database.rows(add)
    new = door.submit(**OURS).json["receipt"]
    assert sign(intake) == 1
    assert receipts(look("words", "路灯")) == [new]
    assert sign(intake) == 1
    assert receipts(look("words", "路灯")) == [new, old]
    assert sign(intake) == 0


def test_who_has_their_name_deleted_is_not_found_by_it_from_then_on(intake, door, look):
    sent = door.submit(**OURS).json
    sign(intake)
    path = f"/v1/petitions/{sent['receipt']}/data-requests"
    body = {"code": sent["tracking_code"], "kind": "deletion", "parts": ["name"]}
    asked = door.call("POST", path, body).json["number"]
    assert receipts(look("name", "周小梅")) == [sent["receipt"]]
    grant = {"granted": ["name"], "checked": "in-person", "reason": "已核对"}
    clerk, other = door.token(), door.token(Role.SUPERVISOR, STREET, "zhao")
    one = f"/v1/data-requests/{asked}"
    assert door.call("POST", f"{one}/decide", grant, token=clerk).status_code < 300
    agreed = door.call("POST", f"{one}/settle", {"agreed": True}, token=other)
    assert agreed.status_code < 300, agreed.text
    assert receipts(look("name", "周小梅")) == []
    sign(intake)
    assert receipts(look("name", "周小梅")) == []
    assert receipts(look("words", "路灯")) == [sent["receipt"]]
