"""A street that never was: the same from the same seed, and believable."""

from collections import Counter
from datetime import date

import pytest

from minqing_demo.street.making import Plan, make_street
from registry.domain.identity import birth_date, checked_identity
from registry.domain.values import checked_id

pytestmark = pytest.mark.unit

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def street():
    """金科苑 at its real size: 10,504 residents, 40 captains."""
    return make_street(Plan(residents=10_504))


@pytest.fixture(scope="module")
def people(street):
    return [each for household in street.households for each in household.people]


def test_the_street_has_the_size_that_was_asked_for(street, people):
    assert 10_504 <= len(people) < 10_510
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


def test_ages_and_hardships_are_believable(people):
    ages = [(TODAY - each.born).days // 365 for each in people]
    assert 0.08 < sum(age < 18 for age in ages) / len(ages) < 0.3
    assert 0.1 < sum(age >= 60 for age in ages) / len(ages) < 0.4
    assert max(ages) < 100
    burdened = sum(bool(each.hardships) for each in people) / len(people)
    assert 0.02 < burdened < 0.12
    children = [p for p, age in zip(people, ages, strict=True) if age < 13]
    assert not any(each.telephone for each in children)
