"""What grids cover, over HTTP and at the operator's desk, on a real database."""

import json
from uuid import uuid4

import pytest

from registry.domain.persons import PersonNumber
from registry.entrypoints import cli
from registry.entrypoints.main import main
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    STREET,
    appoint_head,
    record_grid,
    record_household,
    record_staff,
)

pytestmark = pytest.mark.integration

BOSS = ("supervisor", STREET)
CHECK = f"/v1/grid-cover?organisation={COMMUNITY}"


@pytest.fixture
def grids(say):
    say(record_staff())
    for grid_id, level, parent in (
        ("g-1", 1, None),
        ("g-2", 2, "g-1"),
        ("g-3", 3, "g-2"),
    ):
        say(record_grid(grid_id, level=level, parent_id=parent))
        say(appoint_head(grid_id=grid_id))


def claims(call, grid_id, *premises_ids, who=BOSS):
    body = {"premises_ids": list(premises_ids)}
    return call("PUT", f"/v1/grids/{grid_id}/claims", who, body)


def test_b17_gaps_and_overlaps_are_shown_until_there_are_none(call, say, grids):
    home = uuid4()
    say(record_household(home, address=AT_HOME))
    gaps = call("GET", CHECK, BOSS).json
    assert [each["gap_ids"] for each in gaps["levels"]] == [[str(home)]] * 3
    assert gaps["whole"] is False
    for premises_id in ("65-9", "65"):
        assert claims(call, "g-3", premises_id).json == {"premises_ids": [premises_id]}
    assert call("GET", CHECK, BOSS).json["whole"] is True
    say(record_grid("g-4", level=3, parent_id="g-2"))
    claims(call, "g-4", "65-9")
    both = call("GET", CHECK, ("ops", None)).json
    assert both["levels"][2]["overlapping"] == [
        {"household_id": str(home), "grid_ids": ["g-3", "g-4"]}
    ]
    assert both["headless"] == ["g-4"]


def test_b17_b18_the_command_line_names_what_is_wrong(
    call, say, grids, monkeypatch, capsys, parts
):
    monkeypatch.setattr(cli, "_parts", lambda: parts)
    home = uuid4()
    say(record_household(home, address=AT_HOME))
    claims(call, "g-3", "65")
    say(record_grid("g-4", level=3, parent_id="g-2"))
    claims(call, "g-4", "65-9")
    with pytest.raises(SystemExit) as ended:
        main(["cli", "grids", "check", COMMUNITY])
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"level 3: g-3, g-4 all hold {home}",
        "g-4 has no head today",
        "1 households: not whole",
    ]
    say(record_grid("g-4", level=3, parent_id="g-2", active=False))
    say(record_household(premises_id="65-f2"))
    with pytest.raises(SystemExit) as ended:
        main(["cli", "grids", "check", STREET])
    assert ended.value.code == 0
    claims(call, "g-3")
    with pytest.raises(SystemExit):
        main(["cli", "grids", "check", COMMUNITY])
    assert f"level 1: no grid holds {home}" in capsys.readouterr().out


def test_accounts_without_a_person_are_named(say, grids, monkeypatch, capsys, parts):
    monkeypatch.setattr(cli, "_parts", lambda: parts)
    for account in ("li-na", "zhao-2", "old"):
        number = PersonNumber(person_number="gh-7") if account == "li-na" else None
        say(record_staff(account, number=number, active=account != "old"))
    with pytest.raises(SystemExit) as ended:
        main(["cli", "staff", "persons", STREET])
    told = capsys.readouterr().out
    assert (ended.value.code, "li-na" in told, "old" in told) == (1, False, False)
    assert "zhao-2: nobody said whose account it is\n" in told


def test_all_staff_are_told_once_more_whoever_missed_them(
    say, grids, monkeypatch, capsys, parts, db
):
    monkeypatch.setattr(cli, "_parts", lambda: parts)
    say(record_staff("li-na", number=PersonNumber(person_number="gh-7")))
    say(record_staff("old", active=False))
    for told in (1, 2):
        db.rows("truncate outbox")
        main(["cli", "staff", "tell"])
        assert "3 members of staff told once more\n" in capsys.readouterr().out
        bodies = [json.loads(each["body"]) for each in db.rows("select * from outbox")]
        heard = {each["staff_id"]: each for each in bodies}
        assert {*heard} == {"wang-li", "li-na", "old"} and len(bodies) == 3
        assert {each["revision"] for each in bodies} == {1 + told}
        assert heard["li-na"]["person"] and not heard["old"]["active"]
    steps = [each["step"] for each in parts.timeline.of("staff:old")]
    assert steps == ["staff-recorded", *["staff-told-again"] * 2]


def test_b18_a_head_whose_time_is_over_or_to_come_is_none(call, say, grids, db):
    db.rows("update duties set since = '2026-03-03' where scope_id = 'g-1'")
    db.rows("update duties set until = '2026-03-02' where scope_id = 'g-2'")
    db.rows("update duties set until = '2026-03-03' where scope_id = 'g-3'")
    assert call("GET", CHECK, BOSS).json["headless"] == ["g-1", "g-2"]


def test_a_stranger_neither_bounds_a_grid_nor_checks_a_place(call, grids):
    stranger = ("supervisor", OTHER)
    assert claims(call, "g-3", "65", who=stranger).status_code == 403
    assert claims(call, "g-9", "65").status_code == 404
    assert call("GET", "/v1/grids/g-9/claims", BOSS).status_code == 404
    assert call("GET", CHECK, stranger).status_code == 403
    refused = claims(call, "g-3", "65-9-2")
    assert refused.json["errors"][0]["code"] == "smaller-than-a-building"


def test_b18_anybody_finds_their_grid_and_its_head_and_nothing_of_a_home(
    call, say, grids, db
):
    say(record_household(uuid4(), address=AT_HOME))
    claims(call, "g-3", "65-9")
    say(record_grid("g-4", level=3, parent_id="g-2"))
    [community] = call("GET", "/v1/public/grids").json["communities"]
    assert community["id"] == COMMUNITY
    find, here = "/v1/public/grids/find", {"community": COMMUNITY}
    mine = call("POST", find, None, here | {"address": AT_HOME})
    assert mine.json["found"] is True
    [grid] = mine.json["grids"]
    assert (grid["grid_id"], grid["covers"]) == ("g-3", ["9栋"])
    assert grid["head"]
    assert "2单元" not in mine.text
    all_of_them = call("POST", find, None, here | {"address": "没有的路1号"}).json
    assert all_of_them["found"] is False
    assert len(all_of_them["grids"]) == 4
    db.rows("update duties set until = '2026-01-01'")
    assert {e["head"] for e in call("POST", find, None, here).json["grids"]} == {None}
    assert call("POST", find, None, {"community": "nobody"}).json["grids"] == []
    assert call("POST", find, None, here | {"address": "长" * 201}).status_code == 422


def test_b17_a_grid_is_cut_anew_once_its_effect_was_seen(call, say, grids, db):
    home = uuid4()
    say(record_household(home, address=AT_HOME))
    cut = {"name": "九栋格", "level": 3, "parent_id": "g-2"}
    cut |= {"organisation_id": COMMUNITY, "premises_ids": ["65-9"]}
    told = call("POST", "/v1/grids/g-5/cut-effect", BOSS, cut).json
    assert (told["joining"], told["leaving"]) == (1, 0)
    assert (told["before"]["gaps"], told["after"]["gaps"]) == (1, 0)
    assert told["matters"] == []
    assert call("GET", "/v1/grids/g-5/cuts", BOSS).status_code == 404
    said = cut | {"reason": "居民增多，新划一格"}
    made = call("PUT", "/v1/grids/g-5/cut", BOSS, said, seen=0)
    assert (made.json["since"], made.json["revision"]) == ("2026-03-02", 1)
    assert call("PUT", "/v1/grids/g-5/cut", BOSS, said, seen=0).status_code == 409
    claimed = call("GET", f"/v1/grid-claims?organisation={COMMUNITY}", BOSS).json
    assert claimed == {"items": [{"premises_id": "65-9", "grid_id": "g-5"}]}
    assert call("GET", CHECK, BOSS).json["held"] == {"g-1": 1, "g-2": 1, "g-5": 1}
    ended = said | {"active": False, "premises_ids": [], "reason": "并回"}
    assert not call("PUT", "/v1/grids/g-5/cut", BOSS, ended, seen=1).json["active"]
    assert call("GET", "/v1/grids/g-5/claims", BOSS).json == {"premises_ids": []}
    first, last = call("GET", "/v1/grids/g-5/cuts", BOSS).json["items"]
    assert (first["premises_ids"], first["reason"]) == (["65-9"], said["reason"])
    assert (last["active"], last["premises_ids"]) == (False, [])
    stranger = ("supervisor", OTHER)
    assert call("GET", "/v1/grids/g-5/cuts", stranger).status_code == 403
    assert call("POST", "/v1/grids/g-5/cut-effect", stranger, cut).status_code == 403
    steps = db.rows("select detail from timeline where step = 'grid-recut'")
    assert "并回" not in str(steps)
