"""What every channel promises; a new one passes this suite.

A subclass gives the fixtures `channel` and `arrived`: a function that returns what came
out at the other end, as (key, subject, body); `reachable` is somebody it reaches.
"""

from dataclasses import replace
from uuid import uuid4

import pytest

from notify.application.ports import Contact
from notify.domain.sending.means import Means
from services.notify.tests.builders import a_message

LONG = "路灯不亮，晚上看不清路。😀𠮷\n" * 300


class ChannelPromises:
    """Delivers whole texts under their key, as often as it is asked to."""

    @pytest.fixture
    def reachable(self):
        return a_message().to

    def written(self, message):
        """Return the body as this channel's letters write it."""
        return message.body

    @pytest.fixture
    def make(self, reachable):
        """Return a message to somebody whom the channel reaches."""

        def make(**changes):
            message = a_message(**({"to": reachable} | changes))
            return replace(message, body=self.written(message))

        return make

    def test_a_text_arrives_as_it_was_written(self, channel, arrived, make):
        message = make(subject="您的诉求已答复😀", body=LONG)
        channel.send(message)
        ((key, subject, body),) = arrived()
        assert key == message.key
        assert subject == message.subject
        assert body.split() == LONG.split()

    def test_a_message_sent_twice_arrives_under_one_key(self, channel, arrived, make):
        message = make()
        channel.send(message)
        channel.rest()
        channel.send(message)
        assert {key for key, _, _ in arrived()} == {message.key}
        assert len(arrived()) == (1 if channel.keyed else 2)

    def test_many_messages_arrive_each_under_its_own_key(self, channel, arrived, make):
        messages = [make(key=uuid4()) for _ in range(20)]
        for message in messages:
            channel.send(message)
        assert {key for key, _, _ in arrived()} == {each.key for each in messages}

    def test_resting_is_always_allowed_and_ends_nothing(self, channel, arrived, make):
        channel.rest()
        channel.rest()
        channel.send(make())
        channel.rest()
        assert len(arrived()) == 1

    def test_it_knows_whom_it_cannot_reach(self, channel, reachable):
        assert channel.reaches(reachable)
        assert channel.means is Means.IN_APP or not channel.reaches(
            Contact(name="无名")
        )

    def test_it_says_how_many_outcomes_may_wait(self, channel):
        assert channel.name
        assert isinstance(channel.means, Means)
        # Where nothing drops a second message, one call alone may be in doubt.
        assert channel.window >= 1 if channel.keyed else channel.window == 1
