"""Looking up by HTTP with receipt and code: what the petitioner sees."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from intake.application.commands import NoteCaseFact
from intake.domain.progress import CaseFact, CaseStep
from intake.domain.receipt import write_receipt
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    STORY,
    a_whole_case,
)

pytestmark = pytest.mark.integration

CONTACT = {"name": "周小某", "telephone": "138 0000 8000", "email": "zhou@example.org"}


@pytest.fixture
def submitted(door):
    return door.submit(contact=CONTACT, organisation_id=COMMUNITY).json


def rows(intake, table):
    return intake.database.rows(f"select 1 from {table}")


def code_of(result):
    assert result.headers["Content-Type"] == "application/problem+json"
    assert result.json["type"].startswith("urn:minqing:problem:")
    return result.json["type"].rpartition(":")[2]


def track(door, submitted, code=None, **options):
    path = f"/v1/petitions/{submitted['receipt']}"
    code = submitted["tracking_code"] if code is None else code
    return door.call("GET", path, params={"code": code}, **options)


def test_the_holder_of_the_code_sees_where_it_stands_in_plain_words(
    door, intake, submitted
):
    for fact in a_whole_case()[:4]:
        command = NoteCaseFact(petition_id=submitted["petition_id"], fact=fact)
        intake.bus.handle(command, STORY)
    result = track(door, submitted)
    assert result.status_code == 200
    told = result.json
    assert told["state"] == "resolved"
    assert told["words"] == "已答复，请您看看。解决了吗？满意吗？"
    assert told["reply"]["text"] == "修好了。"
    assert told["unit"] == {"organisation_id": COMMUNITY, "name": f"单位 {COMMUNITY}"}
    assert told["deadline"] is None
    assert told["accept_by"] > told["received_at"]
    steps = [each["step"] for each in told["timeline"]]
    assert steps == [
        "received",
        "accepted",
        "assigned",
        "started",
        "escalated",
        "resolved",
    ]
    assert (
        told["timeline"][2]["words"]
        == f"单位 {COMMUNITY}负责，2027年1月20日 周三前答复您。"
    )
    assert "staff" not in told


def test_a_document_beside_the_case_leaves_the_headline(door, intake, submitted):
    assigned = a_whole_case()[0]
    issued = CaseFact(revision=9, step=CaseStep.DOCUMENT_ISSUED, at=NOON + DAY)
    for fact in (assigned, issued):
        command = NoteCaseFact(petition_id=submitted["petition_id"], fact=fact)
        intake.bus.handle(command, STORY)
    told = track(door, submitted).json
    assert told["words"].startswith("已受理。")
    assert told["timeline"][-1]["step"] == "document-issued"


def test_a_deadline_is_told_while_an_answer_is_owed(door, intake, submitted):
    command = NoteCaseFact(petition_id=submitted["petition_id"], fact=a_whole_case()[0])
    intake.bus.handle(command, STORY)
    assert track(door, submitted).json["deadline"] == (NOON + 60 * DAY).isoformat()


def test_a_wrong_code_looks_like_an_unknown_number_and_guessing_ends(door, submitted):
    for _ in range(5):
        result = track(door, submitted, "0000-0000")
        assert (result.status_code, code_of(result)) == (404, "unknown-petition")
    result = track(door, submitted, "0000-0001")
    assert (result.status_code, code_of(result)) == (429, "too-many-tries")
    assert int(result.headers["Retry-After"]) > 0


def test_the_holder_is_never_shut_out_by_anothers_guesses(door, submitted):
    for _ in range(7):
        track(door, submitted, "0000-0000")
    assert track(door, submitted).status_code == 200


def test_a_code_is_understood_as_people_copy_it(door, submitted):
    code = submitted["tracking_code"]
    for said in (code.lower(), code.replace("-", ""), f" {code} ".replace("-", " ")):
        assert track(door, submitted, said).status_code == 200


def test_guesses_at_a_number_that_nobody_has_leave_nothing(door, intake):
    unknown = {"receipt": write_receipt("MQ", 999_999, NOON)}
    for _ in range(6):
        assert track(door, unknown, "0000-0000").status_code == 404
    assert not rows(intake, "wrong_codes")


def test_any_due_date_that_was_ever_stored_can_be_shown(door, intake, submitted):
    fact = replace(a_whole_case()[0], due_at=datetime.max.replace(tzinfo=UTC))
    command = NoteCaseFact(petition_id=submitted["petition_id"], fact=fact)
    intake.bus.handle(command, STORY)
    assert track(door, submitted).status_code == 200


def test_without_code_and_token_the_code_is_asked_for(door, submitted):
    path = f"/v1/petitions/{submitted['receipt']}"
    for token in (None, door.token(Role.RESIDENT, None), door.token(Role.OPS, None)):
        result = door.call("GET", path, token=token)
        assert result.status_code == 422
        assert result.json["errors"][0]["field"] == "code"
