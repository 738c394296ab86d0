"""Words are checked before they are believed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Invalid
from registry.domain import values
from registry.domain.errors import BadIdentity
from registry.domain.identity import (
    birth_date,
    check_digit,
    checked_identity,
    warnings_for,
)
from services.registry.tests.builders import TODAY

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("good", ["510106040019", "wang-li", "A1", "a" * 32])
def test_an_id_is_letters_digits_and_hyphens(good):
    assert values.checked_id(good, "x") == good


@pytest.mark.parametrize(
    "bad", ["a", "", "-a", "a-", "a b", "金泉", "a" * 33, "ab\n", "a_b"]
)
def test_anything_else_is_no_id(bad):
    with pytest.raises(Invalid) as refused:
        values.checked_id(bad, "organisation_id")
    assert refused.value.fields == {"organisation_id": "bad-id"}


@pytest.mark.parametrize("good", ["51", "5101", "510106", "510106040", "510106040019"])
def test_a_division_code_names_a_level_from_province_to_community(good):
    assert values.checked_division(good) == good


@pytest.mark.parametrize("bad", ["", "5", "51010", "5101060", "51010604001x", "１２"])
def test_other_lengths_name_no_division(bad):
    with pytest.raises(Invalid) as refused:
        values.checked_division(bad)
    assert refused.value.fields == {"division_code": "bad-division"}


def test_a_text_is_composed_and_stripped():
    assert values.checked_text("  金泉街道\u00a0", "name") == "金泉街道"


@pytest.mark.parametrize("bad", ["", "   ", "长" * 81])
def test_a_text_is_neither_empty_nor_endless(bad):
    with pytest.raises(Invalid) as refused:
        values.checked_text(bad, "name")
    assert refused.value.fields == {"name": "bad-length"}


def test_a_desk_has_an_address_that_mail_can_reach():
    assert values.checked_mail("desk@jinquan.example", "desk_address")
    for bad in ("desk", "a b@x.cn", "a@", "a@" + "x" * 200):
        with pytest.raises(Invalid):
            values.checked_mail(bad, "desk_address")


@pytest.mark.parametrize(
    "written",
    ["13800138000", "138-0013-8000", "+86 138 0013 8000", "008613800138000"],
)
def test_a_telephone_number_has_one_written_form(written):
    assert values.checked_telephone(written) == "13800138000"


def test_short_and_fixed_numbers_are_numbers_too():
    assert values.checked_telephone("12345") == "12345"
    assert values.checked_telephone("(028) 8765 4321") == "02887654321"


@pytest.mark.parametrize(
    "bad", ["", "1234", "138001380001234567", "电话", "13a00138000"]
)
def test_what_cannot_be_dialled_is_no_number(bad):
    with pytest.raises(Invalid) as refused:
        values.checked_telephone(bad)
    assert refused.value.fields == {"telephone": "bad-telephone"}


def test_a_time_does_not_end_before_it_begins():
    values.checked_span(TODAY, None)
    values.checked_span(TODAY, TODAY)
    with pytest.raises(Invalid) as refused:
        values.checked_span(TODAY, date(2026, 3, 1))
    assert refused.value.fields == {"until": "before-since"}


def test_a_civil_day_begins_at_midnight_in_china():
    assert values.civil_day(datetime(2026, 3, 1, 16, tzinfo=UTC)) == TODAY


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "440524188001010014", "34052419800101001X"]
)
def test_known_identity_numbers_hold_together(number):
    assert checked_identity(number, today=TODAY) == number


def test_an_identity_number_has_one_written_form():
    wide = "１１０１０５ 19491231 002x"
    assert checked_identity(wide, today=TODAY) == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1101051949123100", "identity-length"),
        ("1101O519491231002X", "identity-digits"),
        ("11010519491331002X", "identity-date"),
        ("11010520991231002X", "identity-date"),
        ("110105194912310021", "identity-check-digit"),
        ("①10105194912310021", "identity-check-digit"),
    ],
)
def test_an_identity_number_that_does_not_hold_together_is_refused(number, code):
    with pytest.raises(BadIdentity) as refused:
        checked_identity(number, today=TODAY)
    assert refused.value.fields == {"identity_number": code}


@given(st.integers(0, 10**17 - 1), st.integers(0, 16))
def test_one_wrong_digit_is_always_noticed(number, place):
    body = f"{number:017}"
    other = body[:place] + str((int(body[place]) + 1) % 10) + body[place + 1 :]
    assert check_digit(body) != check_digit(other)


def test_a_number_tells_the_date_of_birth_if_it_holds_one():
    assert birth_date("11010519491231002X") == date(1949, 12, 31)
    assert birth_date("11010519491331002X") is None


def test_an_area_code_that_no_list_knows_is_a_warning_and_no_refusal():
    assert warnings_for("11010519491231002X") == ()
    assert warnings_for("99010519491231002X") == ("identity-area-unknown",)


def test_a_civil_day_begins_at_midnight_in_china_and_is_that_day():
    first = values.start_of(TODAY)
    assert first.astimezone(UTC).hour == 16
    assert values.civil_day(first) == TODAY
    assert values.civil_day(first - timedelta(microseconds=1)) < TODAY
