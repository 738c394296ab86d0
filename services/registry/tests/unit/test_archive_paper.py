"""What a household's paper says round the file: age and sex as the reader may see."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from registry.application.archive.commands import ReadHousehold
from registry.application.archive.household import household_file
from registry.application.archive.paper import Bearing, household_paper
from registry.application.archive.views import Answering
from registry.domain.access import Purpose
from registry.domain.archive.section import SubjectKind
from registry.domain.identity import age_of, is_male
from services.registry.tests.archive_builders import CLERK, ILLNESS, define, edit
from services.registry.tests.builders import (
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

HOME, MOTHER, CHILD, GUEST, LODGER = (uuid4() for _ in range(5))
HANDLER = an_actor(Role.HANDLER, CLERK.organisation_id)


class PaperReader(InMemoryReader):
    """The fake, with somebody who answers and a tenancy."""

    tied = (date(2014, 1, 1), None)

    def organisation(self, organisation_id):
        return self._store.organisations[organisation_id].profile

    def answering(self, household_id, day):
        return Answering(grid="一网格")

    def tenancies(self, household_id):
        since, until = self.tied
        return [SimpleNamespace(since=since, until=until)]

    def work_name(self, staff_id):
        return None if staff_id == "nobody" else "李娜"


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def bus(store):
    bus = in_memory(store)
    young = an_identity(born=f"{TODAY.year - 6}{TODAY:%m%d}", order="321")
    here, far = CLERK.organisation_id, "511304"
    for command in (
        *the_tree(),
        define("health", ILLNESS),
        record_household(HOME),
        record_resident(MOTHER, household_id=HOME, registered_division=here),
        record_resident(
            CHILD,
            household_id=HOME,
            identity_number=young,
            name="白小儿",
            registered_division=None,
        ),
        record_resident(
            GUEST, household_id=HOME, identity_number=None, registered_division=far
        ),
        record_resident(
            LODGER, household_id=HOME, identity_number=None, organisation_id=OTHER
        ),
        edit(MOTHER, illness="糖尿病"),
    ):
        bus.handle(command, a_cause(command.actor))
    return bus


@pytest.fixture
def paper(store, bus):
    def made(actor=CLERK, purpose=None, **changes):
        reader = PaperReader(store)
        reader.tied = changes.get("tied", reader.tied)
        if purpose is None:
            file = household_file(reader, HOME, actor)
        else:
            look = ReadHousehold(actor=actor, household_id=HOME, purpose=purpose)
            file = bus.handle(look, a_cause(actor))
        return household_paper(reader, file, actor, purpose)

    return made


def test_a02_age_and_sex_are_seen_as_plain_words_of_a_person_are(paper):
    seen = paper().bearings
    assert seen[MOTHER].age.isdigit() and seen[MOTHER].sex in {"男", "女"}
    assert seen[CHILD] == Bearing(sex="***", age="***")
    assert seen[GUEST] == Bearing(sex=None, age=None)
    assert LODGER not in seen
    assert paper(HANDLER).bearings[MOTHER] == Bearing(sex="***", age="***")


def test_a_purpose_tells_a_childs_age_unless_the_number_is_not_needed(paper):
    told = paper(purpose=Purpose.BENEFIT_CHECK).bearings[CHILD]
    assert told == Bearing(sex="男", age="6")
    assert paper(purpose=Purpose.VISIT).bearings[CHILD].age == "***"


def test_a02_the_paper_says_who_answers_who_wrote_and_who_is_registered_here(paper):
    made = paper()
    assert made.answering.grid == "一网格"
    assert made.writers == {edit(MOTHER).actor.id: "李娜"}
    assert [(e.code, e.subject) for e in made.headings] == [
        ("health", SubjectKind.RESIDENT)
    ]
    assert made.registered_here == {MOTHER: True, CHILD: None, GUEST: False}


@pytest.mark.parametrize(
    ("since", "until", "rented"),
    [
        (date(2014, 1, 1), None, True),
        (TODAY, TODAY.replace(year=2099), True),
        (date(2014, 1, 1), TODAY, False),
        (TODAY.replace(year=2099), None, False),
    ],
)
def test_a_household_rents_while_its_tenancy_holds(paper, since, until, rented):
    assert paper(tied=(since, until)).rented is rented


def test_age_and_sex_stand_in_the_number():
    number = an_identity(born="20000302", order="322")
    assert age_of(number, date(2026, 3, 1)) == 25
    assert age_of(number, date(2026, 3, 2)) == 26
    assert age_of(None, TODAY) is None
    assert is_male(number) is False
    assert is_male(None) is None
