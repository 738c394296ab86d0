"""A home that two members of staff visit, and what they find there."""

from uuid import UUID, uuid4

import pytest

from services.registry.tests.archive_builders import KINDS, define
from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    record_household,
    record_resident,
    record_staff,
)
from services.registry.tests.visit_builders import (
    LEAK,
    a_home,
    an_account,
    record_visit,
)

VISITOR = ("handler", COMMUNITY, "wang-li")
COLLEAGUE = ("handler", COMMUNITY, "li-na")
HEAD = ("supervisor", STREET)
HOME, PERSON = UUID(int=7), UUID(int=8)


@pytest.fixture
def visit(say):
    """A visit of a household that two members of staff may know of."""
    visit_id = uuid4()
    for command in [
        record_staff(),
        record_staff("li-na"),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        define("civil-affairs", KINDS),
        record_visit(an_account(subjects=[a_home(HOME)]), visit_id),
    ]:
        say(command)
    return f"/v1/visits/{visit_id}"


def a_finding(**changes):
    about = {"kind": "household", "id": str(HOME)}
    said = {"text": LEAK, "outcome": "taken-back", "matter": "B02", "about": about}
    return said | changes
