"""One form of a text to find it by."""

import pytest

from minqing_kernel.search_text import LONGEST_KEY, search_key

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("typed", "other"),
    [("網格", "网格"), ("臺賬", "台账"), ("資訊員", "信息员"), ("區(qū)", "区")],
)
def test_e1_e2_scripts_words_and_annotations_make_one_key(typed, other):
    assert search_key(typed) == search_key(other) != ""


def test_e1_width_case_punctuation_and_space_make_no_difference():
    assert search_key("Ａ座（３）\u00a0号") == "a座3号"
    assert len(search_key("灯" * 20_000)) == LONGEST_KEY
