"""The use cases: authority first, then the domain, then what is told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM, Role
from registry.application.commands import FindResidents, ReadResident, RecordDeath
from registry.application.queries import household_card, resident_card
from registry.domain.access import Purpose
from registry.domain.errors import (
    BadIdentity,
    HouseholdUnknown,
    NothingAsked,
    OutOfReach,
    ResidentUnknown,
    RoleNotYours,
)
from registry.domain.profiles import DutyKind, OrganisationKind, ScopeKind
from registry.domain.resident import ResidentState
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    NAME,
    NOON,
    OPS,
    OTHER,
    STREET,
    TELEPHONE,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    appoint_head,
    record_duty,
    record_grid,
    record_household,
    record_organisation,
    record_resident,
    record_staff,
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


def test_a_supervisor_records_what_lies_below(say, store):
    say(record_organisation(COMMUNITY, an_actor(), name="金科苑"))
    say(record_organisation("510106040020", an_actor(), name="新社区"))
    assert [fact.organisation_id for fact in store.facts] == [
        COMMUNITY,
        "510106040020",
    ]


def test_a_supervisor_makes_no_root_and_takes_nothing_from_others(say, store):
    street = {"kind": OrganisationKind.STREET}
    for refused in (
        record_organisation("999999", an_actor(), parent_id=None),
        record_organisation(OTHER, an_actor(), **street),
        record_organisation(COMMUNITY, an_actor(), parent_id=OTHER),
        record_organisation(COMMUNITY, STRANGER, parent_id=OTHER),
        record_organisation("510106040020", STRANGER),
    ):
        with pytest.raises(OutOfReach):
            say(refused)
    assert store.facts == []


def test_ops_make_roots(say, store):
    say(record_organisation("330106", OPS, parent_id=None))
    assert store.organisations["330106"].revision == 1


def test_saying_the_same_again_tells_nothing(say, store):
    say(record_organisation(COMMUNITY))
    assert store.facts == []


def test_staff_are_recorded_by_those_who_govern_both_places(say, store):
    say(record_staff(actor=an_actor()))
    say(record_staff(actor=an_actor(), organisation_id=STREET))
    with pytest.raises(OutOfReach):
        say(record_staff(actor=STRANGER, organisation_id=OTHER))
    assert store.staff["wang-li"].profile.organisation_id == STREET


def test_staff_serve_in_a_known_organisation(say):
    with pytest.raises(Invalid) as refused:
        say(record_staff(organisation_id="999999"))
    assert refused.value.fields == {"organisation_id": "unknown-organisation"}


def test_nobody_but_ops_touches_an_operator(say):
    say(record_staff(actor=OPS, roles=frozenset({Role.OPS})))
    with pytest.raises(RoleNotYours):
        say(record_staff(actor=an_actor(), roles=frozenset({Role.CLERK})))


@pytest.mark.parametrize(
    "scope",
    [
        {"scope_kind": ScopeKind.BUILDING, "scope_id": "65-9"},
        {"scope_kind": ScopeKind.ORGANISATION, "scope_id": COMMUNITY},
        {"scope_kind": ScopeKind.GRID, "scope_id": "g-1", "duty": DutyKind.CONTACT},
    ],
)
def test_a07_a_duty_is_tied_to_what_is_there(say, store, scope):
    say(record_staff())
    say(record_grid())
    duty_id = uuid4()
    say(record_duty(duty_id, an_actor(), **scope))
    say(record_duty(duty_id, an_actor(), **scope, until=TODAY))
    assert store.duties[duty_id].revision == 2


def test_a_duty_for_a_household_needs_the_household(say):
    say(record_staff())
    home = uuid4()
    scope = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(home)}
    with pytest.raises(Invalid) as refused:
        say(record_duty(**scope))
    assert refused.value.fields == {"scope_id": "unknown-household"}
    say(record_household(home))
    say(record_duty(**scope))


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"staff_id": "nobody"}, {"staff_id": "unknown-staff"}),
        (
            {"scope_kind": ScopeKind.ORGANISATION, "scope_id": "999999"},
            {"scope_id": "unknown-organisation"},
        ),
        (
            {"scope_kind": ScopeKind.GRID, "scope_id": "g-9"},
            {"scope_id": "unknown-grid"},
        ),
    ],
)
def test_a_duty_for_nobody_or_nothing_is_refused(say, change, fields):
    say(record_staff())
    with pytest.raises(Invalid) as refused:
        say(record_duty(**change))
    assert refused.value.fields == fields


def test_a_strangers_duty_is_not_given(say):
    say(record_staff())
    with pytest.raises(OutOfReach):
        say(record_duty(actor=STRANGER))


def test_a_grid_moves_only_between_places_that_one_governs(say, store):
    say(record_grid(actor=an_actor()))
    say(record_grid(actor=an_actor(), organisation_id=STREET))
    with pytest.raises(OutOfReach):
        say(record_grid(actor=an_actor(), organisation_id=OTHER))
    assert store.grids["g-1"].profile.organisation_id == STREET


def test_b18_a_handover_ends_the_former_heads_time(say, store):
    for staff_id in ("wang-li", "li-na"):
        say(record_staff(staff_id))
    say(record_grid())
    say(appoint_head("wang-li", an_actor()))
    say(appoint_head("li-na", an_actor(), since=TODAY + timedelta(days=7)))
    times = {d.profile.staff_id: d.profile.until for d in store.duties.values()}
    assert times == {"wang-li": TODAY + timedelta(days=7), "li-na": None}


def test_a_head_is_somebody_and_appointed_by_those_who_govern(say):
    say(record_grid())
    with pytest.raises(Invalid) as refused:
        say(appoint_head("nobody"))
    assert refused.value.fields == {"staff_id": "unknown-staff"}
    with pytest.raises(OutOfReach):
        say(appoint_head(actor=STRANGER))


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
    card = say(ReadResident(actor=CLERK, resident_id=mine, purpose=Purpose.VISIT))
    assert (card.name, card.identity_number) == (NAME, an_identity())
    look = store.looks[0]
    assert (look.actor, look.purpose, look.resident_id) == (CLERK, Purpose.VISIT, mine)
    assert "identity_number" in look.fields
    assert look.at == NOON


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
    assert [(look.resident_id, look.fields) for look in store.looks] == [
        (mine, ("telephone",))
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
    assert resident_card(reader, mine, CLERK).registered_address == "梨花巷7号3栋***"
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
