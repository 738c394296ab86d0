"""What a resident tells: what each step asks, and that nothing typed is lost."""

import pytest

from portal.adapters.matter_form import form_of
from portal.domain.danger import calls_for
from portal.domain.telling import LONGEST_TEXT, Step, Telling, placed

pytestmark = pytest.mark.unit

WHOLE = Telling(
    text="楼道灯不亮", where="home", place="9栋", name="张三", telephone="13800001234"
)


def told(step, **said):
    return Telling().told(step, said)


@pytest.mark.parametrize(
    ("step", "said", "faults"),
    [
        (Step.WHAT, {}, {"text": "fault.text.empty"}),
        (Step.WHAT, {"text": " \r\n "}, {"text": "fault.text.empty"}),
        (Step.WHAT, {"text": "灯" * LONGEST_TEXT}, {}),
        (Step.WHAT, {"text": "灯" * (LONGEST_TEXT + 1)}, {"text": "fault.text.long"}),
        (Step.WHERE, {}, {"where": "fault.where.empty"}),
        (Step.WHERE, {"where": "moon"}, {"where": "fault.where.empty"}),
        (Step.WHERE, {"where": "home"}, {"place": "fault.place.empty"}),
        (Step.WHERE, {"where": "elsewhere", "place": "路口"}, {}),
        (Step.WHERE, {"where": "nowhere"}, {}),
        (
            Step.WHERE,
            {"where": "home", "place": "栋" * 201},
            {"place": "fault.place.long"},
        ),
        (Step.WHO, {"anonymous": "yes"}, {}),
        (Step.WHO, {"name": "张三", "telephone": "１３８ 0000-1234"}, {}),
        (
            Step.WHO,
            {"name": "张" * 51, "telephone": "12345"},
            {"name": "fault.name.long"},
        ),
        (
            Step.WHO,
            {},
            {"name": "fault.name.empty", "telephone": "fault.telephone.empty"},
        ),
        (
            Step.WHO,
            {"name": "张三", "telephone": "没有"},
            {"telephone": "fault.telephone.wrong"},
        ),
    ],
)
def test_each_step_says_what_it_lacks(step, said, faults):
    assert told(step, **said).faults(step) == faults


def test_a_step_changes_nothing_that_another_was_told():
    later = WHOLE.told(Step.WHAT, {"text": "换个说法"})
    assert later.place == "9栋"
    assert later.text == "换个说法"


def test_the_first_step_that_lacks_something_is_named():
    assert Telling().first_open() is Step.WHAT
    assert told(Step.WHAT, text="灯").first_open() is Step.WHERE
    assert WHOLE.first_open() is None


def test_a_draft_keeps_everything_and_forgets_what_nobody_asks_any_more():
    assert Telling.of({**WHOLE.to_dict(), "fax": "1"}) == WHOLE


def test_what_cannot_be_stored_is_left_out_and_the_rest_stays():
    assert told(Step.WHAT, text="灯\x00不\ud800亮\r\n快").text == "灯不亮\n快"


def test_a_text_that_is_too_long_is_still_kept():
    assert len(told(Step.WHAT, text="灯" * 9_000).text) == 9_000


def test_telephone_numbers_are_read_as_people_write_them():
    assert told(Step.WHO, telephone="０２８-8700 1234").telephone == "02887001234"


def test_the_form_for_intake_is_the_same_at_every_try():
    assert form_of(WHOLE) == form_of(Telling.of(WHOLE.to_dict()))
    assert b'"telephone": "13800001234"' in form_of(WHOLE)


def test_art25_publication_is_agreed_to_by_a_tick_alone():
    ticked = WHOLE.told(Step.WHO, {"name": "张三", "agrees": "yes"})
    assert b'"agrees": true' in form_of(ticked)
    assert b"agrees" not in form_of(ticked.told(Step.WHO, {"name": "张三"}))


def test_who_gives_no_name_leaves_no_contact_even_if_one_was_typed():
    hidden = WHOLE.told(Step.WHO, {"name": "张三", "anonymous": "yes"})
    assert b"contact" not in form_of(hidden)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("楼下着火了，有人受伤", ("119", "120")),
        ("有人持刀", ("110",)),
        ("GAS LEAK in the stairwell", ("119",)),
        ("路灯不亮", ()),
    ],
)
def test_words_of_danger_call_for_the_right_number_first(text, numbers):
    assert calls_for(text) == numbers


@pytest.mark.parametrize(
    ("place", "building", "community", "whole"),
    [
        (
            "2单元",
            "金科苑路93号",
            "金科苑社区居委会",
            "金科苑路93号 2单元（金科苑社区）",
        ),
        ("", "9栋", "王母社区居民委员会", "9栋（王母社区）"),
        ("9栋2单元", "9栋", "", "9栋2单元"),
        ("金科苑社区9栋", "9栋", "金科苑社区", "金科苑社区9栋"),
        ("人民路3号", "", "金科苑社区", "人民路3号"),
    ],
)
def test_what_was_picked_stands_in_the_place_once(place, building, community, whole):
    assert placed(place, building, community) == whole
