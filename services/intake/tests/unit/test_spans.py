"""Spans of reports: plain days begin in the place's own time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from marshmallow import Schema, ValidationError

from intake.entrypoints.spans import DayOrMoment, span_of
from minqing_kernel.errors import Invalid

pytestmark = pytest.mark.unit

CHINA = ZoneInfo("Asia/Shanghai")


class Asked(Schema):
    since = DayOrMoment(required=True)
    until = DayOrMoment(required=True)


def test_a_day_begins_in_the_places_time_and_a_moment_is_itself():
    said = {"since": "2026-01-01", "until": "2026-02-01T00:00:00Z"}
    since, until = span_of(Asked().load(said), CHINA)
    assert since == datetime(2025, 12, 31, 16, tzinfo=UTC)
    assert until == datetime(2026, 2, 1, tzinfo=UTC)


def test_a_span_that_ends_before_it_begins_is_refused():
    said = Asked().load({"since": "2026-02-01", "until": "2026-01-01"})
    with pytest.raises(Invalid) as refused:
        span_of(said, CHINA)
    assert refused.value.fields == {"until": "before-since"}


@pytest.mark.parametrize(
    "wrong",
    ["2026-02-30", "0001-01-01", "2200-01-01", "2026-1-1", "", "2026-01-01T09:00"],
)
def test_what_is_neither_a_day_nor_a_moment_is_refused(wrong):
    with pytest.raises(ValidationError):
        Asked().load({"since": wrong, "until": "2026-02-01"})
