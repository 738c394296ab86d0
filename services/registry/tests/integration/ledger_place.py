"""Who keeps ledgers where, and a matter on its way to the public list."""

from uuid import UUID

import pytest

from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    TODAY,
    record_firm,
    record_household,
    record_premises,
    record_resident,
    record_staff,
)
from services.registry.tests.ledger_builders import (
    QUESTION,
    RESULT,
    enter,
    meet,
    report,
    write,
)

CLERK = ("clerk", COMMUNITY, "li-na")
HEAD = ("supervisor", STREET, "street-head")
HANDLER = ("handler", COMMUNITY, "wang-li")
HOME, PERSON, FIRM = UUID(int=7), UUID(int=8), UUID(int=9)
ITEM, TWIN, SECRET, TOLD = (UUID(int=each) for each in range(21, 25))
HERE = f"organisation={COMMUNITY}"
PUBLIC = "/v1/public/ledger"
CONSENT = {"consent_on": TODAY, "consent_ref": "同意书2026-7"}


@pytest.fixture
def town(say):
    for command in [
        record_staff(),
        record_staff("li-na"),
        record_staff("street-head", organisation_id=STREET),
        record_premises("65-9"),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        record_firm(FIRM),
    ]:
        say(command)
    return say


def bring_to_approval(say, item=ITEM, told=TOLD, **changes):
    say(enter(item, **changes))
    say(meet(item))
    say(report(item))
    say(write(item, told, **CONSENT))


def said(**changes):
    told = {
        "ledger": "petitions",
        "organisation_id": COMMUNITY,
        "about": {"kind": "household", "id": str(HOME)},
        "category": "service",
        "question": QUESTION,
        "entered_on": TODAY.isoformat(),
        "reason": "reported",
        "person": "wang-li",
        "unit": COMMUNITY,
        "result": RESULT,
    }
    return told | changes
