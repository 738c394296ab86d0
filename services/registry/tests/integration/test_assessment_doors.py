"""The 54435 of grid heads over HTTP, on a real database (B-19)."""

from datetime import date

import pytest

from minqing_kernel.messages import Role
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    appoint_head,
    record_grid,
    record_staff,
)

pytestmark = pytest.mark.integration

BOSS = ("supervisor", COMMUNITY, "boss")
HEAD = ("supervisor", STREET, "street-head")
RATED = ("handler", COMMUNITY, "wang-li")
SHEETS = "/v1/staff/wang-li/assessments"
SINCE = date(2026, 1, 1)


def test_b19_a_grid_head_is_scored_corrected_and_told(say, call, db):
    for command in [
        record_staff(roles=frozenset({Role.HANDLER})),
        record_staff("li-na"),
        record_grid(),
        record_grid("g-2"),
        appoint_head(),
        appoint_head("li-na", grid_id="g-2"),
    ]:
        say(command)
    [form] = call("GET", "/v1/assessment-forms", RATED).json["items"]
    codes = [item["code"] for part in form["parts"] for item in part["items"]]
    assert (form["code"], len(codes)) == ("54435", 21)
    body = {"since": SINCE.isoformat(), "scores": dict.fromkeys(codes, 4)}
    told = call("PUT", f"{SHEETS}/54435", BOSS, body)
    assert (told.status_code, told.json["total"]) == (200, 84), told.json
    assert call("PUT", f"{SHEETS}/54435", BOSS, body).json["revision"] == 1
    better = body | {"scores": body["scores"] | {codes[0]: 5}}
    assert call("PUT", f"{SHEETS}/54435", BOSS, better).json["revision"] == 2
    call("PUT", f"{SHEETS}/54435", HEAD, body)
    mine = call("GET", SHEETS, RATED).json["items"]
    assert [(each["by"], each["total"]) for each in mine] == [
        ("boss", 85),
        ("street-head", 84),
    ]
    assert mine[0]["before"][0]["total"] == 84
    assert mine[0]["formula"].startswith("五百家 21 ＋ 四知 16")
    path = f"/v1/assessments?organisation={STREET}&form=54435&since={SINCE}"
    everybody = call("GET", path, HEAD).json
    assert [(each["staff_id"], each["mean"]) for each in everybody["items"]] == [
        ("li-na", None),
        ("wang-li", "84.50"),
    ]
    assert call("GET", path, ("supervisor", OTHER, "far")).status_code == 403
    assert call("GET", SHEETS, ("handler", COMMUNITY, "li-na")).status_code == 403
    assert call("PUT", f"{SHEETS}/54435", RATED, body).status_code == 403
    short = body | {"scores": {codes[0]: 9}}
    refused = call("PUT", f"{SHEETS}/54435", BOSS, short)
    assert refused.status_code == 422
    steps = db.rows("select step, detail from timeline where subject like 'assess%'")
    assert {each["step"] for each in steps} == {"assessed", "assessment-corrected"}
    assert all("scores" not in each["detail"] for each in steps)
