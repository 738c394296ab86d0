"""People who die, leave and return, and everything that hangs on them."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid
from minqing_kernel.messages import Role
from registry.application.aid.commands import PairUp
from registry.application.archive.commands import RecordTenancy
from registry.application.commands import RecordDeath
from registry.application.lives.commands import (
    AppointHouseholdHead,
    RecordDeparture,
    RecordReturn,
    UndoLife,
)
from registry.application.moves.commands import MoveResidents, UndoMove
from registry.domain.aid.pairing import Partner, PartnerKind
from registry.domain.archive.tenancy import TenancyProfile
from registry.domain.errors import HouseholdUnknown, NotAway, ResidentClosed
from registry.domain.lives.change import ChangeState, LifeKind, UndoGround
from registry.domain.lives.errors import NothingToUndo
from registry.domain.moves.errors import ChangedSince
from registry.domain.moves.move import MoveKind
from registry.domain.plans.plan import NOBODY_LEFT
from registry.domain.profiles import DutyKind, ScopeKind
from registry.domain.resident import LIFE, ResidentState
from services.registry.tests.aid_builders import RULES, plan
from services.registry.tests.archive_builders import define, edit
from services.registry.tests.builders import (
    AT_HOME,
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
from services.registry.tests.fakes import in_memory
from services.registry.tests.fakes_aid import AidStore, aid_in_memory
from services.registry.tests.unit.test_archive_petitions import accepted, file, heard

pytestmark = pytest.mark.unit

README = Path(__file__).parents[2] / "README.md"

CLERK = an_actor(Role.CLERK)
HOME, NEXT = uuid4(), uuid4()
HEAD, CHILD, OWNER = uuid4(), uuid4(), uuid4()
WORKER, RENT = uuid4(), uuid4()
PAIR, PLAN = uuid4(), uuid4()
BEFORE = TODAY - timedelta(days=30)


@pytest.fixture
def store():
    return AidStore()


@pytest.fixture
def say(store):
    """A household of two that rents and is served; its head; its owner elsewhere."""
    bus = in_memory(store)
    served = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(HOME)}
    for command in (
        *the_tree(),
        record_staff(),
        record_household(HOME, address=AT_HOME),
        record_household(NEXT, organisation_id=STREET, address="桃花巷9号"),
        record_resident(HEAD, household_id=HOME, identity_number=None),
        record_resident(CHILD, household_id=HOME, identity_number=None),
        record_resident(OWNER, identity_number=None),
        record_duty(WORKER, duty=DutyKind.SOCIAL_WORKER, since=BEFORE, **served),
        rents(),
        AppointHouseholdHead(actor=CLERK, household_id=HOME, resident_id=HEAD),
    ):
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


def rents(**changes) -> RecordTenancy:
    said = {"household_id": HOME, "owner_id": OWNER, "since": BEFORE}
    profile = TenancyProfile(**(said | changes))
    return RecordTenancy(actor=CLERK, tenancy_id=RENT, profile=profile)


def dies(who=HEAD, on=TODAY, **changes) -> RecordDeath:
    return RecordDeath(
        **({"actor": CLERK, "resident_id": who, "died_on": on} | changes)
    )


def leaves(who=HEAD, on=TODAY, **changes) -> RecordDeparture:
    said = {"actor": CLERK, "resident_id": who, "left_on": on, "moved_to": "330106"}
    return RecordDeparture(**(said | changes))


def returns(who=HEAD, on=TODAY, **changes) -> RecordReturn:
    said = {"actor": CLERK, "resident_id": who, "returned_on": on}
    return RecordReturn(**(said | changes))


def undo(kind=LifeKind.DEATH, who=HEAD, **changes) -> UndoLife:
    said = {"actor": CLERK, "resident_id": who, "ground": UndoGround.WRONG_PERSON}
    return UndoLife(kind=kind, **(said | changes))


def tied(store):
    """Return what hangs on the household: head, who serves until, rented until."""
    return (
        store.households[HOME].head_id,
        store.duties[WORKER].profile.until,
        store.tenancies[RENT].profile.until,
    )


WHOLE = (HEAD, None, None)
GOES = [(dies, LifeKind.DEATH), (leaves, LifeKind.DEPARTURE)]


@pytest.mark.parametrize(("goes", "kind"), GOES)
def test_b29_a_household_keeps_what_it_has_while_somebody_is_left(
    say, store, goes, kind
):
    assert say(goes()) == ("household-without-head",)
    assert tied(store) == (None, None, None)
    assert say(goes()) == ()
    say(undo(kind))
    assert tied(store) == WHOLE
    assert store.residents[HEAD].state is ResidentState.LIVING


@pytest.mark.parametrize(("goes", "kind"), GOES)
def test_b29_another_heads_the_household_from_that_day_on(say, store, goes, kind):
    assert say(goes(next_head=CHILD)) == ()
    assert tied(store) == (CHILD, None, None)
    say(undo(kind))
    assert tied(store) == WHOLE


@pytest.mark.parametrize(("goes", "kind"), GOES)
def test_a19_c04_of_an_empty_household_tenancy_and_worker_end_and_come_back(
    say, store, goes, kind
):
    say(goes(CHILD, BEFORE))
    assert tied(store) == WHOLE
    say(goes(on=TODAY))
    assert tied(store) == (None, TODAY, TODAY)
    say(undo(kind))
    assert tied(store) == WHOLE
    say(undo(kind, CHILD))
    assert {each.state for each in store.lives.values()} == {ChangeState.UNDONE}


def helped(store):
    """Return until when the household is paired, and how its plan stands."""
    return store.pairings[PAIR].until, store.plans[PLAN].state.value


@pytest.fixture
def cared_for(say, store):
    """The household is paired with somebody and has a plan."""
    bus = aid_in_memory(store, RULES)
    wang = Partner(kind=PartnerKind.STAFF, id="wang-li")
    said = {"pairing_id": PAIR, "household_id": HOME, "partner": wang}
    for command in (PairUp(actor=CLERK, since=BEFORE, **said), plan(HOME, PLAN)):
        bus.handle(command, a_cause())


@pytest.mark.parametrize(("goes", "kind"), GOES)
def test_c11_c07_of_an_empty_household_pairing_and_plan_end_and_come_back(
    say, store, cared_for, goes, kind
):
    say(dies(CHILD))
    assert helped(store) == (None, "in-force")
    say(goes(on=BEFORE))
    assert helped(store) == (BEFORE, "closed")
    assert store.plans[PLAN].closed_on == TODAY
    assert store.plans[PLAN].added[-1].note == NOBODY_LEFT
    say(undo(kind))
    assert helped(store) == (None, "in-force")
    assert store.plans[PLAN].closed_on is None


def test_with_a_merger_they_end_and_do_not_follow(say, store, cared_for):
    merger = MoveResidents(
        actor=CLERK,
        move_id=uuid4(),
        kind=MoveKind.MERGE,
        from_household=HOME,
        to_household=NEXT,
    )
    say(merger)
    assert helped(store) == (TODAY, "closed")
    assert store.pairings[PAIR].household_id == HOME
    say(UndoMove(actor=CLERK, move_id=merger.move_id))
    assert helped(store) == (None, "in-force")


@pytest.mark.parametrize("changed", ["pairings", "plans"])
def test_what_was_done_to_help_since_is_not_undone(say, store, cared_for, changed):
    say(dies(CHILD))
    say(dies())
    for each in getattr(store, changed).values():
        each.revision += 1
    with pytest.raises(ChangedSince):
        say(undo())


def test_a_plan_whose_words_are_forgotten_stays_closed(say, store, cared_for):
    say(dies(CHILD))
    say(dies())
    known = store.plans[PLAN]
    known.forget("system", at=known.added[0].at)
    say(undo())
    assert helped(store) == (None, "closed")


def test_what_begins_later_ends_on_its_first_day(say, store):
    say(dies(CHILD))
    say(rents(since=TODAY))
    say(dies(on=BEFORE))
    assert tied(store) == (None, BEFORE, TODAY)


def test_a19_the_owners_death_ends_no_tenancy(say, store):
    assert say(dies(OWNER)) == ()
    assert tied(store) == WHOLE
    say(undo(who=OWNER))
    assert store.residents[OWNER].is_open


@pytest.mark.parametrize("changed", ["head", "duty", "tenancy"])
def test_what_was_changed_since_is_not_undone(say, store, changed):
    say(dies(CHILD))
    say(dies())
    if changed == "head":
        store.households[HOME].head_id = OWNER
    elif changed == "duty":
        store.duties[WORKER].revision += 1
    else:
        store.tenancies[RENT].revision += 1
    with pytest.raises(ChangedSince):
        say(undo())
    assert store.residents[HEAD].state is ResidentState.DECEASED


def test_a05_files_and_petitions_stay_and_nothing_more_is_written(say, store):
    say(define("health"))
    say(edit(HEAD, condition="良好"))
    say(define("petitions", holds_petitions=True))
    say(heard(accepted()))
    say(file(HEAD))
    say(leaves())
    assert len(store.entries[HEAD, "health"]) == 1
    assert [each.resident_id for each in store.links.values()] == [HEAD]
    for command in (edit(HEAD, 1, condition="尚可"), record_resident(HEAD)):
        with pytest.raises(ResidentClosed):
            say(command)
    say(returns())
    say(edit(HEAD, 1, condition="尚可"))


def test_a19_who_left_comes_back_to_the_same_household_or_to_another(say, store):
    say(leaves())
    say(returns())
    resident = store.residents[HEAD]
    assert (resident.state, resident.left_on) == (ResidentState.LIVING, None)
    assert resident.profile.household_id == HOME
    say(leaves())
    say(returns(household_id=NEXT))
    profile = store.residents[HEAD].profile
    assert (profile.household_id, profile.organisation_id) == (NEXT, STREET)
    assert {each.state for each in store.lives.values()} == {ChangeState.ENDED}


def test_who_left_may_die_elsewhere_and_a_mistake_leaves_them_away(say, store):
    say(leaves(on=BEFORE))
    assert say(dies()) == ()
    assert store.residents[HEAD].state is ResidentState.DECEASED
    say(undo())
    assert store.residents[HEAD].state is ResidentState.DEPARTED
    assert store.residents[HEAD].left_on == BEFORE
    with pytest.raises(Invalid):
        say(dies(next_head=CHILD))


def test_a_death_from_before_such_changes_were_kept_is_undone_alone(say, store):
    say(dies())
    store.lives.clear()
    say(undo())
    assert store.residents[HEAD].is_open
    say(leaves(OWNER))
    store.lives.clear()
    say(returns(OWNER))
    assert store.residents[OWNER].is_open


@pytest.mark.parametrize(
    ("before", "command", "refusal"),
    [
        ([], undo(), NothingToUndo),
        ([leaves()], undo(), NothingToUndo),
        ([], returns(), NotAway),
        ([leaves()], leaves(on=BEFORE), ResidentClosed),
        ([dies()], leaves(), ResidentClosed),
        ([leaves()], returns(on=BEFORE), Invalid),
        ([leaves()], returns(on=TODAY + timedelta(days=1)), Invalid),
        ([leaves()], returns(household_id=uuid4()), Invalid),
        ([], leaves(on=TODAY + timedelta(days=1)), Invalid),
        ([], leaves(moved_to="杭州"), Invalid),
        ([], leaves(next_head=HEAD), Invalid),
        ([], dies(next_head=OWNER), Invalid),
        ([], leaves(actor=an_actor(Role.CLERK, OTHER)), Forbidden),
        (
            [],
            AppointHouseholdHead(actor=CLERK, household_id=HOME, resident_id=OWNER),
            Invalid,
        ),
        (
            [],
            AppointHouseholdHead(actor=CLERK, household_id=uuid4(), resident_id=HEAD),
            HouseholdUnknown,
        ),
    ],
)
def test_what_cannot_be_is_refused(say, before, command, refusal):
    for each in before:
        say(each)
    with pytest.raises(refusal):
        say(command)


def test_the_same_said_again_changes_nothing(say, store):
    for command in (leaves(CHILD), leaves(CHILD)):
        say(command)
    assert len(store.lives) == 1
    said = AppointHouseholdHead(actor=CLERK, household_id=HOME, resident_id=HEAD)
    store.facts.clear()
    say(said)
    assert store.facts == []


def moved(kind, *people, move_id) -> MoveResidents:
    return MoveResidents(
        actor=CLERK,
        move_id=move_id,
        kind=kind,
        from_household=HOME,
        to_household=NEXT,
        resident_ids=people,
    )


@pytest.mark.parametrize(
    ("kind", "people", "left"),
    [
        (MoveKind.SPLIT, [CHILD], WHOLE),
        (MoveKind.SPLIT, [HEAD], (None, None, None)),
        (MoveKind.MERGE, [], (None, TODAY, TODAY)),
        (MoveKind.MOVE, [HEAD, CHILD], (None, TODAY, TODAY)),
    ],
)
def test_a19_c04_head_tenancy_and_worker_go_with_a_move_and_come_back(
    say, store, kind, people, left
):
    move_id = uuid4()
    say(moved(kind, *people, move_id=move_id))
    assert tied(store) == left
    say(UndoMove(actor=CLERK, move_id=move_id))
    assert tied(store) == WHOLE


def test_who_is_filed_in_another_household_heads_the_former_one_no_more(say, store):
    say(record_resident(CHILD, household_id=NEXT, identity_number=None))
    assert store.households[HOME].head_id == HEAD
    say(record_resident(HEAD, household_id=NEXT, identity_number=None))
    assert store.households[HOME].head_id is None


def test_the_page_of_the_service_draws_its_states():
    drawn = f"```mermaid\n{LIFE.as_mermaid()}\n```"
    assert drawn in README.read_text("utf-8")
