"""Lists in words: every column and every code, in every language."""

import pytest

from minqing_kernel.messages import Role
from registry.domain.cover.cover import Cell, GridMap, Home
from registry.domain.exporting.lists import LISTS
from registry.domain.importing.templates import TEMPLATES
from registry.domain.premises.kinds import PremisesKind
from registry.domain.profiles import (
    STAFF_ROLES,
    DutyKind,
    OrganisationKind,
    ScopeKind,
)
from registry.domain.resident import ResidentState
from registry.entrypoints.exporting.words import ListWords, table, without_words

pytestmark = pytest.mark.unit

MEANT = {
    ("residents", "state"): ResidentState,
    ("organisations", "kind"): OrganisationKind,
    ("premises", "kind"): PremisesKind,
    ("staff", "roles"): sorted(STAFF_ROLES),
    ("grids", "level"): [1, 2, 3],
    ("duties", "duty"): DutyKind,
    ("duties", "scope_kind"): ScopeKind,
}


def test_every_column_and_every_code_has_words_in_three_languages():
    assert list(without_words()) == []
    for kind, codes in LISTS.items():
        assert ListWords(kind=kind, language="en").title
        assert all(ListWords(kind=kind, language="zh-TW").heading(codes)), kind
    for (kind, column), codes in MEANT.items():
        words = ListWords(kind=kind, language="zh-CN")
        for code in codes:
            [[told]] = words.rows([column], [[code]])
            assert told != str(code), (kind, column, code)


def test_whatever_lacks_a_language_is_named():
    assert list(without_words({"a": {"b": {"zh-CN": "甲", "en": "A"}}})) == [
        "/a/b/zh-TW"
    ]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("zh-CN", ["wang-li", "王丽", "1", ["受理", "主管"], "是"]),
        ("zh-TW", ["wang-li", "王丽", "1", ["受理", "主管"], "是"]),
        ("en", ["wang-li", "王丽", "1", ["Clerk", "Supervisor"], "Yes"]),
    ],
)
def test_codes_are_told_in_the_callers_language(language, row):
    raw = ["wang-li", "王丽", "1", [Role.CLERK, Role.SUPERVISOR], True]
    words = ListWords(kind="staff", language=language)
    assert list(words.rows(LISTS["staff"], [raw])) == [row]


def test_what_a_section_says_stays_as_it_is_but_yes_and_no():
    words = ListWords(kind="section-health", language="en")
    assert words.title is None
    assert words.heading(["resident_id"]) == ["Resident id"]
    told = words.rows(["resident_id"], [["r-1", "living", True, None]])
    assert list(told) == [["r-1", "living", "Yes", None]]


def test_words_of_a_list_are_those_that_a_template_takes():
    values = table()["values"]
    for kind, column in (
        ("organisations", "kind"),
        ("grids", "level"),
        ("staff", "roles"),
    ):
        [spec] = [each for each in TEMPLATES[kind].columns if each.code == column]
        said = values.get(f"{kind}.{column}") or values[column]
        assert {code: words["zh-CN"] for code, words in said.items()} == {
            code: word for word, code in spec.options.items()
        }


def test_the_smallest_grid_round_a_home_is_found_though_nobody_named_it():
    cells = [
        Cell(grid_id="large", level=1, parent_id=None, claims=frozenset({"65"})),
        Cell(grid_id="small", level=3, parent_id="large", claims=frozenset({"65-9"})),
    ]
    grids = GridMap(cells, {"65-9": "65", "65": None})
    home = Home(household_id=None, grid_id=None, building_id="65-9")
    assert grids.smallest(home) == "small"
    nowhere = Home(household_id=None, grid_id=None, building_id=None)
    assert grids.smallest(nowhere) is None
