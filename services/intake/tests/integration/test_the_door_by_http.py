"""What is settled, asked, referred and noted at the door, by HTTP."""

from uuid import UUID

import pytest

from intake.application.door_commands import WatchWaiting
from intake.domain.contact import Contact
from intake.entrypoints.presented import (
    masked,
)
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
)

pytestmark = pytest.mark.integration

WAITING = {"category": None, "division_code": None, "organisation_id": COMMUNITY}
SETTLED = {
    "nature": {
        "kind": "claim",
        "path": "petition",
        "severity": "major",
        "flags": ["collective"],
        "representatives": 5,
    },
    "handling": {
        "case_kind": "promised",
        "mode": "committed",
        "promised_on": "2026-12-01",
        "leader": "书记",
        "due_on": "2026-12-05",
    },
}


@pytest.fixture
def waiting(door):
    return door.submit(**WAITING, contact={"telephone": "13800008000"}).json


def act(door, submitted, what, body, token=None):
    path = f"/v1/petitions/{submitted['receipt']}/{what}"
    return door.call("POST", path, body, token=token or door.token())


def seen(door, submitted, role=Role.CLERK, organisation=COMMUNITY):
    path = f"/v1/petitions/{submitted['receipt']}"
    result = door.call("GET", path, token=door.token(role, organisation))
    assert result.status_code == 200, result.text
    return result.json


def code_of(result):
    return result.json["type"].rpartition(":")[2]


def outbox(intake):
    rows = intake.database.rows("select routing_key, body from outbox order by seq")
    return [row["routing_key"] for row in rows]


def test_b03_b04_b32_what_a_clerk_settles_is_stored_shown_and_told(
    door, intake, waiting
):
    result = act(door, waiting, "accept", {"category": "general", **SETTLED})
    assert (result.status_code, result.json["revision"]) == (200, 3)
    told = seen(door, waiting)["staff"]["door"]
    assert told["nature"] == SETTLED["nature"]
    assert told["handling"] == {
        **SETTLED["handling"],
        "lead_id": None,
        "co_unit_ids": [],
        "policy_ref": None,
    }
    assert outbox(intake)[-2:] == [
        "intake.petition.accepted.v1",
        "intake.acceptance.noticed.v1",
    ]


@pytest.mark.parametrize(
    "said, field",
    [
        ({"handling": {"case_kind": "promised"}}, "handling.promised_on"),
        ({"nature": {"representatives": 6}}, "nature.representatives"),
        ({"nature": {"kind": "claim"}}, "nature.path"),
        (
            {"nature": {"kind": "accusation", "accused": ["nowhere"]}},
            "nature.accused",
        ),
    ],
)
def test_b03_art20_art31_what_does_not_go_together_names_its_field(
    door, waiting, said, field
):
    result = act(door, waiting, "accept", {"category": "general", **said})
    assert result.status_code == 422
    assert [each["field"] for each in result.json["errors"]] == [field]


def test_art31_a_claim_with_a_path_of_law_is_referred_and_says_where(
    door, intake, waiting
):
    nature = {"kind": "claim", "path": "arbitration"}
    refused = act(door, waiting, "accept", {"category": "general", "nature": nature})
    assert (refused.status_code, code_of(refused)) == (409, "statutory-procedure")
    body = {"path": "arbitration", "explanation": "请向区仲裁委申请。"}
    result = act(door, waiting, "refer", body)
    assert (result.status_code, result.json["state"]) == (200, "referred")
    query = {"code": waiting["tracking_code"]}
    path = f"/v1/petitions/{waiting['receipt']}"
    told = door.call("GET", path, params=query).json
    assert told["state"] == "referred"
    assert told["refusal"]["words"] == "仲裁（第三十一条第二项）"
    assert told["refusal"]["explanation"] == "请向区仲裁委申请。"
    assert outbox(intake)[-1] == "intake.petition.referred.v1"


def test_b05_one_list_one_answer_by_code_and_the_clock_stands(
    door, intake, steered, waiting
):
    result = act(door, waiting, "ask", {"missing": ["合同", "照片"], "revision": 1})
    assert (result.status_code, result.json["state"]) == (200, "awaiting-petitioner")
    again = act(door, waiting, "ask", {"missing": ["还有"]})
    assert (again.status_code, code_of(again)) == (409, "asked-before")
    path = f"/v1/petitions/{waiting['receipt']}"
    told = door.call("GET", path, params={"code": waiting["tracking_code"]}).json
    assert told["state"] == "awaiting-petitioner"
    assert told["missing"]["items"] == ["合同", "照片"]
    before = seen(door, waiting)["staff"]["door"]["accept_by"]
    steered.advance(4 * DAY)
    body = {"text": "合同和照片如下。", "code": waiting["tracking_code"]}
    answered = door.call("POST", f"{path}/answer", body)
    assert (answered.status_code, answered.json["state"]) == (200, "received")
    told = seen(door, waiting)["staff"]["door"]
    assert before == "2026-12-06T15:59:59+00:00"
    assert told["accept_by"] == "2026-12-10T15:59:59+00:00"
    assert told["answer"] == "合同和照片如下。"
    assert told["rule"] == "default@2022-05-01: 信访工作条例第22、23条"


def test_b05_whoever_has_neither_code_nor_token_answers_nothing(door, waiting):
    act(door, waiting, "ask", {"missing": ["合同"]})
    path = f"/v1/petitions/{waiting['receipt']}/answer"
    assert door.call("POST", path, {"text": "x"}).status_code == 422
    wrong = door.call("POST", path, {"text": "x", "code": "0000-0000"})
    assert wrong.status_code == 404
    assert act(door, waiting, "answer", {"text": "在窗口补交。"}).status_code == 200


def test_c19_b03_a_change_needs_a_reason_and_leaves_rows_nobody_can_change(
    door, intake
):
    submitted = door.submit(organisation_id=COMMUNITY).json
    body = {"reason": "归错了", "category": "general", "handling": {"mode": "direct"}}
    result = act(door, submitted, "reclassify", body)
    assert (result.status_code, result.json["revision"]) == (200, 2)
    path = f"/v1/petitions/{submitted['receipt']}/changes"
    rows = door.call("GET", path, token=door.token()).json["changes"]
    assert [(row["field"], row["before"], row["after"]) for row in rows] == [
        ("category", "street-lighting", "general"),
        ("handling.mode", "", "direct"),
    ]
    assert {row["reason"] for row in rows} == {"归错了"}
    with pytest.raises(Exception, match="only ever added to"):
        intake.database.rows("update petition_changes set reason = 'x'")
    same = act(door, submitted, "reclassify", {"reason": "再改", "category": "general"})
    assert (same.status_code, code_of(same)) == (409, "nothing-changed")


def test_a09_one_first_channel_and_a_list_of_what_followed(door, waiting):
    for channel, text in (("hotline", "打电话来问。"), ("window", "到窗口来问。")):
        result = act(door, waiting, "contacts", {"channel": channel, "text": text})
        assert result.status_code == 201
    path = f"/v1/petitions/{waiting['receipt']}/contacts"
    told = door.call("GET", path, token=door.token(Role.HANDLER)).json
    assert told["first_channel"] == "web"
    assert [(each["channel"], each["text"]) for each in told["contacts"]] == [
        ("hotline", "打电话来问。"),
        ("window", "到窗口来问。"),
    ]


def test_art30_the_accused_is_shown_to_the_desk_of_nobody_accused(door):
    nature = {"kind": "accusation", "accused": [COMMUNITY]}
    submitted = door.submit(organisation_id=STREET, nature=nature).json
    assert seen(door, submitted, Role.CLERK, STREET)["staff"]["door"]["accused"] == [
        COMMUNITY
    ]
    handler = seen(door, submitted, Role.HANDLER, STREET)
    assert handler["staff"]["door"]["accused"] is None


def test_art30_whoever_was_ever_accused_never_learns_it_from_the_changes(door):
    nature = {"kind": "accusation", "accused": [COMMUNITY]}
    submitted = door.submit(organisation_id=COMMUNITY, nature=nature).json
    body = {"reason": "另一单位", "nature": {**nature, "accused": [OTHER_COMMUNITY]}}
    act(door, submitted, "reclassify", body, door.token(Role.CLERK, STREET))
    path = f"/v1/petitions/{submitted['receipt']}/changes"
    for organisation, fields in ((STREET, ["nature.accused"]), (COMMUNITY, [])):
        token = door.token(Role.CLERK, organisation)
        rows = door.call("GET", path, token=token).json["changes"]
        assert [row["field"] for row in rows] == fields


def test_d17_thanks_are_noted(door, waiting):
    result = act(door, waiting, "note-thanks", {})
    assert (result.status_code, result.json["state"]) == (200, "noted")
    assert seen(door, waiting)["deadline"] is None


def test_a_public_petition_may_not_settle_what_staff_settle(door):
    result = door.submit(handling={"mode": "direct"})
    assert result.status_code == 422
    assert result.json["errors"][0]["field"] == "handling"
    assert door.submit(token=door.token(), handling={"mode": "direct"}).status_code


@pytest.mark.parametrize("what", ["refer", "note-thanks", "ask", "reclassify"])
def test_the_desk_of_another_place_settles_nothing(door, waiting, what):
    bodies = {
        "refer": {"path": "arbitration", "explanation": "x"},
        "ask": {"missing": ["x"]},
        "reclassify": {"reason": "x"},
    }
    token = door.token(Role.CLERK, OTHER_COMMUNITY)
    result = act(door, waiting, what, bodies.get(what, {}), token)
    assert (result.status_code, code_of(result)) == (403, "outside-scope")


def test_art22_the_sweep_finds_what_is_late_the_oldest_first_and_once(
    door, intake, steered
):
    early = door.submit(**WAITING).json
    steered.advance(DAY)
    late = door.submit(**WAITING).json
    asked = door.submit(**WAITING).json
    act(door, asked, "ask", {"missing": ["合同"]})
    door.submit(organisation_id=COMMUNITY)
    assert intake.undecided.run() == 0
    steered.move_to(NOON + 17 * DAY)
    now = steered.now()
    line = intake.door_reader.undecided(now, None, 1)
    assert [str(each.petition_id) for each in line] == [early["petition_id"]]
    rest = intake.door_reader.undecided(now, line[0].place, 9)
    ids = {str(each.petition_id) for each in rest}
    assert ids == {late["petition_id"], asked["petition_id"]}
    assert intake.undecided.run() == 3
    assert intake.undecided.run() == 0
    assert outbox(intake).count("intake.acceptance.missed.v1") == 2
    assert seen(door, early)["staff"]["door"]["overdue"] is True
    assert intake.door_reader.missed() == 2
    intake.gauges.refresh()
    assert b"minqing_petitions_undecided_late" in intake.metrics.render()


def test_art22_one_that_was_decided_meanwhile_is_left_alone(door, intake, waiting):
    act(door, waiting, "accept", {"category": "general"})
    before = outbox(intake)
    command = WatchWaiting(petition_ids=[UUID(waiting["petition_id"])])
    intake.bus.handle(command, STORY)
    assert outbox(intake) == before


@pytest.mark.parametrize(
    "address, shown",
    [
        ("金科苑东街65号9栋2单元4号", "金科苑东街65号9栋***"),
        ("东街65号", "东街***"),
        ("桥头", "***"),
    ],
)
def test_an_address_is_shown_down_to_the_building(address, shown):
    assert masked(Contact.of(address=address)) == {"address": shown}


def test_a_waiting_petition_costs_one_round_trip_as_before(door, statements):
    door.submit()
    statements.seen.clear()
    door.submit(**WAITING, contact={"name": "周某", "telephone": "13800008000"})
    assert len(statements) == 1


def test_art30_an_accusation_does_not_reach_the_accused_by_any_door(door):
    nature = {"kind": "accusation", "accused": [COMMUNITY]}
    submitted = door.submit(**WAITING | {"organisation_id": None}, nature=nature).json
    path = f"/v1/petitions/{submitted['receipt']}"
    street, accused = (door.token(Role.CLERK, each) for each in (STREET, COMMUNITY))
    opened = act(door, submitted, "group", {"title": "工友", "people": 3}, street)
    group = f"/v1/groups/{opened.json['group_id']}"
    for each in (path, f"{path}/petitioner?purpose=visit", f"{path}/contacts", group):
        place, _, query = each.partition("?")
        for token, status in ((street, 200), (accused, 404)):
            got = door.call("GET", place, token=token, query_string=query)
            assert got.status_code == status, (each, got.text)
    for token, listed in ((street, 1), (accused, 0)):
        rows = door.call("GET", "/v1/petitions", token=token).json["petitions"]
        assert len(rows) == listed
    refusal = {"reason": "not-in-scope", "explanation": "x"}
    assert act(door, submitted, "refuse", refusal, accused).status_code in (404, 422)
    taken = act(door, submitted, "accept", {"category": "general"}, accused)
    assert taken.status_code == 404
