"""Households and residents through registry's HTTP door: masks, looks, silence."""

import json
from uuid import UUID, uuid4

import pytest

from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    DEPARTMENT,
    NAME,
    OTHER,
    TELEPHONE,
    an_identity,
)

pytestmark = [pytest.mark.component, pytest.mark.slow]

PERSONAL = (NAME, TELEPHONE, an_identity(), ADDRESS, "梨花巷")


def a_resident(**changes) -> dict:
    return {
        "organisation_id": COMMUNITY,
        "name": NAME,
        "identity_number": an_identity(),
        "telephone": TELEPHONE,
        "registered_address": ADDRESS,
    } | changes


@pytest.fixture(scope="module")
def resident(loaded) -> UUID:
    mine, home = uuid4(), uuid4()
    clerk = loaded.token("clerk")
    household = {"organisation_id": COMMUNITY, "grid_id": "g-1", "address": ADDRESS}
    kept = loaded.call("PUT", f"/v1/households/{home}", clerk, json=household)
    assert kept.status_code == 200, kept.text
    said = a_resident(household_id=str(home))
    for _ in range(2):
        kept = loaded.call("PUT", f"/v1/residents/{mine}", clerk, json=said)
        assert kept.json() == {"resident_id": str(mine), "warnings": []}
    return mine


def test_a_card_is_masked_by_role_and_place(loaded, resident):
    place = f"/v1/residents/{resident}"
    names = {
        role: loaded.call("GET", place, loaded.token(role)).json()["name"]
        for role in ("clerk", "supervisor", "handler")
    }
    assert names == {"clerk": "白*梨", "supervisor": "白*梨", "handler": "白**"}
    for role, organisation in (("clerk", OTHER), ("ops", None), ("resident", None)):
        refused = loaded.call("GET", place, loaded.token(role, organisation))
        assert refused.status_code == 403
    whole = loaded.call("GET", place, loaded.token("handler", DEPARTMENT)).text
    assert not any(secret in whole for secret in (NAME, TELEPHONE, an_identity()))


def test_a_full_view_needs_a_purpose_and_leaves_a_row(loaded, resident):
    clerk, place = loaded.token("clerk"), f"/v1/residents/{resident}/full"
    count = "select count(*) as n from access_log where purpose = 'case-handling'"
    assert loaded.call("GET", place, clerk).status_code == 422
    assert loaded.call("GET", place + "?purpose=look-up", clerk).status_code == 422
    assert loaded.database.rows(count)[0]["n"] == 0
    for looked in (1, 2):
        full = loaded.call("GET", place + "?purpose=case-handling", clerk).json()
        assert full["identity_number"] == an_identity()
        assert loaded.database.rows(count)[0]["n"] == looked


def test_a_household_shows_its_members_masked(loaded, resident):
    handler = loaded.token("handler")
    card = loaded.call("GET", f"/v1/residents/{resident}", handler).json()
    home = loaded.call("GET", f"/v1/households/{card['household_id']}", handler).json()
    assert home["address"] == "梨花巷***"
    assert [member["resident_id"] for member in home["members"]] == [str(resident)]


def test_people_are_looked_up_by_an_exact_number(loaded, resident):
    clerk = loaded.token("clerk")
    search = "/v1/residents/search"
    for number in ({"telephone": TELEPHONE}, {"identity": an_identity()}):
        found = loaded.call("POST", search, clerk, json=number).json()["items"]
        assert [card["name"] for card in found] == ["白*梨"]
    assert loaded.call("POST", search, clerk, json={}).status_code == 422


def test_no_address_takes_a_number_of_a_person(loaded):
    described = loaded.call("GET", "/openapi.json").json()["paths"]
    named = {
        parameter["name"]
        for path in described.values()
        for operation in path.values()
        if isinstance(operation, dict)
        for parameter in operation.get("parameters", [])
    }
    assert "after" in named
    assert not named & {"telephone", "identity", "identity_number"}


def test_one_person_is_filed_once(loaded, resident):
    clerk = loaded.token("clerk")
    again = loaded.call("PUT", f"/v1/residents/{uuid4()}", clerk, json=a_resident())
    assert again.status_code == 409
    assert again.json()["type"] == "urn:minqing:problem:resident-known"
    assert again.json()["detail"].startswith("一人只建一份档案")


def test_a_wrong_number_is_refused_in_the_callers_language(loaded):
    clerk = loaded.token("clerk")
    said = a_resident(identity_number=an_identity()[:-1] + "*")
    titles = {}
    for language in ("zh-CN", "zh-TW", "en"):
        refused = loaded.call(
            "PUT",
            f"/v1/residents/{uuid4()}",
            clerk,
            json=said,
            headers={"Accept-Language": language},
        )
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "identity_number"
        titles[language] = refused.json()["errors"][0]["message"]
    assert len(set(titles.values())) == 3


def test_b29_a_death_closes_the_file(loaded):
    clerk, mine = loaded.token("clerk"), uuid4()
    place = f"/v1/residents/{mine}"
    loaded.call("PUT", place, clerk, json=a_resident(identity_number=None))
    died = loaded.call("PUT", place + "/death", clerk, json={"died_on": "2026-03-01"})
    assert died.status_code == 200
    assert loaded.call("GET", place, clerk).json()["state"] == "deceased"
    late = loaded.call("PUT", place, clerk, json=a_resident(identity_number=None))
    assert late.status_code == 200
    changed = a_resident(identity_number=None, name="白大梨")
    assert loaded.call("PUT", place, clerk, json=changed).status_code == 409


def test_logs_and_tables_hold_nothing_personal(loaded, resident):
    clerk = loaded.token("clerk")
    loaded.call("GET", f"/v1/residents/{resident}/full?purpose=visit", clerk)
    loaded.call("POST", "/v1/residents/search", clerk, json={"telephone": TELEPHONE})
    loaded.call("PUT", f"/v1/residents/{uuid4()}", clerk, json=a_resident())
    loaded.call("PUT", f"/v1/residents/{uuid4()}", clerk, data=f'{{"name": "{NAME}"')
    logged = loaded.process.log.read_text("utf-8")
    assert "/v1/residents" in logged
    for line in logged.splitlines():
        assert not any(secret in line for secret in PERSONAL)
        assert not any(json.dumps(s).strip('"') in line for s in PERSONAL)
