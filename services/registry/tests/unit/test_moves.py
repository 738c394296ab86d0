"""Households that split and merge, people who move: and everything as it was before."""

from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid, NotFound
from minqing_kernel.messages import Role
from registry.application.commands import RecordDeath
from registry.application.moves.commands import MoveResidents, UndoMove
from registry.application.searching.commands import SearchResidents
from registry.domain.moves.errors import ChangedSince, MoveFixed
from registry.domain.moves.events import HouseholdsMoved
from registry.domain.moves.move import MoveKind
from registry.domain.profiles import DutyKind, ScopeKind
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    an_actor,
    record_duty,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

CLERK = an_actor(Role.CLERK)
OLD, NEW = uuid4(), uuid4()
PEOPLE = [uuid4(), uuid4(), uuid4()]


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    """Three people of one household, the last of them dead; another stands empty."""
    bus = in_memory(store)
    commands = [
        *the_tree(),
        record_staff(),
        record_household(OLD, address=AT_HOME),
        record_household(NEW, organisation_id=STREET, address="桃花巷9号"),
    ]
    for at, person in enumerate(PEOPLE):
        home = {"household_id": OLD, "identity_number": None, "name": f"白小{at}"}
        commands.append(record_resident(person, **home, registered_address=None))
    commands.append(RecordDeath(actor=CLERK, resident_id=PEOPLE[2], died_on=TODAY))
    for command in commands:
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


def move(kind=MoveKind.MERGE, *people, move_id=None, **changes) -> MoveResidents:
    said = {"actor": CLERK, "from_household": OLD, "to_household": NEW}
    return MoveResidents(
        move_id=move_id or uuid4(), kind=kind, resident_ids=people, **(said | changes)
    )


def homes(store):
    profiles = [store.residents[each].profile for each in PEOPLE]
    return [(each.household_id, each.organisation_id) for each in profiles]


BEFORE = [(OLD, COMMUNITY)] * 3


@pytest.mark.parametrize(
    ("kind", "people", "gone"),
    [
        (MoveKind.MERGE, [], [0, 1]),
        (MoveKind.SPLIT, [PEOPLE[1]], [1]),
        (MoveKind.MOVE, [PEOPLE[0], PEOPLE[1]], [0, 1]),
    ],
)
def test_people_go_with_their_files_and_come_back(say, store, kind, people, gone):
    move_id = uuid4()
    for _ in range(2):
        assert say(move(kind, *people, move_id=move_id)) == len(gone)
    there = [(NEW, STREET) if at in gone else BEFORE[at] for at in range(3)]
    assert homes(store) == there
    found = say(SearchResidents(actor=CLERK, text="桃花巷9号")).items
    assert len(found) == len(gone)
    for _ in range(2):
        assert say(UndoMove(actor=CLERK, move_id=move_id)) == len(gone)
    assert homes(store) == BEFORE
    assert not say(SearchResidents(actor=CLERK, text="桃花巷9号")).items
    told = [each for each in store.facts if isinstance(each, HouseholdsMoved)]
    assert [each.undone for each in told] == [False, True]


def test_b29_the_dead_stay_on_the_file_of_their_household(say, store):
    say(move())
    assert homes(store)[2] == (OLD, COMMUNITY)
    with pytest.raises(Invalid) as refused:
        say(move(MoveKind.MOVE, PEOPLE[2]))
    assert refused.value.fields == {"resident_ids": "not-a-member"}


def test_c04_after_a_merger_nobody_serves_the_household_that_is_left(say, store):
    duty_id, move_id = uuid4(), uuid4()
    home = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(OLD)}
    say(record_duty(duty_id, duty=DutyKind.SOCIAL_WORKER, **home))
    say(move(move_id=move_id))
    assert store.duties[duty_id].profile.until == TODAY
    say(UndoMove(actor=CLERK, move_id=move_id))
    assert store.duties[duty_id].profile.until is None


def test_a_file_of_elsewhere_keeps_its_keeper(say, store):
    person = uuid4()
    kept = {"household_id": OLD, "identity_number": None, "organisation_id": STREET}
    say(record_resident(person, **kept))
    say(move(to_household=NEW))
    say(record_household(NEW, organisation_id=COMMUNITY))
    assert store.residents[person].profile.organisation_id == STREET


@pytest.mark.parametrize("changed", ["resident", "duty"])
def test_what_was_changed_since_is_not_undone(say, store, changed):
    duty_id, move_id = uuid4(), uuid4()
    home = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(OLD)}
    contact = {"duty": DutyKind.CONTACT, **home}
    say(record_duty(duty_id, **contact))
    say(move(move_id=move_id))
    if changed == "resident":
        say(record_resident(PEOPLE[0], household_id=NEW, identity_number=None))
    else:
        say(record_duty(duty_id, **contact))
    with pytest.raises(ChangedSince):
        say(UndoMove(actor=CLERK, move_id=move_id))
    assert homes(store)[1][0] == NEW


def test_one_id_is_one_move_and_an_undone_one_is_not_done_again(say):
    move_id = uuid4()
    say(move(move_id=move_id))
    with pytest.raises(MoveFixed):
        say(move(MoveKind.MOVE, PEOPLE[0], move_id=move_id))
    say(UndoMove(actor=CLERK, move_id=move_id))
    with pytest.raises(ChangedSince):
        say(move(move_id=move_id))
    with pytest.raises(NotFound):
        say(UndoMove(actor=CLERK, move_id=uuid4()))


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (move(MoveKind.MERGE, PEOPLE[0]), {"resident_ids": "all-go"}),
        (move(MoveKind.SPLIT), {"resident_ids": "not-a-member"}),
        (move(MoveKind.MOVE, uuid4()), {"resident_ids": "not-a-member"}),
        (move(to_household=OLD), {"to_household": "named-twice"}),
        (move(to_household=uuid4()), {"to_household": "unknown-household"}),
        (move(from_household=uuid4()), {"from_household": "unknown-household"}),
        (
            move(MoveKind.SPLIT, PEOPLE[0], from_household=NEW, to_household=OLD),
            {"to_household": "somebody-lives-there"},
        ),
    ],
)
def test_a_move_that_cannot_be_is_refused(say, command, fields):
    with pytest.raises(Invalid) as refused:
        say(command)
    assert refused.value.fields == fields


def test_who_keeps_both_files_moves_people_and_nobody_else(say):
    for actor in (
        an_actor(Role.CLERK, OTHER),
        an_actor(Role.CLERK, COMMUNITY),
        an_actor(Role.HANDLER),
    ):
        with pytest.raises(Forbidden):
            say(move(actor=actor))
    move_id = uuid4()
    say(move(move_id=move_id))
    with pytest.raises(Forbidden):
        say(UndoMove(actor=an_actor(Role.CLERK, OTHER), move_id=move_id))
