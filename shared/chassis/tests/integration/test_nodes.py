"""Of several addresses one that answers is enough."""

import pytest
from kombu.exceptions import OperationalError

from minqing_chassis.nodes import connect
from minqing_chassis.probe import broker_answers
from minqing_local.ports import free_port

pytestmark = pytest.mark.integration


def nowhere():
    return f"amqp://nobody:none@127.0.0.1:{free_port()}//"


def test_a_node_that_is_away_keeps_nobody_from_the_others(vhost):
    for _ in range(3):
        connection = connect(f"{nowhere()};{vhost};{nowhere()}")
        assert connection.connected
        connection.release()
    assert broker_answers(f"{nowhere()};{vhost}")


def test_without_any_node_it_is_said_so():
    both = f"{nowhere()};{nowhere()}"
    with pytest.raises(OperationalError, match="refused"):
        connect(both)
    assert not broker_answers(both)
