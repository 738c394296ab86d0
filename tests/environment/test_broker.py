"""A private RabbitMQ node keeps what it confirmed through stops and kills."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from amqp import Connection, Message
from amqp.exceptions import AMQPError

from minqing_chassis.probe import broker_answers
from minqing_chassis.publisher import BrokerUnavailable, Outgoing, Publisher
from minqing_local import broker as broker_module
from minqing_local import processes
from minqing_local.broker import Broker
from minqing_local.broker_desk import BrokerDesk
from minqing_local.refusal import Refusal
from minqing_local.waiting import wait_until

pytestmark = [pytest.mark.environment, pytest.mark.slow]

QUORUM = {"x-queue-type": "quorum"}


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    own = Broker(tmp_path_factory.mktemp("node"))
    own.start()
    yield own
    own.kill()


def connect(node):
    return Connection(
        host=f"127.0.0.1:{node.ports.amqp}",
        userid=node.user,
        password=node.password,
        confirm_publish=True,
    )


def test_a_confirmed_message_survives_a_power_cut_of_the_node(node):
    with connect(node) as connection:
        channel = connection.channel()
        channel.queue_declare("kept", durable=True, auto_delete=False, arguments=QUORUM)
        channel.basic_publish(Message("路灯", delivery_mode=2), routing_key="kept")
    wait_until(lambda: written_down(node, b"kept"), "the queue's own entry", 30)
    node.kill()
    assert not node.alive
    node.start()
    with connect(node) as connection:
        channel = connection.channel()

        def arrived():
            return channel.basic_get("kept", no_ack=True)

        wait_until(arrived, "the message to be there again", 30, every=0.2)


def written_down(node, queue):
    """RabbitMQ 3.10 writes a new quorum queue's entry half a second after confirming.

    Killed before, it forgets the queue's log, and the queue never answers again.
    """
    entries = node.folder.glob("data/*/quorum/*/names.dets")
    return any(queue in file.read_bytes() for file in entries)


def test_the_pid_is_the_erlang_machine_itself(node):
    assert Path(f"/proc/{node.pid}/comm").read_text().strip() == "beam.smp"


def test_dropped_connections_are_really_gone(node):
    connection = connect(node)
    connection.connect()
    node.drop_connections()
    with pytest.raises((AMQPError, OSError)):
        connection.drain_events(timeout=5)
    with connect(node) as again:
        assert again.connected


def test_a_frozen_node_goes_on_when_it_is_let(node):
    node.pause()
    assert node.alive
    node.resume()
    with connect(node) as connection:
        assert connection.connected


def test_the_publisher_gives_up_on_a_node_that_freezes(node):
    with connect(node) as connection:
        connection.channel().queue_declare("heard", durable=True, auto_delete=False)
    publisher = Publisher(node.uri, timeout=3)
    publisher.publish([])
    node.pause()
    try:
        with pytest.raises(BrokerUnavailable):
            publisher.publish([an_outgoing() for _ in range(3)])
    finally:
        node.resume()

    def confirmed():
        with suppress(BrokerUnavailable):
            return publisher.publish([an_outgoing()]).confirmed

    wait_until(confirmed, "the node to take a message again", 60)
    assert broker_answers(node.uri)
    publisher.drop()


def an_outgoing():
    return Outgoing(
        message_id=uuid4(), exchange="", routing_key="heard", headers={}, body="{}"
    )


def test_it_listens_on_loopback_only(node):
    inodes = _listening_addresses()
    ports = {node.ports.amqp, node.ports.distribution}
    assert {address for address, port in inodes if port in ports} == {"0100007F"}


def test_asked_to_end_it_leaves_nothing_behind(tmp_path):
    own = Broker(tmp_path / "short")
    own.start()
    session = os.getsid(own.pid)
    os.kill(own.pid, signal.SIGTERM)
    wait_until(lambda: not own.alive, "its end in good order", 120)
    own.stop()
    pids = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
    left = [pid for pid in pids if _session(pid) == session]
    assert not [pid for pid in left if processes.is_running(pid)]
    assert own.ports.names not in {port for _, port in _listening_addresses()}


def test_a_node_that_cannot_start_says_where_its_reasons_stand(tmp_path, node):
    twin = Broker(tmp_path / "twin", node.ports)
    with pytest.raises((Refusal, TimeoutError)):
        twin.launch()
        twin.wait_until_ready(timeout=30)
    twin.kill()


def test_without_rabbitmq_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(broker_module, "PROGRAMS", tmp_path)
    with pytest.raises(Refusal, match="apt-get install rabbitmq-server"):
        Broker(tmp_path).start()


def test_virtual_hosts_share_no_queue(broker_node):
    desk = BrokerDesk(broker_node)
    one, other = desk.new_vhost(), desk.new_vhost()
    with Connection(
        host=f"127.0.0.1:{broker_node.ports.amqp}",
        userid=broker_node.user,
        password=broker_node.password,
        virtual_host=one.rpartition("/")[2],
    ) as connection:
        connection.channel().queue_declare("mine", durable=True, auto_delete=False)
    assert [queue["name"] for queue in desk.queues(one)] == ["mine"]
    assert desk.queues(other) == []
    desk.drop_vhost(one)
    desk.drop_vhost(other)


def _session(pid):
    try:
        return os.getsid(pid)
    except OSError:
        return None


def _listening_addresses():
    """Return (address, port) of every listening IPv4 socket of this machine."""
    table = Path("/proc/net/tcp").read_text().splitlines()
    rows = [line.split() for line in table[1:]]
    pairs = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {(address, int(port, 16)) for address, port in pairs}
