"""A home in memory that was visited, and what was heard of it."""

from uuid import uuid4

import pytest

from registry.domain.visits.errors import StillOpen
from registry.domain.visits.events import FindingRaised
from services.registry.tests.archive_builders import KINDS, define
from services.registry.tests.builders import (
    a_cause,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.visit_builders import a_home, an_account, record_visit

HOME, PERSON, VISIT, FINDING, OTHER_HOME = (uuid4() for _ in range(5))


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("li-na"),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        define("civil-affairs", KINDS),
    ]:
        tell(command)
    return tell


@pytest.fixture
def visited(say):
    say(record_visit(an_account(subjects=[a_home(HOME)]), VISIT))
    return say


def raised(store) -> list[FindingRaised]:
    return [each for each in store.facts if isinstance(each, FindingRaised)]


def still_open(say, command):
    """Return what the visit still lacks, field by field."""
    with pytest.raises(StillOpen) as told:
        say(command)
    return told.value.fields
