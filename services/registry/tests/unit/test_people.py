"""Files that are kept, and looks that are written down."""

from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM, Role
from registry.application.commands import (
    FindResidents,
    NoteMeeting,
    ReadResident,
    RecordDeath,
)
from registry.application.queries import household_card, resident_card
from registry.domain.access import Purpose
from registry.domain.errors import (
    BadIdentity,
    HouseholdUnknown,
    NothingAsked,
    OutOfReach,
    ResidentUnknown,
)
from registry.domain.masks import identity_ends
from registry.domain.resident import ResidentState
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    LATER,
    NAME,
    OPS,
    OTHER,
    TELEPHONE,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    record_grid,
    record_household,
    record_resident,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory

pytestmark = pytest.mark.unit

CLERK, HANDLER = an_actor(Role.CLERK), an_actor(Role.HANDLER)
STRANGER = an_actor(organisation=OTHER)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in the_tree():
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause(command.actor))


def test_a_clerk_keeps_the_files_of_the_own_place(say, store):
    home, mine = uuid4(), uuid4()
    say(record_grid())
    say(record_household(home, CLERK))
    say(record_household(home, CLERK, grid_id="g-1"))
    say(record_resident(mine, CLERK, household_id=home))
    say(record_resident(mine, CLERK, household_id=home, name="白大梨"))
    assert store.households[home].revision == 2
    assert store.residents[mine].revision == 2


@pytest.mark.parametrize("actor", [HANDLER, STRANGER, an_actor(Role.CLERK, None)])
def test_nobody_else_keeps_files(say, store, actor):
    with pytest.raises(OutOfReach):
        say(record_household(actor=actor))
    with pytest.raises(OutOfReach):
        say(record_resident(actor=actor))
    assert not store.households


def test_a_file_is_not_taken_over_from_another_place(say):
    mine = uuid4()
    say(record_resident(mine))
    with pytest.raises(OutOfReach):
        say(record_resident(mine, STRANGER, organisation_id=OTHER))
    home = uuid4()
    say(record_household(home))
    with pytest.raises(OutOfReach):
        say(record_household(home, STRANGER, organisation_id=OTHER))


def test_a_file_names_a_household_and_a_grid_that_are_there(say):
    with pytest.raises(Invalid) as refused:
        say(record_resident(household_id=uuid4()))
    assert refused.value.fields == {"household_id": "unknown-household"}
    with pytest.raises(Invalid) as refused:
        say(record_household(grid_id="g-9"))
    assert refused.value.fields == {"grid_id": "unknown-grid"}


def test_what_looks_odd_is_said_and_kept_all_the_same(say, store):
    odd = record_resident(identity_number=an_identity(area="990106"))
    assert say(odd) == ("identity-area-unknown",)
    assert odd.resident_id in store.residents
    assert say(record_resident(identity_number=None)) == ()


def test_b29_death_closes_the_file_and_leaves_the_household(say, store):
    home, mine = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=TODAY))
    assert store.residents[mine].state is ResidentState.DECEASED
    assert home in store.households
    with pytest.raises(OutOfReach):
        say(RecordDeath(actor=STRANGER, resident_id=mine, died_on=TODAY))


def test_a_full_look_is_written_down(say, store):
    mine = uuid4()
    say(record_resident(mine))
    look_for = Purpose.CASE_HANDLING
    card = say(ReadResident(actor=CLERK, resident_id=mine, purpose=look_for))
    assert (card.name, card.identity_number) == (NAME, an_identity())
    look = store.looks[0]
    assert (look.actor, look.purpose, look.resident_id) == (CLERK, look_for, mine)
    assert "identity_number" in look.fields
    assert look.at == LATER


def test_for_a_visit_no_identity_number_is_told_whole(say, store):
    mine = uuid4()
    say(record_resident(mine))
    card = say(ReadResident(actor=CLERK, resident_id=mine, purpose=Purpose.VISIT))
    assert (card.name, card.identity_number) == (NAME, identity_ends(an_identity()))
    (look,) = store.looks
    assert tuple(look.fields) == ("name", "telephone", "registered_address")


def test_a_number_that_a_refusal_told_of_is_a_look(say, store):
    say(NoteMeeting(actor=CLERK))
    (look,) = store.looks
    assert (look.purpose, look.resident_id) == (Purpose.LOOK_UP, None)
    assert (look.fields, look.at) == (("identity_number",), LATER)


@pytest.mark.parametrize(
    ("actor", "purpose", "refusal"),
    [
        (CLERK, Purpose.LOOK_UP, Invalid),
        (STRANGER, Purpose.VISIT, OutOfReach),
        (OPS, Purpose.VISIT, OutOfReach),
        (SYSTEM, Purpose.VISIT, OutOfReach),
    ],
)
def test_a_look_without_ground_is_refused(say, store, actor, purpose, refusal):
    mine = uuid4()
    say(record_resident(mine))
    with pytest.raises(refusal):
        say(ReadResident(actor=actor, resident_id=mine, purpose=purpose))
    assert store.looks == []


def test_a_look_up_is_masked_and_written_down(say, store):
    mine = uuid4()
    say(record_resident(mine))
    card = say(FindResidents(actor=CLERK, telephone=TELEPHONE))[0]
    assert (card.name, card.telephone) == ("白*梨", "138****8000")
    assert [(look.resident_id, look.fields, look.at) for look in store.looks] == [
        (mine, ("telephone",), LATER)
    ]


def test_a_look_up_that_finds_nobody_is_written_down_too(say, store):
    asked = FindResidents(actor=CLERK, identity_number=an_identity())
    assert say(asked) == []
    assert [(look.resident_id, look.fields) for look in store.looks] == [
        (None, ("identity_number",))
    ]


def test_a_look_up_does_not_show_people_of_another_place(say):
    say(record_resident())
    stranger = an_actor(Role.CLERK, OTHER)
    assert say(FindResidents(actor=stranger, telephone=TELEPHONE)) == []


@pytest.mark.parametrize(
    "asked", [{}, {"telephone": TELEPHONE, "identity_number": an_identity()}]
)
def test_a_look_up_asks_by_exactly_one_number(say, asked):
    with pytest.raises(NothingAsked):
        say(FindResidents(actor=CLERK, **asked))


def test_a_look_up_by_no_number_at_all_is_refused(say):
    with pytest.raises(BadIdentity) as refused:
        say(FindResidents(actor=CLERK, identity_number="12"))
    assert refused.value.fields == {"identity": "identity-length"}


def test_a_card_is_masked_by_the_readers_role(say, store):
    mine = uuid4()
    say(record_resident(mine))
    reader = InMemoryReader(store)
    seen = {
        actor.role: resident_card(reader, mine, actor).name
        for actor in (CLERK, HANDLER)
    }
    assert seen == {Role.CLERK: "白*梨", Role.HANDLER: "白**"}
    card = resident_card(reader, mine, CLERK)
    assert card.registered_address == "梨花巷7号3栋***"
    for hidden in (STRANGER, OPS):
        with pytest.raises(OutOfReach):
            resident_card(reader, mine, hidden)
    with pytest.raises(ResidentUnknown):
        resident_card(reader, uuid4(), CLERK)


def test_what_nobody_said_stays_unsaid(say, store):
    mine = uuid4()
    say(record_resident(mine, identity_number=None, telephone=None))
    card = resident_card(InMemoryReader(store), mine, CLERK)
    assert (card.identity_number, card.telephone) == (None, None)


def test_a_household_is_shown_masked_with_members_within_reach(say, store):
    home, mine = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    far = record_resident(
        organisation_id=OTHER, household_id=home, identity_number=None
    )
    say(far)
    reader = InMemoryReader(store)
    card = household_card(reader, home, HANDLER)
    assert card.address == "梨花巷***"
    assert [member.resident_id for member in card.members] == [mine]
    assert ADDRESS not in repr(card)
    with pytest.raises(HouseholdUnknown):
        household_card(reader, uuid4(), HANDLER)
    with pytest.raises(OutOfReach):
        household_card(reader, home, an_actor(Role.HANDLER, OTHER))


def test_a_department_of_the_district_sees_its_people(say, store):
    mine = uuid4()
    say(record_resident(mine))
    reader = InMemoryReader(store)
    assert resident_card(reader, mine, an_actor(Role.HANDLER, DEPARTMENT))
    with pytest.raises(OutOfReach):
        resident_card(reader, mine, an_actor(Role.HANDLER, None))
    assert DISTRICT in reader.lineage(COMMUNITY)
