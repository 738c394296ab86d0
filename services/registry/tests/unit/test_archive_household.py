"""A household on one page: members, needs, health, help, demands."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.archive.commands import (
    EditSection,
    ReadHousehold,
    ReadSection,
)
from registry.application.archive.household import household_file
from registry.domain.access import Purpose
from registry.domain.archive.fields import FieldSpec
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import HouseholdUnknown, OutOfReach
from registry.domain.masks import identity_ends
from registry.domain.sensitivity import WordKind
from services.registry.tests.archive_builders import (
    CLERK,
    CONDITION,
    ILLNESS,
    define,
    edit,
)
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    NAME,
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    record_household,
    record_resident,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory
from services.registry.tests.unit.test_archive_petitions import accepted, file, heard

pytestmark = pytest.mark.unit

HOME, MOTHER, SON = uuid4(), uuid4(), uuid4()
HOUSEHOLD = SubjectKind.HOUSEHOLD
STRANGER = an_actor(Role.CLERK, OTHER)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in the_tree():
        bus.handle(command, a_cause())
    need = replace(CONDITION, title="就业需要")
    subject = SubjectKind.HOUSEHOLD
    for command in (
        define("employment", need),
        define("health", ILLNESS),
        define("petitions", CONDITION, holds_petitions=True),
        define("hardship", ILLNESS, subject=subject),
        record_household(HOME),
        record_resident(MOTHER, household_id=HOME),
        record_resident(SON, household_id=HOME, identity_number=None, name="白小儿"),
        edit(MOTHER, illness="糖尿病"),
        replace(edit(SON, condition="求职"), section="employment"),
        heard(accepted()),
        file(SON),
        EditSection(
            actor=CLERK,
            subject=subject,
            subject_id=HOME,
            section="hardship",
            values={"illness": "因病致贫"},
            seen=0,
        ),
    ):
        bus.handle(command, a_cause(command.actor))
    return lambda command: bus.handle(command, a_cause(command.actor))


def values_of(sections) -> dict:
    return {s.section: f.value for s in sections for f in s.fields}


def a_look(actor=CLERK, **changes) -> ReadHousehold:
    said = {"household_id": HOME, "purpose": Purpose.BENEFIT_CHECK}
    return ReadHousehold(actor=actor, **said | changes)


def members_of(found) -> dict:
    return {each.resident.resident_id: each for each in found.members}


def test_a02_a_household_is_seen_at_a_glance_and_masked(say, store):
    found = household_file(InMemoryReader(store), HOME, CLERK)
    assert values_of(found.sections) == {"hardship": "***"}
    members = members_of(found)
    assert set(members) == {MOTHER, SON}
    assert values_of(members[MOTHER].sections) == {"health": "***"}
    assert values_of(members[SON].sections) == {"employment": "求职"}
    assert [each.state for each in members[SON].petitions] == ["accepted"]
    assert members[MOTHER].resident.name == "白*梨"
    assert store.looks == []


def test_a29_difficulty_is_assessed_by_household_and_shows_each_member(say, store):
    found = say(a_look())
    assert values_of(found.sections) == {"hardship": "因病致贫"}
    members = members_of(found)
    assert values_of(members[MOTHER].sections) == {"health": "糖尿病"}
    assert (found.household.address, members[MOTHER].resident.name) == (ADDRESS, NAME)
    assert len(members[SON].petitions) == 1
    assert {look.resident_id for look in store.looks} == {HOME, MOTHER, SON}
    assert all(look.purpose is Purpose.BENEFIT_CHECK for look in store.looks)
    (mine,) = [look for look in store.looks if look.resident_id == MOTHER]
    assert {"identity_number", "health.illness"} <= set(mine.fields)


def test_members_whose_file_is_kept_elsewhere_are_left_out(say, store):
    lodger = uuid4()
    kept = {"organisation_id": OTHER, "identity_number": None}
    say(record_resident(lodger, household_id=HOME, **kept))
    found = say(a_look())
    assert lodger not in members_of(found)
    assert lodger not in {look.resident_id for look in store.looks}
    assert lodger not in members_of(household_file(InMemoryReader(store), HOME, CLERK))


def test_the_sections_that_a_role_may_not_read_are_left_out(say):
    say(define("health", ILLNESS, readers=frozenset({Role.SUPERVISOR})))
    members = members_of(say(a_look()))
    assert members[MOTHER].sections == []


def test_b23_of_a_section_that_a_role_may_not_read_it_is_said_that_there_is_one(
    say, store
):
    readers = frozenset({Role.SUPERVISOR})
    for section, more in (("health", {}), ("hardship", {"subject": HOUSEHOLD})):
        say(define(section, ILLNESS, readers=readers, **more))
    say(define("unwritten", ILLNESS, readers=readers))
    found = household_file(InMemoryReader(store), HOME, CLERK)
    members = members_of(found)
    assert (members[MOTHER].sections, found.sections) == ([], [])
    assert len(members[MOTHER].closed) == len(found.closed) == 1
    assert members[SON].closed == []
    assert "糖尿病" not in repr(found) + repr(members[MOTHER].closed)
    before = household_file(InMemoryReader(store), HOME, CLERK, TODAY.replace(day=1))
    assert (before.closed, members_of(before)[MOTHER].closed) == ([], [])


def test_for_a_visit_nobodys_identity_number_is_told_whole(say, store):
    """个人信息保护法第6条: whoever goes to see somebody needs the least."""
    whole = say(a_look(purpose=Purpose.BENEFIT_CHECK))
    told = say(a_look(purpose=Purpose.VISIT))
    numbers = [each.resident.identity_number for each in whole.members]
    assert any(numbers)
    assert [each.resident.identity_number for each in told.members] == [
        number and f"{number[:6]}********{number[-4:]}" for number in numbers
    ]
    looks = store.looks[len(store.looks) // 2 :]
    fields = [field for look in looks for field in look.fields]
    assert "telephone" in fields and "identity_number" not in fields


def test_for_a_visit_a_number_in_a_section_is_not_told_whole_either(say, store):
    """第6条: through the sheet as through the section's own door."""
    card = FieldSpec(code="carer_number", title="照料人证件", kind=WordKind.IDENTITY)
    say(define("care", card, CONDITION))
    number = an_identity(order="321")
    said = {"carer_number": number, "condition": "卧床"}
    say(replace(edit(MOTHER), section="care", values=said))
    store.looks.clear()
    for purpose, told in (
        (Purpose.VISIT, identity_ends(number)),
        (Purpose.BENEFIT_CHECK, number),
    ):
        look = ReadSection(
            actor=CLERK,
            subject=SubjectKind.RESIDENT,
            subject_id=MOTHER,
            section="care",
            purpose=purpose,
        )
        (mother,) = [
            each
            for each in say(a_look(purpose=purpose)).members
            if each.resident.resident_id == MOTHER
        ]
        sections = [e for e in mother.sections if e.section == "care"]
        for section in (say(look), *sections):
            assert [each.value for each in section.fields] == [told, "卧床"]
        fields = {field for each in store.looks for field in each.fields}
        assert ("care.carer_number" in fields) is (purpose is not Purpose.VISIT)
        assert "care.condition" in fields
        store.looks.clear()


def test_a_household_is_read_for_a_purpose_within_reach(say, store):
    with pytest.raises(Invalid):
        say(a_look(purpose=Purpose.LOOK_UP))
    with pytest.raises(HouseholdUnknown):
        say(a_look(household_id=uuid4()))
    with pytest.raises(OutOfReach):
        say(a_look(STRANGER))
    assert store.looks == []


def test_a06_a_household_as_of_a_day(say, store):
    before = household_file(InMemoryReader(store), HOME, CLERK, TODAY.replace(day=1))
    assert before.sections == []
    assert before.household.organisation_id == COMMUNITY
