"""Receipt numbers survive being read aloud, and show a slip."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.receipt import check_digit, read_receipt, write_receipt
from services.intake.tests.builders import NOON

numbers = st.integers(min_value=1, max_value=10**10)


def test_a_receipt_tells_agency_month_and_number():
    receipt = write_receipt("MQ", 347, NOON)
    assert receipt.startswith("MQ-2611-000347")
    assert len(receipt) == len("MQ-2611-0003471")


def test_the_check_digit_is_that_of_a_published_example():
    assert check_digit("79462") == 3  # ISO/IEC 7064, MOD 11,10


@given(numbers)
def test_what_is_written_can_be_read(number):
    receipt = write_receipt("MQ", number, NOON)
    assert read_receipt(f" {receipt.lower()} ") == receipt


@given(numbers, st.data())
def test_one_wrong_digit_is_always_noticed(number, data):
    receipt = write_receipt("MQ", number, datetime(2026, 1, 2, tzinfo=UTC))
    places = [at for at, char in enumerate(receipt) if char.isdigit()]
    at = data.draw(st.sampled_from(places))
    wrong = data.draw(st.sampled_from(sorted(set("0123456789") - {receipt[at]})))
    assert read_receipt(receipt[:at] + wrong + receipt[at + 1 :]) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MQ",
        "MQ-2611",
        "-2611-0003471",
        "MQ-26-0003471",
        "MQ-2611-00034",
        "M Q-2611-1",
        "MQ-２６１１-0003471",
        "MQ-2611-" + "1" * 40,
        "MQ-2611-000347x",
        "MQ-2611-0003471-1",
        "ABCDEFGHI-2611-0003471",
        "民情-2611-0003471",
    ],
)
def test_what_cannot_be_a_receipt_is_none(text):
    assert read_receipt(text) is None
