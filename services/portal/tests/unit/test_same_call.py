"""Several matters of one call: each names those before it, all count from the call."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.entrypoints.web.desk.same_call import began, numbers_of, with_its_call

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 19, 4, tzinfo=UTC)
SINCE = NOW - timedelta(minutes=6)
BODY = {"text": "楼道灯不亮"}


def test_a_later_matter_names_those_before_it_and_counts_from_the_call():
    said = {"call": "MQ-1 mq－2 MQ-1", "since": SINCE.isoformat()}
    assert numbers_of(said) == ["MQ-1", "MQ-2"]
    assert with_its_call(BODY, said, NOW) == {
        "text": "楼道灯不亮\n同一通电话另外登记：MQ-1、MQ-2",
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
    said = {"call": "MQ-1", "since": since}
    assert began(said, NOW) is None
    assert "received_at" not in with_its_call(BODY, said, NOW)


def test_a_call_has_an_end():
    said = {"call": " ".join(f"MQ-{at}" for at in range(30))}
    assert len(numbers_of(said)) == 9
