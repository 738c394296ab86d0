"""Sections in editions, records with history: the rules, without any store."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.archive.errors import (
    RevisionMissing,
    SectionFixed,
    SectionUnknown,
    Stale,
)
from registry.domain.archive.fields import FieldType
from registry.domain.archive.record import SectionRecord, as_of, changed
from registry.domain.archive.section import SectionDefinition, SubjectKind
from registry.domain.sensitivity import Sensitivity
from services.registry.tests.archive_builders import (
    CARER,
    CLERK,
    CONDITION,
    ILLNESS,
    LEVEL,
    a_spec,
    a_version,
)
from services.registry.tests.builders import NOON, an_actor

pytestmark = pytest.mark.unit

VERSION = a_version()


def a_record() -> SectionRecord:
    return SectionRecord(subject_id=uuid4(), section="health")


def write(record, patch, version=VERSION, seen=None, at=NOON, visit_id=None):
    seen = record.revision if seen is None else seen
    record.edit(patch, version, seen=seen, at=at, by=CLERK, visit_id=visit_id)


def a_definition(*specs) -> SectionDefinition:
    definition = SectionDefinition(code="health")
    for spec in specs:
        definition.define(spec, at=NOON)
    return definition


def test_a06_every_edit_says_who_when_and_after_which_visit():
    record, visit = a_record(), uuid4()
    write(record, {"condition": "健康"}, visit_id=visit)
    write(record, {"illness": "糖尿病"}, at=NOON + timedelta(days=1))
    first, second = record.added
    assert (first.by, first.at, first.visit_id) == (CLERK, NOON, visit)
    assert second.values == {"condition": "健康", "illness": "糖尿病"}
    assert (second.revision, second.sensitive) == (2, {"illness"})
    assert [fact.revision for fact in record.release()] == [1, 2]


def test_two_who_edit_at_once_lose_nothing():
    record = a_record()
    write(record, {"condition": "健康"})
    with pytest.raises(Stale):
        write(record, {"condition": "慢性病"}, seen=0)
    with pytest.raises(RevisionMissing):
        record.edit({"condition": "重病"}, VERSION, seen=None, at=NOON, by=CLERK)
    assert record.last.values == {"condition": "健康"}


def test_a_field_that_is_not_named_stays_and_null_empties_one():
    record = a_record()
    write(record, {"condition": "健康", "carer": "冯一"})
    write(record, {"condition": None})
    assert record.last.values == {"carer": "冯一"}


def test_saying_the_same_again_changes_nothing_and_nobody_learns_by_guessing():
    record = a_record()
    write(record, {"condition": "重病", "disability_level": "三级"})
    write(record, {"condition": "重病"})
    assert record.revision == 1
    write(record, {"disability_level": "三级"})
    assert record.revision == 2
    handler = an_actor(Role.HANDLER)
    record.edit({"condition": "重病"}, VERSION, seen=2, at=NOON, by=handler)
    assert record.revision == 3


def test_nobody_writes_or_empties_what_cases_write():
    version = a_version(replace(CONDITION, type=FieldType.OUTCOMES))
    for value in ([], None):
        with pytest.raises(Invalid) as refused:
            write(a_record(), {"condition": value}, version)
        assert refused.value.fields == {"values.condition": "written-by-cases"}


def test_time_does_not_run_back():
    record = a_record()
    write(record, {"condition": "健康"})
    write(record, {"condition": "重病"}, at=NOON - timedelta(days=9))
    assert record.last.at == NOON


def test_what_a_section_does_not_ask_is_refused():
    with pytest.raises(Invalid) as refused:
        write(a_record(), {"colour": "红"})
    assert refused.value.fields == {"values.colour": "unknown-field"}


def test_a_required_field_must_be_there_after_the_edit():
    version = a_version(CONDITION, replace(CARER, required=True))
    record = a_record()
    with pytest.raises(Invalid) as refused:
        write(record, {"condition": "健康"}, version)
    assert refused.value.fields == {"values.carer": "required"}
    write(record, {"carer": "冯一"}, version)
    write(record, {"condition": "健康"}, version)


def test_what_an_older_edition_allowed_must_fit_the_new_one_or_be_given_anew():
    narrower = a_version(replace(LEVEL, options=("一级", "二级")), CARER, number=2)
    record = a_record()
    write(record, {"condition": "重病", "disability_level": "三级"})
    with pytest.raises(Invalid) as refused:
        write(record, {"carer": "冯一"}, narrower)
    assert refused.value.fields == {"values.disability_level": "not-one-of-options"}
    write(record, {"carer": "冯一", "disability_level": "二级"}, narrower)
    assert record.last.values == {"disability_level": "二级", "carer": "冯一"}
    assert record.last.version == 2


def test_a04_a_record_keeps_the_edition_it_was_written_under_ten_editions_later():
    definition, record = a_definition(a_spec()), a_record()
    write(record, {"condition": "健康"}, definition.latest)
    for year in range(2015, 2025):
        spec = a_spec(
            replace(CARER, title=f"照料人{year}"), valid_from=date(year, 1, 1)
        )
        definition.define(spec, at=NOON)
    assert len(definition.versions) == 11
    written = definition.version(record.last.version)
    assert written.fields["condition"].title == "健康状况"
    assert definition.on(date(2019, 6, 1)).fields["carer"].title == "照料人2019"


def test_defining_the_same_again_changes_nothing():
    definition = a_definition(a_spec(), a_spec())
    assert len(definition.versions) == len(definition.release()) == 1


def test_no_edition_holds_before_the_first():
    with pytest.raises(SectionUnknown):
        a_definition(a_spec()).on(date(2013, 12, 31))


@pytest.mark.parametrize(
    ("spec", "error", "wrong"),
    [
        (
            a_spec(subject=SubjectKind.HOUSEHOLD),
            SectionFixed,
            {"subject": "bad-subject"},
        ),
        (
            a_spec(valid_from=date(2013, 1, 1)),
            Invalid,
            {"valid_from": "before-newest"},
        ),
        (
            a_spec(replace(CONDITION, type=FieldType.YES_NO)),
            SectionFixed,
            {"fields.condition": "bad-type"},
        ),
    ],
)
def test_an_edition_that_cannot_follow_is_refused(spec, error, wrong):
    with pytest.raises(error) as refused:
        a_definition(a_spec(), spec)
    assert refused.value.fields == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"fields": ()}, {"fields": "bad-fields"}),
        ({"fields": (CARER, CARER)}, {"fields": "bad-fields"}),
        ({"readers": frozenset()}, {"readers": "bad-roles"}),
        ({"readers": frozenset({Role.RESIDENT})}, {"readers": "bad-roles"}),
        ({"writers": frozenset({Role.SYSTEM})}, {"writers": "bad-roles"}),
        ({"title": ""}, {"title": "bad-length"}),
    ],
)
def test_a_section_that_cannot_be_is_not_defined(changes, wrong):
    with pytest.raises(Invalid) as refused:
        replace(a_spec(), **changes)
    assert refused.value.fields == wrong


def test_a_section_has_a_short_code():
    with pytest.raises(Invalid):
        SectionDefinition(code="Health!")


def test_what_the_newest_edition_finds_sensitive_is_so_in_old_records():
    raised = replace(CONDITION, sensitivity=Sensitivity.SENSITIVE)
    lowered = replace(ILLNESS, sensitivity=Sensitivity.INTERNAL)
    definition = a_definition(a_spec(), a_spec(raised, lowered))
    assert definition.sensitivity(1, "condition") is Sensitivity.SENSITIVE
    assert definition.sensitivity(1, "illness") is Sensitivity.SENSITIVE
    assert definition.sensitivity(2, "illness") is Sensitivity.INTERNAL
    assert definition.sensitivity(1, "carer") is Sensitivity.PERSONAL


def test_what_changed_is_told_by_its_field():
    assert changed({"a": 1, "b": 2}, {"b": 3, "c": 4}) == ["a", "b", "c"]


PATCHES = st.dictionaries(
    st.sampled_from(["condition", "illness", "carer"]),
    st.none() | st.sampled_from(["甲甲", "乙乙", "丙丙"]),
    min_size=1,
)
EDITS = st.lists(st.tuples(st.integers(0, 20), PATCHES), max_size=12)


@given(EDITS, st.integers(-1, 21))
def test_a06_a_point_in_time_equals_the_replay_of_the_edits_until_then(edits, hour):
    edits.sort(key=lambda each: each[0])
    record, replayed = a_record(), {}
    for after, patch in edits:
        write(record, patch, at=NOON + timedelta(hours=after))
        if after <= hour:
            replayed.update(patch)
    found = as_of(record.added, NOON + timedelta(hours=hour))
    there = {code: value for code, value in replayed.items() if value is not None}
    assert (found.values if found else {}) == there
