"""A street that never was: the same from the same seed, and believable."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from minqing_demo.street.belonging import (
    ELSEWHERE,
    MOVED_IN,
    RESIDENT,
    TRANSITIONAL,
)
from minqing_demo.street.making import Plan, make_street
from minqing_demo.street.places import roads_of
from registry.domain.firms.credit_code import checked_credit_code
from registry.domain.identity import birth_date, checked_identity
from registry.domain.values import checked_id

pytestmark = pytest.mark.unit

TODAY = date(2026, 3, 2)
ODD = Plan(residents=1_000, captains=7, prefix="od")


@pytest.fixture(scope="module")
def street():
    """金科苑 at its real size: 10,504 residents, 40 captains."""
    return make_street(Plan(residents=10_504))


@pytest.fixture(scope="module")
def people(street):
    return [each for household in street.households for each in household.people]


def _places(street):
    return [each.premises_id for each in street.premises]


def test_the_street_has_the_size_that_was_asked_for(street, people):
    assert len(people) == 10_504
    assert len(street.captains) == 40
    assert 2 < len(people) / len(street.households) < 3


def test_the_same_seed_makes_the_same_street_and_another_does_not():
    one, again, other = (
        make_street(Plan(residents=50, seed=seed)) for seed in (1, 1, 2)
    )
    assert one == again
    assert one.households != other.households


def test_identity_numbers_hold_together_and_are_nobodys(people):
    numbers = [each.identity_number for each in people]
    assert len(set(numbers)) == len(numbers)
    for each in people:
        assert checked_identity(each.identity_number, today=TODAY).startswith("000000")
        assert birth_date(each.identity_number) == each.born


def test_nobody_and_no_door_stands_there_twice(street, people):
    ids = [each.premises_id for each in street.premises]
    assert len(set(ids)) == len(ids)
    assert all(checked_id(each, "id") for each in ids)
    doors = [each.premises_id for each in street.households]
    assert len(set(doors)) == len(doors)
    assert len({each.resident_id for each in people}) == len(people)


def test_b17_the_smallest_grids_claim_each_courtyard_once(street):
    claims = Counter(claim for grid in street.grids for claim in grid.claims)
    yards = [each.premises_id for each in street.premises if each.kind == "courtyard"]
    assert claims == Counter(yards)


def test_a07_every_building_has_one_captain(street):
    kept = Counter(b for captain in street.captains for b in captain.buildings)
    built = [each.premises_id for each in street.premises if each.kind == "building"]
    assert kept == Counter(built)


def test_captains_share_the_buildings_evenly():
    shares = [len(each.buildings) for each in make_street(ODD).captains]
    assert len(shares) == 7
    assert max(shares) - min(shares) <= 1


def test_streets_of_another_number_share_no_number_with_it(people):
    other = make_street(Plan(residents=500, number=1, prefix="ot"))
    theirs = [each for household in other.households for each in household.people]
    numbers = {each.identity_number for each in people}
    telephones = {each.telephone for each in people if each.telephone}
    assert not numbers & {each.identity_number for each in theirs}
    assert not telephones & {each.telephone for each in theirs}
    assert not set(_places(other)) & set(_places(make_street(ODD)))


def test_b17_a_street_may_lie_in_the_grids_of_a_place():
    grids = make_street(replace(ODD, within="jky-g1")).grids
    assert {(each.level, each.parent_id) for each in grids} == {(3, "jky-g1")}


def test_ages_and_hardships_are_believable(people):
    ages = [(TODAY - each.born).days // 365 for each in people]
    assert 0.08 < sum(age < 18 for age in ages) / len(ages) < 0.3
    assert 0.1 < sum(age >= 60 for age in ages) / len(ages) < 0.4
    assert max(ages) <= 100
    burdened = sum(bool(each.hardships) for each in people) / len(people)
    assert 0.03 < burdened < 0.15
    children = [p for p, age in zip(people, ages, strict=True) if age < 13]
    assert not any(each.telephone for each in children)


def test_half_are_women_and_couples_are_of_two_sexes(street, people):
    def is_male(person):
        return int(person.identity_number[16]) % 2 == 1

    assert 0.4 < sum(map(is_male, people)) / len(people) < 0.6
    for home in street.households:
        pair = [each for each in home.people if each.relation in {"户主", "配偶"}]
        assert len(pair) == 1 or is_male(pair[0]) != is_male(pair[1])


def test_a18_a19_some_are_registered_elsewhere_rent_or_wait_for_a_new_home(street):
    homes = [each.people[0].registration for each in street.households]
    ways = Counter(each.residence for each in homes)
    assert ways.keys() == {RESIDENT, ELSEWHERE, MOVED_IN, TRANSITIONAL}
    assert 0.6 < ways[RESIDENT] / len(homes) < 0.8
    assert ways[TRANSITIONAL] > 50
    for each in homes:
        here = each.division == "510106040019"
        assert here == (each.residence == RESIDENT)
    assert 0.1 < len(street.tenancies) / len(homes) < 0.4
    owners = {each.owner_id for each in street.tenancies}
    living = {h.people[0].resident_id: h.household_id for h in street.households}
    assert owners <= living.keys()
    renting = {each.household_id for each in street.tenancies}
    assert not renting & {living[each] for each in owners}


def test_c06_d01_firms_have_codes_that_hold_together(street):
    codes = [each.credit_code for each in street.firms]
    assert len(set(codes)) == len(codes)
    assert all(checked_credit_code(each) == each for each in codes)
    yards = {each.premises_id for each in street.premises if each.kind == "courtyard"}
    assert {each.premises_id for each in street.firms} == yards
    assert len({each.name for each in street.firms}) == len(codes)


def test_communities_have_roads_of_their_own_and_one_to_the_next():
    roads = [roads_of(number) for number in range(200)]
    assert len({each[0] for each in roads}) == 200
    assert roads[0][0] == "梨花路"
    assert "桃花中路" in roads[0]
