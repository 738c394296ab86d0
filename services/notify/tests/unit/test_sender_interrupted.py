"""A sender that dies, freezes or hears no answer: all is told, doubts are marked."""

from datetime import timedelta

import pytest

from notify.application.ports import ChannelUnsure
from notify.application.sender import MARGIN
from notify.domain.delivery import RETRY_AFTER, UNTRIED_AFTER
from notify.domain.notice import NoticeState
from notify.domain.sending.policy import FailOver, SendingPolicy
from services.notify.tests.builders import NOON, a_notice
from services.notify.tests.fakes import AWAY, FakeChannel
from services.notify.tests.sending_desk import HOLD, Killed, desk, to_petitioner

pytestmark = pytest.mark.unit

__all__ = ["desk"]


@pytest.mark.parametrize("at", range(3))
def test_a_sender_killed_in_the_middle_leaves_nothing_untold(desk, at):
    notices = [a_notice() for _ in range(3)]
    desk.put(*notices)
    count = iter(range(3))

    def die(_):
        if next(count) == at:
            raise Killed

    desk.channels[0].before = die
    with pytest.raises(Killed):
        desk.send()
    desk.channels[0].before = lambda _: None
    assert desk.send() == 0
    desk.wall.advance(HOLD)
    assert desk.send() == 3
    assert {m.key for m in desk.sent} == {n.notice_id for n in notices}


@pytest.mark.parametrize("at", range(3))
def test_a_channel_that_cannot_dedupe_doubles_nothing_stored_before_the_kill(desk, at):
    desk.channels[0].window = 1
    desk.put(*[a_notice() for _ in range(3)])
    count = iter(range(3))

    def die(_):
        if next(count) == at:
            raise Killed

    desk.channels[0].before = die
    with pytest.raises(Killed):
        desk.send()
    desk.channels[0].before = lambda _: None
    desk.wall.advance(HOLD)
    desk.send()
    keys = [message.key for message in desk.sent]
    assert len(keys) == len(set(keys)) == 3


def die_in(channel, *, after=False):
    """Let the sender die in its next call: before the channel took it, or after."""

    def fall(message):
        if after:
            channel.sent.append(message)
        raise Killed

    channel.before = fall


def falls(desk, *, after=False):
    die_in(desk.channels[0], after=after)
    with pytest.raises(Killed):
        desk.send()
    desk.channels[0].before = lambda _: None
    desk.wall.advance(HOLD)


def test_a_call_is_in_the_journal_before_it_is_made_and_after(desk):
    seen = []
    desk.channels[0].before = lambda _: seen.extend(desk.work.journal.states())
    desk.put(a_notice())
    desk.send()
    assert (seen, desk.work.journal.states()) == (["started"], ["delivered"])


def test_without_a_key_a_message_in_doubt_goes_once_more_and_is_marked(desk):
    desk.channels[0].keyed, desk.channels[0].window = False, 1
    notice = a_notice()
    desk.put(notice)
    falls(desk, after=True)
    desk.send()
    rows = list(desk.work.journal.rows.values())
    assert [row["doubled"] for row in rows] == [False, True]
    assert desk.work.journal.states() == ["unsure", "delivered"]
    assert len(desk.sent) == 2


def test_without_a_key_a_message_twice_in_doubt_is_a_persons_matter(desk):
    desk.channels[0].keyed, desk.channels[0].window = False, 1
    notice = a_notice()
    desk.put(notice)
    falls(desk)
    falls(desk)
    desk.send()
    assert desk.row(notice).state is NoticeState.FAILED
    assert "person" in desk.reports[-1].error


def test_a_place_may_forbid_to_send_again_what_may_have_gone(desk):
    desk.channels[0].keyed, desk.channels[0].window = False, 1
    desk.rules = SendingPolicy(resends_unkeyed=False)
    notice = a_notice()
    desk.put(notice)
    falls(desk)
    desk.send()
    assert (desk.row(notice).state, desk.sent) == (NoticeState.FAILED, [])


def test_with_a_key_a_message_in_doubt_goes_by_the_same_provider_as_often_as_needed(
    desk,
):
    desk.channels = [FakeChannel(name="a"), FakeChannel(name="b")]
    desk.rules = SendingPolicy(fail_over=FailOver(least=2, share=1.0))
    notice = a_notice()
    desk.put(notice)
    falls(desk)
    falls(desk)
    desk.channels[0].trouble = AWAY
    sender = desk.sender()
    sender.planner.carriers.note(desk.channels[0], well=False, at=desk.wall.now())
    sender.planner.carriers.note(desk.channels[0], well=False, at=desk.wall.now())
    sender.send_batch()
    assert [len(c.sent) for c in desk.channels] == [0, 0]
    assert desk.reports[-1].error == "every provider is busy"
    desk.channels[0].trouble = None
    desk.wall.advance(timedelta(minutes=2))
    sender.send_batch()
    assert notice.notice_id in {message.key for message in desk.channels[0].sent}
    assert not any(row["doubled"] for row in desk.work.journal.rows.values())


def test_a_provider_that_fails_is_passed_over_for_the_next(desk):
    desk.channels = [FakeChannel(name="a", window=1), FakeChannel(name="b", window=1)]
    desk.channels[0].trouble = AWAY
    desk.rules = SendingPolicy(fail_over=FailOver(least=3, share=0.5))
    notices = [a_notice() for _ in range(8)]
    desk.put(*notices)
    sender = desk.sender()
    sender.send_batch()
    assert len(desk.channels[1].sent) == 5
    desk.wall.advance(timedelta(seconds=30))
    sender.send_batch()
    assert {m.key for m in desk.channels[1].sent} == {n.notice_id for n in notices}


def test_a_doubt_whose_provider_is_gone_goes_by_another_and_is_marked(desk):
    desk.put(a_notice())
    falls(desk)
    desk.channels[:] = [FakeChannel(name="other")]
    desk.send()
    assert [r["doubled"] for r in desk.work.journal.rows.values()] == [False, True]


def test_a_call_without_an_answer_is_a_doubt_and_tried_again(desk):
    desk.channels[0].trouble = ChannelUnsure("no answer")
    notice = a_notice()
    desk.put(notice)
    desk.send()
    assert desk.work.journal.states() == ["unsure"]
    assert desk.row(notice).next_attempt_at == NOON + RETRY_AFTER[0]


def test_an_outcome_that_could_not_be_stored_is_stored_before_the_next_claim(desk):
    notice = a_notice()
    desk.put(notice)
    desk.bus.spared, desk.bus.times = 1, 2
    sender = desk.sender()
    for _ in range(2):
        with pytest.raises(ConnectionError):
            sender.send_batch()
    desk.wall.advance(HOLD)
    assert sender.send_batch() == 0
    assert len(desk.sent) == 1
    assert desk.row(notice).state is NoticeState.SENT


def test_a_sender_that_was_frozen_past_its_lease_sends_no_more(desk):
    first, second = a_notice(), a_notice()
    desk.put(first, second)
    desk.channels[0].before = lambda _: desk.wall.advance(HOLD)
    desk.send()
    assert len(desk.sent) == 1
    assert desk.row(second).attempts == 0


def test_contacts_that_came_too_late_are_not_used_any_more(desk):
    desk.contacts.before = lambda: desk.wall.advance(HOLD)
    mine = to_petitioner()
    desk.put(mine)
    desk.send()
    assert (desk.sent, desk.work.journal.states()) == ([], [])
    assert desk.row(mine).attempts == 0


def test_a_call_is_begun_only_with_time_to_spare(desk):
    desk.put(a_notice(), a_notice())
    desk.channels[0].before = lambda _: desk.wall.advance(HOLD - MARGIN * HOLD)
    desk.send()
    assert len(desk.sent) == 2


def test_a_sender_told_to_halt_hands_the_rest_of_its_batch_back(desk):
    first, second = a_notice(), a_notice()
    desk.put(first, second)
    sender = desk.sender()
    desk.channels[0].before = lambda _: sender.halt()
    assert sender.send_batch() == 2
    assert desk.row(first).state is NoticeState.SENT
    given_back = desk.row(second)
    assert (given_back.state, given_back.attempts) == (NoticeState.WAITING, 0)
    assert given_back.next_attempt_at == NOON + UNTRIED_AFTER
