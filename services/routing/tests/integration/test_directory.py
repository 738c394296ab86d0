"""The directory in memory: fresh enough, and asked for seldom."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from routing.adapters.directory import EDITION, DirectoryCache
from routing.application.commands import RecordOrganisation
from services.routing.tests.builders import COMMUNITY, a_unit

pytestmark = pytest.mark.integration


@pytest.fixture
def wall():
    return [0.0]


@pytest.fixture
def cache(store, wall):
    return DirectoryCache(store, timedelta(days=60), now=lambda: wall[0])


def test_another_processs_change_is_seen_within_a_second(cache, wall, do):
    before = cache.current()
    do(RecordOrganisation(unit=a_unit(COMMUNITY)))
    assert cache.current() is before
    wall[0] += 1.0
    assert cache.current().units.is_active(COMMUNITY)


def test_what_has_not_changed_is_not_read_again(cache, wall, store):
    before = cache.current()
    asked = []
    event.listen(
        store.autocommit, "before_cursor_execute", lambda *args: asked.append(args[2])
    )
    wall[0] += 1.0
    assert cache.current() is before
    assert asked == [EDITION]


def test_a_forgotten_directory_is_read_anew_at_once(cache, do):
    cache.current()
    do(RecordOrganisation(unit=a_unit(COMMUNITY)))
    cache.forget()
    assert cache.current().units.is_active(COMMUNITY)


def test_a_change_during_the_reading_is_not_missed(cache, do, store):
    cache.current()
    cache.forget()

    def change(*_):
        do(RecordOrganisation(unit=a_unit(COMMUNITY)))
        cache.forget()

    event.listen(store.autocommit, "after_cursor_execute", change, once=True)
    cache.current()
    assert cache.current().units.is_active(COMMUNITY)
