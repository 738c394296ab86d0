"""The ledger tells of many, never of one: fewer than five are not shown."""

import pytest

from portal.domain.ledger import LedgerRow, publishable, total

pytestmark = pytest.mark.unit


def row(category, received, answered=0, closed=0):
    return LedgerRow(
        category=category, received=received, answered=answered, closed=closed
    )


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, []),
        ({"a": 9, "b": 5}, [("a", 9), ("b", 5)]),
        ({"a": 9, "b": 3, "c": 2}, [("a", 9), ("", 5)]),
        ({"a": 9, "b": 7, "c": 1}, [("a", 9), ("", 8)]),
        ({"a": 9, "c": 1}, [("", 10)]),
        ({"a": 4}, []),
        ({"": 6, "a": 5}, [("a", 5), ("", 6)]),
        ({"": 3, "a": 5}, [("", 8)]),
    ],
)
def test_small_rows_join_the_others_until_nobody_can_subtract(counts, shown):
    rows = publishable(row(name, n) for name, n in counts.items())
    assert [(each.category, each.received) for each in rows] == shown


def test_nothing_is_lost_by_joining():
    rows = [row("a", 9, 8, 7), row("b", 2, 1, 1), row("c", 4, 3, 2)]
    assert total(publishable(rows)) == total(rows)
