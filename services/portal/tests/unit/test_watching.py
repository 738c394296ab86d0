"""What operators look at: beyond its limit first, and since when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.domain.watching import RULES, Sample, checks

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
DOCS = Path(__file__).parents[4] / "docs" / "operations.md"


def sample(series, number, service="routing", **more):
    return Sample(service=service, series=series, number=number, **more)


def test_what_is_beyond_its_limit_stands_first_and_says_since_when():
    shown = checks(
        [
            sample("cases", 9),
            sample("calendar_days_known", 38),
            sample("outbox_oldest_seconds", 0),
            sample("neighbour_clock_skew_seconds", -121, about="jinniu"),
            sample("outbox_oldest_seconds", 90, "intake"),
            sample("agency_link_consumers", 1, about="jinniu"),
        ],
        NOW,
    )
    assert [(one.series, one.bad) for one in shown] == [
        ("outbox_oldest_seconds", True),
        ("neighbour_clock_skew_seconds", True),
        ("calendar_days_known", True),
        ("outbox_oldest_seconds", False),
        ("agency_link_consumers", False),
    ]
    assert shown[0].since == NOW - timedelta(seconds=90)
    assert {one.since for one in shown[1:]} == {None}
    assert shown[0].key == ("intake", "outbox_oldest_seconds", "")


def test_a_link_without_a_listener_has_to_be_looked_at():
    [down] = checks([sample("agency_link_consumers", 0, about="jinniu")], NOW)
    assert down.bad


def test_every_limit_has_its_section_of_the_runbook():
    sections = DOCS.read_text("utf-8")
    titles = [f"### {each.runbook}\n" for each in RULES]
    assert [each for each in titles if each not in sections] == []
