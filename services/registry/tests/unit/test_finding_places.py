"""Places as a clerk types them while somebody speaks."""

import pytest

from registry.adapters.searching.pinyin import readings_of
from registry.domain.premises.finding import find_places, read_place
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.premises import Premises, PremisesProfile

pytestmark = pytest.mark.unit


def one(premises_id, kind, name, parent=None):
    profile = PremisesProfile(
        kind=kind, name=name, parent_id=parent, organisation_id="jinkeyuan"
    )
    return Premises(premises_id=premises_id, profile=profile)


ESTATE = one("e1", PremisesKind.ESTATE, "金科苑")
YARD = one("y1", PremisesKind.COURTYARD, "金科苑东街65号", "e1")
OTHER = one("e2", PremisesKind.ESTATE, "长寿里")
INNER = [
    one("b9", PremisesKind.BUILDING, "9栋", "e1"),
    one("y9", PremisesKind.BUILDING, "9幢", "y1"),
    one("u2", PremisesKind.UNIT, "二单元", "b9"),
]


class Town:
    def named(self):
        return [(ESTATE,), (ESTATE, YARD), (OTHER,)]

    def within(self, parent_ids, kind, key):
        return [
            each
            for each in INNER
            if each.profile.parent_id in parent_ids
            and (each.profile.kind, each.profile.key) == (kind, key)
        ]


def found(text):
    asked = read_place(text)
    assert asked is not None
    return [each.label for each in find_places(asked, Town(), readings_of)]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("jky", ["金科苑", "金科苑东街65号"]),
        ("jky 9d", ["金科苑9栋", "金科苑东街65号9幢"]),
        ("jky9d2dy", ["金科苑9栋二单元"]),
        ("JKY 9栋 2單元 401室", ["金科苑9栋二单元"]),
        ("jky 65 9d", ["金科苑东街65号9幢"]),
        ("东街 65号 9", ["金科苑东街65号9幢"]),
        ("jinkeyuan", ["金科苑", "金科苑东街65号"]),
        ("金科 8栋", []),
        ("changs", ["长寿里"]),
        ("没有", []),
    ],
)
def test_a30_a_place_is_found_by_name_pinyin_initials_and_numbers(typed, labels):
    assert found(typed) == labels


@pytest.mark.parametrize("typed", ["", "9", "9栋", "  "])
def test_numbers_alone_name_no_place(typed):
    assert read_place(typed) is None


def test_what_is_found_says_which_it_is():
    [place] = find_places(read_place("jky9d2dy"), Town(), readings_of)
    assert place.told == {
        "premises_id": "u2",
        "organisation_id": "jinkeyuan",
        "kind": "unit",
    }
