"""Enough to recognise, too little to misuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_chassis import mask

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("masked", "value", "shown"),
    [
        (mask.name, "张小三", "张*三"),
        (mask.name, "冯一", "冯*"),
        (mask.name, "欧阳建国", "欧**国"),
        (mask.name, "冯", "*"),
        (mask.name, "", ""),
        (mask.phone, "13800008000", "138****8000"),
        (mask.phone, "08161234123", "081****4123"),
        (mask.phone, "84321234", "843****4"),
        (mask.phone, "12345", "***45"),
        (mask.phone, "12", "**"),
        (mask.phone, "", "**"),
        (mask.identity, "510106199001011234", "510106********1234"),
        (mask.identity, "5101061990", "**********"),
        (mask.identity, "", ""),
        (mask.email, "zhangsan@example.cn", "z***@example.cn"),
        (mask.email, "@example.cn", "***@example.cn"),
        (mask.email, "zhangsan", "***"),
    ],
)
def test_a_value_is_shown_masked(masked, value, shown):
    assert masked(value) == shown


@given(st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_a_masked_number_never_shows_all_of_it(value):
    assert mask.phone(value) != value
    assert mask.identity(value) != value
    assert mask.name(value) != value
