"""Who is in charge of what: reach of a 楼栋长, hand-over, exclusive households."""

from datetime import date
from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid
from minqing_kernel.messages import Role
from registry.application.authority import must_see_place
from registry.application.charges.commands import AssignHouseholds, HandOver
from registry.application.commands import FindResidents, ReadResident
from registry.application.queries import household_card, resident_card
from registry.domain.access import Purpose
from registry.domain.charges.errors import HouseholdServed
from registry.domain.errors import OutOfReach
from registry.domain.profiles import DutyKind, ScopeKind
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    DISTRICT,
    OPS,
    OTHER,
    STREET,
    TELEPHONE,
    TODAY,
    a_cause,
    an_actor,
    appoint_head,
    record_duty,
    record_grid,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory

pytestmark = pytest.mark.unit

TOMORROW = date(2026, 3, 3)
CAPTAIN = an_actor(Role.HANDLER, COMMUNITY)
"""wang-li: handler of the community."""


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    people = [record_staff(each) for each in ("wang-li", "li-na")]
    for command in [*the_tree(), *people]:
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause())


@pytest.fixture
def homes(say):
    """Two households with a resident each: in 65-9, and in a house of its own."""
    found = []
    for at, order in ((AT_HOME, "123"), ("金科苑东街65号附2号", "124")):
        home, person = uuid4(), uuid4()
        say(record_household(home, address=at))
        say(
            record_resident(
                person, household_id=home, identity_number=None, name=f"白{order}"
            )
        )
        found.append((home, person))
    return found


def hand_over(**changes) -> HandOver:
    said = {"staff_id": "wang-li", "to_staff_id": "li-na", "since": TODAY}
    return HandOver(**({"actor": an_actor()} | said | changes))


def assign(*household_ids, staff_id="wang-li", **changes) -> AssignHouseholds:
    said = {"actor": an_actor(), "staff_id": staff_id, "since": TODAY}
    return AssignHouseholds(household_ids=household_ids, **(said | changes))


def shows(store, person, actor=CAPTAIN, day=TODAY) -> bool:
    try:
        resident_card(InMemoryReader(store, day), person, actor)
    except OutOfReach:
        return False
    return True


def test_a07_a_captain_sees_the_own_building_and_no_other(say, store, homes):
    (home, mine), (other_home, other) = homes
    assert shows(store, mine)
    assert shows(store, other)
    say(record_duty(scope_id="65-9"))
    assert shows(store, mine)
    assert not shows(store, other)
    reader = InMemoryReader(store)
    assert household_card(reader, home, CAPTAIN).members
    with pytest.raises(OutOfReach):
        household_card(reader, other_home, CAPTAIN)
    assert shows(store, other, an_actor(Role.CLERK, COMMUNITY))
    assert shows(store, other, day=date(2026, 3, 1))


def test_a07_a_captain_finds_and_reads_nobody_else(say, store, homes):
    (_, mine), (_, other) = homes
    say(record_duty(scope_id="65-9"))
    found = say(FindResidents(actor=CAPTAIN, telephone=TELEPHONE))
    assert [card.resident_id for card in found] == [mine]
    say(ReadResident(actor=CAPTAIN, resident_id=mine, purpose=Purpose.VISIT))
    with pytest.raises(OutOfReach):
        say(ReadResident(actor=CAPTAIN, resident_id=other, purpose=Purpose.VISIT))


def test_a07_a_captain_of_a_courtyard_sees_all_that_stands_in_it(say, store, homes):
    say(record_duty(scope_id="65"))
    assert all(shows(store, person) for _, person in homes)
    lost = uuid4()
    say(record_resident(lost, identity_number=None))
    assert not shows(store, lost)


def test_a08_somebody_with_another_duty_besides_is_not_bound(say, store, homes):
    say(record_grid())
    say(record_duty(scope_id="65-9"))
    say(appoint_head())
    assert all(shows(store, person) for _, person in homes)


def test_a07_a_captain_answers_for_a_building(say):
    for changes in (
        {"scope_kind": ScopeKind.ORGANISATION, "scope_id": COMMUNITY},
        {"scope_id": "65-9-2"},
        {"scope_id": "no-such"},
    ):
        with pytest.raises(Invalid):
            say(record_duty(**changes))


def test_b18_a_hand_over_ends_each_duty_and_begins_it_anew(say, store):
    say(record_grid())
    say(appoint_head(since=date(2026, 1, 1)))
    say(record_duty(scope_id="65-9", since=date(2026, 1, 1)))
    assert say(hand_over(duty=DutyKind.GRID_HEAD)) == 1
    assert say(hand_over()) == 1
    assert say(hand_over()) == 0
    spans = {
        (d.profile.staff_id, d.profile.duty, d.profile.since, d.profile.until)
        for d in store.duties.values()
    }
    begun = date(2026, 1, 1)
    assert spans == {
        (who, kind, since, until)
        for kind in (DutyKind.GRID_HEAD, DutyKind.BUILDING_CAPTAIN)
        for who, since, until in (("wang-li", begun, TODAY), ("li-na", TODAY, None))
    }


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"to_staff_id": "wang-li"}, {"to_staff_id": "named-twice"}),
        ({"to_staff_id": "nobody"}, {"to_staff_id": "unknown-staff"}),
        ({"staff_id": "nobody"}, {"staff_id": "unknown-staff"}),
        ({"to_staff_id": "gone"}, {"to_staff_id": "inactive-staff"}),
        ({"since": date(2026, 1, 1)}, {"until": "before-since"}),
    ],
)
def test_b18_a_hand_over_needs_two_who_serve(say, changes, fields):
    say(record_staff("gone", active=False))
    say(record_duty(scope_id="65-9"))
    with pytest.raises(Invalid) as refused:
        say(hand_over(**changes))
    assert refused.value.fields == fields


def test_c04_a_household_has_one_social_worker_at_a_time(say, store, homes):
    (first, _), (second, _) = homes
    assert say(assign(first, second)) == 2
    assert say(assign(first, second)) == 0
    assert say(assign(first, staff_id="li-na", since=TOMORROW)) == 1
    open_now = {
        (d.profile.staff_id, d.profile.scope_id)
        for d in store.duties.values()
        if d.profile.until is None
    }
    assert open_now == {("li-na", str(first)), ("wang-li", str(second))}
    assert len(store.duties) == 3


def test_c04_a_second_worker_is_refused_at_the_other_door_too(say, homes):
    (first, _), _ = homes
    say(assign(first))
    home = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(first)}
    with pytest.raises(HouseholdServed):
        say(record_duty(staff_id="li-na", duty=DutyKind.SOCIAL_WORKER, **home))
    say(record_duty(staff_id="li-na", duty=DutyKind.CONTACT, **home))


def test_c04_only_households_that_are_there_are_given(say):
    with pytest.raises(Invalid) as refused:
        say(assign(uuid4()))
    assert refused.value.fields == {"household_ids": "unknown-household"}


def test_a_stranger_hands_nothing_over(say, homes):
    stranger = an_actor(organisation=OTHER)
    for command in (
        hand_over(actor=stranger),
        assign(homes[0][0], actor=stranger),
        assign(homes[0][0], actor=an_actor(Role.CLERK, STREET)),
    ):
        with pytest.raises(Forbidden):
            say(command)


def test_figures_of_a_place_are_for_those_who_see_or_govern_it(say, store):
    for actor in (CAPTAIN, OPS, an_actor(organisation=DISTRICT)):
        must_see_place(actor, store, COMMUNITY)
    for actor in (an_actor(Role.CLERK, OTHER), an_actor(Role.RESIDENT, COMMUNITY)):
        with pytest.raises(OutOfReach):
            must_see_place(actor, store, COMMUNITY)
