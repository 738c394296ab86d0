"""Premises, duties, heads of grids and stuck imports on a real register."""

import pytest

from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    record_grid,
    record_staff,
)

pytestmark = pytest.mark.integration

HEAD = ("supervisor", STREET)
PLACES = (
    "场所编号,场所类型,场所名称,上级场所编号\n"
    "88,院落,金科苑东街88号院,\n"
    "88-9,楼栋,9栋,88\n"
)


@pytest.fixture
def bring(call, parts):
    """Send a file, let it be worked through, return what became of it."""

    def send(kind, content):
        path = f"/v1/imports?kind={kind}&name=b.csv&organisation={COMMUNITY}"
        body = content.encode()
        sent = call("POST", path, HEAD, body=body, media_type="text/csv")
        assert sent.status_code == 202, sent.text
        parts.runner.run_due()
        return call("GET", f"/v1/imports/{sent.json['batch_id']}", HEAD).json

    return send


def ends(batch):
    return {name: n for name, n in batch["counts"].items() if n}


def test_places_duties_and_heads_come_in_go_out_and_go_back(say, call, bring, parts):
    for command in (record_staff(), record_staff("li-na"), record_grid("g-1")):
        say(command)
    assert ends(bring("premises", PLACES)) == {"created": 2}
    duty = "工号,职责,对象类型,对象编号,起始日期\nwang-li,楼栋长,楼栋,88-9,2026-01-01\n"
    captains = bring("duties", duty)
    assert ends(captains) == {"created": 1}
    heads = "网格编号,工号,起始日期\n"
    bring("grid-heads", heads + "g-1,wang-li,2026-01-01\n")
    second = bring("grid-heads", heads + "g-1,li-na,2026-02-01\n")
    assert ends(second) == {"changed": 1}
    query = f"?organisation={COMMUNITY}&purpose=census"
    for kind in ("premises", "duties", "grid-heads"):
        out = call("GET", f"/v1/exports/{kind}.csv{query}", HEAD).text
        lines = out.removeprefix("\ufeff").splitlines(keepends=True)[1:]
        back = ends(bring(kind, "".join(lines)))
        assert back == {"same": len(lines) - 1}, (kind, lines)
    for batch in (second, captains):
        undone = call("POST", f"/v1/imports/{batch['batch_id']}/undo", HEAD)
        assert undone.status_code == 202
        parts.runner.run_due()
    sql = "select staff_id from duties where until is null"
    assert [row["staff_id"] for row in parts.database.rows(sql)] == ["wang-li"]


def test_a_stuck_import_says_why_and_is_gone_on_with_by_hand(
    say, call, parts, monkeypatch
):
    path = f"/v1/imports?kind=premises&organisation={COMMUNITY}"
    sent = call("POST", path, HEAD, body=PLACES.encode(), media_type="text/csv")
    door = f"/v1/imports/{sent.json['batch_id']}"
    free = "update import_batches set held_until = null"
    with monkeypatch.context() as broken:
        broken.setattr(type(parts.imports), "file", lambda *_: 1 / 0)
        for _ in range(6):
            parts.runner.run_due()
            parts.database.rows(free)
    told = call("GET", door, HEAD).json
    assert (told["stuck"], told["why"]) == (True, "ZeroDivisionError")
    assert told["state"] == "waiting"
    assert call("POST", f"{door}/go-on", ("clerk", COMMUNITY)).status_code == 404
    assert call("POST", f"{door}/go-on", HEAD).json["stuck"] is False
    again = call("POST", f"{door}/go-on", HEAD)
    assert again.json["type"].endswith(":not-stuck")
    parts.runner.run_due()
    assert call("GET", door, HEAD).json["state"] == "done"


def test_a_dry_run_has_nothing_to_undo_and_says_so_in_its_own_words(say, call, parts):
    path = f"/v1/imports?kind=premises&organisation={COMMUNITY}&dry_run=true"
    sent = call("POST", path, HEAD, body=PLACES.encode(), media_type="text/csv")
    parts.runner.run_due()
    told = call("POST", f"/v1/imports/{sent.json['batch_id']}/undo", HEAD)
    assert told.status_code == 409
    assert "试导入" in told.json["title"]
