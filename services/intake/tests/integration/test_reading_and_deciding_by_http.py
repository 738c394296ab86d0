"""Reading and deciding by HTTP: who may see what, and who decides."""

import pytest

from intake.application.commands import NoteCaseFact
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_whole_case,
)

pytestmark = pytest.mark.integration

WAITING = {"category": None, "division_code": None, "organisation_id": COMMUNITY}
CONTACT = {"name": "周小某", "telephone": "138 0000 8000", "email": "zhou@example.org"}


@pytest.fixture
def submitted(door):
    return door.submit(contact=CONTACT, organisation_id=COMMUNITY).json


@pytest.fixture
def waiting(door):
    return door.submit(**WAITING).json


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
        == f"已受理。单位 {COMMUNITY}负责，1月20日 周三前答复您。"
    )
    assert "staff" not in told


def test_a_deadline_is_told_while_an_answer_is_owed(door, intake, submitted):
    command = NoteCaseFact(petition_id=submitted["petition_id"], fact=a_whole_case()[0])
    intake.bus.handle(command, STORY)
    assert track(door, submitted).json["deadline"] == (NOON + 60 * DAY).isoformat()


def test_a_wrong_code_looks_like_an_unknown_number_and_guessing_ends(door, submitted):
    for _ in range(5):
        result = track(door, submitted, "000000x")
        assert (result.status_code, code_of(result)) == (404, "unknown-petition")
    result = track(door, submitted)
    assert (result.status_code, code_of(result)) == (429, "too-many-tries")
    assert int(result.headers["Retry-After"]) > 0


def test_without_code_and_token_the_code_is_asked_for(door, submitted):
    path = f"/v1/petitions/{submitted['receipt']}"
    for token in (None, door.token(Role.RESIDENT, None), door.token(Role.OPS, None)):
        result = door.call("GET", path, token=token)
        assert result.status_code == 422
        assert result.json["errors"][0]["field"] == "code"


def test_staff_see_more_but_the_contact_masked(door, submitted):
    path = f"/v1/petitions/{submitted['receipt']}"
    staff = door.call("GET", path, token=door.token(Role.HANDLER, STREET)).json["staff"]
    assert staff["contact"] == {
        "name": "周*某",
        "telephone": "138****8000",
        "email": "z***@example.org",
    }
    assert staff["text"] == "小区门口的路灯不亮。"


def test_staff_of_another_place_see_nothing(door, submitted):
    path = f"/v1/petitions/{submitted['receipt']}"
    result = door.call("GET", path, token=door.token(Role.CLERK, OTHER_COMMUNITY))
    assert (result.status_code, code_of(result)) == (403, "outside-scope")


def test_a_contact_that_no_key_opens_shows_as_stars(door, intake, submitted):
    intake.database.rows("update petitions set contact = 's1.x.y'")
    path = f"/v1/petitions/{submitted['receipt']}"
    staff = door.call("GET", path, token=door.token()).json["staff"]
    assert staff["contact"] == {"name": "*"}


def test_an_anonymous_petition_shows_no_contact(door):
    receipt = door.submit(organisation_id=COMMUNITY).json["receipt"]
    path = f"/v1/petitions/{receipt}"
    assert door.call("GET", path, token=door.token()).json["staff"]["contact"] is None
    whole = door.call(
        "GET", f"{path}/petitioner", params={"purpose": "回访"}, token=door.token()
    )
    assert (whole.json["anonymous"], whole.json["contact"]) == (True, {})


def test_the_whole_contact_needs_a_purpose_and_leaves_a_row(door, intake, submitted):
    path = f"/v1/petitions/{submitted['receipt']}/petitioner"
    assert door.call("GET", path, token=door.token()).status_code == 422
    assert not rows(intake, "access_log")
    result = door.call("GET", path, params={"purpose": "电话回访"}, token=door.token())
    assert result.json["contact"] == CONTACT | {"telephone": "13800008000"}
    assert len(rows(intake, "access_log")) == 1


def test_a_clerk_accepts_what_waits(door, waiting):
    path = f"/v1/petitions/{waiting['receipt']}/accept"
    body = {"category": "general", "revision": 1}
    result = door.call("POST", path, body, token=door.token(Role.CLERK, STREET))
    assert result.json == {
        "receipt": waiting["receipt"],
        "state": "accepted",
        "revision": 2,
    }
    again = door.call("POST", path, body, token=door.token())
    assert (again.status_code, code_of(again)) == (409, "stale-revision")
    blind = door.call("POST", path, {"category": "general"}, token=door.token())
    assert (blind.status_code, code_of(blind)) == (409, "transition-refused")


def test_a_clerk_refuses_and_the_petitioner_reads_why(door, waiting):
    path = f"/v1/petitions/{waiting['receipt']}/refuse"
    body = {"reason": "in-legal-procedure", "explanation": "请向劳动仲裁委员会申请。"}
    result = door.call("POST", path, body, token=door.token())
    assert (result.status_code, result.json["state"]) == (200, "refused")
    told = track(door, waiting, headers={"Accept-Language": "en"}).json
    assert told["state"] == "refused"
    assert told["refusal"]["words"].startswith("It belongs to court")
    assert told["refusal"]["explanation"] == "请向劳动仲裁委员会申请。"
    assert told["unit"]["organisation_id"] == COMMUNITY


@pytest.mark.parametrize(
    "token, status",
    [
        (None, 401),
        (("resident", None), 403),
        (("handler", COMMUNITY), 403),
        (("clerk", OTHER_COMMUNITY), 403),
        (("clerk", None), 403),
    ],
)
def test_only_a_clerk_or_supervisor_of_the_place_decides(door, waiting, token, status):
    path = f"/v1/petitions/{waiting['receipt']}/accept"
    bearer = door.token(*token) if token else None
    result = door.call("POST", path, {"category": "general"}, token=bearer)
    assert result.status_code == status


@pytest.mark.parametrize("receipt", ["MQ-2611-0000000", "nonsense", "MQ-2611-9999990"])
def test_an_unknown_number_is_not_found(door, receipt):
    result = door.call("GET", f"/v1/petitions/{receipt}", token=door.token())
    assert (result.status_code, code_of(result)) == (404, "unknown-petition")


def test_the_worklist_shows_ones_own_and_what_nobody_owns(door, waiting):
    door.submit(category=None, division_code=None)
    door.submit(**{**WAITING, "organisation_id": OTHER_COMMUNITY})

    def seen(mine, **query):
        result = door.call(
            "GET",
            "/v1/petitions",
            params={"state": "received", **query},
            token=door.token(Role.CLERK, mine),
        )
        assert result.status_code == 200
        return [row["organisation_id"] for row in result.json["petitions"]]

    assert seen(COMMUNITY) == [COMMUNITY, None]
    assert seen(STREET) == [COMMUNITY, None, OTHER_COMMUNITY]
    assert seen(STREET, organisation=OTHER_COMMUNITY) == [OTHER_COMMUNITY]
    assert seen(None) == [None]
    assert seen(STREET, channel="hotline") == []


def test_the_worklist_of_another_place_is_closed(door):
    result = door.call(
        "GET",
        "/v1/petitions",
        params={"organisation": OTHER_COMMUNITY},
        token=door.token(),
    )
    assert (result.status_code, code_of(result)) == (403, "outside-scope")


def test_categories_are_dated_and_changed_by_those_who_run_the_agency(door):
    body = {
        "names": {"zh-CN": "道路", "zh-TW": "道路", "en": "Roads"},
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-01",
    }
    refused = door.call("PUT", "/v1/categories/roads", body, token=door.token())
    assert refused.status_code == 403
    ops = door.token(Role.OPS, None)
    for _ in range(2):
        put = door.call("PUT", "/v1/categories/roads", body, token=ops)
        assert put.json == {"code": "roads", **body}

    def listed(**query):
        found = door.call("GET", "/v1/categories", params=query).json["categories"]
        return [each["code"] for each in found]

    assert listed() == ["general", "roads", "street-lighting"]
    assert "roads" not in listed(on="2026-12-01")
    assert door.submit(category="roads").status_code == 201


@pytest.mark.parametrize(
    "code, change",
    [("Roads", {}), ("roads", {"valid_to": "2025-01-01"}), ("roads", {"names": {}})],
)
def test_a_broken_category_is_refused(door, code, change):
    body = {
        "names": {"zh-CN": "道路", "zh-TW": "道路", "en": "Roads"},
        "valid_from": "2026-01-01",
    }
    ops = door.token(Role.OPS, None)
    result = door.call("PUT", f"/v1/categories/{code}", {**body, **change}, token=ops)
    assert result.status_code == 422
