"""常用语: slots are filled with what is known, and none goes out open."""

import pytest

from portal.domain.phrases import added, filled, open_slots
from portal.entrypoints.web.desk.schemas import AnswerForm

pytestmark = pytest.mark.unit


def test_what_is_known_is_filled_in_and_the_rest_stays_open():
    body = "{编号}由{ 单位 }负责，{日期}前办完；｛日期｝上门。"
    told = filled(body, {"编号": "MQ-1", "单位": "环卫所", "类别": ""})
    assert told == "MQ-1由环卫所负责，{日期}前办完；｛日期｝上门。"
    assert open_slots(told) == ["日期"]
    assert filled("{类别}", {"类别": ""}) == "{类别}"


def test_a_phrase_comes_after_what_was_written():
    assert added("", "好") == "好"
    assert added("先看了现场。\n", "好") == "先看了现场。\n好"


@pytest.mark.parametrize("reply", ["{日期}前办完", "｛ ｝", "已办{}"])
def test_an_answer_with_an_open_slot_is_not_sent(reply):
    faults = AnswerForm().validate({"outcome": "resolved", "reply": reply})
    assert faults == {"reply": ["fault.reply.slots"]}


def test_a_brace_that_is_no_slot_is_sent():
    said = {"outcome": "resolved", "reply": "见附表 } 和 {\n 两行 }"}
    assert AnswerForm().validate(said) == {}
