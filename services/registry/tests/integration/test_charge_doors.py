"""Charges over HTTP, on a real database."""

from uuid import uuid4

import pytest
from alembic import command

from minqing_chassis import migrations
from registry.bootstrap import migrations_folder
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    STREET,
    record_duty,
    record_household,
    record_resident,
    record_staff,
)

pytestmark = pytest.mark.integration

BOSS = ("supervisor", STREET)
CAPTAIN = ("handler", COMMUNITY, "wang-li")
CHECK = f"/v1/charge-coverage?organisation={COMMUNITY}"


@pytest.fixture
def homes(say):
    for staff_id in ("wang-li", "li-na"):
        say(record_staff(staff_id))
    found = [uuid4(), uuid4()]
    for home, at in zip(found, (AT_HOME, "金科苑东街65号附2号"), strict=True):
        say(record_household(home, address=at))
    return found


def test_a07_c04_what_nobody_is_in_charge_of_is_listed(call, say, homes):
    bare = call("GET", CHECK, BOSS).json
    assert (bare["buildings"], bare["uncaptained_ids"]) == (1, ["65-9"])
    assert (bare["households"], bare["unserved"]) == (2, 2)
    say(record_duty(scope_id="65"))
    body = {"household_ids": [str(home) for home in homes], "since": "2026-03-01"}
    for count in (2, 0):
        given = call("POST", "/v1/staff/wang-li/households", BOSS, body)
        assert given.json == {"assigned": count}
    body["household_ids"].pop()
    body["since"] = "2026-03-02"
    given = call("POST", "/v1/staff/li-na/households", BOSS, body)
    assert given.json == {"assigned": 1}
    full = call("GET", CHECK, BOSS).json
    assert (full["uncaptained"], full["unserved"]) == (0, 0)
    assert full["workers"] == [
        {"staff_id": "li-na", "households": 1},
        {"staff_id": "wang-li", "households": 1},
    ]
    assert call("GET", CHECK, ("supervisor", OTHER)).status_code == 403


def test_a07_a_captain_sees_the_own_building_alone(call, say, homes):
    people = [uuid4(), uuid4()]
    for person, home in zip(people, homes, strict=True):
        say(record_resident(person, household_id=home, identity_number=None))
    say(record_duty(scope_id="65-9"))
    seen = [call("GET", f"/v1/households/{h}", CAPTAIN).status_code for h in homes]
    assert seen == [200, 403]
    seen = [call("GET", f"/v1/residents/{p}", CAPTAIN).status_code for p in people]
    assert seen == [200, 403]
    found = call("POST", "/v1/residents/search", CAPTAIN, {"telephone": "13800138000"})
    assert [each["resident_id"] for each in found.json["items"]] == [str(people[0])]
    full = f"/v1/residents/{people[1]}/full?purpose=visit"
    assert call("GET", full, CAPTAIN).status_code == 403


def test_b18_duties_pass_from_hand_to_hand(call, say, homes):
    say(record_duty(scope_id="65-9"))
    body = {"to_staff_id": "li-na", "since": "2026-03-02"}
    done = call("POST", "/v1/staff/wang-li/hand-over", BOSS, body)
    assert done.json == {"handed_over": 1}
    [taken] = call("GET", "/v1/staff/li-na/duties", BOSS).json["items"]
    assert (taken["scope_id"], taken["since"]) == ("65-9", "2026-03-02")
    [ended] = call("GET", "/v1/staff/wang-li/duties", BOSS).json["items"]
    assert ended["until"] == "2026-03-02"
    refused = call("POST", "/v1/staff/wang-li/hand-over", CAPTAIN, body)
    assert refused.status_code == 403


def test_of_two_workers_known_from_before_the_last_one_goes_on(db, url, say, homes):
    db.rows("drop index duties_one_worker_a_household")
    for staff_id, since in (("wang-li", "2026-01-01"), ("li-na", "2026-02-01")):
        db.rows(
            "insert into duties values (gen_random_uuid(), :staff, 'social-worker',"
            " 'household', :home, :since, null, 1)",
            staff=staff_id,
            home=str(homes[0]),
            since=since,
        )
    db.rows("update alembic_version set version_num = '0022'")
    command.upgrade(migrations._config(url, migrations_folder()), "0023")
    rows = db.rows("select staff_id, until::text from duties order by since")
    assert [tuple(row.values()) for row in rows] == [
        ("wang-li", "2026-02-01"),
        ("li-na", None),
    ]


def test_who_serves_as_what_is_found_by_name_and_told_with_its_history(call, say):
    body = {"name": "刘梅", "organisation_id": COMMUNITY, "roles": ["handler"]}
    new = call("PUT", "/v1/staff/liu-mei", BOSS, {**body, "reason": "新到岗"})
    assert new.json["revision"] == 1
    more = {**body, "roles": ["handler", "clerk"], "reason": "兼接件"}
    assert call("PUT", "/v1/staff/liu-mei", BOSS, more, seen=1).json["revision"] == 2
    assert call("PUT", "/v1/staff/liu-mei", BOSS, body, seen=1).status_code == 409
    told = call("GET", "/v1/staff/liu-mei/history", BOSS).json
    assert [each["reason"] for each in told["items"]] == ["新到岗", "兼接件"]
    assert [each["role"] for each in told["roles"]] == ["handler", "clerk"]
    assert told["roles"][1]["until"] is None
    assert call("GET", "/v1/staff/nobody/history", BOSS).status_code == 404
    elsewhere = call("GET", "/v1/staff/liu-mei/history", ("supervisor", OTHER))
    assert (elsewhere.status_code, "兼接件" in elsewhere.text) == (403, False)
    say(record_staff("wang-li"))
    listed = f"/v1/staff?organisation={STREET}&below=true&active=true"
    for words, found in (
        ("", ["liu-mei", "wang-li"]),
        ("&find=梅", ["liu-mei"]),
        ("&find=LIU", ["liu-mei"]),
        ("&find=%25", []),
        ("&after=liu-mei", ["wang-li"]),
    ):
        got = call("GET", listed + words, BOSS)
        assert got.status_code == 200, got.text
        items = got.json["items"]
        assert [each["staff_id"] for each in items] == found, words
    gone = f"/v1/staff?organisation={STREET}&below=true&active=false"
    assert call("GET", gone, BOSS).json["items"] == []
    alone = call("GET", f"/v1/staff?organisation={STREET}", BOSS).json["items"]
    assert alone == []


def test_the_history_of_staff_begins_with_what_the_timeline_knew(db, url, say, call):
    say(record_staff("wang-li"))
    say(record_staff("wang-li", active=False))
    before = call("GET", "/v1/staff/wang-li/history", BOSS).json
    db.rows("drop table staff_editions")
    db.rows("update alembic_version set version_num = '0220'")
    command.upgrade(migrations._config(url, migrations_folder()), "0235")
    after = call("GET", "/v1/staff/wang-li/history", BOSS).json
    assert after == before
    assert len(after["items"]) == 2
    assert after["items"][0]["by"] == "system"
