"""Premises over HTTP and at the operator's desk, on a real database."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from registry.entrypoints import cli
from registry.entrypoints.main import main
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    STREET,
    record_household,
)

pytestmark = pytest.mark.integration

CLERK = ("clerk", STREET)
HANDLER = ("handler", COMMUNITY)


def at(path, place=COMMUNITY):
    return f"/v1/{path}?organisation={place}"


def test_a22_the_tree_is_recorded_and_listed(call, say):
    unit = {"kind": "unit", "name": "三单元", "parent_id": "65-9"}
    unit["organisation_id"] = COMMUNITY
    for _ in range(2):
        made = call("PUT", "/v1/premises/65-9-3", CLERK, unit)
        assert (made.status_code, made.json["revision"]) == (200, 1)
    again = call("PUT", "/v1/premises/65-9-4", CLERK, unit | {"name": "3單元"})
    assert again.json["type"].endswith("premises-known")
    alone = unit | {"parent_id": None}
    assert call("PUT", "/v1/premises/x-1", CLERK, alone).status_code == 422
    root = {"kind": "courtyard", "name": "金科苑东街65号", "organisation_id": COMMUNITY}
    assert call("PUT", "/v1/premises/x-1", CLERK, root).status_code == 409
    assert call("PUT", "/v1/premises/x-1", HANDLER, root).status_code == 403
    ids = [e["premises_id"] for e in call("GET", at("premises"), CLERK).json["items"]]
    assert ids == ["65", "65-9", "65-9-2", "65-9-2-4", "65-9-3", "65-f2"]
    units = call("GET", "/v1/premises?parent=65-9&kind=unit&limit=1", CLERK).json
    assert units["next"] == "65-9-2"
    assert call("GET", "/v1/premises/65-9", HANDLER).json["name"] == "9栋"
    assert call("GET", "/v1/premises/zz", HANDLER).status_code == 404
    assert call("GET", "/v1/premises").status_code == 401


def test_a22_an_address_is_located_in_its_community(call, say):
    asked = {"organisation_id": COMMUNITY, "address": AT_HOME}
    found = call("POST", "/v1/addresses/locate", HANDLER, asked).json
    assert [step["kind"] for step in found["path"]] == [
        "courtyard",
        "building",
        "unit",
        "door",
    ]
    assert found["missing"] is None
    asked["organisation_id"] = OTHER
    lost = call("POST", "/v1/addresses/locate", HANDLER, asked).json
    assert lost == {"path": [], "missing": "estate"}


def test_a22_households_without_a_door_are_listed_and_hung(
    call, say, db, monkeypatch, capsys, parts
):
    home, lost = uuid4(), uuid4()
    put = call(
        "PUT",
        f"/v1/households/{home}",
        CLERK,
        {"organisation_id": COMMUNITY, "address": AT_HOME},
    )
    assert put.json == {"household_id": str(home), "warnings": []}
    shown = call("GET", f"/v1/households/{home}", CLERK).json
    assert shown["building_id"] == "65-9"
    shown = call("GET", f"/v1/households/{home}", HANDLER).json
    assert shown["building_id"] == "***"
    assert "单元" not in shown["address"]
    assert say(record_household(lost, address="金科苑东街65号9栋2单元5号"))
    checked = call("GET", at("premises-check", STREET), HANDLER)
    assert checked.status_code == 403
    checked = call("GET", at("premises-check", STREET), CLERK).json
    assert (checked["households"], checked["orphans"]) == (2, 1)
    assert checked["orphan_ids"] == [str(lost)]
    assert checked["premises"] == {"courtyard": 1, "building": 1, "unit": 1, "door": 2}
    door = {"kind": "door", "name": "5号", "parent_id": "65-9-2"}
    call("PUT", "/v1/premises/65-5", CLERK, door | {"organisation_id": COMMUNITY})
    monkeypatch.setattr(cli, "_parts", lambda: parts)
    main(["cli", "hang", STREET])
    assert capsys.readouterr().out == "1 hung on no door; 1 were found one\n"
    assert call("GET", at("premises-check"), ("ops", None)).json["orphans"] == 0


def test_a_stolen_row_tells_the_building_and_not_the_door(say, db):
    say(record_household(address=AT_HOME))
    [row] = db.rows("select * from households")
    assert row["building_id"] == "65-9"
    assert "65-9-2" not in str({**row})


def test_a_place_is_found_as_it_is_typed_by_initials_and_numbers(call, say):
    def labels(text, who=HANDLER):
        found = call("GET", f"/v1/premises-found?text={quote(text)}", who)
        assert found.status_code == 200, found.text
        return [each["label"] for each in found.json["items"]]

    assert labels("jky 65 9d") == ["金科苑东街65号院9栋"]
    assert labels("东街65 9栋 2", CLERK) == ["金科苑东街65号院9栋2单元"]
    assert labels("9") == []
    assert labels("jky", ("handler", OTHER)) == []
    assert call("GET", "/v1/premises-found?text=jky").status_code == 401
