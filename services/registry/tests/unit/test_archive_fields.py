"""What the fields of a section accept, and in which form it is stored."""

import pytest

from minqing_kernel.errors import Invalid
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.sensitivity import WordKind

pytestmark = pytest.mark.unit


def a_field(type_: FieldType = FieldType.TEXT, **changes) -> FieldSpec:
    return FieldSpec(**{"code": "asked", "title": "所问", "type": type_} | changes)


OPTIONS = {"options": ("一级", "二级", "三级")}


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        (a_field(), " 无业 ", "无业"),
        (a_field(kind=WordKind.TELEPHONE), "138-0013-8000", "13800138000"),
        (a_field(kind=WordKind.IDENTITY), "51010619800229123x", "51010619800229123X"),
        (a_field(kind=WordKind.NAME), "冯一", "冯一"),
        (a_field(FieldType.NUMBER), 38, 38),
        (a_field(FieldType.YES_NO), False, False),
        (a_field(FieldType.DAY), "2014-09-13", "2014-09-13"),
        (a_field(FieldType.AMOUNT), "1050", "1050.00"),
        (a_field(FieldType.AMOUNT), "01050.5", "1050.50"),
        (a_field(FieldType.CHOICE, **OPTIONS), "三级", "三级"),
        (a_field(FieldType.CHOICES, **OPTIONS), ["三级", "一级"], ["一级", "三级"]),
    ],
)
def test_a_value_is_stored_in_one_form(field, value, stored):
    assert field.check(value) == stored
    field.refuse_misfit(stored)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        (a_field(), 5, "not-a-string"),
        (a_field(), "", "bad-length"),
        (a_field(longest=3), "一二三四", "bad-length"),
        (a_field(), "金科苑***", "masked-value"),
        (a_field(kind=WordKind.NAME), "张*三", "masked-value"),
        (a_field(kind=WordKind.TELEPHONE), "电话", "bad-telephone"),
        (a_field(kind=WordKind.IDENTITY), "5101", "identity-length"),
        (a_field(FieldType.NUMBER), True, "not-an-integer"),
        (a_field(FieldType.NUMBER), "5", "not-an-integer"),
        (a_field(FieldType.NUMBER), 10**12, "number-out-of-range"),
        (a_field(FieldType.YES_NO), 1, "not-a-boolean"),
        (a_field(FieldType.DAY), "13.9.2014", "not-a-date"),
        (a_field(FieldType.DAY), 2014, "not-a-date"),
        (a_field(FieldType.AMOUNT), 1050, "bad-amount"),
        (a_field(FieldType.AMOUNT), "10.505", "bad-amount"),
        (a_field(FieldType.CHOICE, **OPTIONS), "四级", "not-one-of-options"),
        (a_field(FieldType.CHOICES, **OPTIONS), "一级", "not-a-list"),
        (a_field(FieldType.CHOICES, **OPTIONS), [[]], "not-one-of-options"),
        (a_field(FieldType.OUTCOMES), [], "written-by-cases"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_its_field(field, value, why):
    with pytest.raises(Invalid) as refused:
        field.check(value)
    assert refused.value.fields == {"values.asked": why}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"code": "9"}, {"code": "bad-code"}),
        ({"title": " "}, {"title": "bad-length"}),
        ({"longest": 0}, {"longest": "bad-longest"}),
        ({"options": ("一",)}, {"options": "bad-options"}),
        ({"type": FieldType.CHOICE}, {"options": "bad-options"}),
        (
            {"type": FieldType.CHOICE, "options": ("一", "一")},
            {"options": "bad-options"},
        ),
        ({"type": FieldType.DAY, "kind": WordKind.NAME}, {"kind": "bad-kind"}),
    ],
)
def test_a_field_that_cannot_be_is_not_defined(changes, wrong):
    with pytest.raises(Invalid) as refused:
        FieldSpec(**{"code": "asked", "title": "所问"} | changes)
    assert refused.value.fields == wrong


def test_what_cases_write_is_not_asked_to_fit():
    a_field(FieldType.OUTCOMES).refuse_misfit([{"receipt": "MQ-1"}])
