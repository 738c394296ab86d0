"""A sender over parts in memory, and how tests kill it."""

from datetime import timedelta
from functools import partial

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from notify.application import handlers
from notify.application.commands import ClaimNotices, SettleNotices
from notify.application.ports import Contact
from notify.application.sender import Sender
from notify.application.sending.carriers import Carriers
from notify.application.sending.planning import Planner
from notify.domain.notice import FOR_PEOPLE, THE_PETITIONER, Audience
from notify.domain.sending.policy import SendingPolicy
from services.notify.tests.builders import (
    NOON,
    PATIENCE,
    PETITION,
    a_notice,
    an_organisation,
)
from services.notify.tests.fakes import (
    FailingBus,
    FakeChannel,
    FakeContacts,
    FakeLetters,
    InMemoryWork,
)

HOLD = timedelta(seconds=30)
FENG = Contact(name="冯一", email="feng@example.org")
DISPATCH = Contact(name="派遣台", email="dispatch@example.org")


class Desk:
    """A sender over in-memory parts."""

    def __init__(self):
        self.work = InMemoryWork()
        self.work.organisations.put(an_organisation())
        self.wall = FrozenClock(NOON)
        self.contacts = FakeContacts({PETITION: FENG})
        self.letters = FakeLetters()
        self.channels = [FakeChannel()]
        self.reports = []
        self.rules = SendingPolicy()
        self.among = FOR_PEOPLE
        bus = CommandBus(
            lambda: self.work,
            {
                ClaimNotices: partial(handlers.claim_notices, wall=self.wall),
                SettleNotices: partial(
                    handlers.settle_notices,
                    clock=self.wall,
                    wall=self.wall,
                    patience=PATIENCE,
                ),
            },
        )
        self.bus = FailingBus(bus, SettleNotices, 0)

    def sender(self):
        carriers = Carriers(channels=self.channels, rules=lambda: self.rules)
        return Sender(
            bus=self.bus,
            contacts=self.contacts,
            planner=Planner(letters=self.letters, carriers=carriers),
            dispatch_desk=DISPATCH,
            wall=self.wall,
            report=self.reports.append,
            hold=HOLD,
            among=self.among,
        )

    def put(self, *notices):
        self.work.notices.add(notices)

    def send(self):
        return self.sender().send_batch()

    @property
    def sent(self):
        return self.channels[0].sent

    def row(self, notice):
        return self.work.notices.rows[notice.notice_id]


@pytest.fixture
def desk():
    return Desk()


def to_petitioner(**changes):
    return a_notice(audience=Audience.PETITIONER, recipient=THE_PETITIONER, **changes)


class Killed(BaseException):
    """kill -9, as near as a test comes."""


class FailingLetters(FakeLetters):
    """Cannot write anything."""

    def __init__(self, reason):
        super().__init__()
        self._reason = reason

    def compose(self, *_):
        raise self._reason
