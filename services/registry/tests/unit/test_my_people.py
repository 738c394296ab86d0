"""The people in somebody's own charge, masked (A-07)."""

from uuid import UUID, uuid4

import pytest

from minqing_kernel.messages import Role
from registry.application.charges.people import my_people
from registry.domain.charges.captaincy import Charge, charge_of
from registry.domain.errors import OutOfReach
from registry.domain.profiles import DutyKind, ScopeKind
from services.registry.tests.builders import (
    COMMUNITY,
    a_cause,
    a_duty_profile,
    an_actor,
    record_duty,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory

pytestmark = pytest.mark.unit

MINE = uuid4()
CAPTAIN = an_actor(Role.HANDLER, COMMUNITY)
FIRST = UUID(int=0)


class Reader(InMemoryReader):
    """Everybody lives in everybody's charge; what was asked is kept."""

    def in_charge(self, charge, place, after, limit):
        self.asked = charge, place
        found = [r for k, r in self._store.residents.items() if k > after]
        return len(found), found[:limit]


@pytest.fixture
def reader():
    store = Store()
    bus = in_memory(store)
    for command in (*the_tree(), record_staff(), record_duty(), record_resident(MINE)):
        bus.handle(command, a_cause())
    return Reader(store)


def test_a07_a_captain_is_shown_the_own_people_masked_and_page_by_page(reader):
    seen = my_people(reader, CAPTAIN, FIRST, 1)
    assert [each.name for each in seen.items] == ["白**"]
    assert (seen.people, seen.next) == (1, MINE)
    charge, place = reader.asked
    assert (charge.buildings, place) == (frozenset({"65-9"}), COMMUNITY)
    assert my_people(reader, CAPTAIN, MINE, 1).next is None


@pytest.mark.parametrize(
    "actor", [an_actor(Role.OPS, None), an_actor(Role.RESIDENT), an_actor(Role.OPS)]
)
def test_who_has_no_place_or_reads_no_files_is_shown_nobody(reader, actor):
    with pytest.raises(OutOfReach):
        my_people(reader, actor, FIRST, 10)


def test_a08_one_member_may_be_in_charge_of_several_things():
    home = str(uuid4())
    duties = [
        a_duty_profile(),
        a_duty_profile(scope_id="65-7"),
        a_duty_profile(
            duty=DutyKind.GRID_HEAD, scope_kind=ScopeKind.GRID, scope_id="g-1"
        ),
        a_duty_profile(
            duty=DutyKind.SOCIAL_WORKER, scope_kind=ScopeKind.HOUSEHOLD, scope_id=home
        ),
        a_duty_profile(
            duty=DutyKind.LEADER, scope_kind=ScopeKind.ORGANISATION, scope_id=COMMUNITY
        ),
    ]
    assert charge_of(duties) == Charge(
        buildings=frozenset({"65-9", "65-7"}),
        grids=frozenset({"g-1"}),
        households=frozenset({home}),
    )
