"""One id for each greenthread's story."""

from uuid import uuid4

import eventlet
import pytest

from minqing_chassis.observability.correlation import correlated, current

pytestmark = pytest.mark.unit


def test_the_id_holds_within_and_is_gone_after():
    outer, inner = uuid4(), uuid4()
    with correlated(outer):
        with correlated(inner) as given:
            assert current.get() == given == inner
        assert current.get() == outer
    assert current.get() is None


def test_the_id_is_gone_after_a_failure():
    with pytest.raises(RuntimeError), correlated(uuid4()):
        raise RuntimeError
    assert current.get() is None


def test_greenthreads_that_take_turns_keep_their_own_ids():
    seen = []

    def story(turns):
        mine = uuid4()
        with correlated(mine):
            for _ in range(turns):
                eventlet.sleep(0)
                seen.append(current.get() == mine)

    stories = [eventlet.spawn(story, 5) for _ in range(4)]
    for each in stories:
        each.wait()
    assert seen == [True] * 20


def test_a_greenthread_does_not_inherit_the_story_of_its_maker():
    with correlated(uuid4()):
        assert eventlet.spawn(current.get).wait() is None
