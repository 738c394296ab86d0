"""Relays side by side: two processes of one service, one outbox."""

from threading import Event, Thread
from uuid import uuid4

import pytest

from minqing_chassis.publisher import Receipts
from minqing_chassis.relay import Relay

pytestmark = pytest.mark.integration

FACTS = 30
PUT = """
insert into outbox (message_id, routing_key, headers, body)
values (:message_id, 'intake.petition.accepted.v1', '{}', '{}')
"""


class Broker:
    """Takes everything; it can be slow, so that a batch is in hand meanwhile."""

    def __init__(self, goes_on=None):
        self.taken, self.has_begun, self._goes_on = [], Event(), goes_on

    def publish(self, messages):
        self.has_begun.set()
        if self._goes_on is not None:
            assert self._goes_on.wait(10)
        self.taken += [each.message_id for each in messages]
        return Receipts(confirmed={each.message_id for each in messages})

    def drop(self):
        """Nothing is held."""


def test_two_relays_at_once_send_every_fact_once_and_wait_for_nobody(db):
    for _ in range(FACTS):
        db.rows(PUT, message_id=uuid4())
    goes_on = Event()
    slow, quick = Broker(goes_on), Broker()
    first = Thread(target=lambda: Relay(db, slow).send_due(limit=20))
    first.start()
    assert slow.has_begun.wait(10)
    second = Relay(db, quick)
    assert second.send_due(limit=20) == FACTS - 20
    assert second.send_due(limit=20) == 0
    goes_on.set()
    first.join()
    assert (len(slow.taken), len(quick.taken)) == (20, FACTS - 20)
    assert len({*slow.taken, *quick.taken}) == FACTS
    assert db.rows("select 1 from outbox") == []
