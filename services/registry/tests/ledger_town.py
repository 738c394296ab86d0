"""A town in memory with somebody at home, for ledgers."""

from uuid import uuid4

from services.registry.tests.builders import (
    STREET,
    a_cause,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_ledgers import ledgers_in_memory

HOME, PERSON = uuid4(), uuid4()


def a_town(store):
    bus = ledgers_in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("street-head", organisation_id=STREET),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
    ]:
        tell(command)
    return tell
