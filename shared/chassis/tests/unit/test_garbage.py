"""A long-lived process looks for garbage seldom, and still finds it."""

import gc
import weakref

import pytest

from minqing_chassis.garbage import YOUNG, look_seldom

pytestmark = pytest.mark.unit


class Ring:
    """What only a look can free: it holds itself."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def as_before():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_was_loaded_at_the_start_is_never_looked_at_again():
    look_seldom()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == YOUNG


def test_a_ring_made_later_is_found_without_being_asked():
    look_seldom()
    ring = weakref.ref(Ring())
    kept = [[] for _ in range(3 * YOUNG)]
    assert ring() is None
    assert len(kept) == 3 * YOUNG
