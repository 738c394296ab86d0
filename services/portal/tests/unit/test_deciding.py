"""What waits for a head stands in one queue, and nobody turns in a circle in it."""

from datetime import timedelta

import pytest

from portal.domain.deciding import Queue, Waiting
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.unit


def waiting(kind, ident, hours=None):
    due = None if hours is None else NOON + timedelta(hours=hours)
    return Waiting(kind=kind, ident=ident, due=due)


LATER, SOONER = waiting("extension", "B", 9), waiting("extension", "A", 1)
DRAFT = waiting("publication", "D")
OPEN = waiting("extension", "C")
QUEUE = Queue(
    {
        "extension": [OPEN, LATER, SOONER],
        "return": [],
        "objection": None,
        "publication": [DRAFT],
    }
)


def test_what_is_due_first_comes_first_and_what_has_no_date_last():
    assert QUEUE.of("extension") == [SOONER, LATER, OPEN]
    assert QUEUE.of() == [SOONER, LATER, OPEN, DRAFT]
    assert (QUEUE.waits.total, QUEUE.place(DRAFT), QUEUE.place(LATER, "extension")) == (
        4,
        4,
        2,
    )


def test_a_kind_whose_owner_is_away_is_told_and_not_counted_as_none():
    assert QUEUE.waits.counts == {
        "extension": 3,
        "return": 0,
        "objection": None,
        "publication": 1,
    }
    assert QUEUE.waits.away == ["objection"]


def test_what_somebody_else_decided_meanwhile_gives_way_to_the_first():
    assert QUEUE.at("extension:B") == LATER
    assert QUEUE.at("return:gone") == SOONER
    assert QUEUE.at("", "publication") == DRAFT
    assert QUEUE.at("", "return") is None


def test_after_the_last_comes_the_first_and_after_the_only_one_nothing():
    assert QUEUE.after(SOONER) == LATER
    assert QUEUE.after(DRAFT) == SOONER
    assert QUEUE.after(DRAFT, "publication") is None
