"""The way to a broker of several nodes."""

import eventlet
import pytest

from minqing_chassis import nodes
from minqing_chassis.nodes import BrokerSilent, Pulse, in_any_order

pytestmark = pytest.mark.unit

THREE = "amqp://u:p@a//;amqp://u:p@b//;amqp://u:p@c//"


class Node:
    """A channel to a node that answers after so many seconds, and counts."""

    def __init__(self, seconds=0.0):
        self.seconds, self.asked = seconds, 0

    def queue_declare(self, _queue, *, passive):
        assert passive
        self.asked += 1
        eventlet.sleep(self.seconds)


def test_every_address_stays_and_any_may_come_first():
    seen = {in_any_order(THREE) for _ in range(200)}
    assert len(seen) == 6
    for each in seen:
        assert sorted(each.split(";")) == THREE.split(";")
    assert in_any_order("amqp://u:p@a//") == "amqp://u:p@a//"


def test_a_node_is_asked_only_after_a_while(monkeypatch):
    node = Node()
    Pulse(node, "intake.inbox").feel()
    assert node.asked == 0
    monkeypatch.setattr(nodes, "ASK_EVERY", 0.0)
    Pulse(node, "intake.inbox").feel()
    assert node.asked == 1


def test_a_node_that_keeps_the_connection_and_does_not_answer_is_left(monkeypatch):
    monkeypatch.setattr(nodes, "ASK_EVERY", 0.0)
    monkeypatch.setattr(nodes, "ANSWER_WITHIN", 0.02)
    with pytest.raises(BrokerSilent):
        Pulse(Node(seconds=5), "intake.inbox").feel()
