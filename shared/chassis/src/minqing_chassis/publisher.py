"""Publishing with confirms: many in flight, each one accounted for."""

import contextlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from amqp import Channel, Message
from amqp.exceptions import AMQPError
from kombu.connection import Connection
from kombu.exceptions import KombuError

from minqing_chassis import topology
from minqing_chassis.nodes import connect
from minqing_contracts.catalogue import Event


class BrokerUnavailable(Exception):
    """The broker did not take the messages in time; whether it has them is unknown."""


BROKER_ERRORS = (BrokerUnavailable, OSError, AMQPError, KombuError)


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message on its way out."""

    message_id: UUID
    exchange: str
    routing_key: str
    headers: dict[str, Any]
    body: str | bytes


@dataclass
class Receipts:
    """What the broker said of each message of one round."""

    confirmed: set[UUID] = field(default_factory=set)
    returned: dict[UUID, str] = field(default_factory=dict)


class Publisher:
    """One connection, one confirming channel, remade after any trouble.

    Not for two greenthreads at a time. `subscriptions` are declared on every connection
    before anything is sent on it: a broker that is new, or was emptied, would let a
    fact pass by the hearers who have not come to it yet.
    """

    def __init__(
        self,
        amqp_uri: str,
        *,
        timeout: float = 10.0,
        subscriptions: Mapping[str, Sequence[type[Event]]] | None = None,
    ) -> None:
        self._subscriptions = subscriptions or {}
        self._uri = amqp_uri
        self._timeout = timeout
        self._connection: Connection | None = None
        self._channel: Channel | None = None
        self._round: _Round | None = None
        self._published = 0

    def publish(self, messages: Iterable[Outgoing]) -> Receipts:
        """Send all, then wait for every confirm; `mandatory`, persistent.

        A message that no queue takes is in `returned` and not in `confirmed`. Raises
        BrokerUnavailable when the broker is away, refuses, or is silent for `timeout`
        seconds; what it had confirmed by then may have been taken.
        """
        try:
            return self._publish(self._ready_channel(), messages)
        except BROKER_ERRORS as error:
            self.drop()
            raise BrokerUnavailable(str(error)) from error
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Let go without a word: a frozen broker cannot say goodbye."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.connection.transport.sock.close()
                connection.collect()

    def _ready_channel(self) -> Channel:
        if self._channel is None:
            self._connection = connect(self._uri, timeout=self._timeout)
            if self._subscriptions:
                topology.declare(self._connection, self._subscriptions)
            channel = self._connection.channel()
            channel.confirm_select()
            channel.events["basic_ack"].add(self._on_ack)
            channel.events["basic_nack"].add(self._on_nack)
            channel.events["basic_return"].add(self._on_return)
            self._channel, self._published = channel, 0
        return self._channel

    def _publish(self, channel: Channel, messages: Iterable[Outgoing]) -> Receipts:
        self._round = current = _Round()
        for message in messages:
            self._published += 1
            current.waiting[self._published] = message.message_id
            channel.basic_publish(
                Message(
                    message.body,
                    content_type="application/json",
                    content_encoding="utf-8",
                    delivery_mode=2,
                    message_id=str(message.message_id),
                    application_headers=message.headers,
                ),
                exchange=message.exchange,
                routing_key=message.routing_key,
                mandatory=True,
                timeout=self._timeout,
            )
        return self._await(channel, current)

    def _await(self, channel: Channel, current: "_Round") -> Receipts:
        until = time.monotonic() + self._timeout
        while current.waiting:
            left = until - time.monotonic()
            if left <= 0:
                raise BrokerUnavailable(f"{len(current.waiting)} not confirmed in time")
            channel.connection.drain_events(timeout=left)
        if current.refused:
            raise BrokerUnavailable(f"the broker refused {current.refused} messages")
        return current.receipts

    def _on_ack(self, delivery_tag: int, multiple: bool) -> None:
        if self._round is not None:
            self._round.settle(delivery_tag, multiple, taken=True)

    def _on_nack(self, delivery_tag: int, multiple: bool) -> None:
        if self._round is not None:
            self._round.settle(delivery_tag, multiple, taken=False)

    def _on_return(
        self, error: Exception, _exchange: str, _key: str, message: Message
    ) -> None:
        if self._round is not None:
            message_id = UUID(message.properties["message_id"])
            self._round.receipts.returned[message_id] = str(error)


@dataclass
class _Round:
    """The confirms that one call still waits for; a return comes before its ack."""

    waiting: dict[int, UUID] = field(default_factory=dict)
    receipts: Receipts = field(default_factory=Receipts)
    refused: int = 0

    def settle(self, tag: int, multiple: bool, *, taken: bool) -> None:
        tags = [t for t in self.waiting if t <= tag] if multiple else [tag]
        for settled in tags:
            message_id = self.waiting.pop(settled, None)
            if message_id is None or message_id in self.receipts.returned:
                continue
            if taken:
                self.receipts.confirmed.add(message_id)
            else:
                self.refused += 1
