"""The archive's use cases: sections as data, files written, class 3 read and noted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.archive.commands import EditSection, ReadSection
from registry.application.archive.queries import section_edits, section_views
from registry.application.commands import RecordDeath
from registry.domain.access import Purpose
from registry.domain.archive.errors import SectionNotYours, SectionUnknown
from registry.domain.archive.events import SectionDefined, SectionWritten
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import (
    ChangedMeanwhile,
    HouseholdUnknown,
    OutOfReach,
    ResidentClosed,
    ResidentUnknown,
)
from registry.domain.sensitivity import Sensitivity, mask_for, shown
from registry.entrypoints.archive.loading import load_sections, read_sections
from registry.entrypoints.loading import BadFile
from services.registry.tests.archive_builders import (
    CARER,
    CLERK,
    CONDITION,
    define,
    edit,
)
from services.registry.tests.builders import (
    DEPARTMENT,
    LATER,
    NOON,
    OPS,
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

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/policies/sections/minsheng-archive.yml"
EIGHT = [
    "basic",
    "employment",
    "education",
    "health",
    "insurance",
    "assistance",
    "petitions",
    "demands",
]
SUPERVISOR = an_actor()
STRANGER = an_actor(Role.CLERK, OTHER)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def bus(store) -> CommandBus:
    return in_memory(store)


@pytest.fixture
def say(bus, store):
    for command in the_tree():
        bus.handle(command, a_cause())
    bus.handle(define(), a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause(command.actor))


@pytest.fixture
def mine(say):
    resident_id = uuid4()
    say(record_resident(resident_id))
    return resident_id


def read(subject_id, actor=CLERK, **changes):
    said = {
        "subject": SubjectKind.RESIDENT,
        "subject_id": subject_id,
        "section": "health",
        "purpose": Purpose.VISIT,
    }
    return ReadSection(actor=actor, **said | changes)


def file_of(store, subject_id, actor, on=None, subject=SubjectKind.RESIDENT):
    return section_views(InMemoryReader(store), subject, subject_id, actor, on)


def shown_to(store, subject_id, actor) -> dict:
    (section,) = file_of(store, subject_id, actor)
    return {each.code: each.value for each in section.fields}


def test_a03_the_eight_sections_of_the_site_each_have_fields_and_rights_of_their_own(
    bus, store
):
    load_sections(SHIPPED, bus)
    begun = {
        code: definition.latest.spec
        for code, definition in store.sections.items()
        if definition.latest.spec.valid_from.year == 2014
        and definition.latest.spec.valid_from.month == 1
    }
    assert set(begun) == set(EIGHT)
    assert all(spec.fields and spec.readers and spec.writers for spec in begun.values())


def test_a04_eight_sections_became_ten_by_data_alone(bus, store):
    assert load_sections(SHIPPED, bus) == load_sections(SHIPPED, bus) == 10
    added = {store.sections[code].latest.spec.title for code in store.sections}
    assert {"民政帮扶", "司法调解"} <= added
    assert len(store.sections) == 10
    assert all(len(each.versions) == 1 for each in store.sections.values())
    assert [type(fact) for fact in store.facts] == [SectionDefined] * 10


def test_a04_an_old_record_is_shown_under_the_edition_it_was_written_under(
    say, store, mine
):
    say(edit(mine, condition="健康"))
    say(define("health", replace(CONDITION, title="身体状况"), CARER))
    (section,) = file_of(store, mine, CLERK)
    assert (section.version, section.fields[0].title) == (1, "健康状况")
    say(edit(mine, 1, carer="冯一"))
    (section,) = file_of(store, mine, CLERK)
    assert (section.version, section.fields[0].title) == (2, "身体状况")


def test_only_ops_define_sections(say):
    say(define("housing", actor=OPS))
    with pytest.raises(OutOfReach):
        say(define("housing", CARER, actor=SUPERVISOR))


def test_a06_an_edit_is_told_without_what_it_says(say, store, mine):
    store.facts.clear()
    assert say(edit(mine, illness="糖尿病")) == 1
    (fact,) = store.facts
    assert isinstance(fact, SectionWritten)
    assert "糖尿病" not in repr(fact)
    (told,) = section_edits(
        InMemoryReader(store), SubjectKind.RESIDENT, mine, "health", CLERK
    )
    assert (told.by, told.role, told.changed) == ("wang-li", "clerk", ["illness"])


def test_a06_the_file_as_of_a_day(say, store, mine):
    say(edit(mine, condition="健康"))
    yesterday = TODAY - timedelta(days=1)
    assert file_of(store, mine, CLERK, yesterday) == []
    assert len(file_of(store, mine, CLERK, TODAY)) == 1
    assert say(read(mine, on=TODAY)).revision == 1
    with pytest.raises(SectionUnknown):
        say(read(mine, on=yesterday))


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.HANDLER])
def test_a29_a_level_of_disability_is_masked_in_every_list(say, store, mine, role):
    say(edit(mine, disability_level="三级", condition="慢性病", carer="冯小一"))
    seen = shown_to(store, mine, an_actor(role))
    assert seen["disability_level"] == "***"
    assert seen["carer"] == {"handler": "冯**"}.get(role, "冯*一")
    assert seen["condition"] == {"handler": "***"}.get(role, "慢性病")
    assert "三级" not in repr(seen)


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.HANDLER])
def test_every_field_of_a_section_is_masked_unless_the_table_says_otherwise(
    say, store, mine, role
):
    fields = [
        replace(CONDITION, code=f"f{each:d}", sensitivity=each) for each in Sensitivity
    ]
    say(define("health", *fields))
    say(edit(mine, **{each.code: "慢性病" for each in fields}))
    seen = shown_to(store, mine, an_actor(role))
    for each in fields:
        allowed = mask_for(role, each.sensitivity, each.kind) is shown
        assert seen[each.code] == ("慢性病" if allowed else "***")


def test_what_was_raised_to_class_3_is_masked_in_old_records_too(say, store, mine):
    say(edit(mine, condition="慢性病"))
    say(define("health", replace(CONDITION, sensitivity=Sensitivity.SENSITIVE)))
    assert shown_to(store, mine, CLERK) == {"condition": "***"}


def test_class_3_is_read_for_a_purpose_that_is_noted_first(say, store, mine):
    say(edit(mine, disability_level="三级"))
    section = say(read(mine))
    assert [(each.value, each.masked) for each in section.fields] == [("三级", False)]
    (look,) = store.looks
    assert (look.resident_id, look.purpose, look.at) == (mine, Purpose.VISIT, LATER)
    assert "health.disability_level" in look.fields
    with pytest.raises(Invalid):
        say(read(mine, purpose=Purpose.LOOK_UP))
    with pytest.raises(OutOfReach):
        say(read(mine, STRANGER))
    assert len(store.looks) == 1


def test_b23_a_section_is_seen_by_the_roles_that_it_names_alone(say, store, mine):
    say(define("health", readers=frozenset({Role.SUPERVISOR})))
    say(edit(mine, condition="健康"))
    assert file_of(store, mine, CLERK) == []
    assert len(file_of(store, mine, SUPERVISOR)) == 1
    with pytest.raises(SectionNotYours):
        say(read(mine))
    with pytest.raises(SectionNotYours):
        section_edits(
            InMemoryReader(store), SubjectKind.RESIDENT, mine, "health", CLERK
        )


def test_a_department_writes_where_the_section_lets_it(say, store, mine):
    handler = an_actor(Role.HANDLER, DEPARTMENT)
    assert say(edit(mine, actor=handler, condition="健康")) == 1
    say(define("health", writers=frozenset({Role.CLERK, Role.SUPERVISOR})))
    with pytest.raises(SectionNotYours):
        say(edit(mine, 1, handler, condition="重病"))
    assert say(edit(mine, 1, SUPERVISOR, condition="重病")) == 2


@pytest.mark.parametrize("actor", [STRANGER, an_actor(organisation=OTHER)])
def test_nobody_writes_outside_the_own_place(say, mine, actor):
    with pytest.raises(OutOfReach):
        say(edit(mine, actor=actor, condition="健康"))


def test_b29_the_file_of_the_dead_is_closed(say, store, mine):
    say(edit(mine, condition="重病"))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=TODAY))
    with pytest.raises(ResidentClosed):
        say(edit(mine, 1, condition="健康"))
    assert len(file_of(store, mine, CLERK)) == 1


def test_a_household_has_sections_of_its_own(say, store):
    home = uuid4()
    subject = SubjectKind.HOUSEHOLD
    say(record_household(home))
    say(define("hardship", CONDITION, subject=subject))
    write = EditSection(
        actor=CLERK,
        subject=subject,
        subject_id=home,
        section="hardship",
        values={"condition": "低保"},
        seen=0,
    )
    assert say(write) == 1
    (section,) = file_of(store, home, CLERK, subject=subject)
    assert section.title == "健康状况"
    with pytest.raises(SectionUnknown):
        say(replace(write, subject=SubjectKind.RESIDENT))


def test_nobody_unknown_has_a_file(say, store):
    nobody = uuid4()
    with pytest.raises(ResidentUnknown):
        say(edit(nobody, condition="健康"))
    with pytest.raises(ResidentUnknown):
        file_of(store, nobody, CLERK)
    with pytest.raises(HouseholdUnknown):
        file_of(store, nobody, CLERK, subject=SubjectKind.HOUSEHOLD)
    say(define("hardship", subject=SubjectKind.HOUSEHOLD))
    with pytest.raises(HouseholdUnknown):
        say(read(nobody, subject=SubjectKind.HOUSEHOLD, section="hardship"))


def test_an_unknown_section_has_no_edits(say, store, mine):
    with pytest.raises(SectionUnknown):
        section_edits(InMemoryReader(store), SubjectKind.RESIDENT, mine, "zz", CLERK)
    with pytest.raises(SectionUnknown):
        say(replace(edit(mine), section="zz"))


ENTRY = """
  - {{code: health, title: 健康, subject: resident, valid_from: {day},
     readers: [clerk], writers: [clerk], fields: [{{code: {code}, title: 所问}}]}}
"""


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([("2014-01-01", "asked"), ("2013-01-01", "asked")], "before-newest"),
        ([("2014-01-01", "asked, type: choice")], "bad-options"),
    ],
)
def test_a_file_that_cannot_hold_is_refused_before_anything_is_defined(
    bus, store, tmp_path, entries, why
):
    path = tmp_path / "sections.yml"
    words = [ENTRY.format(day=day, code=code) for day, code in entries]
    path.write_text("sections:" + "".join(words), "utf-8")
    with pytest.raises(BadFile, match=why):
        load_sections(path, bus)
    assert store.sections == {}


def test_a_section_that_stands_otherwise_already_is_named(bus, tmp_path):
    path = tmp_path / "sections.yml"
    path.write_text("sections:" + ENTRY.format(day="2014-01-01", code="a"), "utf-8")
    assert len(read_sections(path)) == 1
    load_sections(path, bus)
    path.write_text("sections:" + ENTRY.format(day="2013-01-01", code="a"), "utf-8")
    with pytest.raises(BadFile, match="section health: invalid valid_from"):
        load_sections(path, bus)


def test_the_clock_of_the_office_dates_an_edit(say, store, mine):
    say(edit(mine, condition="健康"))
    (section,) = file_of(store, mine, CLERK)
    assert section.at == NOON


def test_of_somebody_under_14_everything_personal_is_sensitive(say, store):
    child = uuid4()
    say(record_resident(child, identity_number=an_identity(born="20200101")))
    say(edit(child, condition="健康", carer="冯小一"))
    assert shown_to(store, child, CLERK) == {"condition": "***", "carer": "冯**"}
    (section,) = file_of(store, child, CLERK)
    assert {each.sensitivity for each in section.fields} == {3}


def test_a_role_reads_a_section_from_the_day_on_that_lets_it(say, store, mine):
    say(define("health", readers=frozenset({Role.SUPERVISOR})))
    say(edit(mine, condition="健康"))
    later = TODAY + timedelta(days=1)
    say(define("health", valid_from=later))
    assert file_of(store, mine, CLERK) == []
    with pytest.raises(SectionNotYours):
        say(read(mine))
    assert len(file_of(store, mine, SUPERVISOR)) == 1


def test_a04_an_edition_keeps_by_whom_and_why_and_is_made_on_what_was_seen():
    store = Store()
    bus = in_memory(store)
    ops = an_actor(Role.OPS, None)
    first = replace(define(actor=ops), reason="市里统一", seen=0)
    bus.handle(first, a_cause())
    retired = define(actor=ops, valid_from=TODAY, writers=frozenset())
    with pytest.raises(ChangedMeanwhile):
        bus.handle(replace(retired, seen=0), a_cause())
    bus.handle(replace(retired, seen=1), a_cause())
    old, new = store.sections["health"].versions
    assert (old.by, old.reason, old.at) == (ops.id, "市里统一", NOON)
    assert (new.reason, new.is_retired, old.is_retired) == ("", True, False)
