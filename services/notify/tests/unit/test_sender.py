"""The sender, step by step: whom a batch reaches, by what, and what is not sent."""

from datetime import time, timedelta
from uuid import uuid4

import pytest

from notify.application.ports import Contact
from notify.domain.delivery import RETRY_AFTER, UNTRIED_AFTER
from notify.domain.notice import Audience, NoticeState, Urgency
from notify.domain.sending.means import Means
from notify.domain.sending.policy import Limit, QuietHours, SendingPolicy
from notify.domain.sending.preference import Preference
from services.notify.tests.builders import NOON, PETITION, a_notice, an_organisation
from services.notify.tests.fakes import AWAY, NEVER, FakeChannel
from services.notify.tests.sending_desk import FENG, FailingLetters, desk, to_petitioner

pytestmark = pytest.mark.unit

__all__ = ["desk"]


def test_an_empty_queue_costs_one_claim_and_nothing_else(desk):
    assert desk.send() == 0
    assert (desk.contacts.calls, desk.channels[0].rests) == (0, 0)
    assert desk.work.commits == 1


def test_a_batch_reaches_everybody_with_one_call_for_contacts(desk):
    other = to_petitioner(petition_id=uuid4())
    desk.contacts.known[other.petition_id] = Contact(name="秦某", email="q@example.org")
    desk.put(a_notice(), to_petitioner(), other, a_notice(audience=Audience.DISPATCH))
    assert desk.send() == 4
    assert {m.to.name for m in desk.sent} == {"金科苑社区", "冯一", "秦某", "派遣台"}
    assert desk.contacts.calls == 1
    # The claim; desks begun, desks ended; petitioners begun, petitioners ended.
    assert desk.work.commits == 5


def test_the_message_carries_the_notices_id_as_its_key(desk):
    notice = a_notice()
    desk.put(notice)
    desk.send()
    assert [message.key for message in desk.sent] == [notice.notice_id]
    assert desk.row(notice).state is NoticeState.SENT


def test_desks_alone_need_no_contacts(desk):
    desk.put(a_notice())
    desk.send()
    assert desk.contacts.calls == 0


def test_while_contacts_are_away_desks_are_told_and_petitioners_wait(desk):
    desk.contacts.away = True
    mine, theirs = to_petitioner(), a_notice()
    desk.put(mine, theirs)
    desk.send()
    assert desk.row(theirs).state is NoticeState.SENT
    waiting = desk.row(mine)
    assert (waiting.state, waiting.attempts) == (NoticeState.WAITING, 0)
    assert waiting.next_attempt_at == NOON + UNTRIED_AFTER


def test_contacts_that_are_away_are_left_alone_for_a_moment_then_asked_again(desk):
    desk.contacts.away = True
    mine = to_petitioner()
    desk.put(mine)
    sender = desk.sender()
    sender.send_batch()
    desk.put(to_petitioner())
    sender.send_batch()
    assert desk.contacts.calls == 1
    desk.contacts.away = False
    desk.wall.advance(UNTRIED_AFTER)
    assert sender.send_batch() == 2
    assert desk.contacts.calls == 2
    assert desk.row(mine).state is NoticeState.SENT
    desk.put(to_petitioner())
    sender.send_batch()
    assert desk.contacts.calls == 3


def test_desks_are_told_before_the_contacts_of_petitioners_are_asked_for(desk):
    desk.put(to_petitioner(), a_notice())
    desk.contacts.before = lambda: order.append(len(desk.sent))
    order = []
    desk.send()
    assert (order, len(desk.sent)) == ([1], 2)


def test_a_petitioner_without_contact_and_a_desk_without_address_are_said_so(desk):
    desk.contacts.known = {}
    desk.work.organisations.put(an_organisation(revision=2, desk_address=None))
    petitioner, owner = to_petitioner(), a_notice()
    desk.put(petitioner, owner)
    desk.send()
    for notice in (petitioner, owner):
        assert desk.row(notice).state is NoticeState.NO_ADDRESS


def test_an_organisation_not_known_yet_is_waited_for(desk):
    notice = a_notice(organisation_id="510107", recipient="510107")
    desk.put(notice)
    desk.send()
    assert desk.row(notice).next_attempt_at == NOON + RETRY_AFTER[0]
    assert "not known" in desk.reports[0].error


def test_a_notice_without_an_organisation_waits_too(desk):
    notice = a_notice(organisation_id=None)
    desk.put(notice)
    desk.send()
    assert desk.row(notice).state is NoticeState.WAITING


def test_the_first_channel_that_reaches_somebody_is_taken(desk):
    desk.channels = [FakeChannel(name="deaf", deaf=True), FakeChannel(name="second")]
    desk.put(a_notice())
    desk.send()
    assert [len(channel.sent) for channel in desk.channels] == [0, 1]
    assert desk.reports[0].channel == "second"


def test_somebody_whom_no_channel_reaches_has_no_address(desk):
    desk.channels[0].deaf = True
    notice = a_notice()
    desk.put(notice)
    desk.send()
    assert desk.row(notice).state is NoticeState.NO_ADDRESS


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (AWAY, NoticeState.WAITING),
        (NEVER, NoticeState.FAILED),
        (RuntimeError(), NoticeState.WAITING),
    ],
)
def test_a_channels_trouble_is_one_notices_trouble(desk, trouble, state):
    bad, good = a_notice(), a_notice()

    def stumble(message):
        desk.channels[0].trouble = trouble if message.key == bad.notice_id else None

    desk.channels[0].before = stumble
    desk.put(bad, good)
    desk.send()
    assert desk.row(bad).state is state
    assert desk.row(good).state is NoticeState.SENT
    assert desk.reports[0].error


def test_a_notice_that_cannot_be_written_has_failed(desk):
    desk.letters.unwritable.add("assigned.owner")
    notice = a_notice()
    desk.put(notice)
    desk.send()
    assert desk.row(notice).state is NoticeState.FAILED


def test_a_notice_that_killed_its_sender_too_often_has_failed(desk):
    notice = a_notice(attempts=len(RETRY_AFTER) + 1)
    desk.put(notice)
    desk.send()
    assert (desk.sent, desk.row(notice).state) == ([], NoticeState.FAILED)


def test_a_provider_takes_no_more_a_second_than_it_may(desk):
    limit = Limit(per_second=1, burst=2)
    desk.rules = SendingPolicy(limits={"fake": limit})
    desk.put(*[a_notice() for _ in range(4)])
    sender = desk.sender()
    sender.send_batch()
    assert len(desk.sent) == 2
    waiting = [n.next_attempt_at for n in desk.work.notices.rows.values()]
    assert sorted(w for w in waiting if w) == [
        NOON + timedelta(seconds=1),
        NOON + timedelta(seconds=2),
    ]
    desk.wall.advance(timedelta(seconds=2))
    desk.rules = SendingPolicy(limits={"fake": Limit(per_second=9, burst=9)})
    sender.send_batch()
    assert len(desk.sent) == 4
    assert sender.planner.carriers.down(NOON) == {"fake": False}


def test_at_night_a_petitioner_is_not_disturbed_and_no_attempt_is_used_up(desk):
    desk.channels[0].means = Means.SMS
    quiet = QuietHours(begins=time(20), ends=time(21))
    desk.rules = SendingPolicy(quiet=quiet)
    notice = to_petitioner()
    desk.put(notice)
    desk.send()
    row = desk.row(notice)
    assert (row.state, row.attempts) == (NoticeState.WAITING, 0)
    assert row.next_attempt_at == NOON + timedelta(hours=1)
    assert desk.reports[0].error == "held back"


def test_a_petitioner_is_told_by_the_means_they_asked_for(desk):
    desk.channels = [FakeChannel(name="text", means=Means.SMS), FakeChannel()]
    wish = Preference(refused=frozenset({Means.SMS}))
    desk.work.preferences.put(PETITION, wish, by="p", at=NOON)
    desk.put(to_petitioner(), to_petitioner(petition_id=uuid4()))
    desk.contacts.known = {n.petition_id: FENG for n in desk.work.notices.rows.values()}
    desk.send()
    assert [len(channel.sent) for channel in desk.channels] == [1, 1]


def test_what_is_kept_here_names_nobody(desk):
    desk.channels[0].bare = True
    desk.put(to_petitioner())
    desk.send()
    assert desk.sent[0].to == Contact()


def test_a_text_that_makes_the_writer_stumble_holds_up_nobody(desk):
    bad, good = a_notice(urgency=Urgency.URGENT), a_notice()
    desk.put(bad, good)
    compose = desk.letters.compose

    def stumble(notice, to, means):
        if notice.notice_id == bad.notice_id:
            raise OverflowError("no such day")
        return compose(notice, to, means)

    desk.letters.compose = stumble
    desk.send()
    assert desk.row(bad).state is NoticeState.WAITING
    assert desk.row(good).state is NoticeState.SENT


def test_channels_rest_after_each_batch(desk):
    desk.put(a_notice())
    desk.send()
    assert desk.channels[0].rests == 1


def test_small_news_of_a_desk_come_once_a_day_a_line_each(desk):
    desk.rules = SendingPolicy(digest_at=time(21))  # an hour later, in China
    small = [a_notice(urgency=Urgency.LOW) for _ in range(3)]
    desk.put(*small, a_notice())
    desk.send()
    assert len(desk.sent) == 1
    assert desk.row(small[0]).state is NoticeState.GATHERED
    desk.wall.advance(timedelta(hours=1))
    filled = []
    compose = desk.letters.compose

    def watch(notice, to, means=None):
        filled.append(notice)
        return compose(notice, to, means)

    desk.letters.compose = watch
    assert desk.send() == 1
    assert desk.sent[-1].subject == "digest.owner"
    assert filled[-1].params["count"] == 3
    assert filled[-1].params["lines"].splitlines() == ["assigned.owner"] * 3


@pytest.mark.parametrize("place", ["letters", "channel"])
def test_what_is_kept_of_a_stumble_holds_nobodys_name(desk, place):
    """A-14: the words of an error may quote the text or the address."""
    stumble = UnicodeEncodeError("ascii", "冯一，13800008000", 0, 1, "冯一")
    if place == "channel":
        desk.channels[0].trouble = stumble
    else:
        desk.letters = FailingLetters(stumble)
    desk.put(a_notice())
    desk.send()
    assert desk.reports[-1].error == "UnicodeEncodeError"
