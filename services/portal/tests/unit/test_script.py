"""A petition is read in the script in which it was written."""

import pytest

from portal.domain.script import COMMON, script_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("9栋2单元楼道灯不亮，老人夜间摔倒。", "zh-CN"),
        ("9棟2單元樓道燈不亮，老人夜間摔倒。", "zh-TW"),
        ("樓道灯坏了没人来修", "zh-CN"),
        ("天下太平", "zh-CN"),
        ("The lamp is broken", ""),
        ("", ""),
    ],
)
def test_the_script_of_a_text_is_told_by_the_signs_that_only_it_has(said, tag):
    assert script_of(said) == tag


def test_signs_that_both_scripts_have_tell_nothing():
    assert script_of("".join(COMMON)) in {"zh-CN", ""}
