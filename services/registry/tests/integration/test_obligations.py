"""Obligations on a real database: the rows, by the rules that the four sites ship."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from minqing_chassis.sealing import Sealer
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM, Role
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.application.charges.commands import AssignHouseholds, HandOver
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import Asked, history, standings
from registry.domain.obligations.standing import State
from registry.domain.obligations.tagging import Tagged
from registry.domain.premises.kinds import PremisesKind
from registry.domain.profiles import ScopeKind
from services.registry.tests.archive_builders import define, edit
from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    TODAY,
    an_identity,
    record_grid,
    record_household,
    record_premises,
    record_resident,
    record_staff,
)
from services.registry.tests.integration.obligation_place import LONG_AGO, contact
from services.registry.tests.obligation_builders import at, ids, tagged, went
from services.registry.tests.visit_builders import close_visit

pytestmark = pytest.mark.integration

HOMES = ids(60)
PEOPLE = ids(12, 5000)


def homes_of(staff_id, homes=HOMES, since=LONG_AGO):
    return AssignHouseholds(
        actor=SYSTEM, staff_id=staff_id, household_ids=tuple(homes), since=since
    )


def test_c03_a_worker_owes_fifty_different_households_of_their_charge_a_quarter(place):
    place.say(*(record_household(each) for each in HOMES), homes_of("wang-li"))
    stranger = uuid4()
    place.say(record_household(stranger))
    for day in (0, 1, 2):
        when = at(TODAY - timedelta(days=day), 9)
        place.say(went(when, *(("household", each) for each in HOMES[:20])))
        place.say(went(when, ("household", stranger)))
    assert place.count("c03-households") == (20, 50)
    assert place.count("c03-households", on=TODAY - timedelta(days=3)) == (0, 50)
    assert place.missing("c03-households", "wang-li") == {str(e) for e in HOMES[20:]}
    place.say(went(at(TODAY, 9), *(("household", each) for each in HOMES[20:50])))
    found = place.one("c03-households")
    assert (found.state, found.forecast.shortfall) == (State.MET, 0)
    before = place.one("c03-households", on=date(2026, 1, 1), closed=True)
    assert (before.tally.done, before.state) == (0, State.MISSED)


def test_c03_a_successor_inherits_what_is_left_of_the_quarter(place):
    place.say(*(record_household(each) for each in HOMES), homes_of("wang-li"))
    place.say(went(at(date(2026, 1, 9)), *(("household", e) for e in HOMES[:30])))
    taken = HandOver(
        actor=SYSTEM, staff_id="wang-li", to_staff_id="li-na", since=date(2026, 2, 1)
    )
    place.say(taken)
    place.say(
        went(
            at(date(2026, 2, 9)), *(("household", e) for e in HOMES[25:35]), by="li-na"
        )
    )
    assert [each.bearer_id for each in place.all("c03-households")] == ["li-na"]
    told = place.one("c03-households", "li-na").tally
    assert (told.done, told.inherited, told.missing) == (35, 25, 15)
    assert place.count("c03-households", on=date(2026, 1, 31)) == (30, 50)


def test_c03_whoever_takes_a_charge_back_finds_what_they_did_in_it(place):
    place.say(*(record_household(e) for e in HOMES[:5]), homes_of("wang-li", HOMES[:5]))
    place.say(went(at(date(2026, 1, 9)), *(("household", e) for e in HOMES[:3])))
    place.say(homes_of("li-na", HOMES[:5], date(2026, 1, 20)))
    place.say(went(at(date(2026, 1, 21)), ("household", HOMES[3]), by="li-na"))
    place.say(homes_of("wang-li", HOMES[:5], date(2026, 2, 1)))
    told = place.one("c03-households").tally
    assert (told.done, told.inherited) == (4, 1)


def test_a_corrected_visit_is_counted_as_it_is_said_now(place):
    place.say(
        *(record_household(each) for each in HOMES[:2]), homes_of("wang-li", HOMES[:2])
    )
    visit = uuid4()
    place.say(went(at(TODAY, 9), ("household", HOMES[0]), visit_id=visit))
    assert place.count("c03-households") == (1, 50)
    place.say(went(at(LONG_AGO), ("household", HOMES[0]), visit_id=visit))
    assert place.count("c03-households") == (0, 50)


def test_a20_ten_different_residents_a_month_the_same_one_counts_once(place):
    place.say(
        *(
            record_resident(each, identity_number=an_identity(order=f"{200 + no}"))
            for no, each in enumerate(PEOPLE)
        ),
        tagged("party-member", Tagged.STAFF, "wang-li", "li-na"),
    )
    for _ in range(2):
        place.say(went(at(TODAY, 9), *(("resident", e) for e in PEOPLE[:9])))
    assert place.count("a20-ten-residents") == (9, 10)
    assert [e.bearer_id for e in place.all("a20-ten-residents")] == ["li-na", "wang-li"]
    place.say(went(at(TODAY, 9), ("resident", PEOPLE[9])))
    assert place.one("a20-ten-residents").state is State.MET
    april = place.one("a20-ten-residents", on=date(2026, 4, 1), closed=True)
    assert april.state is State.MET
    assert place.count("a20-ten-residents", on=date(2026, 2, 28)) == (0, 10)


def test_a18_each_floating_resident_and_relocated_household_once_a_quarter(place):
    far, near, moved = uuid4(), uuid4(), uuid4()
    order = an_identity(order="777")
    place.say(
        record_resident(far, registered_division="420106"),
        record_resident(near, identity_number=order),
        record_household(moved),
        tagged("relocated", Tagged.HOUSEHOLD, moved),
    )
    assert place.missing("a18-floating", COMMUNITY) == {str(far)}
    assert place.missing("a18-relocated", COMMUNITY) == {str(moved)}
    place.say(went(at(TODAY, 9), ("household", moved)))
    assert place.missing("a18-relocated", COMMUNITY) == frozenset()
    place.say(
        define("basic"),
        replace(edit(far, condition="良好", actor=SYSTEM), section="basic"),
    )
    assert place.count("a18-floating", COMMUNITY) == (1, 1)
    [quarter] = history(
        place.parts.judge,
        Scope(place=STREET),
        Asked(on=date(2026, 4, 1), today=date(2026, 4, 1), rule="a18-relocated"),
        1,
    )
    assert (quarter.first, quarter.percent) == (date(2026, 1, 1), "100.00")
    due = place.one("a18-relocated", COMMUNITY, date(2026, 7, 1), closed=True)
    assert (due.state, due.tally.missing) == (State.MISSED, 1)


def test_b10_every_community_lane_and_key_home_has_somebody_who_contacts_it(place):
    home = uuid4()
    place.say(
        record_grid("big"),
        record_grid("mid", level=2, parent_id="big"),
        record_grid("lane", level=3, parent_id="mid"),
        record_household(home),
        tagged("key-home", Tagged.HOUSEHOLD, home),
        tagged("leader", Tagged.STAFF, "chief"),
        tagged("cadre", Tagged.STAFF, "li-na"),
        contact("wang-li", ScopeKind.GRID, "lane"),
    )
    rules = ("b10-communities", "b10-lanes", "b10-key-homes")
    assert [place.count(rule, STREET) for rule in rules] == [(0, 1)] * 3
    assert place.missing("b10-lanes", STREET) == {"lane"}
    place.say(
        contact("li-na", ScopeKind.GRID, "lane"),
        contact("chief", ScopeKind.HOUSEHOLD, home),
        contact("chief", ScopeKind.ORGANISATION, COMMUNITY, since=TODAY),
    )
    assert [place.count(rule, STREET) for rule in rules] == [(1, 1)] * 3
    yesterday = TODAY - timedelta(days=1)
    assert place.count("b10-communities", STREET, yesterday) == (0, 1)


def test_b10_every_party_member_has_somebody_of_the_committee(place):
    home, member, other = uuid4(), uuid4(), uuid4()
    place.say(
        record_household(home),
        record_resident(member, household_id=home),
        record_resident(
            other, household_id=home, identity_number=an_identity(order="777")
        ),
        tagged("party-member", Tagged.RESIDENT, member),
        tagged("party-committee", Tagged.STAFF, "chief"),
        contact("chief", ScopeKind.RESIDENT, other),
        contact("wang-li", ScopeKind.RESIDENT, member),
    )
    assert place.count("b10-party-members", STREET) == (0, 1)
    assert place.missing("b10-party-members", STREET) == {str(member)}
    place.say(contact("chief", ScopeKind.RESIDENT, member, since=TODAY))
    assert place.count("b10-party-members", STREET) == (1, 1)
    with pytest.raises(Invalid):
        place.say(contact("chief", ScopeKind.RESIDENT, uuid4()))


def test_c02_a_street_sees_every_estate_and_a_community_every_household(place):
    place.say(
        record_premises("66", kind=PremisesKind.COURTYARD, name="66号院"),
        *(record_household(each) for each in HOMES[:3]),
    )
    place.say(
        went(at(TODAY, 9), by="chief", kind="estate", premises_id="65-9-2-4"),
        went(at(TODAY, 9), by="wang-li", kind="estate", premises_id="66"),
        went(at(TODAY, 9), ("household", HOMES[0])),
        went(at(TODAY, 9), ("household", HOMES[1]), by="chief"),
    )
    assert place.count("c02-estates", STREET) == (1, 2)
    assert place.missing("c02-estates", STREET) == {"66"}
    assert place.count("c02-homes", COMMUNITY) == (1, 3)


def test_c11_a_worker_owes_a_love_visit_every_month(place):
    place.say(record_household(HOMES[0]), homes_of("wang-li", HOMES[:1]))
    assert place.count("c11-love") == (0, 1)
    place.say(went(at(TODAY, 9), ("household", HOMES[0]), kind="love"))
    assert place.one("c11-love").state is State.MET
    assert place.count("c11-love", on=date(2026, 2, 28)) == (0, 1)


def test_c05_a_visit_counts_once_it_is_closed_where_the_rule_says_so(place):
    place.say(record_household(HOMES[0]), homes_of("wang-li", HOMES[:1]))
    visit = uuid4()
    place.say(went(at(TODAY, 9), ("household", HOMES[0]), visit_id=visit, diary="在家"))
    judge, policy = place.parts.judge, place.parts.judge.policy_at(TODAY)
    rules = [
        replace(each, counts=replace(each.counts, closed_only=True))
        for each in policy.rules
    ]
    strict = replace(judge, policy_at=lambda _: replace(policy, rules=rules))
    asked = Scope(place=STREET), Asked(on=TODAY, today=TODAY, rule="c03-households")
    assert standings(judge, *asked)[0].tally.done == 1
    assert standings(strict, *asked)[0].tally.done == 0
    place.say(close_visit(visit))
    assert standings(strict, *asked)[0].tally.done == 1


def test_d21_a_doctor_owes_everybody_in_care_a_visit_a_month(place):
    cared, well = PEOPLE[:2]
    home = uuid4()
    place.say(
        record_household(home),
        record_resident(cared, household_id=home),
        record_resident(
            well, household_id=home, identity_number=an_identity(order="9" * 3)
        ),
        tagged("health-care", Tagged.RESIDENT, cared),
        tagged("community-doctor", Tagged.STAFF, "li-na"),
        contact("li-na", ScopeKind.HOUSEHOLD, home),
    )
    assert place.missing("d21-health", "li-na") == {str(cared)}
    place.say(went(at(TODAY, 9), ("resident", cared), by="li-na", kind="health"))
    assert place.count("d21-health", "li-na") == (1, 1)


def test_what_a_resident_was_tagged_as_goes_with_the_forgotten_file(place):
    gone, stays = PEOPLE[:2]
    place.say(
        record_resident(gone),
        record_resident(stays, identity_number=an_identity(order="987")),
        tagged("health-care", Tagged.RESIDENT, gone, stays),
    )
    with SqlRegistryWork(
        place.parts.database, Sealer([bytes(range(32))]), source="test/registry"
    ) as work:
        work.records.forget_homes(gone)
        work.commit()
    left = place.parts.database.rows("select id from obligation_tags")
    assert [row["id"] for row in left] == [str(stays)]


def test_whoever_left_owes_nothing_and_owed_before(place):
    place.say(tagged("party-member", Tagged.STAFF, "wang-li", until=date(2026, 2, 1)))
    assert place.all("a20-ten-residents") == []
    assert place.count("a20-ten-residents", on=date(2026, 1, 31)) == (0, 10)
    place.say(record_staff(active=False, roles=frozenset({Role.CLERK})))
    assert place.count("a20-ten-residents", on=date(2026, 1, 31)) == (0, 10)
