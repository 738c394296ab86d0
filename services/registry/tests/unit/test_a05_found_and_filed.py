"""What a visit raises for somebody comes into that person's file (A-05, A-28)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from registry.application.archive.commands import FilePetition
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import Outcome
from services.registry.tests.archive_builders import CONDITION, define
from services.registry.tests.builders import (
    TODAY,
    a_cause,
    an_actor,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.visit_builders import (
    a_home,
    an_account,
    hear_answer,
    of,
    record_finding,
    record_visit,
)

pytestmark = pytest.mark.unit

HOME, PERSON, VISIT, FINDING, PETITION = (uuid4() for _ in range(5))


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)

    def told(command):
        return bus.handle(command, a_cause(getattr(command, "actor", None)))

    for command in the_tree():
        told(command)
    for command in (
        record_staff(),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        record_visit(an_account(subjects=[a_home(HOME)]), VISIT),
    ):
        told(command)
    return told


def sections(say, *codes, **changes):
    for code in codes:
        say(define(code, CONDITION, holds_petitions=True, **changes))


def found(say, **about):
    said = {"outcome": Outcome.TAKEN_BACK, "matter": "B02"}
    say(record_finding(VISIT, FINDING, **said | about))
    for _ in range(2):
        say(hear_answer(FINDING, petition_id=PETITION, receipt="MQ-1"))


def filed(store):
    return [(e.resident_id, e.section) for e in store.links.values() if e.section]


def test_a_petition_about_a_person_stands_in_the_first_section_that_holds_any(
    say, store
):
    sections(say, "petitions", "demands")
    found(say, about=of(SubjectKind.RESIDENT, PERSON))
    assert filed(store) == [(PERSON, "demands")]


def test_who_takes_it_out_again_is_not_overruled(say, store):
    sections(say, "petitions")
    found(say, about=of(SubjectKind.RESIDENT, PERSON))
    out = {"resident_id": PERSON, "petition_id": PETITION, "section": None}
    say(FilePetition(actor=an_actor(), **out))
    say(
        record_finding(
            VISIT, FINDING, text="又漏了", about=of(SubjectKind.RESIDENT, PERSON)
        )
    )
    say(hear_answer(FINDING, petition_id=PETITION, receipt="MQ-1"))
    assert filed(store) == []


def test_of_a_home_or_where_no_section_holds_any_nothing_is_filed(say, store):
    sections(say, "later", valid_from=TODAY + timedelta(days=30))
    found(say, about=of(SubjectKind.RESIDENT, PERSON))
    assert filed(store) == []
    sections(say, "petitions")
    other = uuid4()
    say(record_finding(VISIT, other, outcome=Outcome.TAKEN_BACK, about=a_home(HOME)))
    say(hear_answer(other, petition_id=uuid4(), receipt="MQ-2"))
    assert filed(store) == []


def test_what_intake_refused_is_in_no_file(say, store):
    sections(say, "petitions")
    about = of(SubjectKind.RESIDENT, PERSON)
    say(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK, about=about))
    say(hear_answer(FINDING, refused={"category": "unknown-category"}))
    assert filed(store) == []
    say(hear_answer(uuid4(), petition_id=PETITION, receipt="MQ-1"))
    assert filed(store) == []
