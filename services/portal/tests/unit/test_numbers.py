"""Provisional numbers and codes, as the portal writes and people copy them."""

from datetime import UTC, datetime

import pytest

from portal.domain import numbers

pytestmark = pytest.mark.unit

AT = datetime(2026, 11, 21, tzinfo=UTC)


def test_a_provisional_number_says_what_it_is():
    number = numbers.write_number(AT, bytes(range(6)))
    assert number == "ZC-2611-012345"
    assert numbers.is_ours(number)
    assert not numbers.is_ours("MQ-2611-0000014")


def test_a_number_of_a_seat_says_what_it_is():
    assert numbers.is_booking("YY-2611-0000043")
    assert not numbers.is_booking("MQ-2611-0000014")


def test_a_code_looks_like_those_of_intake():
    assert numbers.write_code(b"\xff" * 8) == "ZZZZ-ZZZZ"


@pytest.mark.parametrize(
    "said", ["zc-2611-012345", " ＺＣ–2611—012345 ", "ZC 2611 012345"]
)
def test_numbers_are_understood_as_they_are_copied(said):
    assert numbers.read_number(said) == "ZC-2611-012345"


def test_codes_are_understood_as_they_are_read_aloud():
    assert numbers.read_code("7k3m 9q2o") == numbers.read_code("7K3M-9Q20")


def test_a_huge_number_is_cut():
    assert len(numbers.read_number("9" * 100_000)) == 40
    assert len(numbers.read_code("9" * 100_000)) == 64
