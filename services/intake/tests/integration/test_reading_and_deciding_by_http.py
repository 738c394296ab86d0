"""Reading and deciding by HTTP: who may see what, and who decides."""

import pytest

from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    OTHER_COMMUNITY,
    STREET,
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


def test_titles_of_a_list_are_read_in_one_go_and_only_of_ones_own(
    door, intake, monkeypatch
):
    own = [door.submit(title=f"路灯 {n}", organisation_id=COMMUNITY) for n in (1, 2)]
    other = door.submit(title="井盖", organisation_id=OTHER_COMMUNITY)
    one, two, foreign = (each.json["receipt"] for each in (*own, other))
    asked, read = [], intake.database.rows

    def rows(sql, **values):
        asked.extend([sql] if "from petitions p" in str(sql) else [])
        return read(sql, **values)

    monkeypatch.setattr(intake.database, "rows", rows)
    path = f"/v1/titles?receipts={two},x,{foreign},{one.lower()}"
    told = door.call("GET", path, token=door.token(Role.HANDLER, COMMUNITY)).json
    assert [(each["receipt"], each["title"]) for each in told["titles"]] == [
        (two, "路灯 2"),
        (one, "路灯 1"),
    ]
    assert len(asked) == 1


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
        "GET", f"{path}/petitioner", params={"purpose": "visit"}, token=door.token()
    )
    assert (whole.json["anonymous"], whole.json["contact"]) == (True, {})


def test_the_whole_contact_needs_a_purpose_and_leaves_a_row(door, intake, submitted):
    path = f"/v1/petitions/{submitted['receipt']}/petitioner"
    assert door.call("GET", path, token=door.token()).status_code == 422
    assert not rows(intake, "access_log")
    result = door.call(
        "GET", path, params={"purpose": "case-handling"}, token=door.token()
    )
    assert result.json["contact"] == CONTACT | {"telephone": "13800008000"}
    assert len(rows(intake, "access_log")) == 1


@pytest.mark.parametrize("purpose", ["notice", "电话回访", "look-up"])
def test_the_whole_contact_is_read_for_a_purpose_of_the_list(
    door, intake, submitted, purpose
):
    path = f"/v1/petitions/{submitted['receipt']}/petitioner"
    result = door.call("GET", path, params={"purpose": purpose}, token=door.token())
    assert result.status_code == 422
    [wrong] = result.json["errors"]
    assert (wrong["field"], wrong["code"]) == ("purpose", "not-one-of")
    assert not rows(intake, "access_log")


@pytest.mark.parametrize(
    "role, organisation, status",
    [
        ("clerk", COMMUNITY, 200),
        ("supervisor", COMMUNITY, 200),
        ("handler", COMMUNITY, 403),
        ("clerk", None, 403),
        ("supervisor", None, 403),
        ("handler", None, 403),
    ],
)
def test_while_nobody_owns_a_petition_only_the_desk_reads_the_contact(
    door, intake, role, organisation, status
):
    receipt = door.submit(contact=CONTACT).json["receipt"]
    path = f"/v1/petitions/{receipt}/petitioner"
    token = door.token(role, organisation)
    result = door.call("GET", path, params={"purpose": "visit"}, token=token)
    assert result.status_code == status
    assert len(rows(intake, "access_log")) == (status == 200)


@pytest.mark.parametrize("role", ["clerk", "handler", "supervisor"])
@pytest.mark.parametrize("owner", [COMMUNITY, None])
def test_staff_of_no_organisation_see_nobodys_petition(door, role, owner):
    receipt = door.submit(organisation_id=owner).json["receipt"]
    token = door.token(role, None)
    paths = [f"/v1/petitions/{receipt}"]
    if role != "handler":
        paths += ["/v1/petitions", f"/v1/petitions?organisation={COMMUNITY}"]
    for path in paths:
        result = door.call("GET", path, token=token)
        assert (result.status_code, code_of(result)) == (403, "outside-scope")


def test_a_clerk_accepts_what_waits(door, waiting):
    path = f"/v1/petitions/{waiting['receipt']}/accept"
    body = {"category": "general", "revision": 1}
    result = door.call("POST", path, body, token=door.token(Role.CLERK, STREET))
    assert result.json == {
        "receipt": waiting["receipt"],
        "state": "accepted",
        "revision": 2,
        "similar": [],
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
    assert told["refusal"]["basis"] == "信访工作条例第31条"
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
    dues = []

    def seen(mine, **query):
        result = door.call(
            "GET",
            "/v1/petitions",
            params={"state": "received", **query},
            token=door.token(Role.CLERK, mine),
        )
        assert result.status_code == 200
        dues.extend(row["accept_by"] for row in result.json["petitions"])
        return [row["organisation_id"] for row in result.json["petitions"]]

    assert seen(COMMUNITY) == [COMMUNITY, None]
    assert seen(STREET) == [COMMUNITY, None, OTHER_COMMUNITY]
    assert seen(STREET, organisation=OTHER_COMMUNITY) == [OTHER_COMMUNITY]
    assert seen(STREET, channel="hotline") == []
    path = f"/v1/petitions/{waiting['receipt']}"
    told = door.call("GET", path, token=door.token(Role.CLERK, COMMUNITY)).json
    assert set(dues) == {told["accept_by"]}


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

    supervisor = door.token(Role.SUPERVISOR, STREET)
    again = door.call("PUT", "/v1/categories/roads", body, token=supervisor)
    assert again.status_code == 200
    assert listed() == ["general", "roads", "street-lighting"]
    assert "roads" not in listed(on="2026-12-01")
    assert door.submit(category="roads").status_code == 201


def test_a_supervisor_below_the_top_changes_no_category(door):
    body = {
        "names": {"zh-CN": "路灯", "zh-TW": "路燈", "en": "Lamps"},
        "valid_from": "2010-01-01",
        "valid_to": "2011-01-01",
    }
    token = door.token(Role.SUPERVISOR, COMMUNITY)
    result = door.call("PUT", "/v1/categories/street-lighting", body, token=token)
    assert (result.status_code, code_of(result)) == (403, "not-agency-wide")
    assert door.submit().status_code == 201


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
