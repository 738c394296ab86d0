"""A 楼栋长 meets the same bounds in the archive as everywhere (A-07)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from minqing_kernel.messages import Actor, Role
from registry.application.archive.commands import (
    EditSection,
    ReadHousehold,
    ReadSection,
)
from registry.application.archive.household import household_file
from registry.application.archive.living import tenancies_of
from registry.application.archive.petitions import filed_petitions
from registry.application.archive.queries import section_edits, section_views
from registry.domain.access import Purpose
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import OutOfReach
from services.registry.tests.archive_builders import CONDITION, define
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    TODAY,
    a_cause,
    an_actor,
    record_duty,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory
from services.registry.tests.unit.test_archive_petitions import accepted, file, heard

pytestmark = pytest.mark.unit

CAPTAIN = an_actor(Role.HANDLER, COMMUNITY)
COLLEAGUE = replace(CAPTAIN, id="li-na")
OWN, OTHER = (uuid4(), uuid4()), (uuid4(), uuid4())
"""A household and who lives there: in 65-9, and in a house beside it."""
SECTIONS = {SubjectKind.RESIDENT: "petitions", SubjectKind.HOUSEHOLD: "hardship"}


def a_read(actor: Actor, subject: SubjectKind, subject_id: UUID) -> ReadSection:
    return ReadSection(
        actor=actor,
        subject=subject,
        subject_id=subject_id,
        section=SECTIONS[subject],
        purpose=Purpose.VISIT,
    )


def an_edit(
    actor: Actor, subject: SubjectKind, subject_id: UUID, seen: int = 1
) -> EditSection:
    return EditSection(
        actor=actor,
        subject=subject,
        subject_id=subject_id,
        section=SECTIONS[subject],
        values={"condition": f"第{seen}次"},
        seen=seen,
    )


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    household = SubjectKind.HOUSEHOLD
    commands: list[Any] = [
        *the_tree(),
        record_staff("wang-li"),
        define("petitions", CONDITION, holds_petitions=True),
        define("hardship", CONDITION, subject=household),
        heard(accepted()),
    ]
    places = (AT_HOME, "金科苑东街65号附2号")
    for (home, person), at in zip((OWN, OTHER), places, strict=True):
        commands += [
            record_household(home, address=at),
            record_resident(person, household_id=home, identity_number=None),
            an_edit(COLLEAGUE, household, home, seen=0),
            an_edit(COLLEAGUE, SubjectKind.RESIDENT, person, seen=0),
            file(person, actor=COLLEAGUE),
        ]
    commands.append(record_duty(scope_id="65-9"))
    for command in commands:
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


def acts(say: Callable, store: Store, actor: Actor, whose: tuple[UUID, UUID]) -> dict:
    """Return all that can be done with a household's files, by its name."""
    reader = InMemoryReader(store)
    home, person = whose
    found = {
        "filed": lambda: filed_petitions(reader, person, actor),
        "file": lambda: say(file(person, actor=actor)),
        "take-out": lambda: say(file(person, None, actor)),
        "household-file": lambda: household_file(reader, home, actor),
        "household-full": lambda: say(
            ReadHousehold(actor=actor, household_id=home, purpose=Purpose.VISIT)
        ),
        "tenancies": lambda: tenancies_of(reader, home, actor),
    }
    for subject, subject_id in zip(SubjectKind, (person, home), strict=True):
        about = (reader, subject, subject_id)
        found |= {
            f"{subject}-sections": partial(section_views, *about, actor),
            f"{subject}-edits": partial(
                section_edits, *about, SECTIONS[subject], actor
            ),
            f"{subject}-full": partial(say, a_read(actor, subject, subject_id)),
            f"{subject}-edit": partial(say, an_edit(actor, subject, subject_id)),
        }
    return found


NAMES = sorted(acts(print, Store(), CAPTAIN, OWN))


@pytest.mark.parametrize("name", NAMES)
def test_a07_a_captain_works_with_the_files_of_the_own_building_alone(say, store, name):
    acts(say, store, CAPTAIN, OWN)[name]()
    looks = list(store.looks)
    with pytest.raises(OutOfReach):
        acts(say, store, CAPTAIN, OTHER)[name]()
    assert store.looks == looks
    acts(say, store, COLLEAGUE, OTHER)[name]()


def test_a07_whoever_has_another_duty_besides_is_bound_by_the_place(say, store):
    say(record_duty(duty="leader", scope_kind="organisation", scope_id=COMMUNITY))
    for whose in (OWN, OTHER):
        assert household_file(InMemoryReader(store, TODAY), whose[0], CAPTAIN).members


def test_a07_the_file_of_somebody_without_a_household_is_no_captains(say, store):
    lost = uuid4()
    say(record_resident(lost, identity_number=None))
    with pytest.raises(OutOfReach):
        section_views(InMemoryReader(store), SubjectKind.RESIDENT, lost, CAPTAIN)
    assert not section_views(
        InMemoryReader(store), SubjectKind.RESIDENT, lost, COLLEAGUE
    )
