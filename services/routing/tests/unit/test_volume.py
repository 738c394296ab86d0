"""How much a letter of fingerprints has compared."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from routing.adapters.statements.volume import prints_of
from routing.domain.same.matters import Mark, Marks
from routing.domain.statements.letters import Request

pytestmark = pytest.mark.unit

WHO = {"sender": "a", "to": "b", "incarnation": 0, "heard": 0}


def test_fingerprints_are_counted_one_by_one_and_other_letters_have_none():
    at = datetime(2026, 3, 2, tzinfo=UTC)
    told = [("c1", "p1"), ("c2",)]
    marks = tuple(
        Mark(mark_id=uuid4(), receipt="", prints=each, accepted_at=at) for each in told
    )
    assert prints_of(Marks(**WHO, marks=marks)) == 3
    assert prints_of(Request(**WHO, matters=(), whole=True)) == 0
