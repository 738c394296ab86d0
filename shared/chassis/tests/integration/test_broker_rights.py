"""What the services' accounts may do, asked of a real broker."""

import time
from uuid import uuid4

import pytest
from amqp import Message
from amqp.exceptions import AccessRefused, NotFound
from kombu.connection import Connection

from minqing_chassis import topology
from minqing_chassis.broker_rights import definitions
from minqing_chassis.publisher import BrokerUnavailable, Outgoing, Publisher
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_local.broker_desk import BrokerDesk
from minqing_local.ports import LOOPBACK

PASSWORD = "only-for-this-test"


@pytest.fixture(scope="module")
def own(broker_node):
    """Makes an address for each service's own account, where all is in order."""
    desk = BrokerDesk(broker_node)
    uri = desk.new_vhost()
    vhost = uri.rpartition("/")[2]
    told = definitions(dict.fromkeys(SUBSCRIPTIONS, PASSWORD), vhost=vhost)
    desk.take(told)
    with Connection(uri) as connection:
        topology.put_in_order(connection, SUBSCRIPTIONS)
        connection.channel().exchange_declare("nameko-rpc", "topic", auto_delete=False)
        connection.channel().queue_declare("rpc-registry", durable=True)
        connection.channel().queue_bind("rpc-registry", "nameko-rpc", "registry.*")
    port = broker_node.ports.amqp
    yield lambda name: f"amqp://{name}:{PASSWORD}@{LOOPBACK}:{port}/{vhost}"
    desk.drop_vhost(uri)


def says(exchange, key):
    def do(channel):
        channel.confirm_select()
        channel.basic_publish_confirm(Message(b"{}"), exchange, key, timeout=5)

    return do


REFUSED = {
    "asks registry for a pass": says("nameko-rpc", "registry.staff_pass"),
    "writes to registry's questions": says("", "rpc-registry"),
    "writes to registry's inbox": says("", "registry.inbox"),
    "climbs registry's ladder": says("registry.ladder", "registry.inbox"),
    "tells a fact of registry": says("minqing.events", "registry.staff.recorded.v1"),
    "reads registry's inbox": lambda ch: ch.basic_consume("registry.inbox"),
    "reads registry's questions": lambda ch: ch.basic_get("rpc-registry"),
    "takes facts from registry": lambda ch: ch.queue_purge("registry.inbox"),
    "deletes a queue": lambda ch: ch.queue_delete("routing.inbox"),
    "declares a queue": lambda ch: ch.queue_declare("mine"),
    "hears everything": lambda ch: ch.queue_bind("notify.inbox", "minqing.events", "#"),
    "hears all answers": lambda ch: _listen(ch, "#"),
    "hears what registry is asked": lambda ch: _listen(ch, "registry.*"),
}


def _listen(channel, key):
    mine = f"rpc.reply-notify-{uuid4()}"
    channel.queue_declare(mine, arguments={"x-expires": 1000})
    channel.queue_bind(mine, "nameko-rpc", key)


@pytest.mark.parametrize("deed", REFUSED)
def test_the_broker_refuses_that_notify(own, deed):
    with Connection(own("notify")) as connection, pytest.raises(AccessRefused):
        REFUSED[deed](connection.channel())


def test_the_portal_may_ask_registry_for_a_pass(own):
    with Connection(own("portal")) as connection:
        says("nameko-rpc", "registry.staff_pass")(connection.channel())


@pytest.mark.parametrize("service", SUBSCRIPTIONS)
def test_a_service_tells_tries_again_and_hears_with_its_own_account(own, service):
    publisher = Publisher(own(service), subscriptions=SUBSCRIPTIONS)
    name = topology.inbox_name(service)
    message = Outgoing(
        message_id=uuid4(),
        exchange=topology.ladder_name(service),
        routing_key=name,
        headers={},
        body="{}",
    )
    assert publisher.publish([message]).confirmed == {message.message_id}
    publisher.drop()
    with Connection(own(service)) as connection:
        topology.let_go(connection, service, SUBSCRIPTIONS[service])
        channel = connection.channel()
        heard = _until(lambda: channel.basic_get(name, no_ack=True))
    assert heard.properties["message_id"] == str(message.message_id)


def _until(fact):
    end = time.monotonic() + 60
    while (found := fact()) is None and time.monotonic() < end:
        time.sleep(0.02)
    return found


def test_nothing_is_said_before_every_hearer_has_its_queues(own, vhost, broker_node):
    """An account of a service waits for who may declare; then it goes on by itself."""
    name = vhost.rpartition("/")[2]
    told = definitions({"portal": PASSWORD}, vhost=name)
    BrokerDesk(broker_node).take(told)
    uri = own("portal").rpartition("/")[0] + "/" + name
    publisher = Publisher(uri, subscriptions=SUBSCRIPTIONS)
    with pytest.raises(BrokerUnavailable, match="NOT_FOUND"):
        publisher.publish([])
    with Connection(vhost) as connection:
        topology.declare(connection, SUBSCRIPTIONS)
    assert publisher.publish([]).confirmed == set()
    publisher.drop()


def test_a_queue_that_nobody_declared_is_named(own):
    with (
        Connection(own("portal")) as connection,
        pytest.raises(NotFound, match="parks"),
    ):
        topology.declare(connection, {"portal": (), "parks": ()})
