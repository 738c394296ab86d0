"""Finding people over HTTP, on a real database."""

from uuid import uuid4

import pytest

from registry.adapters.searching import store
from registry.entrypoints import cli
from registry.entrypoints.main import main
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

CLERK = ("clerk", STREET)


@pytest.fixture
def person(say):
    home, person = uuid4(), uuid4()
    say(record_household(home, address=AT_HOME))
    say(record_resident(person, household_id=home, name="曾小梨"))
    return person


@pytest.fixture
def find(call):
    def names(text, who=CLERK):
        found = call("POST", "/v1/residents/find", who, {"text": text})
        assert found.status_code == 200, found.text
        return [each["name"] for each in found.json["items"]]

    return names


def test_e2_people_are_found_by_name_pinyin_and_address(find, person, db):
    for text in ("曾小梨", "zengxiaoli", "zxl 65号", "金科苑東街", "梨花巷7号"):
        assert find(text) == ["曾*梨"], text
    assert find("曾小桃") == []
    assert find("小梨", ("clerk", OTHER)) == []
    assert find("小梨", ("handler", COMMUNITY)) == ["曾**"]
    looks = db.rows("select subject, purpose from access_log order by id")
    assert [row["subject"] for row in looks].count(str(person)) == 6
    assert {row["purpose"] for row in looks} == {"look-up"}


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("clerk", "金科苑东街65号9栋***"),
        ("supervisor", "金科苑东街65号9栋***"),
        ("handler", "金科苑东街***"),
    ],
)
def test_a_hit_shows_where_somebody_lives_by_role(call, person, role, home):
    found = call("POST", "/v1/residents/find", (role, COMMUNITY), {"text": "Zēng"})
    [hit] = found.json["items"]
    assert hit["home_address"] == home
    assert (hit["building_id"] == "***") is (role == "handler")
    assert AT_HOME not in found.text


def test_places_are_looked_at_one_by_one_when_they_are_too_many(
    find, person, monkeypatch
):
    monkeypatch.setattr(store, "MOST_PLACES", 0)
    assert find("曾小梨") == ["曾*梨"]
    assert find("曾小梨", ("clerk", OTHER)) == []


def test_a07_a_captain_finds_the_people_of_the_own_building_alone(find, person, say):
    say(record_staff())
    say(record_resident(name="曾大梨", identity_number=None))
    captain = ("handler", COMMUNITY, "wang-li")
    assert sorted(find("zeng", captain)) == ["曾**", "曾**"]
    say(record_duty(scope_id="65-9"))
    assert find("zeng", captain) == ["曾**"]
    assert find("曾大梨", captain) == []


def test_a_stolen_index_holds_numbers_alone(person, db):
    [row] = db.rows("select words, words::text as told from resident_words")
    assert len(row["words"]) > 10
    assert "曾" not in row["told"]


def test_nothing_typed_and_nobody_entitled_are_refused(call):
    asked = "/v1/residents/find"
    assert call("POST", asked, CLERK, {"text": "，"}).status_code == 422
    assert call("POST", asked, CLERK, {"text": ""}).status_code == 422
    assert call("POST", asked, ("ops", None), {"text": "曾"}).status_code == 403
    assert call("POST", asked, ("clerk", None), {"text": "曾"}).status_code == 403


def test_who_was_on_file_before_is_found_after_indexing(
    find, person, db, parts, monkeypatch, capsys
):
    db.rows("delete from resident_words")
    assert find("曾小梨") == []
    monkeypatch.setattr(cli, "_parts", lambda: parts)
    told = "1 residents can be found by name now\n"
    main(["cli", "index", STREET])
    assert capsys.readouterr().out == told
    main(["cli", "index", STREET])
    main(["cli", "index", STREET, "--anew"])
    assert capsys.readouterr().out == "0" + told[1:] + told
    assert find("zxl 东街65号") == ["曾*梨"]
