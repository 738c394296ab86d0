"""Groups by HTTP: batches, members, outcomes, contacts, who speaks (B-14, D-25)."""

from uuid import UUID, uuid4

import pytest

from intake.application.commands import NoteCaseFact
from intake.domain.progress import CaseStep
from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STORY, a_fact
from services.intake.tests.integration.door_words import PERSON, code_of, get, post

pytestmark = pytest.mark.integration


@pytest.fixture
def group(door):
    submitted = door.submit(category=None, organisation_id=COMMUNITY).json
    body = {"title": "集体企业离职人员", "people": 1000, "qualifier": "over"}
    path = f"petitions/{submitted['receipt']}/group"
    result = post(door, path, body)
    assert result.status_code == 201
    again = post(door, path, body)
    assert (again.status_code, code_of(again)) == (409, "group-there-already")
    return f"groups/{result.json['group_id']}"


def admit(door, group, **body):
    return post(door, f"{group}/members", {"contact": PERSON, **body})


def test_b14_d25_d32_a_group_with_batches_members_outcomes_and_contacts(
    door, intake, group
):
    for title in ("第一批", "第二批"):
        post(door, f"{group}/batches", {"title": title, "people": 400})
    one = admit(door, group, batch=2, representative=True).json["member_id"]
    admit(door, group, batch=2)
    met = {"channel": "home-visit", "note": "上门约访。"}
    for times in (1, 2):
        result = post(door, f"{group}/members/{one}/contacts", met)
        assert (result.status_code, result.json["contacts"]) == (201, times)
    outcome = {"outcome": "granted", "note": "已领取补贴。"}
    path = f"/v1/{group}/members/{one}/outcome"
    assert door.call("PUT", path, outcome, token=door.token()).status_code == 204
    whole = get(door, group).json
    assert (whole["people"], whole["qualifier"]) == (1000, "over")
    assert (whole["members"], whole["representatives"], whole["contacts"]) == (2, 1, 2)
    assert [(each["batch"], each["members"]) for each in whole["batches"]] == [
        (1, 0),
        (2, 2),
    ]
    assert whole["outcomes"] == [
        {"outcome": "granted", "members": 1},
        {"outcome": "open", "members": 1},
    ]
    log = get(door, f"{group}/members/{one}/contacts").json["contacts"]
    assert [each["note"] for each in log] == ["上门约访。", "上门约访。"]
    stored = intake.database.rows("select contact from group_members")
    assert all("周小某" not in row["contact"] for row in stored)


def test_art20_b14_no_sixth_speaks_for_a_group(door, group):
    for _ in range(5):
        assert admit(door, group, representative=True).status_code == 201
    sixth = admit(door, group, representative=True)
    assert (sixth.status_code, code_of(sixth)) == (409, "too-many-representatives")
    assert get(door, group).json["representatives"] == 5
    stray = admit(door, group, batch=9)
    assert (stray.status_code, code_of(stray)) == (422, "unknown-batch")


def test_d25_a_group_of_another_place_is_closed(door, group):
    assert get(door, group, Role.CLERK, OTHER_COMMUNITY).status_code == 403
    assert get(door, f"groups/{uuid4()}").status_code == 404
    assert get(door, f"{group}/members/{uuid4()}/contacts").status_code == 404


def test_what_nobody_owned_is_closed_to_others_once_somebody_answers_for_it(
    door, intake
):
    submitted = door.submit(organisation_id=None).json
    other = door.token(Role.CLERK, OTHER_COMMUNITY)
    path = f"petitions/{submitted['receipt']}"
    group = post(door, f"{path}/group", {"title": "工友", "people": 3}, other).json
    fact = a_fact(1, CaseStep.ASSIGNED)
    command = NoteCaseFact(petition_id=UUID(submitted["petition_id"]), fact=fact)
    intake.bus.handle(command, STORY)
    again = {"reason": "改", "category": "general"}
    assert post(door, f"{path}/reclassify", again, other).status_code == 403
    members = f"groups/{group['group_id']}/members"
    person = {"representative": False}
    assert post(door, members, person, other).status_code == 403
    assert post(door, members, person, door.token()).status_code == 201
    assert post(door, f"{path}/reclassify", again, door.token()).status_code == 200
