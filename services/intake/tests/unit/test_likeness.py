"""E-1, E-2: the key that texts are compared by, and the signs they are found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.likeness import (
    BANDS,
    matter_key,
    normal_telephone,
    person_key,
    place_key,
    signs_of,
)
from minqing_kernel.search_text import LONGEST_KEY, search_key
from minqing_kernel.simplified import simplify

LAMP = "九栋二单元的楼道灯坏了三天，老人上下楼很不方便，已经打过两次电话。"
WATER = "金科路菜市场门口的下水道堵了，污水流到街上，味道很大，请派人疏通。"


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("网格", "網格"),
        ("台账", "臺賬"),
        ("信息员", "資訊員"),
        ("区会", "區(qū)會(huì)"),
        ("区会", "区（QŪ）会（huì）"),
        ("ABC 12", "ａｂｃ\u00a0１２"),
        ("路灯，不亮！", "路灯 不亮"),
    ],
)
def test_e2_both_ways_of_writing_have_one_key(typed, other):
    assert search_key(typed, simplify) == search_key(other, simplify) != ""


def test_e1_a_remark_in_brackets_that_is_no_pinyin_stays():
    assert search_key("楼(A栋)", simplify) == "楼a栋"


def test_a_key_is_bounded_however_long_the_text():
    assert len(search_key("灯" * 20_000, simplify)) == LONGEST_KEY


def test_a_title_that_opens_the_text_adds_nothing():
    assert matter_key(LAMP[:20], LAMP, simplify) == search_key(LAMP, simplify)
    assert matter_key("路灯", LAMP, simplify).startswith("路灯九栋")


def test_a_place_needs_a_category_to_be_compared():
    assert place_key("金科路1号", None, "510106", simplify) is None
    assert place_key("，", "lamps", "510106", simplify) is None
    one = place_key("金科路1号", "lamps", "510106", simplify)
    assert one == place_key("金科路 １号", "lamps", "510106", simplify)
    assert one != place_key("金科路1号", "roads", "510106", simplify)
    assert one is not None and 0 <= one < 2**63


@pytest.mark.parametrize(
    "typed", ["13800001111", "+86 138-0000-1111", "008613800001111"]
)
def test_a_telephone_is_compared_without_its_dress(typed):
    assert normal_telephone(typed) == "13800001111"


def test_a_short_number_that_begins_with_86_keeps_it():
    assert normal_telephone("86123456") == "86123456"


def test_a_person_is_a_number_that_the_database_can_hold():
    assert person_key("f" * 64) == 2**63 - 1


def test_equal_keys_have_equal_signs_and_an_empty_key_has_none():
    assert signs_of(LAMP) == signs_of(LAMP)
    assert len(signs_of("灯")) == BANDS
    assert signs_of("") == []


def test_nearly_equal_texts_share_signs_and_others_do_not():
    again = LAMP.replace("三天", "五天了") + "请尽快"
    assert shared(LAMP, again) >= 5
    assert shared(LAMP, WATER) == 0


def shared(one, other):
    pairs = zip(signs_of(one), signs_of(other), strict=True)
    return sum(mine == theirs for mine, theirs in pairs)


@given(st.text(max_size=60))
def test_every_text_has_a_key_and_signs_that_can_be_stored(text):
    key = search_key(text, simplify)
    assert all(-(2**31) <= sign < 2**31 for sign in signs_of(key))
    assert len(signs_of(key)) in (0, BANDS)
