"""What the portal sees of queues and disk, and since when it is bad."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.adapters.watching import NEIGHBOURS, Surroundings
from portal.domain.watching import SERVICE, Sample, checks

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
DISK = Sample(service="portal", series="disk_free_percent", number=40)
NEAR = Sample(service="routing", series=NEIGHBOURS, number=0, about="jinniu")


def test_queues_of_services_and_neighbours_are_told_of():
    asked = []

    def queues(names):
        asked.extend(names)
        return {"intake.inbox": (7, 1), "agency.out.jinniu": (3, 0)}

    told = Surroundings(queues, ["intake"], lambda: [DISK]).look([NEAR])
    assert asked == ["intake.inbox", "portal.inbox", "agency.out.jinniu"]
    assert [(e.series, e.number, e.about) for e in told[1:]] == [
        ("inbox_rows", 7, ""),
        ("inbox_consumers", 1, ""),
        ("agency_link_rows", 3, "jinniu"),
        ("agency_link_consumers", 0, "jinniu"),
    ]


def test_of_a_broker_that_is_away_only_the_machine_is_told():
    def queues(_):
        raise OSError

    [room] = Surroundings(queues, ["intake"], lambda: [DISK]).look([])
    assert room == DISK


def test_what_is_bad_says_since_when_it_was_first_seen():
    house = Surroundings(lambda _: {}, [], list)
    dead = Sample(service="intake", series="dead_letters", number=2)
    shown = checks([dead], NOW)
    assert list(house.since(shown, NOW).values()) == [NOW]
    later = NOW + timedelta(minutes=5)
    assert list(house.since(shown, later).values()) == [NOW]
    assert house.since([], later) == {}
    assert list(house.since(shown, later).values()) == [later]
    aged = Sample(service="intake", series="outbox_oldest_seconds", number=600)
    [old] = house.since(checks([aged], NOW), later).values()
    assert old == NOW - timedelta(minutes=10)


def test_what_a_silent_service_said_before_keeps_its_beginning():
    house = Surroundings(lambda _: {}, [], list)
    dead = checks([Sample(service="intake", series="dead_letters", number=2)], NOW)
    silent = checks([Sample(service="intake", series=SERVICE, number=0)], NOW)
    house.since(dead, NOW)
    later = NOW + timedelta(minutes=5)
    assert list(house.since(silent, later).values()) == [later]
    assert list(house.since(dead, later + timedelta(minutes=1)).values()) == [NOW]
