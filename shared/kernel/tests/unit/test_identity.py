"""Ids are unique, are UUIDs of version 7, and sort by the time they were made."""

from uuid import RFC_4122

import pytest

from minqing_kernel import identity
from minqing_kernel.identity import new_id

pytestmark = pytest.mark.unit

MOMENT_NS = 1_767_225_600_123_456_789
MOMENT_MS = 1_767_225_600_123


def test_an_id_is_a_uuid_of_version_seven():
    made = new_id()
    assert (made.version, made.variant) == (7, RFC_4122)


def test_ids_differ_even_within_one_millisecond(monkeypatch):
    monkeypatch.setattr(identity.time, "time_ns", lambda: MOMENT_NS)
    assert len({new_id() for _ in range(1000)}) == 1000


def test_an_id_begins_with_the_millisecond_in_which_it_was_made(monkeypatch):
    monkeypatch.setattr(identity.time, "time_ns", lambda: MOMENT_NS)
    assert new_id().int >> 80 == MOMENT_MS


@pytest.mark.parametrize("chance", [b"\x00" * 10, b"\xff" * 10])
def test_chance_never_touches_the_moment_the_version_or_the_variant(
    monkeypatch, chance
):
    monkeypatch.setattr(identity.time, "time_ns", lambda: MOMENT_NS)
    monkeypatch.setattr(identity.os, "urandom", lambda size: chance[:size])
    made = new_id()
    assert made.int >> 80 == MOMENT_MS
    assert (made.version, made.variant) == (7, RFC_4122)


def test_an_id_made_later_sorts_after_an_earlier_one(monkeypatch):
    moments = iter([MOMENT_NS, MOMENT_NS + 1_000_000, MOMENT_NS + 60_000_000_000])
    monkeypatch.setattr(identity.time, "time_ns", lambda: next(moments))
    made = [new_id() for _ in range(3)]
    assert made == sorted(made)
