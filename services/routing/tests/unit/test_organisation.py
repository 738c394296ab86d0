"""Who stands above whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.domain.organisation import OrganisationTree
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_member,
    a_unit,
    the_units,
)

pytestmark = pytest.mark.unit


def names(units):
    return [unit.organisation_id for unit in units]


def test_superiors_come_nearest_first():
    assert names(the_units().superiors(COMMUNITY)) == [STREET, DISTRICT]


def test_a_superior_that_does_not_serve_is_stepped_over():
    units = the_units().with_unit(a_unit(STREET, DISTRICT, active=False))
    assert names(units.superiors(COMMUNITY)) == [DISTRICT]


def test_an_unknown_superior_ends_the_climb():
    units = OrganisationTree({COMMUNITY: a_unit(COMMUNITY, "nobody")})
    assert names(units.superiors(COMMUNITY)) == []
    assert names(units.superiors("nobody")) == []


def test_a_circle_ends_the_climb():
    units = OrganisationTree({"a": a_unit("a", "b"), "b": a_unit("b", "a")})
    assert names(units.superiors("a")) == ["b"]


def test_a_unit_stands_over_itself_and_over_those_below():
    units = the_units()
    assert units.stands_over(COMMUNITY, COMMUNITY)
    assert units.stands_over(DISTRICT, COMMUNITY)
    assert not units.stands_over(COMMUNITY, STREET)
    assert not units.stands_over(None, COMMUNITY)


def test_under_a_unit_are_itself_and_all_below():
    assert the_units().under(STREET) == {STREET, COMMUNITY, STATION}
    assert the_units().under("nobody") == {"nobody"}


@given(st.permutations(range(1, 6)))
def test_whatever_the_order_the_newest_is_known_in_the_end(revisions):
    units = OrganisationTree()
    for revision in revisions:
        unit = a_unit("a", revision=revision, active=revision == 5)
        units = units.with_unit(unit) if units.is_news(unit) else units
    known = units.find("a")
    assert known is not None
    assert known.revision == 5
    assert units.is_active("a")


@pytest.mark.parametrize(
    ("member", "handles"),
    [
        (a_member(), True),
        (a_member(roles=frozenset({"supervisor", "clerk"})), True),
        (a_member(roles=frozenset({"clerk"})), False),
        (a_member(active=False), False),
        (a_member(organisation_id=STREET), False),
    ],
)
def test_a_case_is_put_only_in_hands_that_serve_its_unit(member, handles):
    assert member.handles_for(COMMUNITY) is handles


@pytest.mark.parametrize(
    ("code", "stem"),
    [
        ("510000000000", "51"),
        ("510100", "5101"),
        ("510110", "510110"),
        ("510106000000", "510106"),
        ("510106040000", "510106040"),
        ("510106040010", "510106040010"),
        ("51", "51"),
    ],
)
def test_the_stem_of_a_division_keeps_whole_levels(code, stem):
    assert a_unit("c-1", division_code=code).division_stem == stem
