"""Several matters of one call: each names those before it, all count from the call."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.entrypoints.web.desk.same_call import began, numbers_of, with_its_call

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 19, 4, tzinfo=UTC)
SINCE = NOW - timedelta(minutes=6)
FIRST, SECOND = "MQ-2611-0000001", "MQ-2611-0000002"
BODY = {"text": "楼道灯不亮"}


def test_a_later_matter_names_those_before_it_and_counts_from_the_call():
    two = f"{FIRST} {SECOND.lower()} {FIRST}"
    said = {"call": two, "since": SINCE.isoformat()}
    assert numbers_of(said) == [FIRST, SECOND]
    assert with_its_call(BODY, said, NOW) == {
        "text": "楼道灯不亮\n同一通电话另外登记：MQ-2611-0000001、MQ-2611-0000002",
        "received_at": SINCE.isoformat(),
    }


def test_the_first_matter_of_a_call_is_as_it_was_told():
    assert with_its_call(BODY, {"since": SINCE.isoformat()}, NOW) == BODY


@pytest.mark.parametrize(
    "since",
    [
        *("", "gestern", "2026-11-19T03:00:00"),
        (NOW - timedelta(hours=13)).isoformat(),
        (NOW + timedelta(seconds=1)).isoformat(),
    ],
)
def test_what_cannot_be_the_moment_of_the_call_is_left_out(since):
    said = {"call": FIRST, "since": since}
    assert began(said, NOW) is None
    assert "received_at" not in with_its_call(BODY, said, NOW)


def test_a_call_has_an_end():
    said = {"call": " ".join(f"MQ-2611-{at:07}" for at in range(30))}
    assert len(numbers_of(said)) == 9


def test_words_in_the_place_of_numbers_are_nobodys():
    assert numbers_of({"call": f"\0 <b> MQ-1 {FIRST} 王大爷\0"}) == [FIRST]
