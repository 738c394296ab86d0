"""Which connections are given up for a new one."""

import resource

import pytest

from minqing_chassis.http import connections
from minqing_chassis.http.connections import FOR_THE_REST, MOST, Connections, room


class Line:
    """A socket that knows whether it was shut."""

    def __init__(self):
        self.shut = False

    def shutdown(self, how):
        self.shut = True


def full(lines, most=4):
    """Return a server's connections, all of them taken."""
    held = Connections(most)
    for each in lines:
        held.pool.sem.acquire(blocking=False)
        held.waits(each)
    return held


def test_the_longest_silent_one_is_hung_up_on_for_a_new_one():
    lines = [Line() for _ in range(3)]
    full(lines)
    assert [each.shut for each in lines] == [True, False, False]


def test_who_alone_is_silent_gives_way_to_the_next():
    first, second = Line(), Line()
    full([first, second], most=1)
    assert (first.shut, second.shut) == (True, False)


def test_one_that_asks_something_is_not_hung_up_on():
    first, second, third = Line(), Line(), Line()
    held = full([first, second], most=3)
    held.speaks(first)
    held.pool.sem.acquire()
    held.waits(third)
    assert (first.shut, second.shut, third.shut) == (False, True, False)


def test_one_that_alone_is_silent_is_kept():
    alone = Line()
    full([alone], most=1)
    assert not alone.shut


def test_one_goes_for_each_that_comes_and_no_more():
    lines = [Line() for _ in range(8)]
    held = full(lines, most=8)
    assert [each.shut for each in lines] == [True] * 3 + [False] * 5
    for each in lines[:3]:
        held.speaks(each)
        held.pool.sem.release()
    held.waits(Line())
    assert sum(each.shut for each in lines) == 3


@pytest.mark.parametrize(
    ("soft", "hard", "found"),
    [
        (1024, 1024, 1024 - FOR_THE_REST),
        (1024, 524_288, MOST),
        (1024, 2000, 2000 - FOR_THE_REST),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, MOST),
        (1024, resource.RLIM_INFINITY, MOST),
        (100, 100, connections.SPARE),
    ],
)
def test_there_is_room_for_what_the_system_lets(monkeypatch, soft, hard, found):
    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, told: asked.append(told))
    assert room() == found
    assert all(told[1] == hard and told[0] >= soft for told in asked)
