"""What rises suddenly, and how a rule is told beside the default."""

import pytest

from portal.entrypoints.web.desk.rules import BASIS, compared
from portal.entrypoints.web.desk.trends import is_sudden
from portal.entrypoints.web.words import words_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("cases", "change", "sudden"),
    [
        (5, "50.0", True),
        (4, "300.0", False),
        (50, "49.9", False),
        (50, None, False),
        (9, "-80.0", False),
        (50, "NaN", False),
        (50, "Infinity", False),
    ],
)
def test_a_rise_is_sudden_where_it_is_neither_small_nor_chance(cases, change, sudden):
    assert is_sudden(cases, change) is sudden


def test_what_differs_from_the_default_stands_beside_it():
    told = {
        "lines": [
            f"levels: grid{BASIS}某街道",
            "policy: y",
            f"same: 1{BASIS}某街道",
            "new: 2",
        ],
        "default": ["levels: district", "same: 1", "policy: x"],
    }
    levels, same, new = compared(told, words_in("zh-CN"))
    assert (levels.basis, levels.default) == ("某街道", "层级（由低到高）：区")
    assert [each.changed for each in (levels, same, new)] == [True, False, True]
    assert (same.default, new.default) == ("", "")
