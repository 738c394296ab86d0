"""Organisations, staff, duties, grids: authority first, then what is told."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.errors import (
    OutOfReach,
    RoleNotYours,
)
from registry.domain.profiles import DutyKind, OrganisationKind, ScopeKind
from services.registry.tests.builders import (
    COMMUNITY,
    OPS,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    an_actor,
    appoint_head,
    record_duty,
    record_grid,
    record_household,
    record_organisation,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

CLERK, HANDLER = an_actor(Role.CLERK), an_actor(Role.HANDLER)
STRANGER = an_actor(organisation=OTHER)
CONTACT = {"duty": DutyKind.CONTACT}


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


def test_a_desks_telephone_is_said_kept_and_taken_away(say, store):
    said = lambda telephone: replace(  # noqa: E731
        record_organisation(COMMUNITY, an_actor()), telephone=telephone
    )
    at = lambda: store.organisations[COMMUNITY].desk_telephone  # noqa: E731
    say(said("028-8700 1234"))
    assert at() == "02887001234"
    revision = store.organisations[COMMUNITY].revision
    say(said("02887001234"))
    say(said(None))
    assert (at(), store.organisations[COMMUNITY].revision) == ("02887001234", revision)
    with pytest.raises(Invalid) as refused:
        say(said("打我手机"))
    assert refused.value.fields == {"desk_telephone": "bad-telephone"}
    say(said(""))
    assert at() is None


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
    say(record_staff("liu-mei", actor=an_actor()))
    say(record_staff("liu-mei", actor=an_actor(), organisation_id=STREET))
    with pytest.raises(OutOfReach):
        say(record_staff("liu-mei", actor=STRANGER, organisation_id=OTHER))
    assert store.staff["liu-mei"].profile.organisation_id == STREET


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
        {"scope_kind": ScopeKind.ORGANISATION, "scope_id": COMMUNITY} | CONTACT,
        {"scope_kind": ScopeKind.GRID, "scope_id": "g-1"} | CONTACT,
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
    scope = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(home)} | CONTACT
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
            {"scope_kind": ScopeKind.ORGANISATION, "scope_id": "999999"} | CONTACT,
            {"scope_id": "unknown-organisation"},
        ),
        (
            {"scope_kind": ScopeKind.GRID, "scope_id": "g-9"} | CONTACT,
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


def test_a_duty_for_one_resident_needs_the_resident(say):
    say(record_staff())
    resident = uuid4()
    scope = {"scope_kind": ScopeKind.RESIDENT, "scope_id": str(resident)} | CONTACT
    with pytest.raises(Invalid) as refused:
        say(record_duty(**scope))
    assert refused.value.fields == {"scope_id": "unknown-resident"}
    say(record_resident(resident))
    say(record_duty(**scope))
