"""The history of organisations over HTTP, in this process, on a real database."""

import pytest

from services.registry.tests.builders import (
    COMMUNITY,
    DISTRICT,
    OTHER,
    STREET,
    record_organisation,
)

pytestmark = pytest.mark.integration

NEW = f"{STREET}020"
BOSS = ("supervisor", STREET)


@pytest.fixture
def merged(say, call):
    """A community that another continues since today."""
    say(record_organisation(NEW, name="金科社区"))
    place = f"/v1/organisations/{COMMUNITY}"
    said = {"name": "金科苑居委会", "kind": "community", "parent_id": STREET}
    said |= {"division_code": COMMUNITY, "since": "2014-03-01", "area_m2": 5_050_000}
    assert call("PUT", place, BOSS, said).status_code == 200
    done = call(
        "PUT",
        place + "/succession",
        BOSS,
        {"successors": [NEW], "ground": "金泉办〔2026〕3号"},
    )
    assert done.status_code == 200, done.text
    return done.json


def test_art24_the_history_names_every_edition_and_the_successor(merged, call):
    spans = [(e["since"], e["until"], e["active"]) for e in merged["items"]]
    assert spans == [("2014-03-01", "2026-03-02", True), ("2026-03-02", None, False)]
    assert merged["succession"]["successors"] == [NEW]
    heirs = call("GET", f"/v1/organisations/{COMMUNITY}/successors").json["items"]
    assert [each["organisation_id"] for each in heirs] == [NEW]
    own = call("GET", f"/v1/organisations/{NEW}/successors").json["items"]
    assert [each["organisation_id"] for each in own] == [NEW]
    for end in ("editions", "successors"):
        assert call("GET", f"/v1/organisations/zz/{end}").status_code == 404


def test_c01_the_tree_is_shown_as_of_any_day(merged, call):
    def ids(query):
        found = call("GET", f"/v1/organisation-tree?{query}").json
        return [each["organisation_id"] for each in found["items"]]

    assert ids("as_of=2013-12-31") == []
    assert ids("as_of=2014-03-01") == [COMMUNITY]
    assert OTHER in ids("as_of=2026-03-02")
    assert OTHER not in ids(f"as_of=2026-03-02&root={DISTRICT}")
    assert COMMUNITY in ids(f"as_of=2026-03-02&root={NEW}")
    first = call("GET", "/v1/organisation-tree?as_of=2026-03-02&limit=1").json
    assert first["next"] == DISTRICT
    assert call("GET", "/v1/organisation-tree").status_code == 422


def test_the_people_of_a_merged_community_come_into_its_successors_reach(merged, parts):
    assert parts.reader.lineage(COMMUNITY)[:2] == [COMMUNITY, NEW]


def test_a_stranger_names_no_successor(call, say):
    path = f"/v1/organisations/{COMMUNITY}/succession"
    body = {"successors": [STREET], "ground": "某号"}
    assert call("PUT", path, ("supervisor", OTHER), body).status_code == 403
    assert call("PUT", path, ("clerk", STREET), body).status_code == 403
    refused = call("PUT", path, BOSS, body | {"since": "2026-03-03"})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["code"] == "in-the-future"
