"""As what a matter may be filed: by the nearest earlier ones, and by own words."""

import json
import os
from pathlib import Path

import pytest

from intake.application.suggesting import LASTS, CategoryDesk
from intake.domain.filed import ENOUGH, NEAREST, FiledMatters, suggest
from intake.domain.guide import Guide
from minqing_kernel.search_text import search_key
from services.intake.tests.builders import a_category

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("MINQING_DATA", ROOT.parent / "shared" / "data"))
LABELLED = DATA / "petitions" / "labelled_495.jsonl"
LAMPS = [("lights", f"{each}栋楼道的路灯坏了不亮") for each in range(20)]
DRAINS = [("drains", f"{each}单元下水道堵了污水流出来") for each in range(20)]
NO_WORDS = {"lights": (), "drains": (), "other": ()}


def test_what_the_nearest_were_filed_as_comes_first_with_its_count():
    found = suggest("五栋的楼道路灯不亮了", FiledMatters(LAMPS + DRAINS), NO_WORDS)
    assert found[0].category == "lights"
    assert (found[0].matters, found[0].of) == (NEAREST, NEAREST)
    assert [each.category for each in found] == ["lights"]


def test_few_filed_matters_suggest_nothing_but_words_do():
    few = FiledMatters(LAMPS[: ENOUGH - 21] + DRAINS)
    assert len(few) == ENOUGH - 1
    words = {**NO_WORDS, "drains": ("下水道", "污水"), "other": ("水",)}
    found = suggest("下水道有污水", few, words)
    assert [(e.category, e.words, e.of) for e in found] == [
        ("drains", ("下水道", "污水"), 0),
        ("other", ("水",), 0),
    ]


def test_one_place_is_kept_for_what_is_named_by_its_own_words():
    names = ("lights", "drains", "doors", "water")
    filed = FiledMatters(
        (names[at % 3], f"{at}栋{'灯沟门'[at % 3]}坏了好几天") for at in range(60)
    )
    words = {**dict.fromkeys(names, ()), "water": ("下水",), "pipes": ("水",)}
    found = suggest("灯坏了，沟坏了，门坏了，下水也坏了", filed, words)
    assert [each.category for each in found][2] == "water"
    assert found[2].matters == 0
    none = suggest("灯坏了，沟坏了，门坏了", filed, words)
    assert {each.category for each in none} == {"lights", "drains", "doors"}


def test_words_that_are_like_nothing_and_name_nothing_suggest_nothing():
    filed = FiledMatters(LAMPS + DRAINS)
    assert suggest("谢谢", filed, NO_WORDS) == []
    assert suggest("", filed, NO_WORDS) == []


def test_a_category_that_no_longer_holds_is_not_suggested_but_counted():
    found = suggest("路灯不亮", FiledMatters(LAMPS + DRAINS), {"drains": ("灯",)})
    [one] = found
    assert (one.category, one.matters, one.of) == ("drains", 0, NEAREST)


class Reader:
    def __init__(self):
        self.asked = 0

    def filed(self):
        self.asked += 1
        return [(code, "", text) for code, text in LAMPS + DRAINS]

    def guides(self):
        return {"drains": Guide(category="drains", words=("化糞池", ""))}


def test_the_desk_reads_earlier_matters_again_only_after_a_while():
    reader, seconds = Reader(), [0.0]
    open_now = [a_category("lights"), a_category("drains")]
    desk = CategoryDesk(reader, lambda: open_now, str, lambda: seconds[0])
    found, compared = desk.suggest("三栋路灯不亮")
    assert (found[0].category, compared) == ("lights", 40)
    desk.suggest("三栋路灯不亮")
    assert reader.asked == 1
    seconds[0] = LASTS
    assert desk.suggest("化糞池滿了")[0][0].words == ("化糞池",)
    assert reader.asked == 2


@pytest.mark.skipif(not LABELLED.exists(), reason="the real petitions are not here")
def test_of_real_petitions_nine_in_ten_are_among_the_first_three():
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    told = [
        (row["一级分类"], search_key(row["留言主题"] + row["留言详情"])) for row in rows
    ]
    words = {code: () for code, _ in told}
    first = three = asked = 0
    for fold in range(5):
        filed = FiledMatters(told[at] for at in range(len(told)) if at % 5 != fold)
        for code, key in told[fold::5]:
            found = [each.category for each in suggest(key[:40], filed, words)]
            asked += 1
            first += found[:1] == [code]
            three += code in found
    assert asked == 495
    assert first / asked > 0.68
    assert three / asked > 0.88
