"""Every channel by its own form, over a real database."""

from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STREET
from services.intake.tests.integration.door_words import (
    PERIOD,
    PERSON,
    code_of,
    events,
    get,
    post,
    put_enterprise,
    staff_part,
)

pytestmark = pytest.mark.integration

MATTER = {
    "text": "小区门口的路灯不亮。",
    "category": "street-lighting",
    "organisation_id": COMMUNITY,
}
BEFORE = "2026-11-21T03:00:00Z"


@pytest.mark.parametrize(
    "path, extra, channel",
    [
        ("hotline-calls", {}, "hotline"),
        ("letters", {}, "letter"),
        ("letters", {"by_fax": True}, "fax"),
    ],
)
def test_art17_each_channel_has_a_form_of_its_own(door, path, extra, channel):
    result = post(door, path, {**MATTER, **extra, "contact": PERSON})
    assert (result.status_code, result.json["state"]) == (201, "accepted")
    assert staff_part(door, result.json)["channel"] == channel


def test_a_call_of_the_switchboard_is_taken_once(door):
    first = post(door, "hotline-calls", {**MATTER, "call_id": "12345-7"})
    again = post(door, "hotline-calls", {**MATTER, "call_id": "12345-7"})
    assert again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"


def test_art19_a_visit_with_all_five_is_accepted_and_shown(door):
    said = {"request": "修好路灯", "reasons": "老人夜里摔倒", "contact": PERSON}
    result = post(door, "window-visits", {**MATTER, **said})
    assert result.json["state"] == "accepted"
    told = staff_part(door, result.json)
    assert (told["door"]["request"], told["door"]["lacking"]) == ("修好路灯", [])
    assert told["contact"]["address"] == "东街65号9栋***"


def test_art19_a_visit_with_less_waits_and_needs_a_reason_to_be_accepted(door):
    submitted = post(door, "window-visits", MATTER).json
    assert submitted["state"] == "received"
    lacking = ["name", "address", "request", "reasons"]
    assert staff_part(door, submitted)["door"]["lacking"] == lacking
    path = f"petitions/{submitted['receipt']}/accept"
    refused = post(door, path, {"category": "general"})
    assert (refused.status_code, code_of(refused)) == (422, "incomplete-petition")
    assert {each["field"] for each in refused.json["errors"]} == set(lacking)
    result = post(door, path, {"category": "general", "despite": "不愿留名。"})
    assert result.status_code == 200
    assert staff_part(door, submitted)["door"]["despite"] == "不愿留名。"


def test_d14_a_leaders_instruction_travels_with_its_own_date(door, intake):
    said = {**MATTER, "leader": "党工委书记", "due_on": "2026-12-05"}
    result = post(door, "instructions", said)
    assert result.json["state"] == "accepted"
    assert events(intake)[-1]["due_on"] == "2026-12-05"
    assert events(intake)[-1]["leader"] == "党工委书记"
    late = post(door, "instructions", {**said, "due_on": "2026-11-01"})
    assert late.status_code == 422
    assert late.json["errors"][0]["field"] == "handling.due_on"


def test_d17_anyone_may_send_thanks_and_no_fact_leaves(door, intake):
    body = {"text": "谢谢你们，孩子找到了工作。"}
    result = door.call("POST", "/v1/thank-you-letters", body)
    assert (result.status_code, result.json["state"]) == (201, "noted")
    by_staff = post(door, "thank-you-letters", body)
    assert staff_part(door, by_staff.json)["channel"] == "letter"
    assert not events(intake)


@pytest.mark.parametrize(
    "kind, channel",
    [
        ("home-visit", "home-visit"),
        ("courtyard-round", "home-visit"),
        ("consultation", "courtyard"),
        ("courtyard-meeting", "courtyard"),
    ],
)
def test_a10_four_kinds_of_gatherings_with_people_and_matters(door, kind, channel):
    body = {
        "kind": kind,
        "held_at": BEFORE,
        "place": "3栋院坝",
        "organisation_id": COMMUNITY,
        "participants": 37,
        "matters": [{"text": "路灯不亮"}, {"text": "下水道堵"}],
    }
    result = post(door, "courtyard-meetings", body, headers={"Idempotency-Key": "m-1"})
    assert [staff_part(door, each)["channel"] for each in result.json["petitions"]] == [
        channel,
        channel,
    ]
    post(door, "courtyard-meetings", body, headers={"Idempotency-Key": "m-1"})
    report = get(door, "reports/arrivals", **PERIOD).json
    assert report["gatherings"] == [
        {"kind": kind, "held": 1, "participants": 37, "petitions": 2}
    ]


GOOD = {
    "enterprise_id": "91440300X",
    "month": "2026-10",
    "production_normal": True,
    "wages_paid": True,
    "hazard": False,
}


def test_d22_an_alarming_answer_is_an_alert_in_the_same_breath(door, intake):
    assert put_enterprise(door).status_code == 200
    assert put_enterprise(door, "91440300Y").status_code == 200
    missing = get(door, "informer-reports/missing", month="2026-10").json["missing"]
    assert [each["enterprise_id"] for each in missing] == ["91440300X", "91440300Y"]
    alarm = {**GOOD, "wages_paid": False, "text": "两个月没发工资。"}
    result = post(door, "informer-reports", alarm)
    assert result.status_code == 201
    alert = result.json["alert"]
    told = staff_part(door, alert)
    assert (told["channel"], told["door"]["nature"]["severity"]) == (
        "informer",
        "urgent",
    )
    missing = get(door, "informer-reports/missing", month="2026-10").json["missing"]
    assert [each["enterprise_id"] for each in missing] == ["91440300Y"]
    again = post(door, "informer-reports", alarm)
    assert (again.status_code, code_of(again)) == (409, "reported-before")
    [form] = [each for each in events(intake) if "alarming" in each]
    assert (form["enterprise_id"], form["month"]) == ("91440300X", "2026-10")
    assert len(events(intake)) == 2


def test_d22_good_answers_alert_nobody(door, intake):
    put_enterprise(door)
    result = post(door, "informer-reports", GOOD)
    assert (result.status_code, result.json["alert"]) == (201, None)
    unknown = post(door, "informer-reports", {**GOOD, "enterprise_id": "nobody"})
    assert (unknown.status_code, code_of(unknown)) == (404, "unknown-enterprise")
    wordless = post(
        door, "informer-reports", {**GOOD, "month": "2026-09", "hazard": True}
    )
    assert wordless.status_code == 422
    assert put_enterprise(door, "x").status_code == 422
    [form] = events(intake)
    assert form["alarming"] is False


def test_d10_whoever_came_is_counted_with_what_became_of_them(door):
    body = {"organisation_id": COMMUNITY, "people": 3}
    one = post(door, "arrivals", body).json
    assert (one["state"], one["channel"]) == ("arrived", "window")
    other = post(door, "arrivals", {**body, "people": 12}).json
    submitted = post(door, "window-visits", MATTER).json
    path = f"arrivals/{one['reception_id']}/register"
    registered = post(door, path, {"receipt": submitted["receipt"]})
    assert registered.json["petition_id"] == submitted["petition_id"]
    unknown = post(door, path, {"receipt": "MQ-2611-0000000"})
    assert unknown.status_code == 404
    turned = {"outcome": "refused", "ground": "too-many", "words": "请推选五名代表。"}
    result = post(door, f"arrivals/{other['reception_id']}/turn", turned)
    assert (result.status_code, result.json["ground"]) == (200, "too-many")
    again = post(door, f"arrivals/{other['reception_id']}/turn", turned)
    assert again.status_code == 409
    gone = post(door, f"arrivals/{uuid4()}/turn", turned)
    assert (gone.status_code, code_of(gone)) == (404, "unknown-arrival")
    refuse = {"reason": "final", "explanation": "已复核终结。"}
    post(door, f"petitions/{submitted['receipt']}/refuse", refuse)
    report = get(door, "reports/arrivals", **PERIOD).json
    assert report["arrivals"] == [
        {
            "channel": "window",
            "state": "refused",
            "ground": "too-many",
            "arrivals": 1,
            "people": 12,
        },
        {
            "channel": "window",
            "state": "registered",
            "ground": "",
            "arrivals": 1,
            "people": 3,
        },
    ]
    assert report["petitions"] == [
        {
            "channel": "window",
            "state": "refused",
            "reason": "final",
            "path": "",
            "petitions": 1,
        }
    ]
    query = {**PERIOD, "organisation": OTHER_COMMUNITY}
    path = "/v1/reports/arrivals"
    closed = door.call("GET", path, params=query, token=door.token())
    assert closed.status_code == 403


def test_d10_a_referral_is_counted_by_its_path(door):
    submitted = door.submit(category=None, organisation_id=COMMUNITY).json
    body = {"path": "litigation", "explanation": "请向法院起诉。"}
    post(door, f"petitions/{submitted['receipt']}/refer", body)
    [row] = get(door, "reports/arrivals", **PERIOD).json["petitions"]
    assert (row["state"], row["path"]) == ("referred", "litigation")


def test_c19_figures_in_another_lists_words_lose_nothing(door):
    ops = door.token(Role.OPS, None)
    path = "/v1/category-mappings/district/street-lighting"
    result = door.call("PUT", path, {"their_code": "lamps"}, token=ops)
    assert result.json == {
        "list": "district",
        "code": "street-lighting",
        "their_code": "lamps",
    }
    unknown = "/v1/category-mappings/district/nothing"
    refused = door.call("PUT", unknown, {"their_code": "lamps"}, token=ops)
    assert refused.status_code == 422
    broken = "/v1/category-mappings/A_B/street-lighting"
    assert door.call("PUT", broken, {"their_code": "x"}, token=ops).status_code == 422
    [listed] = get(door, "category-mappings/district").json["mappings"]
    assert (listed["their_code"], listed["changed_by"]) == ("lamps", "li-na")
    for category in ("street-lighting", "street-lighting", "general"):
        door.submit(category=category, organisation_id=COMMUNITY)
    report = get(door, "reports/categories", list="district", **PERIOD).json
    assert report["categories"] == [
        {"code": "", "petitions": 1},
        {"code": "lamps", "petitions": 2},
    ]


def test_b32_a_quarter_can_show_that_nobody_went_to_the_capital(door, intake):
    door.submit(organisation_id=COMMUNITY, token=door.token(Role.CLERK, STREET))
    nature = {"flags": ["capital"]}
    door.submit(organisation_id=COMMUNITY, nature=nature, token=door.token())
    told = [each.get("flags") for each in events(intake)]
    assert told == [[], ["capital"]]
