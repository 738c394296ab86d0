"""Informers by HTTP: own enterprises, months answered anew, who is behind (D-22)."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from minqing_kernel.messages import Actor, Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY
from services.intake.tests.integration.door_words import (
    ENTERPRISE,
    code_of,
    events,
    get,
    post,
    put_enterprise,
)

pytestmark = pytest.mark.integration

MINE, LATER = "91440300X", "91440300Y"
MONTH, BEFORE, TO_COME = "2026-11", "2026-10", "2026-12"
GOOD = {"production_normal": True, "wages_paid": True, "hazard": False}
UNPAID = {**GOOD, "wages_paid": False, "text": "两个月没发工资。"}
PHONE = {"name": "孙某", "telephone": "13800138000"}


@pytest.fixture
def informer(door):
    put_enterprise(door, MINE)
    body = {**ENTERPRISE, "reported_from": MONTH}
    keeper = door.token(Role.SUPERVISOR)
    door.call("PUT", f"/v1/enterprises/{LATER}", body, token=keeper)
    token = door.token(Role.HANDLER, subject="sun.li")
    give(door, MINE, LATER)
    return token


def give(door, *enterprises, role=Role.CLERK, **changes):
    said = {"organisation_id": COMMUNITY, "enterprises": list(enterprises)}
    path, body = "/v1/informers/sun.li", {**said, "contact": PHONE, **changes}
    return door.call("PUT", path, body, token=door.token(role))


def send(door, token, month=MONTH, enterprise=MINE, **said):
    path = f"/v1/informer-reports/{enterprise}/{month}"
    return door.call("PUT", path, {**GOOD, "revision": 0, **said}, token=token)


def own(door, token):
    return door.call("GET", "/v1/informer-reports/mine", token=token).json


def board(door, **query):
    return get(door, "informer-reports", months=2, until=MONTH, **query).json


def test_d22_an_informer_sees_the_own_enterprises_and_what_is_owed(door, informer):
    told = own(door, informer)
    assert [each["month"] for each in told["months"]] == [BEFORE, MONTH]
    assert [each["enterprise_id"] for each in told["enterprises"]] == [MINE, LATER]
    months = [[m["month"] for m in e["months"]] for e in told["enterprises"]]
    assert months == [[BEFORE, MONTH], [MONTH]]
    send(door, informer)
    report = own(door, informer)["enterprises"][0]["months"][1]["report"]
    assert (report["revision"], report["mine"]) == (1, True)
    stranger = door.token(Role.HANDLER, subject="somebody")
    assert own(door, stranger)["enterprises"] == []


def test_d22_answers_change_and_all_that_was_said_is_kept(door, informer, intake):
    first = send(door, informer, **UNPAID).json["alert"]
    assert send(door, informer, **UNPAID).json["alert"] is None
    assert send(door, informer, revision=1).status_code == 200
    moved = send(door, informer, revision=1, text="又一次。")
    assert (moved.status_code, code_of(moved)) == (409, "report-moved")
    told = get(door, f"informer-reports/{MINE}/{MONTH}").json
    said = [
        (e["revision"], e["wages_paid"], e["reported_by"]) for e in told["revisions"]
    ]
    assert said == [(1, False, "sun.li"), (2, True, "sun.li")]
    assert [e["alert"] for e in told["revisions"]] == [first["receipt"], None]
    assert (told["closes_on"], told["open"]) == ("2026-12-10", True)
    [alert] = intake.database.rows("select state, receipt from petitions")
    assert dict(alert) == {"state": "withdrawn", "receipt": first["receipt"]}
    forms = [each["alarming"] for each in events(intake) if "alarming" in each]
    assert forms == [True, False]
    mine = door.call("GET", f"/v1/informer-reports/{MINE}/{MONTH}", token=informer)
    assert mine.status_code == 200


def test_art30_a_report_names_no_alert_that_accuses_the_readers_unit(
    door, informer, intake
):
    send(door, informer, **UNPAID)
    accused = f"update petitions set accused = array['{COMMUNITY}']"
    intake.database.rows(accused)
    [told] = get(door, f"informer-reports/{MINE}/{MONTH}").json["revisions"]
    assert told["alert"] is None
    assert "alert_id" not in told


def test_d22_months_to_come_closed_months_and_other_peoples_are_refused(door, informer):
    early = send(door, informer, TO_COME)
    assert (early.status_code, code_of(early)) == (422, "month-not-begun")
    assert send(door, informer, "2026-09").status_code == 200
    late = send(door, informer, "2026-09", revision=1, text="晚了。")
    assert (late.status_code, code_of(late)) == (409, "month-closed")
    other = send(door, door.token(Role.HANDLER, subject="somebody"))
    assert (other.status_code, code_of(other)) == (403, "not-the-informer")
    assert send(door, informer, "2026-13").status_code == 422
    assert get(door, f"informer-reports/{MINE}/2026-13").status_code == 422
    unknown = get(door, f"informer-reports/nobody/{MONTH}")
    assert (unknown.status_code, code_of(unknown)) == (404, "unknown-enterprise")
    far = get(door, f"informer-reports/{MINE}/{MONTH}", organisation=OTHER_COMMUNITY)
    assert (far.status_code, code_of(far)) == (403, "outside-scope")


def test_d22_the_desk_sees_months_missing_and_adverse_with_their_rows(door, informer):
    send(door, informer, **UNPAID)
    told = board(door)
    assert told["counts"] == [
        {"month": BEFORE, "enterprises": 1, "reported": 0, "adverse": 0},
        {"month": MONTH, "enterprises": 2, "reported": 1, "adverse": 1},
    ]
    assert [each["months"] for each in told["enterprises"]] == [
        {BEFORE: "missing", MONTH: "adverse"},
        {BEFORE: "not-owed", MONTH: "missing"},
    ]
    assert told["enterprises"][0]["informers"] == ["sun.li"]
    for state, row in (("missing", LATER), ("adverse", MINE)):
        [found] = board(door, state=state)["enterprises"]
        assert found["enterprise_id"] == row
    page = board(door, limit=1)
    assert page["next_after"] == MINE
    [rest] = board(door, limit=1, after=MINE)["enterprises"]
    assert rest["enterprise_id"] == LATER
    assert board(door, organisation=COMMUNITY)["next_after"] is None


def test_d22_who_is_behind_is_reminded_once_a_day_and_can_be_reached(
    door, informer, intake
):
    told = post(door, "informer-reports/reminders", {"month": MONTH}).json
    assert told == {"reminded": 1, "before": 0, "unreachable": []}
    told = post(door, "informer-reports/reminders", {"month": MONTH}).json
    assert told == {"reminded": 0, "before": 1, "unreachable": []}
    [event] = [each for each in events(intake) if "reminder_id" in each]
    assert (event["month"], len(event["enterprises"])) == (MONTH, 2)
    reminder, caller = UUID(event["reminder_id"]), Actor(id="rpc", role=Role.SYSTEM)
    found = intake.reminded([reminder, UUID(int=1)], actor=caller)
    assert [each.telephone for each in found.values()] == [PHONE["telephone"]]
    looks = intake.database.rows("select subject, purpose from access_log")
    assert [dict(e) for e in looks] == [
        {"subject": "informer:sun.li", "purpose": "notice"}
    ]


def test_d22_whose_enterprises_were_taken_away_reports_on_nothing(
    door, informer, intake
):
    told = give(door, LATER).json
    assert (told["reachable"], len(told["enterprises"])) == (True, 1)
    assert code_of(send(door, door.token(Role.HANDLER, OTHER_COMMUNITY))) == (
        "outside-scope"
    )
    give(door)
    assert own(door, informer)["enterprises"] == []
    found = get(door, "informers/sun.li").json
    assert (found["reachable"], found["enterprises"]) == (False, [])
    rows = intake.database.rows("select * from informer_enterprises order by id")
    assert [(e["enterprise_id"], e["until"] is None) for e in rows] == [
        (MINE, False),
        (LATER, False),
    ]
    assert {each["ended_by"] for each in rows} == {rows[0]["given_by"]}
    unknown = get(door, "informers/nobody")
    assert (unknown.status_code, code_of(unknown)) == (404, "unknown-informer")
    far = get(door, "informers/sun.li", organisation=OTHER_COMMUNITY)
    assert far.status_code == 403
    assert give(door, "nobody").status_code == 404
    wrong = door.call(
        "PUT",
        "/v1/informers/a%20b",
        {"organisation_id": COMMUNITY, "enterprises": []},
        token=door.token(Role.OPS),
    )
    assert wrong.status_code == 422


def test_d22_two_clerks_who_give_at_once_lose_neither_enterprise(door, informer):
    give(door)
    token = door.token(Role.CLERK)

    def one(enterprise):
        path = f"/v1/informers/sun.li/enterprises/{enterprise}"
        body = {"organisation_id": COMMUNITY, "contact": PHONE}
        return door.call("PUT", path, body, token=token).status_code

    with ThreadPoolExecutor(2) as clerks:
        assert list(clerks.map(one, [MINE, LATER])) == [200, 200]
    found = get(door, "informers/sun.li").json
    assert [e["enterprise_id"] for e in found["enterprises"]] == [MINE, LATER]
    path = f"/v1/informers/sun.li/enterprises/{MINE}"
    assert door.call("DELETE", path, token=token).json["reachable"] is True
    path = f"/v1/informers/sun.li/enterprises/{LATER}"
    gone = door.call("DELETE", path, token=token).json
    assert (gone["reachable"], gone["enterprises"]) == (False, [])
