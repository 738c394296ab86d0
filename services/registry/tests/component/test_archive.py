"""The archive through registry's doors: sections, masks, purposes, the chain."""

import json
from dataclasses import fields
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from minqing_chassis.rpc import RpcClient
from minqing_kernel.messages import Role
from registry.adapters.archive.rotation import Rotated
from registry.domain.sensitivity import Sensitivity, WordKind, mask_for, shown
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    NAME,
    OTHER,
    STREET,
    an_identity,
)

pytestmark = [pytest.mark.component, pytest.mark.slow]

GRID_PAGES = ("things", "people", "matters")
SHIPPED = Path(__file__).parents[4] / "deploy/policies/sections/minsheng-archive.yml"
MOBILE = "13700137055"
SECRETS = {
    WordKind.PLAIN: "红斑狼疮",
    WordKind.NAME: "冯小暗",
    WordKind.IDENTITY: an_identity(order="771"),
    WordKind.TELEPHONE: "13900139077",
    WordKind.ADDRESS: "暗香巷88号6栋9单元7号",
}
"""One secret of every kind of word; each stands in a field of every class."""
FIELDS = {
    f"{kind.value}_{sensitivity:d}": (kind, sensitivity)
    for kind in WordKind
    for sensitivity in Sensitivity
}


def a_section(**changes) -> dict:
    fields = [
        {"code": code, "title": code, "kind": kind.value, "sensitivity": int(which)}
        for code, (kind, which) in FIELDS.items()
    ]
    return {
        "title": "各类各级",
        "subject": "resident",
        "valid_from": "2014-01-01",
        "readers": ["clerk", "handler", "supervisor"],
        "writers": ["clerk"],
        "fields": fields,
    } | changes


@pytest.fixture(scope="module")
def mine(loaded) -> UUID:
    resident, home = uuid4(), uuid4()
    clerk, ops = loaded.token("clerk"), loaded.token("ops", None)
    household = {"organisation_id": COMMUNITY, "grid_id": "g-1", "address": ADDRESS}
    loaded.call("PUT", f"/v1/households/{home}", clerk, json=household)
    said = {
        "organisation_id": COMMUNITY,
        "household_id": str(home),
        "name": NAME,
        "identity_number": an_identity(order="552"),
        "telephone": MOBILE,
    }
    kept = loaded.call("PUT", f"/v1/residents/{resident}", clerk, json=said)
    assert kept.status_code == 200, kept.text
    done = loaded.call("PUT", "/v1/sections/leaky", ops, json=a_section())
    assert done.status_code == 200, done.text
    written = patch(
        loaded, resident, {code: SECRETS[kind] for code, (kind, _) in FIELDS.items()}
    )
    assert written.json() == {"section": "leaky", "revision": 1}, written.text
    return resident


def patch(loaded, resident, values, seen="0", role="clerk", section="leaky"):
    headers = {} if seen is None else {"If-Match": seen}
    return loaded.call(
        "PATCH",
        f"/v1/residents/{resident}/sections/{section}",
        loaded.token(role),
        json={"values": values},
        headers=headers,
    )


def file_of(loaded, resident, role) -> dict:
    place = f"/v1/residents/{resident}/sections"
    items = loaded.call("GET", place, loaded.token(role)).json()["items"]
    (leaky,) = [each for each in items if each["section"] == "leaky"]
    return {each["code"]: each for each in leaky["fields"]}


@pytest.mark.parametrize("role", ["clerk", "handler", "supervisor"])
def test_the_door_masks_every_field_unless_the_table_says_otherwise(loaded, mine, role):
    seen = file_of(loaded, mine, role)
    assert set(seen) == set(FIELDS)
    for code, (kind, sensitivity) in FIELDS.items():
        value = seen[code]["value"]
        mask = mask_for(Role(role), sensitivity, kind)
        if sensitivity is Sensitivity.SENSITIVE:
            assert value == "***"
        else:
            assert value == mask(SECRETS[kind])
        assert seen[code]["masked"] == (mask is not shown)


@pytest.mark.parametrize("role", ["clerk", "handler", "supervisor"])
def test_a_list_and_a_volume_mask_every_field_as_the_file_does(loaded, mine, role):
    seen = {code: each["value"] for code, each in file_of(loaded, mine, role).items()}
    asked, token = f"?organisation={COMMUNITY}&purpose=census", loaded.token(role)
    told = loaded.call("GET", f"/v1/exports/section-leaky.json{asked}", token).json()
    [row] = [each for each in told["rows"] if each[0] == str(mine)]
    assert dict(zip(FIELDS, row[1:], strict=True)) == seen
    place = f"?organisation={COMMUNITY}"
    told = loaded.call("GET", f"/v1/sections/leaky/volume{place}", token).json()
    [leaf] = [each for each in told["items"] if each["subject_id"] == str(mine)]
    assert {each["code"]: each["value"] for each in leaf["entry"]["fields"]} == seen


def doors_that_show_people(loaded, mine) -> list[str]:
    """Return every GET of the document, about this resident, with nothing asked.

    On paper stands what stands in the workbook: nobody reads words out of a PDF here.
    """
    card = loaded.call("GET", f"/v1/residents/{mine}", loaded.token("clerk")).json()
    ids = {
        "resident_id": mine,
        "household_id": card["household_id"],
        "section": "leaky",
        "organisation_id": COMMUNITY,
        "staff_id": "wang-li",
        "grid_id": "g-1",
        "premises_id": "65-9",
        "firm_id": uuid4(),
        "request_id": uuid4(),
        "child_id": mine,
        "batch_id": uuid4(),
        "visit_id": uuid4(),
        "item_id": uuid4(),
        "publication_id": uuid4(),
        "public_id": uuid4(),
        "meeting_id": uuid4(),
        "sheet_id": uuid4(),
        "ledger": "petitions",
        "figure": "subjects",
        "plan_id": uuid4(),
        "offer_id": uuid4(),
        "draw_id": uuid4(),
        "campaign_id": uuid4(),
        "regulation_id": uuid4(),
        "picture_id": uuid4(),
        "sha256": "0" * 64,
        "kind": "residents",
        "tag": "leader",
    }
    paths = loaded.call("GET", "/openapi.json").json()["paths"]
    doors = [path.format(**ids) for path, told in paths.items() if "get" in told]
    asked = f"?organisation={COMMUNITY}&purpose=census"
    lists = (
        "/v1/exports/",
        "/v1/ledgers/petitions/",
        "/v1/sections/leaky/vol",
        "/v1/figures/subjects/figure",
    )
    rows = "/v1/figures/subjects/rows"
    behind = f"{rows}?organisation={COMMUNITY}&by=kind&part=registered"
    read = [door for door in doors if not door.endswith((".pdf", rows))]
    found = [door + asked * door.startswith(lists) for door in read]
    grids = [f"/v1/exports/grid-{page}.csv{asked}&grid=g-1" for page in GRID_PAGES]
    return [behind, *found, *grids]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_no_door_shows_a_secret_of_class_3_or_a_whole_number_without_a_purpose(
    loaded, mine, role
):
    hidden = {NAME, MOBILE, an_identity(order="552"), ADDRESS}
    for path in doors_that_show_people(loaded, mine):
        answer = loaded.call("GET", path, loaded.token(role))
        assert answer.status_code < 500, path
        if path.endswith("/sheet"):
            continue
        assert not [each for each in hidden if each in answer.text], path
        if path.endswith(("/sections", "/file")):
            seen = fields_in(answer.json())
            assert {f["value"] for f in seen if f["sensitivity"] == 3} <= {"***"}
        else:
            assert not [s for s in SECRETS.values() if s in answer.text], path


def fields_in(answer) -> list[dict]:
    """Return every field of a section, wherever it stands in an answer."""
    if isinstance(answer, list):
        return [found for each in answer for found in fields_in(each)]
    if not isinstance(answer, dict):
        return []
    if {"sensitivity", "value"} <= answer.keys():
        return [answer]
    return fields_in(list(answer.values()))


def test_a02_a_household_is_printed_masked_or_in_full_for_a_purpose(loaded, mine):
    clerk = loaded.token("clerk")
    home = loaded.call("GET", f"/v1/residents/{mine}", clerk).json()["household_id"]
    place = f"/v1/households/{home}/file"
    count = f"select count(*) as n from access_log where subject = '{mine}'"
    looked = loaded.database.rows(count)[0]["n"]
    for purpose, looks in (("", 0), ("?purpose=benefit-check", 1)):
        sheet = loaded.call("GET", f"{place}/sheet{purpose}", clerk)
        assert sheet.headers["Content-Type"] == "application/pdf", sheet.text
        assert sheet.content.startswith(b"%PDF-")
        assert loaded.database.rows(count)[0]["n"] == looked + looks
    whole = loaded.call("GET", f"{place}/full?purpose=benefit-check", clerk).json()
    (member,) = whole["members"]
    assert member["resident"]["name"] == NAME
    assert SECRETS[WordKind.PLAIN] in {f["value"] for f in fields_in(member)}


def test_a19_the_door_keeps_tenancies_and_counts_a_place(loaded, mine):
    clerk, owner = loaded.token("clerk"), uuid4()
    person = {"organisation_id": COMMUNITY, "name": "冯大一"}
    loaded.call("PUT", f"/v1/residents/{owner}", clerk, json=person)
    home = loaded.call("GET", f"/v1/residents/{mine}", clerk).json()["household_id"]
    place = f"/v1/households/{home}/tenancies"
    rent = {"owner_id": str(owner), "since": "2014-01-01"}
    (kept,) = loaded.call("PUT", f"{place}/{uuid4()}", clerk, json=rent).json()["items"]
    assert (kept["owner_id"], kept["until"]) == (str(owner), None)
    twice = loaded.call("PUT", f"{place}/{uuid4()}", clerk, json=rent)
    assert twice.json()["type"] == "urn:minqing:problem:tenancy-open"
    assert len(loaded.call("GET", place, clerk).json()["items"]) == 1
    count = f"/v1/organisations/{COMMUNITY}/population"
    told = loaded.call("GET", count, clerk).json()
    assert told["tenants"] == 1
    assert told["present"] >= 2
    assert loaded.call("GET", count, loaded.token("clerk", OTHER)).status_code == 403


def test_a12_a_resident_gets_a_copy_of_the_own_file_and_of_no_other(loaded, mine):
    asked = ("--role", "resident", "--sub")
    token = loaded.cli("token", *asked, str(mine)).stdout.strip()
    own = loaded.call("GET", "/v1/own/file", token).json()
    assert own["resident"]["name"] == NAME
    assert SECRETS[WordKind.PLAIN] in {f["value"] for f in fields_in(own)}
    other = loaded.cli("token", *asked, str(uuid4())).stdout.strip()
    assert loaded.call("GET", "/v1/own/file", other).status_code == 404
    clerk = loaded.token("clerk")
    assert loaded.call("GET", "/v1/own/file", clerk).status_code == 403
    assert loaded.call("GET", f"/v1/residents/{mine}", token).status_code == 403


def test_no_rpc_no_event_and_no_log_line_tells_what_stands_in_a_file(loaded, mine):
    patch(loaded, mine, {"plain_3": SECRETS[WordKind.PLAIN]}, seen=None)
    patch(loaded, mine, {"name_9": SECRETS[WordKind.NAME]}, seen="1")
    place = f"/v1/residents/{mine}/sections/leaky/full?purpose=correction"
    assert (
        SECRETS[WordKind.PLAIN] in loaded.call("GET", place, loaded.token("clerk")).text
    )
    client = RpcClient("registry", loaded.environ["AMQP_URI"])
    told = [
        client.call("timeline", subject=subject)
        for subject in (f"file:leaky:{mine}", f"resident:{mine}", "archive:leaky")
    ]
    client.close()
    assert [len(steps) for steps in told] == [1, 1, 1]
    logged = loaded.process.log.read_text("utf-8")
    rows = loaded.database.rows("select t::text as said from timeline t")
    everything = [json.dumps(told, ensure_ascii=False, default=str), logged]
    for said in [*everything, *(row["said"] for row in rows)]:
        assert not [s for s in SECRETS.values() if s in said]
        assert not [s for s in SECRETS.values() if json.dumps(s).strip('"') in said]


def test_two_who_edit_at_once_are_told(loaded, mine):
    missing = patch(loaded, mine, {"plain_1": "甲"}, seen=None)
    assert missing.status_code == 428
    assert missing.json()["type"] == "urn:minqing:problem:revision-missing"
    stale = patch(loaded, mine, {"plain_1": "甲"}, seen='"0"')
    assert (stale.status_code, stale.json()["title"]) == (409, "刚刚有人修改了这个栏目")
    refused = patch(loaded, mine, {"telephone_1": "139****9077"}, seen="1")
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["field"], error["code"]) == ("values.telephone_1", "masked-value")


def test_a06_the_door_tells_who_wrote_and_how_the_file_stood(loaded, mine):
    clerk, place = loaded.token("clerk"), f"/v1/residents/{mine}/sections"
    told = loaded.call("GET", f"{place}/leaky/edits", clerk).json()["items"]
    assert [(each["revision"], each["by"]) for each in told] == [(1, "li-na")]
    assert loaded.call("GET", f"{place}?on=2014-01-01", clerk).json() == {"items": []}


def test_rights_are_the_sections_own(loaded, mine):
    assert patch(loaded, mine, {"plain_1": "甲"}, "1", "supervisor").status_code == 403
    stranger = loaded.token("clerk", OTHER)
    place = f"/v1/residents/{mine}/sections"
    assert loaded.call("GET", place, stranger).status_code == 403
    supervisor = loaded.token("supervisor", STREET)
    new = loaded.call("PUT", "/v1/sections/other", supervisor, json=a_section())
    assert new.status_code == 403
    assert loaded.call("GET", "/v1/sections/zz", supervisor).status_code == 404


def test_a04_an_operator_adds_sections_without_a_change_of_code(loaded, mine):
    checked = loaded.cli("sections", "check", str(SHIPPED))
    assert checked.stdout == "minsheng-archive.yml: 10 editions, all right\n"
    for _ in range(2):
        done = loaded.cli("sections", "load", str(SHIPPED))
        assert done.stdout == "minsheng-archive.yml: 10 editions\n", done.stderr
    items = loaded.call("GET", "/v1/sections", loaded.token("ops", None)).json()[
        "items"
    ]
    assert {"mediation", "civil-affairs", "leaky"} <= {each["code"] for each in items}
    assert {each["number"] for each in items} == {1}
    ops = loaded.token("ops", None)
    assert loaded.call("GET", "/v1/sections?on=2001-01-01", ops).json()["items"] == []
    used = loaded.call("GET", "/v1/section-use", ops).json()["items"]
    assert {each["section"]: each["households"] for each in used}["leaky"] >= 1
    again = a_section() | {"title": "又一版", "reason": "改名"}
    about = {"json": again, "headers": {"If-Match": "0"}}
    stale = loaded.call("PUT", "/v1/sections/leaky", ops, **about)
    assert stale.status_code == 409
    written = patch(loaded, mine, {"disability_level": "三级"}, section="health")
    assert written.json() == {"section": "health", "revision": 1}
    assert written.headers["ETag"] == '"1"'


def test_the_chain_of_looks_is_verified_by_a_command(loaded, mine):
    first = loaded.cli("access", "verify")
    assert first.returncode == 0, first.stderr
    kept = first.stdout.split()[-1]
    place = f"/v1/residents/{mine}/sections/leaky/full?purpose=correction"
    assert loaded.call("GET", place, loaded.token("clerk")).status_code == 200
    assert loaded.cli("access", "verify", "--seen", kept).returncode == 0
    broken = loaded.cli("access", "verify", "--seen", f"{int(kept.split(':')[0])}:x")
    assert broken.returncode == 1
    assert broken.stderr.startswith("registry: the access log breaks at link ")


def test_keys_are_rotated_by_a_command_while_it_runs(loaded, mine):
    done = loaded.cli("keys", "rotate")
    counts = (f"0 {each.name.replace('_', ' ')}" for each in fields(Rotated))
    assert done.stdout == f"renewed: {', '.join(counts)}\n"
