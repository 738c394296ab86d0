"""What is said of an entry is taken once, and told once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.duty import Duty
from registry.domain.errors import DutyFixed, ResidentClosed, WouldCircle
from registry.domain.events import (
    DutyRecorded,
    GridRecorded,
    HouseholdRecorded,
    OrganisationRecorded,
    ResidentDied,
    ResidentRecorded,
    StaffRecorded,
)
from registry.domain.grid import Grid
from registry.domain.household import Household
from registry.domain.organisation import Organisation
from registry.domain.particulars import Particulars, ResidentProfile
from registry.domain.profiles import (
    DutyKind,
    OrganisationKind,
    ScopeKind,
)
from registry.domain.resident import Resident, ResidentState
from registry.domain.staff import Staff
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    DISTRICT,
    NAME,
    NOON,
    STREET,
    TODAY,
    a_duty_profile,
    a_grid_profile,
    a_household_profile,
    a_staff_profile,
    an_identity,
    an_organisation_profile,
)

pytestmark = pytest.mark.unit


def an_organisation(**changes) -> Organisation:
    profile = an_organisation_profile(**changes)
    return Organisation(organisation_id=COMMUNITY, profile=profile)


def a_resident_profile(**changes) -> ResidentProfile:
    words = {"name": NAME, "identity_number": an_identity()} | changes
    return ResidentProfile(
        organisation_id=COMMUNITY,
        household_id=None,
        registered_division=None,
        particulars=Particulars.checked(today=TODAY, **words),
    )


def a_resident(**changes) -> Resident:
    return Resident(resident_id=uuid4(), profile=a_resident_profile(**changes))


def test_an_organisation_tells_each_change_once():
    community = an_organisation()
    said, more = an_organisation_profile(), an_organisation_profile(name="金科苑")
    for profile in (said, said, more, more):
        community.record_as(profile, above=[STREET, DISTRICT], at=NOON)
    facts = community.release()
    assert [type(fact) for fact in facts] == [OrganisationRecorded] * 2
    assert [fact.revision for fact in facts] == [1, 2]
    assert facts[1].profile.name == "金科苑"


def test_an_organisation_is_not_its_own_superior():
    with pytest.raises(WouldCircle):
        an_organisation().record_as(
            an_organisation_profile(), above=[STREET, COMMUNITY], at=NOON
        )


@pytest.mark.parametrize(
    ("kind", "seat"),
    [
        (OrganisationKind.COMMUNITY, COMMUNITY),
        (OrganisationKind.STATION, COMMUNITY),
        (OrganisationKind.SECTION, STREET),
        (OrganisationKind.DEPARTMENT, STREET),
    ],
)
def test_a_section_works_for_its_parents_people(kind, seat):
    assert an_organisation(kind=kind).seat == seat


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"division_code": "5"},
        {"parent_id": "街道"},
        {"desk_address": "nowhere"},
    ],
)
def test_an_organisation_is_described_in_words_that_hold(wrong):
    with pytest.raises(Invalid):
        an_organisation_profile(**wrong)


def test_an_organisation_may_have_a_desk_and_no_parent():
    profile = an_organisation_profile(parent_id=None, desk_address="d@x.example")
    assert profile.desk_address == "d@x.example"


def test_an_entry_needs_a_proper_id():
    with pytest.raises(Invalid):
        Organisation(organisation_id="街道", profile=an_organisation_profile())
    with pytest.raises(Invalid):
        Staff(staff_id="王丽", profile=a_staff_profile())
    with pytest.raises(Invalid):
        Grid(grid_id="网格", profile=a_grid_profile())


def test_a_member_of_staff_tells_each_change_once():
    member = Staff(staff_id="wang-li", profile=a_staff_profile())
    moved = a_staff_profile(organisation_id=STREET)
    for profile in (a_staff_profile(), a_staff_profile(), moved):
        member.record_as(profile, at=NOON)
    facts = member.release()
    assert [type(fact) for fact in facts] == [StaffRecorded] * 2
    assert facts[1].revision == 2


@pytest.mark.parametrize("roles", [set(), {Role.RESIDENT}, {Role.CLERK, Role.SYSTEM}])
def test_staff_have_roles_of_staff(roles):
    with pytest.raises(Invalid) as refused:
        a_staff_profile(roles=frozenset(roles))
    assert refused.value.fields == {"roles": "bad-roles"}


def test_a_duty_is_given_once_and_ended_once():
    duty = Duty(duty_id=uuid4(), profile=a_duty_profile())
    duty.record_as(a_duty_profile(), at=NOON)
    duty.record_as(a_duty_profile(), at=NOON)
    duty.end(TODAY + timedelta(days=9), at=NOON)
    facts = duty.release()
    assert [type(fact) for fact in facts] == [DutyRecorded] * 2
    assert facts[1].profile.until == date(2026, 3, 11)


@pytest.mark.parametrize(
    "change",
    [
        {"staff_id": "li-na"},
        {"duty": DutyKind.SOCIAL_WORKER},
        {"scope_id": "65-10"},
        {"scope_kind": ScopeKind.ORGANISATION},
    ],
)
def test_a_duty_keeps_its_member_its_kind_and_its_scope(change):
    duty = Duty(duty_id=uuid4(), profile=a_duty_profile())
    with pytest.raises(DutyFixed):
        duty.record_as(a_duty_profile(**change), at=NOON)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"until": date(2026, 3, 1)}, {"until": "before-since"}),
        ({"duty": DutyKind.GRID_HEAD}, {"scope_kind": "bad-scope"}),
        ({"scope_kind": ScopeKind.HOUSEHOLD}, {"scope_id": "bad-id"}),
        (
            {"scope_kind": ScopeKind.RESIDENT, "scope_id": str(uuid4())},
            {"scope_kind": "bad-scope"},
        ),
    ],
)
def test_a_duty_is_tied_to_what_fits_it(wrong, fields):
    with pytest.raises(Invalid) as refused:
        a_duty_profile(**wrong)
    assert refused.value.fields == fields


def test_a_duty_may_be_tied_to_a_household():
    profile = a_duty_profile(scope_kind=ScopeKind.HOUSEHOLD, scope_id=str(uuid4()))
    assert profile.scope_kind is ScopeKind.HOUSEHOLD


def a_grid(grid_id: str, **changes) -> Grid:
    return Grid(grid_id=grid_id, profile=a_grid_profile(**changes))


def test_d28_a_small_grid_lies_in_a_larger_one():
    small, large = a_grid("g-2", level=2, parent_id="g-1"), a_grid("g-1")
    for _ in range(2):
        small.record_as(small.profile, above=[large], at=NOON)
    assert [type(fact) for fact in small.release()] == [GridRecorded]


def test_a_grid_does_not_lie_in_itself_nor_in_a_smaller_one():
    large, small = a_grid("g-1"), a_grid("g-2", level=2, parent_id="g-1")
    with pytest.raises(WouldCircle):
        small.record_as(small.profile, above=[small, large], at=NOON)
    with pytest.raises(Invalid) as refused:
        large.record_as(a_grid_profile(), above=[a_grid("g-9", level=1)], at=NOON)
    assert refused.value.fields == {"parent_id": "parent-not-larger"}


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"level": 4}, {"level": "bad-level"}),
        ({"parent_id": "g-9"}, {"parent_id": "level-has-no-parent"}),
    ],
)
def test_d28_grids_have_three_levels_and_the_first_no_parent(wrong, fields):
    with pytest.raises(Invalid) as refused:
        a_grid_profile(**wrong)
    assert refused.value.fields == fields


def test_a_household_tells_each_change_once_and_never_its_address():
    household = Household(household_id=uuid4(), profile=a_household_profile())
    moved = a_household_profile(grid_id="g-1")
    for profile in (a_household_profile(), a_household_profile(), moved):
        household.record_as(profile, at=NOON)
    facts = household.release()
    assert [type(fact) for fact in facts] == [HouseholdRecorded] * 2
    assert ADDRESS not in repr(facts) + repr(household)


def test_a_resident_tells_each_change_once_and_nothing_personal():
    resident = a_resident()
    for name in (NAME, NAME, "白大梨"):
        resident.record_as(a_resident_profile(name=name), at=NOON)
    facts = resident.release()
    assert [type(fact) for fact in facts] == [ResidentRecorded] * 2
    seen = repr(facts) + repr(resident) + repr(resident.profile.particulars)
    assert NAME not in seen
    assert an_identity() not in seen


def test_a_resident_may_leave_everything_but_the_name_unsaid():
    resident = a_resident(identity_number=None)
    resident.die(TODAY, at=NOON)
    assert resident.state is ResidentState.DECEASED


def test_particulars_are_kept_in_their_one_written_form():
    words = Particulars.checked(
        today=TODAY,
        name=" 白小梨 ",
        identity_number="11010519491231002x",
        telephone="138 0013 8000",
        registered_address=" 梨花巷7号 ",
    )
    assert words == Particulars(
        name="白小梨",
        identity_number="11010519491231002X",
        telephone="13800138000",
        registered_address="梨花巷7号",
    )


def test_a_registered_division_is_a_division():
    with pytest.raises(Invalid):
        ResidentProfile(
            organisation_id=COMMUNITY,
            household_id=None,
            registered_division="成都",
            particulars=Particulars(name=NAME),
        )


def test_b29_death_closes_the_file_once():
    resident = a_resident()
    resident.record_as(resident.profile, at=NOON)
    resident.die(TODAY, at=NOON)
    resident.die(TODAY, at=NOON)
    facts = resident.release()
    assert [type(fact) for fact in facts] == [ResidentRecorded, ResidentDied]
    assert facts[1].revision == 2
    assert resident.died_on == TODAY


def test_b29_a_closed_file_takes_nothing_new():
    resident = a_resident()
    resident.record_as(resident.profile, at=NOON)
    resident.die(TODAY, at=NOON)
    resident.record_as(resident.profile, at=NOON)
    with pytest.raises(ResidentClosed):
        resident.record_as(a_resident_profile(name="白大梨"), at=NOON)
    with pytest.raises(ResidentClosed):
        resident.die(TODAY - timedelta(days=1), at=NOON)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1980, 2, 28)])
def test_nobody_dies_tomorrow_or_before_birth(day):
    with pytest.raises(Invalid) as refused:
        a_resident().die(day, at=NOON)
    assert refused.value.fields == {"died_on": "bad-day"}
