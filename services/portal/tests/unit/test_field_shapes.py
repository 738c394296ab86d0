"""The box of a field of the file fits what is written into it."""

import re

import pytest

from portal.entrypoints.web.desk.field_shapes import shape_of

pytestmark = pytest.mark.unit


def shape(type_="text", kind="plain", longest=200):
    return shape_of({"type": type_, "kind": kind, "longest": longest})


def fits(text, **field):
    return re.fullmatch(shape(**field).pattern, text) is not None


def test_a_telephone_and_a_name_are_one_line_however_long_the_file_lets_them_be():
    telephone = shape(kind="telephone")
    assert (telephone.type, telephone.mode, telephone.tall) == ("tel", "tel", False)
    assert not any(shape(kind=each).tall for each in ("name", "address", "identity"))
    assert shape().tall and not shape(longest=80).tall


def test_numbers_money_and_days_get_their_keys_and_narrow_boxes():
    told = {each: shape(each) for each in ("number", "amount", "day")}
    assert [each.mode for each in told.values()] == ["numeric", "decimal", ""]
    assert told["day"].type == "date"
    assert all(each.width for each in told.values())


def test_what_registry_takes_fits_the_box_and_other_words_do_not():
    assert fits("028-8765 4321", kind="telephone")
    assert fits("+86 13800000000", kind="telephone")
    assert not fits("在家", kind="telephone")
    assert fits("51010619490521123X", kind="identity")
    assert fits("1050.5", type_="amount") and not fits("1,050", type_="amount")
    assert fits("-3", type_="number") and not fits("三", type_="number")
