"""Tiles in the order of the units, shaded by how many."""

import pytest

from portal.domain.tiles import Unit, grouped, home_of, level_of, name_of, steps

pytestmark = pytest.mark.unit


def unit(unit_id, parent_id=None, division=""):
    return Unit(unit_id=unit_id, name=unit_id, parent_id=parent_id, division=division)


UNITS = [
    unit("street", "district", "5101060"),
    unit("section", "street", "5101060"),
    unit("east", "street", "510106040019"),
    unit("yard", "east"),
    unit("elsewhere", "district"),
]


@pytest.mark.parametrize(
    ("n", "most", "level"),
    [(0, 9, 0), (1, 9, 1), (9, 9, 4), (3, 4, 3), (1, 1, 4), (0, 0, 0)],
)
def test_the_greatest_is_the_darkest_and_none_is_blank(n, most, level):
    assert level_of(n, most) == level


@pytest.mark.parametrize("most", [0, 1, 2, 5, 40, 137])
def test_the_legend_says_of_each_number_the_shade_it_has(most):
    told = {n: level for level, low, high in steps(most) for n in range(low, high + 1)}
    assert told == {n: level_of(n, most) for n in range(most + 1)}


def test_units_lie_together_as_the_tree_has_them_each_once():
    told = [
        (g.head.unit_id, [u.unit_id for u in g.units]) for g in grouped(UNITS, "street")
    ]
    assert told == [("street", ["street", "section"]), ("east", ["east", "yard"])]
    circle = [unit("a", "b"), unit("b", "a"), unit("c", "c")]
    assert [g.head.unit_id for g in grouped(circle, "a")] == ["a", "b"]
    assert [g.head.unit_id for g in grouped(circle, "c")] == ["c"]
    assert grouped(UNITS, "nobody") == []


def test_a_grid_lies_with_the_narrowest_unit_that_holds_it():
    assert home_of("510106040019003", UNITS).unit_id == "east"
    assert home_of("5101060", UNITS).unit_id == "street"
    assert home_of("3301", UNITS) is None
    names = {"510106040019": "金科苑", "": "x"}
    assert name_of("510106040019", names) == "金科苑"
    assert name_of("510106040019003", names) == "金科苑 003"
    assert name_of("3301", names) == "3301"
