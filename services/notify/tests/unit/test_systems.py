"""Other systems that are told: who keeps what, and what the sender makes of it."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from notify.adapters.sending.side_by_side import side_by_side
from notify.application.commands import Subscribe
from notify.application.ports import Hook
from notify.application.sending.crew import SLOW
from notify.application.sending.handlers import subscribe
from notify.domain.delivery import Result
from notify.domain.notice import FOR_PEOPLE, FOR_SYSTEMS, Audience, NoticeState, Urgency
from notify.domain.sending.means import Means
from notify.domain.sending.policy import FailOver, SendingPolicy
from services.notify.tests.builders import NOON, a_notice
from services.notify.tests.fakes import AWAY, InMemoryWork
from services.notify.tests.sending_desk import Desk
from services.notify.tests.sending_promises import a_subscription

pytestmark = pytest.mark.unit

OPS = Actor(id="o", role=Role.OPS)


def to_system(system):
    return a_notice(
        audience=Audience.SUBSCRIBER,
        recipient=str(system.subscription_id),
        urgency=Urgency.ASIDE,
    )


def a_desk_for_systems():
    """Return a desk whose sender tells other systems alone."""
    desk = Desk()
    desk.channels[0].means = Means.WEBHOOK
    desk.among = FOR_SYSTEMS
    return desk


def test_a_system_is_told_at_its_own_address():
    desk, system = a_desk_for_systems(), a_subscription()
    desk.work.subscriptions.put(system)
    desk.put(to_system(system))
    desk.send()
    (message,) = desk.sent
    assert message.to.hook == Hook(url=system.url, key=system.key)


def test_a_system_that_is_away_holds_up_no_other():
    desk, away, well = a_desk_for_systems(), a_subscription(), a_subscription()
    channel = desk.channels[0]
    desk.rules = SendingPolicy(fail_over=FailOver(least=2, share=0.5))
    for system in (away, well):
        desk.work.subscriptions.put(system)

    def answer(message):
        channel.trouble = AWAY if message.to.hook.key == away.key else None

    channel.before = answer
    sender = desk.sender()
    for _ in range(2):
        desk.put(*[to_system(away) for _ in range(4)])
        sender.send_batch()
    desk.put(to_system(well), to_system(away))
    sender.send_batch()
    assert len(desk.sent) == 1
    assert "every provider is busy" in [each.error for each in desk.reports]
    # One call a batch: what is left for it is handed back untried.
    assert len([each for each in desk.reports if each.result is Result.AWAY]) == 2
    assert len([each for each in desk.reports if each.result is Result.UNTRIED]) == 7


def test_a_slow_system_gets_one_call_a_batch_and_the_others_all_of_theirs():
    desk, slow, quick = a_desk_for_systems(), a_subscription(), a_subscription()
    for system in (slow, quick):
        desk.work.subscriptions.put(system)

    def answer(message):
        if message.to.hook.key == slow.key:
            desk.wall.advance(2 * SLOW)

    desk.channels[0].before = answer
    desk.put(*[to_system(each) for each in (slow, quick) for _ in range(3)])
    desk.send()
    told = [message.to.hook.key for message in desk.sent]
    assert (told.count(slow.key), told.count(quick.key)) == (1, 3)


def test_people_and_systems_wait_in_lines_of_their_own():
    desk, system = a_desk_for_systems(), a_subscription()
    desk.work.subscriptions.put(system)
    person, machine = a_notice(), to_system(system)
    desk.put(person, machine)
    assert desk.send() == 1
    assert desk.row(machine).state is NoticeState.SENT
    assert desk.row(person).state is NoticeState.WAITING
    desk.among = FOR_PEOPLE
    desk.channels[0].means = Means.EMAIL
    assert desk.send() == 1
    assert desk.row(person).state is NoticeState.SENT


def test_a_crew_does_all_jobs_at_once():
    met = Barrier(3, timeout=30)
    side_by_side([met.wait] * 3)
    assert not met.broken
    done = []
    side_by_side([partial(done.append, 1)])
    assert done == [1]


def test_a_job_that_stumbles_is_told_once_the_others_are_done():
    done = []

    def stumble():
        raise ValueError

    with pytest.raises(ValueError):
        side_by_side([stumble, partial(done.append, 1)])
    assert done == [1]


def test_a_system_that_is_told_no_more_has_no_address_and_nobody_calls_it():
    desk, system = a_desk_for_systems(), a_subscription(active=False)
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
