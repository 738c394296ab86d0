"""一户一档、一类一卷: the same entries by household and by category."""

from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from registry.domain.archive.section import SubjectKind
from services.registry.tests.archive_builders import CONDITION, ILLNESS, define, edit
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

CLERK = ("clerk", COMMUNITY)
PLACE = f"?organisation={COMMUNITY}"
VOLUME = f"/v1/sections/health/volume{PLACE}"


@pytest.fixture
def homes(say):
    """Two households of two people each; three of them have a word about health."""
    say(define("health", CONDITION, ILLNESS))
    people = {}
    for number, address in enumerate((AT_HOME, "金科苑东街65号附2号")):
        home = uuid4()
        say(record_household(home, address=address))
        for _ in range(2):
            person = uuid4()
            say(record_resident(person, household_id=home, identity_number=None))
            people[person] = home
        say(edit(person, condition=f"良好{number}", illness="心脏病"))
    say(edit(next(iter(people)), condition="尚可"))
    return people


def leaves(told):
    return {
        each["subject_id"]: (
            each["household_id"],
            each["entry"]["revision"],
            [field["value"] for field in each["entry"]["fields"]],
        )
        for each in told["items"]
    }


def of_households(call, homes):
    """Return what the files of these households say of health, person by person."""
    return {
        member["resident"]["resident_id"]: (
            str(home),
            entry["revision"],
            [field["value"] for field in entry["fields"]],
        )
        for home in set(homes.values())
        for member in call("GET", f"/v1/households/{home}/file", CLERK).json["members"]
        for entry in member["sections"]
        if entry["section"] == "health"
    }


def test_b22_the_same_entries_are_read_by_household_and_by_category(
    call, say, parts, homes
):
    volume = call("GET", VOLUME, CLERK).json
    assert (volume["files"], len(volume["items"]), volume["next"]) == (3, 3, None)
    assert leaves(volume) == of_households(call, homes)
    assert "心脏病" not in str(volume) and "***" in str(volume)
    one = next(iter(homes))
    say(edit(one, seen=1, condition="好转"))
    assert call("GET", VOLUME, CLERK).json["files"] == 3
    again = leaves(call("GET", VOLUME, CLERK).json)
    assert again[str(one)][1:] == (2, ["好转"])
    assert again == of_households(call, homes)
    rows = parts.database.rows("select subject_id, revision from section_entries")
    assert len(rows) == 4


def test_b22_a_volume_is_read_a_page_at_a_time_within_reach(call, say, homes):
    seen, after = {}, ""
    while after is not None:
        told = call("GET", f"{VOLUME}&limit=2{after and '&after=' + after}", CLERK).json
        seen |= leaves(told)
        after = told["next"]
    assert seen == leaves(call("GET", VOLUME, ("supervisor", STREET)).json)
    assert call("GET", VOLUME, ("clerk", OTHER)).status_code == 403
    assert call("GET", VOLUME, ("ops", None)).status_code == 403
    nowhere = VOLUME.replace(COMMUNITY, "nowhere")
    assert call("GET", nowhere, CLERK).status_code == 422
    missing = VOLUME.replace("health", "nothing")
    assert call("GET", missing, CLERK).status_code == 404
    say(record_staff("zhao-yi"))
    say(record_duty(staff_id="zhao-yi", scope_id="65-9"))
    own = call("GET", VOLUME, ("handler", COMMUNITY, "zhao-yi")).json
    assert own["files"] == 2
    assert {each["household_id"] for each in own["items"]} == {
        str(home) for home in list(homes.values())[:1]
    }


def test_b22_b23_a_volume_of_households_is_for_the_readers_of_its_section(call, say):
    home, clerks = uuid4(), frozenset({Role.CLERK})
    of_homes = {"subject": SubjectKind.HOUSEHOLD, "readers": clerks, "writers": clerks}
    say(define("hardship", CONDITION, **of_homes))
    say(record_household(home))
    path = f"/v1/sections/hardship/volume{PLACE}"
    assert call("GET", path, CLERK).json["files"] == 0
    assert call("GET", path, ("handler", COMMUNITY)).status_code == 403
