"""条例第23条 by HTTP: the fifteen days, the written notice, and to whom it is owed."""

import pytest

from services.intake.tests.builders import COMMUNITY, STREET

pytestmark = pytest.mark.integration

KNOWN = {"name": "周小某", "address": "东街65号9栋", "telephone": "13800008000"}


def visit_and_accept(door, contact):
    body = {"text": "路灯不亮。", "organisation_id": COMMUNITY}
    body |= {"contact": contact} if contact else {}
    taken = door.call("POST", "/v1/window-visits", body, token=door.token()).json
    assert taken["state"] == "received"
    path = f"/v1/petitions/{taken['receipt']}"
    door_part = door.call("GET", path, token=door.token()).json["staff"]["door"]
    assert door_part["accept_by"] == "2026-12-06T15:59:59+00:00"
    assert door_part["rule"].endswith("信访工作条例第22、23条")
    body = {"category": "general", "despite": "事实清楚。"}
    done = door.call("POST", f"{path}/accept", body, token=door.token())
    assert done.status_code == 200, done.text


def notices(intake):
    rows = intake.database.rows(
        "select body::jsonb as body from outbox"
        " where routing_key = 'intake.acceptance.noticed.v1'"
    )
    return [row["body"]["owed"] for row in rows]


@pytest.mark.parametrize(
    "contact, told",
    [(KNOWN, [True]), ({"telephone": "13800008000"}, [False]), (None, [])],
    ids=["known", "reachable", "unknown"],
)
def test_art23_a_notice_is_owed_where_name_and_address_are_known(
    door, intake, contact, told
):
    visit_and_accept(door, contact)
    assert notices(intake) == told


def test_art23_a_refusal_says_why_and_where_to_go(door, intake):
    waiting = {"category": None, "division_code": None, "organisation_id": COMMUNITY}
    taken = door.submit(**waiting, contact=KNOWN).json
    path = f"/v1/petitions/{taken['receipt']}"
    said = {"reason": "not-within-powers", "explanation": "请向区住建局提出。"}
    assert door.call(
        "POST", f"{path}/refuse", said, token=door.token()
    ).status_code == (200)
    shown = door.call("GET", path, params={"code": taken["tracking_code"]}).json
    assert "第二十三条" in shown["refusal"]["words"]
    assert shown["refusal"]["explanation"] == "请向区住建局提出。"
    [event] = intake.database.rows(
        "select body::jsonb as body from outbox order by seq desc limit 1"
    )
    assert event["body"]["explanation"] == "请向区住建局提出。"


DECIDED = {
    "refuse": {"reason": "not-within-powers", "explanation": "请向区住建局提出。"},
    "refer": {"path": "arbitration", "explanation": "请申请劳动仲裁。"},
    "ask": {"missing": ["合同"]},
}


@pytest.mark.parametrize("decision", DECIDED)
def test_art23_b05_what_is_decided_of_a_web_petition_names_the_clerks_unit(
    door, intake, decision
):
    taken = door.submit(category=None, division_code=STREET, contact=KNOWN).json
    path = f"/v1/petitions/{taken['receipt']}/{decision}"
    token = door.token(organisation=STREET)
    done = door.call("POST", path, DECIDED[decision], token=token)
    assert done.status_code == 200, done.text
    [event] = intake.database.rows(
        "select body::jsonb as body from outbox order by seq desc limit 1"
    )
    units = event["body"]["organisation_id"], event["body"]["decided_by_unit"]
    assert units == (None, STREET)


def test_the_central_desks_petitions_are_on_every_desks_list_until_asked_for_one(door):
    central = door.submit().json["receipt"]
    document = door.call("GET", "/openapi.json").json
    listing = document["paths"]["/v1/petitions"]["get"]
    assert "中心受理台" in listing["description"]
    row = document["components"]["schemas"]["WorklistRow"]["properties"]
    assert "中心受理台" in row["organisation_id"]["description"]
    for organisation in (COMMUNITY, STREET):
        token = door.token(organisation=organisation)
        whole = door.call("GET", "/v1/petitions", token=token).json["petitions"]
        assert [(r["receipt"], r["organisation_id"]) for r in whole] == [
            (central, None)
        ]
        query = {"organisation": organisation}
        own = door.call("GET", "/v1/petitions", params=query, token=token).json
        assert own["petitions"] == []


@pytest.mark.parametrize(
    "language, words",
    [("zh-CN", "不属于本机关职权"), ("zh-TW", "非本機關權責"), ("en", "outside this")],
)
def test_whoever_gives_no_known_reason_reads_what_each_one_stands_for(
    door, language, words
):
    taken = door.submit(category=None, organisation_id=COMMUNITY).json
    said = {"reason": "no", "explanation": "请向区住建局提出。"}
    path = f"/v1/petitions/{taken['receipt']}/refuse"
    headers = {"Accept-Language": language}
    wrong = door.call("POST", path, said, token=door.token(), headers=headers)
    assert wrong.status_code == 422
    [error] = wrong.json["errors"]
    assert error["code"] == "not-one-of"
    assert "not-within-powers: " in error["message"]
    assert words in error["message"]
