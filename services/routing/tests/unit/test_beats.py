"""C-20: a database that was put back unnoticed is found by what was signed since."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from routing.domain.statements.beats import Beat, Heard, hear, to_sign, would_prove
from services.routing.tests.builders import NOON

pytestmark = pytest.mark.unit
MINUTE = timedelta(minutes=1)


def beat(number, *, life=0, incarnation=0, at=None):
    return Beat(
        incarnation=incarnation,
        number=number,
        name=UUID(int=life * 1_000_000 + number),
        at=NOON + (number if at is None else at) * MINUTE,
    )


def test_of_a_neighbour_the_highest_beat_is_kept_whatever_comes_late():
    known = hear(None, beat(5))
    for told in (beat(5), beat(4), beat(3, life=1)):
        assert hear(known, told) == Heard(beat=beat(5))
    assert hear(known, beat(6)) == Heard(beat=beat(6))


@pytest.mark.parametrize("number", [3, 5])
def test_who_goes_back_unaware_is_held_to_its_last_beat_until_it_says_so(number):
    held = hear(hear(None, beat(5)), beat(number, life=1, at=9))
    assert held == Heard(beat=beat(5), held=True)
    assert hear(held, beat(50, life=1)) == held
    after = beat(51, life=1, incarnation=7)
    assert hear(held, after) == Heard(beat=after)


def test_what_was_said_before_a_known_restore_or_long_ago_proves_nothing():
    shown, now = beat(5, incarnation=3), NOON + 10 * MINUTE
    assert would_prove(shown, 3, now)
    assert would_prove(shown, 2, now)
    assert not would_prove(shown, 4, now)
    assert not would_prove(shown, 3, now + timedelta(days=30))


def test_a_beat_is_signed_with_all_that_it_says():
    one = beat(5)
    changes = [
        {"incarnation": 1},
        {"number": 6},
        {"name": UUID(int=1)},
        {"at": NOON},
    ]
    forms = {to_sign("jinniu", replace(one, **each)) for each in changes}
    forms |= {to_sign("jinniu", one), to_sign("jinquan", one)}
    assert len(forms) == len(changes) + 2
    assert to_sign("jinniu", one) == to_sign("jinniu", replace(one, proof="x"))
