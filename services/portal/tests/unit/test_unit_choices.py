"""Which units a form offers, and in which order."""

import pytest

from portal.domain.tiles import Unit
from portal.domain.unit_choices import choices, given_last, patch_of, told_apart
from portal.entrypoints.web.visitor import MOST_GIVING, Visitor

pytestmark = pytest.mark.unit


def unit(unit_id, kind, parent_id="street"):
    return Unit(unit_id=unit_id, name=f"n-{unit_id}", parent_id=parent_id, kind=kind)


STREET = unit("street", "street", None)
UNITS = [
    *(unit("east", "community"), unit("west", "community"), STREET),
    *(unit("care", "section"), unit("law", "section")),
]


def told(found):
    return [(e.kind, e.under, [u.unit_id for u in e.units]) for e in found]


def test_units_stand_by_kind_those_above_before_those_below():
    assert told(choices(UNITS)) == [
        *(("street", "", ["street"]), ("section", "", ["care", "law"])),
        ("community", "", ["east", "west"]),
    ]


def test_the_suggested_one_is_first_then_those_given_to_last_and_each_stands_once():
    recent = ["law", "east", "gone"]
    assert told(choices(UNITS, suggested="east", recent=recent))[:3] == [
        *(("suggested", "", ["east"]), ("recent", "", ["law"])),
        ("street", "", ["street"]),
    ]


def test_of_some_units_alone_nothing_else_is_offered():
    assert told(choices(UNITS, among={"east", "law"}, suggested="west")) == [
        *(("section", "", ["law"]), ("community", "", ["east"])),
    ]


def test_one_kind_below_several_units_is_told_apart_by_them():
    far = [unit("hill", "street", None), unit("north", "community", "hill")]
    found = told(choices([*UNITS, *far, unit("odd", "guild", "nobody")]))
    assert ("community", "n-hill", ["north"]) in found
    assert ("community", "n-street", ["east", "west"]) in found
    assert found[-1] == ("guild", "", ["odd"])


def test_ones_own_patch_stands_before_what_belongs_elsewhere():
    far = [unit("hill", "street", None), unit("abbey", "section", "hill")]
    for own in ("street", "west"):
        kinds = [(k, u) for k, _, u in told(choices([*UNITS, *far], own=own))]
        assert kinds == [
            *(("street", ["street"]), ("section", ["care", "law"])),
            *(("community", ["east", "west"]), ("street", ["hill"])),
            ("section", ["abbey"]),
        ]
    circle = [unit("a", "section", "b"), unit("b", "section", "a")]
    assert patch_of("a", circle) == {"a", "b"}
    assert patch_of("nobody", circle) == {"nobody"}


def test_the_last_units_are_remembered_the_newest_first_and_few():
    assert given_last("law", ["east", "law", "west"]) == ["law", "east", "west"]
    assert given_last("new", list("abcdefg")) == ["new", *"abcd"]


def test_a_browser_remembers_to_whom_each_of_a_few_people_gave_cases():
    visitor = Visitor()
    for who in ("li", "chen", "wu", "li", "zhao"):
        visitor.give(who, f"{who}-unit")
    assert len(visitor.given) == MOST_GIVING
    assert "chen" not in visitor.given
    assert visitor.given["li"] == ["li-unit"]


def test_places_of_one_name_are_told_apart_by_their_codes():
    places = {"3301": "东街社区", "3302": "西街社区", "3401": "东街社区"}
    assert told_apart(places) == {
        "3301": "东街社区 · 3301",
        "3302": "西街社区",
        "3401": "东街社区 · 3401",
    }
