"""The letterbox on a real broker: what is decided is gone, what is not comes again."""

import threading

import pytest
from kombu.connection import Connection

from minqing_chassis import letterbox
from minqing_chassis.letterbox import Letterbox
from minqing_local.waiting import wait_until

pytestmark = pytest.mark.integration
QUEUE = "letters"


class Thread:
    """What a container spawns; whoever stops the box waits for it."""

    def __init__(self, work):
        self._thread = threading.Thread(target=work, daemon=True)
        self._thread.start()

    def wait(self):
        self._thread.join(10)


class Container:
    """Decides as it is told, at once, on the box's own thread."""

    def __init__(self, uri, decide):
        self.config, self.decide = {"AMQP_URI": uri}, decide

    def spawn_managed_thread(self, work):
        return Thread(work)

    def spawn_worker(self, _entrypoint, told, _named, handle_result):
        error = self.decide(told[0].decode())
        handle_result(None, None, error and (type(error), error, None))


def waiting(uri):
    with Connection(uri) as connection:
        return connection.channel().queue_declare(QUEUE, passive=True).message_count


def test_a_letter_is_let_go_once_it_is_decided_and_comes_again_until_then(
    vhost, monkeypatch
):
    monkeypatch.setattr(letterbox, "PAUSES", (0.01,))
    heard = []

    def decide(body):
        heard.append(body)
        return ValueError("odd") if heard.count("odd") == 1 else None

    with Connection(vhost) as connection:
        channel = connection.channel()
        channel.queue_declare(QUEUE, durable=True, auto_delete=False)
        producer = connection.Producer(channel)
        for body in ("one", "odd", "two"):
            producer.publish(body, routing_key=QUEUE, content_type="text/plain")
    box = Letterbox(QUEUE)
    box.container = Container(vhost, decide)
    box.setup()
    box.start()
    try:
        wait_until(lambda: heard.count("odd") == 2 and "two" in heard, "them all", 60)
    finally:
        box.stop()
    assert waiting(vhost) == 0
    assert heard.count("one") == 1
