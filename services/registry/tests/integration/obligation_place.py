"""A street by the rules of all four sites, on a real database."""

from datetime import date

from minqing_kernel.clock import FrozenClock
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import Asked, standings
from registry.bootstrap import Parts, assemble
from registry.domain.profiles import DutyKind, OrganisationKind
from services.registry.tests.builders import (
    NOON,
    STREET,
    TODAY,
    a_cause,
    record_duty,
    record_organisation,
    record_staff,
    the_tree,
)

SECTION = "510106040-dk"
LONG_AGO = date(2025, 1, 1)


def parts_by(url, keys, policy) -> Parts:
    """Put registry together by the rules of a policy file, at noon."""
    environ = {
        "AGENCY": "test",
        "AMQP_URI": "amqp://127.0.0.1:1",
        "DATABASE_URL_REGISTRY": url,
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
        "SEALING_KEY_FILE": str(keys.sealing),
        "POLICY_FILE": str(policy),
    }
    return assemble(environ, clock=FrozenClock(NOON))


class Place:
    """What tests do with a street: say something, and ask where somebody stands."""

    def __init__(self, parts: Parts):
        self.parts = parts

    def settle(self):
        """Let there be a section of the street, and three members of staff."""
        section = record_organisation(
            SECTION, name="党建科", kind=OrganisationKind.SECTION
        )
        self.say(*the_tree(), section, record_staff(), record_staff("li-na"))
        self.say(record_staff("chief", organisation_id=SECTION))

    def say(self, *commands):
        for command in commands:
            self.parts.bus.handle(command, a_cause(command.actor))

    def all(self, rule, on=TODAY, *, closed=False, today=None):
        asked = Asked(on=on, today=today or TODAY, rule=rule, closed=closed)
        return standings(self.parts.judge, Scope(place=STREET), asked)

    def one(self, rule, bearer="wang-li", on=TODAY, **more):
        [found] = [e for e in self.all(rule, on, **more) if e.bearer_id == bearer]
        return found

    def count(self, rule, bearer="wang-li", on=TODAY):
        told = self.one(rule, bearer, on).tally
        return told.done, told.required

    def missing(self, rule, bearer, on=TODAY):
        found = self.one(rule, bearer, on)
        return self.parts.judge.owed(found, TODAY) - found.tally.targets


def contact(staff_id, kind, key, since=LONG_AGO):
    """Who keeps in contact with a place, a home or a person (联系)."""
    return record_duty(
        staff_id=staff_id,
        duty=DutyKind.CONTACT,
        scope_kind=kind,
        scope_id=str(key),
        since=since,
    )
