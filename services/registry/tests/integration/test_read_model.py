"""Questions to the register on a real database."""

from datetime import date
from uuid import uuid4

import pytest

from minqing_chassis.timeline import TimelineReader
from minqing_kernel.messages import Role
from registry.application.commands import RecordDeath
from registry.application.queries import household_card
from registry.domain.profiles import OrganisationKind
from services.registry.tests.builders import (
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    OTHER,
    STREET,
    TODAY,
    an_actor,
    appoint_head,
    record_duty,
    record_grid,
    record_household,
    record_organisation,
    record_resident,
    record_staff,
)

pytestmark = pytest.mark.integration

CLERK = an_actor(Role.CLERK)


def test_organisations_are_found_by_parent_division_and_kind(say, reader):
    assert reader.lineage(COMMUNITY) == [COMMUNITY, STREET, DISTRICT]
    assert reader.lineage("999999") == []
    assert (reader.seat_of(DEPARTMENT), reader.seat_of(STREET)) == (DISTRICT, STREET)
    assert reader.seat_of("999999") is reader.seat_of(None) is None
    ids = lambda found: [each.organisation_id for each in found]  # noqa: E731
    under = reader.organisations(parent=DISTRICT)
    assert sorted(ids(under)) == sorted([STREET, DEPARTMENT])
    assert ids(reader.organisations(division="6109")) == [OTHER]
    assert ids(reader.organisations(kind="department")) == [DEPARTMENT]
    everyone = ids(reader.organisations())
    assert ids(reader.organisations(after=everyone[1], limit=2)) == everyone[2:4]
    assert reader.organisation(COMMUNITY).name == "金科苑社区"
    assert reader.organisation("999999") is None


def test_staff_are_found_by_place_and_role(say, reader):
    say(record_staff("wang-li"))
    say(record_staff("li-na", roles=frozenset({Role.HANDLER, Role.SUPERVISOR})))
    ids = lambda found: [each.staff_id for each in found]  # noqa: E731
    assert ids(reader.staff(organisation=COMMUNITY)) == ["li-na", "wang-li"]
    assert ids(reader.staff(role="handler")) == ["li-na"]
    assert ids(reader.staff(organisation=STREET)) == []
    assert reader.staff_member("li-na").roles == ["handler", "supervisor"]
    assert reader.staff_member("nobody") is None


def test_b18_grids_without_a_head_are_listed(say, reader):
    say(record_staff())
    say(record_grid("g-1"))
    say(record_grid("g-2", level=2, parent_id="g-1"))
    say(appoint_head(grid_id="g-1"))
    ids = lambda found: [each.grid_id for each in found]  # noqa: E731
    assert ids(reader.grids(headless=True)) == ["g-2"]
    assert ids(reader.grids(headless=False, organisation=COMMUNITY)) == ["g-1"]
    assert ids(reader.grids(parent="g-1")) == ["g-2"]
    assert reader.grid("g-1").head_id == "wang-li"
    assert reader.grid("g-1").head_since == TODAY
    assert reader.grid("g-9") is None


def test_b18_a_grids_history_names_every_head(say, reader):
    for staff_id in ("wang-li", "li-na"):
        say(record_staff(staff_id))
    say(record_grid())
    say(appoint_head("wang-li"))
    say(appoint_head("li-na", since=date(2026, 4, 1)))
    history = [
        (duty.staff_id, duty.since, duty.until) for duty in reader.duties(grid_id="g-1")
    ]
    assert history == [
        ("wang-li", TODAY, date(2026, 4, 1)),
        ("li-na", date(2026, 4, 1), None),
    ]


def test_a_household_is_read_with_its_members(say, reader):
    home, mine = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    card = household_card(reader, home, CLERK)
    assert card.address == "梨花巷7号3栋***"
    assert [member.name for member in card.members] == ["白*梨"]
    assert reader.household(uuid4()) is None
    assert reader.resident(uuid4()) is None


def test_every_change_stands_in_the_timeline_once(db, say):
    say(record_organisation(COMMUNITY, an_actor(), name="金科苑"))
    say(record_organisation(COMMUNITY, an_actor(), name="金科苑"))
    steps = TimelineReader(db, "registry").of(f"organisation:{COMMUNITY}")
    assert [(step["revision"], step["actor"]) for step in steps] == [
        (1, "system:system"),
        (2, "supervisor:wang-li"),
    ]


def test_every_kind_of_fact_has_a_line_in_the_timeline(db, say):
    duty = uuid4()
    say(record_staff())
    say(record_grid())
    say(record_duty(duty))
    home, mine = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=TODAY))
    timeline = TimelineReader(db, "registry")
    steps = {
        "staff:wang-li": ["staff-recorded"],
        "grid:g-1": ["grid-recorded"],
        f"duty:{duty}": ["duty-recorded"],
        f"household:{home}": ["household-recorded"],
        f"resident:{mine}": ["resident-recorded", "resident-closed"],
    }
    for subject, expected in steps.items():
        assert [step["step"] for step in timeline.of(subject)] == expected


def test_c01_a_cooperative_stands_beside_a_community(say, reader):
    say(
        record_organisation(
            "510106040-gf", kind=OrganisationKind.COOPERATIVE, name="股份经济合作社"
        )
    )
    kinds = [each.kind for each in reader.organisations(parent=STREET)]
    assert sorted(kinds) == ["community", "cooperative"]
