"""Tenancies, and who may know how many people live in a place."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.archive.commands import RecordTenancy
from registry.application.archive.living import population_of, tenancies_of
from registry.domain.archive.errors import TenancyFixed
from registry.domain.archive.events import TenancyRecorded
from registry.domain.archive.tenancy import TenancyProfile
from registry.domain.errors import (
    HouseholdUnknown,
    OrganisationUnknown,
    OutOfReach,
)
from services.registry.tests.archive_builders import CLERK
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    record_household,
    record_resident,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory

pytestmark = pytest.mark.unit

HOME, OWNER, TENANCY = uuid4(), uuid4(), uuid4()
STRANGER = an_actor(Role.CLERK, OTHER)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in (
        *the_tree(),
        record_household(HOME),
        record_resident(OWNER, organisation_id=OTHER),
    ):
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause(command.actor))


def rent(actor=CLERK, **changes) -> RecordTenancy:
    said = {"household_id": HOME, "owner_id": OWNER, "since": TODAY}
    return RecordTenancy(
        actor=actor, tenancy_id=TENANCY, profile=TenancyProfile(**said | changes)
    )


def test_a_home_is_rented_from_somebody_perhaps_of_another_place(say, store):
    say(rent())
    say(rent())
    say(rent(until=TODAY + timedelta(days=9)))
    (kept,) = tenancies_of(InMemoryReader(store), HOME, CLERK)
    assert (kept.profile.owner_id, kept.revision) == (OWNER, 2)
    assert [type(fact) for fact in store.facts] == [TenancyRecorded] * 2


def test_a_tenancy_keeps_its_home_and_owner(say):
    say(rent())
    other = uuid4()
    say(record_resident(other, identity_number=None))
    with pytest.raises(TenancyFixed):
        say(rent(owner_id=other))


def test_what_is_unknown_rents_nothing(say, store):
    with pytest.raises(HouseholdUnknown):
        say(rent(household_id=uuid4()))
    with pytest.raises(Invalid) as refused:
        say(rent(owner_id=uuid4()))
    assert refused.value.fields == {"owner_id": "unknown-resident"}
    with pytest.raises(Invalid):
        rent(until=TODAY - timedelta(days=1))
    with pytest.raises(HouseholdUnknown):
        tenancies_of(InMemoryReader(store), uuid4(), CLERK)


def test_only_the_place_keeps_and_sees_them(say, store):
    with pytest.raises(OutOfReach):
        say(rent(STRANGER))
    with pytest.raises(OutOfReach):
        tenancies_of(InMemoryReader(store), HOME, STRANGER)


def test_a_place_is_counted_for_those_who_work_there(say, store):
    reader = InMemoryReader(store)
    assert population_of(reader, COMMUNITY, CLERK) == (COMMUNITY, TODAY)
    with pytest.raises(OutOfReach):
        population_of(reader, COMMUNITY, STRANGER)
    with pytest.raises(OrganisationUnknown):
        population_of(reader, "999999", CLERK)
