"""Who serves where, and as what: said by another, kept, and never left to nobody."""

from datetime import timedelta

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.errors import ChangedMeanwhile, LastOperator, OwnRights
from registry.domain.persons import PersonNumber
from registry.domain.serving import StaffEdition, spans_of
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OPS,
    STREET,
    a_cause,
    an_actor,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

HANDLES, LEADS = frozenset({Role.HANDLER}), frozenset({Role.SUPERVISOR})
OPERATES = frozenset({Role.OPS})


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in the_tree():
        bus.handle(command, a_cause(command.actor))
    return lambda command: bus.handle(command, a_cause(command.actor))


def edition(revision, roles, *, unit=COMMUNITY, active=True, reason=""):
    return StaffEdition(
        staff_id="liu-mei",
        revision=revision,
        at=NOON + timedelta(days=revision),
        by=f"admin-{revision}",
        organisation_id=unit,
        roles=roles,
        active=active,
        reason=reason,
    )


def told(spans):
    return [
        (each.role.value, each.organisation_id, each.given_by, each.ended_by)
        for each in spans
    ]


def test_a_role_runs_from_when_it_was_given_until_it_was_taken():
    both = edition(2, HANDLES | LEADS, reason="代理主任")
    found = spans_of(
        [edition(1, HANDLES), both, edition(3, HANDLES, reason="代理结束")]
    )
    assert told(found) == [
        ("handler", COMMUNITY, "admin-1", ""),
        ("supervisor", COMMUNITY, "admin-2", "admin-3"),
    ]
    led = found[1]
    assert (led.given_for, led.ended_for) == ("代理主任", "代理结束")
    assert (led.since, led.until) == (both.at, both.at + timedelta(days=1))
    assert found[0].until is None


def test_who_leaves_ends_all_roles_and_who_comes_back_begins_anew():
    left = edition(2, HANDLES, active=False)
    found = spans_of([edition(1, HANDLES), left, edition(3, HANDLES)])
    assert told(found) == [
        ("handler", COMMUNITY, "admin-3", ""),
        ("handler", COMMUNITY, "admin-1", "admin-2"),
    ]


def test_a_role_does_not_go_along_to_another_unit():
    found = spans_of([edition(1, HANDLES), edition(2, HANDLES, unit=STREET)])
    assert told(found) == [
        ("handler", STREET, "admin-2", ""),
        ("handler", COMMUNITY, "admin-1", "admin-2"),
    ]
    assert spans_of([]) == []


def test_a_reason_is_plain_and_not_endless():
    assert edition(1, HANDLES, reason=" 轮岗 ").reason == "轮岗"
    with pytest.raises(Invalid):
        edition(1, HANDLES, reason="字" * 1000)


def test_what_is_said_is_kept_with_who_said_it_and_why(say, store):
    say(record_staff("liu-mei", actor=an_actor(), reason="新到岗"))
    say(record_staff("liu-mei", actor=an_actor(), reason="再按一次"))
    say(record_staff("liu-mei", actor=OPS, roles=LEADS, reason="提任"))
    kept = [store.staff_editions["liu-mei", each] for each in (1, 2)]
    assert [(each.by, each.reason) for each in kept] == [
        ("wang-li", "新到岗"),
        ("wang-li", "提任"),
    ]
    assert kept[1].roles == LEADS
    assert len(store.staff_editions) == 2


def test_nobody_says_of_themselves_where_or_as_what_they_serve(say):
    say(record_staff("wang-li", roles=LEADS))
    for change in (
        {"roles": LEADS | HANDLES},
        {"roles": LEADS, "organisation_id": STREET},
        {"roles": LEADS, "active": False},
    ):
        with pytest.raises(OwnRights):
            say(record_staff("wang-li", actor=an_actor(), **change))
    say(record_staff("wang-li", actor=an_actor(), roles=LEADS, name="王丽华"))


def test_nor_by_one_more_account_of_their_own(say, store):
    mine = PersonNumber(person_number="GH-7")
    say(record_staff("wang-li", roles=HANDLES, number=mine))
    with pytest.raises(OwnRights):
        say(record_staff("wang-li-2", actor=OPS, roles=OPERATES, number=mine))
    say(record_staff("wang-li-2", roles=HANDLES, number=mine))
    with pytest.raises(OwnRights):
        say(record_staff("wang-li-2", actor=OPS, roles=OPERATES, number=mine))
    assert store.staff["wang-li-2"].profile.roles == HANDLES


def test_the_last_who_operates_is_not_taken_away(say, store):
    say(record_staff("ops-1", roles=OPERATES))
    say(record_staff("ops-2", roles=OPERATES | HANDLES))
    say(record_staff("ops-2", actor=OPS, roles=HANDLES))
    for change in ({"roles": HANDLES}, {"roles": OPERATES, "active": False}):
        with pytest.raises(LastOperator):
            say(record_staff("ops-1", actor=OPS, **change))
    assert store.staff["ops-1"].profile.roles == OPERATES


def test_what_another_said_meanwhile_is_not_overwritten(say):
    say(record_staff("liu-mei", seen=0))
    with pytest.raises(ChangedMeanwhile):
        say(record_staff("liu-mei", seen=0, roles=LEADS))
    say(record_staff("liu-mei", seen=1, roles=LEADS))
    with pytest.raises(ChangedMeanwhile):
        say(record_staff("liu-mei", seen=1, roles=HANDLES | LEADS))
    say(record_staff("liu-mei", seen=1, roles=LEADS))
