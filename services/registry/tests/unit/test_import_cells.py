"""Cells as offices fill them: read, or refused by a code."""

from datetime import UTC, date, datetime

import pytest

from registry.domain.importing.cells import Unfit, read_cell, shown
from registry.domain.importing.columns import Column, Form
from registry.domain.importing.templates import ACTIVE, IDENTITY_NUMBER, KINDS, ROLES

TEXT = Column(code="name", title="姓名")
MUST = Column(code="name", title="姓名", required=True)
ID = Column(code="id", title="编号", form=Form.ID)
TELEPHONE = Column(code="telephone", title="电话", form=Form.TELEPHONE)
NUMBER = Column(code="n", title="人口", form=Form.NUMBER)
AMOUNT = Column(code="a", title="收入", form=Form.AMOUNT)
DAY = Column(code="d", title="日期", form=Form.DAY)
KIND = Column(code="kind", title="类型", form=Form.CHOICE, options=KINDS)
ROLE = Column(code="roles", title="角色", form=Form.CHOICES, options=ROLES)

READ = [
    (TEXT, " 张　三\u00a0", "张 三"),
    (TEXT, "９栋２单元，附２号", "9栋2单元，附2号"),
    (TEXT, "張三", "張三"),
    (TEXT, '="0012"', "0012"),
    (TEXT, "'=1+1", "=1+1"),
    (TEXT, "\u200b", None),
    (TEXT, 12.0, "12"),
    (TEXT, 1.5, "1.5"),
    (TEXT, True, "是"),
    (TEXT, datetime(2026, 3, 2, tzinfo=UTC), "2026-03-02"),
    (ID, "５１０１０６", "510106"),
    (ID, 510106040019, "510106040019"),
    (IDENTITY_NUMBER, "'51010619800229123x", "51010619800229123X"),
    (TELEPHONE, 13800138000, "13800138000"),
    (TELEPHONE, "+86 138-0013-8000", "+86138-0013-8000"),
    (NUMBER, "１,２３４", 1234),
    (NUMBER, 56.0, 56),
    (AMOUNT, "¥1,050.5元", "1050.5"),
    (AMOUNT, 1050, "1050"),
    (DAY, "2014年9月1日", "2014-09-01"),
    (DAY, "2014/9/1", "2014-09-01"),
    (DAY, "2014.09.01", "2014-09-01"),
    (DAY, "20140901", "2014-09-01"),
    (DAY, "2014-09-01 00:00:00", "2014-09-01"),
    (DAY, "二〇一四年九月二十一日", "2014-09-21"),
    (DAY, "二○一四年十月十日", "2014-10-10"),
    (DAY, "二〇一四年十二月三十日", "2014-12-30"),
    (DAY, date(2014, 9, 1), "2014-09-01"),
    (ACTIVE, "√", True),
    (ACTIVE, "Ｎ", False),
    (ACTIVE, True, True),
    (KIND, "社區", "community"),
    (KIND, "community", "community"),
    (ROLE, "受理、主管，受理", ["clerk", "supervisor"]),
    (TEXT, None, None),
    (TEXT, "  ", None),
]
REFUSED = [
    (MUST, None, "required"),
    (MUST, " ", "required"),
    (TEXT, "a\x00b", "unreadable"),
    (TEXT, "张***", "masked-value"),
    (IDENTITY_NUMBER, 5.10106198002291e17, "identity-digits-lost"),
    (IDENTITY_NUMBER, 510106198002291230, "identity-digits-lost"),
    (IDENTITY_NUMBER, "5.10106E+17", "identity-digits-lost"),
    (IDENTITY_NUMBER, "510106********1234", "masked-value"),
    (TELEPHONE, "1.38E+10", "scientific-notation"),
    (TELEPHONE, "138****8000", "masked-value"),
    (ID, 510106198002291230, "scientific-notation"),
    (NUMBER, "三百", "not-an-integer"),
    (AMOUNT, "十元", "bad-amount"),
    (DAY, "2014-02-30", "not-a-date"),
    (DAY, "明天", "not-a-date"),
    (DAY, "二〇一四年某月九日", "not-a-date"),
    (DAY, 41883, "not-a-date"),
    (ACTIVE, "也许", "not-yes-or-no"),
    (KIND, "公司", "not-one-of-options"),
    (ROLE, "受理、国王", "not-one-of-options"),
]


@pytest.mark.parametrize(("column", "cell", "value"), READ)
def test_a_cell_is_read_as_offices_write_it(column, cell, value):
    assert read_cell(cell, column) == value


@pytest.mark.parametrize(("column", "cell", "code"), REFUSED)
def test_what_cannot_be_meant_is_refused_by_a_code(column, cell, code):
    with pytest.raises(Unfit) as refused:
        read_cell(cell, column)
    assert str(refused.value) == code


def test_what_no_spreadsheet_could_hold_is_not_read_through():
    for column in (TEXT, IDENTITY_NUMBER, DAY, ROLES):
        with pytest.raises(Unfit) as refused:
            read_cell("1" * 32_768, column)
        assert str(refused.value) == "too-long"


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#VALUE!"])
def test_a_formula_that_failed_is_nobodys_name(cell):
    for column in (TEXT, ID, NUMBER):
        with pytest.raises(Unfit) as refused:
            read_cell(cell, column)
        assert str(refused.value) == "formula-error"


def test_of_a_personal_word_a_report_shows_the_shape_alone():
    assert shown("5.10106E+17", IDENTITY_NUMBER) == "*.******+**"
    assert shown(None, IDENTITY_NUMBER) == ""
    assert shown("社区\x00\ud800", KIND) == "社区??"
    assert len(shown("长" * 99, KIND)) == 40


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("510106198002291239", "*" * 18),
        ("51010619800229123X", "*" * 18),
        ("13800138000", "*" * 11),
        ("8613800138000", "*" * 13),
        ("138 0013 8000", "*** **** ****"),
        ("白小梨", "***"),
        ("510106040019", "510106040019"),
        ("510106040-city", "510106040-city"),
    ],
)
def test_what_slipped_into_a_column_of_codes_is_not_shown_either(cell, told):
    assert shown(cell, ID) == told


def test_a_long_number_is_not_shown_in_a_column_of_words():
    assert shown("找51010619800229123X", KIND) == "*" * 19
