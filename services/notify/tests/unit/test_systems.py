"""Other systems that are told: who keeps what, and what the sender makes of it."""

from uuid import uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from notify.application.commands import Subscribe
from notify.application.ports import Hook
from notify.application.sending.handlers import subscribe
from notify.domain.delivery import Result
from notify.domain.notice import Audience, NoticeState
from notify.domain.sending.means import Means
from notify.domain.sending.policy import FailOver, SendingPolicy
from services.notify.tests.builders import NOON, a_notice
from services.notify.tests.fakes import AWAY, InMemoryWork
from services.notify.tests.sending_promises import a_subscription
from services.notify.tests.unit.test_sender import Desk

pytestmark = pytest.mark.unit

OPS = Actor(id="o", role=Role.OPS)


def to_system(system):
    return a_notice(audience=Audience.SUBSCRIBER, recipient=str(system.subscription_id))


def test_a_system_is_told_at_its_own_address():
    desk, system = Desk(), a_subscription()
    desk.channels[0].means = Means.WEBHOOK
    desk.work.subscriptions.put(system)
    desk.put(to_system(system))
    desk.send()
    (message,) = desk.sent
    assert message.to.hook == Hook(url=system.url, key=system.key)


def test_a_system_that_is_away_holds_up_no_other():
    desk, away, well = Desk(), a_subscription(), a_subscription()
    channel = desk.channels[0]
    channel.means = Means.WEBHOOK
    desk.rules = SendingPolicy(fail_over=FailOver(least=2, share=0.5))
    for system in (away, well):
        desk.work.subscriptions.put(system)

    def answer(message):
        channel.trouble = AWAY if message.to.hook.key == away.key else None

    channel.before = answer
    desk.put(*[to_system(away) for _ in range(4)])
    sender = desk.sender()
    sender.send_batch()
    desk.put(to_system(well), to_system(away))
    sender.send_batch()
    assert len(desk.sent) == 1
    assert "every provider is busy" in [each.error for each in desk.reports]
    assert len([each for each in desk.reports if each.result is Result.AWAY]) == 4


def test_a_system_that_is_told_no_more_has_no_address_and_nobody_calls_it():
    desk, system = Desk(), a_subscription(active=False)
    desk.work.subscriptions.put(system)
    notice = to_system(system)
    desk.put(notice)
    desk.send()
    assert desk.row(notice).state is NoticeState.NO_ADDRESS
    assert desk.work.errands.rows == {}


def ask(work, system_id, **changes):
    command = Subscribe(
        actor=OPS,
        subscription_id=system_id,
        name="城管平台",
        url="https://other.example",
        steps=frozenset(),
        organisation_id=None,
        **changes,
    )
    return subscribe(command, work, clock=FrozenClock(NOON))


def test_a_secret_stays_until_somebody_changes_it():
    work, system_id = InMemoryWork(), uuid4()
    kept = [
        ask(work, system_id),
        ask(work, system_id, active=False),
        ask(work, system_id, renew=True),
    ]
    assert [each.generation for each in kept] == [1, 1, 2]
    assert kept[0].changed_by == "ops:o"
    assert kept[0].key != kept[2].key
