"""What somebody may mean who types into the one field that finds matters."""

import pytest

from portal.domain.asked import (
    is_spelt,
    is_telephone,
    may_be_name,
    number_of,
    parts_of_number,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "typed",
    ["MQ-2611-0003476", "mq－2611－0003476", " mq 2611 0003476 ", "MQ26110003476"],
)
def test_a_number_is_known_however_it_was_copied(typed):
    assert number_of(typed) == "MQ-2611-0003476"


def test_a_number_that_the_portal_gave_is_one_too():
    assert number_of("zc-2611-7k3m9q") == "ZC-2611-7K3M9Q"


@pytest.mark.parametrize("typed", ["楼道灯", "jky 9d", "2611-0003476", "/../x?#", ""])
def test_what_is_no_number_is_looked_for_otherwise(typed):
    assert number_of(typed) == ""


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        *(
            ("3476", ("number-end", "number-head")),
            ("2611—0003", ("number-end", "number-head")),
        ),
        *(("mq 2611", ("number-head",)), ("ＭＱ-26", ("number-head",))),
        *(("476", ()), ("MQMQ", ()), ("9栋12号", ()), ("12MQ3", ()), ("3" * 17, ())),
    ],
)
def test_a_part_of_a_number_may_be_its_end_where_it_has_digits_alone(typed, parts):
    assert parts_of_number(typed) == parts


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        *(("13800008000", True), ("+86 138-0000-8000", True), ("028 8765432", True)),
        *(("123456", False), ("9栋2单元", False), ("- - - - -", False)),
    ],
)
def test_a_telephone_has_seven_digits_and_nothing_else(typed, is_one):
    assert is_telephone(typed) is is_one


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("jky 9d", True), ("ＪＫＹ", True), ("9d", False), ("金科苑", False)],
)
def test_a_place_by_its_pinyin_begins_with_a_letter(typed, is_one):
    assert is_spelt(typed) is is_one


@pytest.mark.parametrize(
    ("typed", "may"),
    [
        *(("周小梅", True), ("买买提·艾力", True), ("Anna Li", True), ("王", False)),
        *(("9栋", False), ("，，", False), ("长" * 21, False)),
    ],
)
def test_a_name_has_no_digit_and_is_short(typed, may):
    assert may_be_name(typed) is may
