"""What an attempt makes of a notice, without a channel."""

from datetime import timedelta

import pytest

from notify.domain.delivery import (
    RETRY_AFTER,
    UNTRIED_AFTER,
    Attempt,
    Result,
    exhausted,
    settle,
)
from notify.domain.notice import NoticeState
from services.notify.tests.builders import NOON, a_claimed_notice

pytestmark = pytest.mark.unit


def outcome(result, *, attempts=1, error=""):
    notice = a_claimed_notice(attempts=attempts)
    attempt = Attempt(notice=notice, result=result, channel="fake", error=error)
    return settle(attempt, at=NOON)


def test_a_delivered_notice_is_done():
    settled = outcome(Result.DELIVERED)
    assert (settled.state, settled.next_attempt_at) == (NoticeState.SENT, None)
    assert (settled.channel, settled.settled_at) == ("fake", NOON)


@pytest.mark.parametrize(("vain", "wait"), list(enumerate(RETRY_AFTER, 1)))
def test_a_vain_attempt_waits_longer_each_time(vain, wait):
    settled = outcome(Result.AWAY, attempts=vain, error="busy")
    assert (settled.state, settled.error) == (NoticeState.WAITING, "busy")
    assert settled.next_attempt_at == NOON + wait
    assert settled.attempts == vain


def test_after_the_last_vain_attempt_the_notice_has_failed():
    settled = outcome(Result.AWAY, attempts=len(RETRY_AFTER) + 1)
    assert (settled.state, settled.next_attempt_at) == (NoticeState.FAILED, None)


def test_a_refused_notice_has_failed_at_once():
    assert outcome(Result.REFUSED).state is NoticeState.FAILED


def test_a_notice_without_an_address_says_so():
    settled = outcome(Result.UNADDRESSED)
    assert (settled.state, settled.next_attempt_at) == (NoticeState.NO_ADDRESS, None)


def test_a_notice_that_was_not_tried_uses_up_no_attempt():
    settled = outcome(Result.UNTRIED, attempts=len(RETRY_AFTER) + 5)
    assert settled.attempts == len(RETRY_AFTER) + 4
    assert settled.next_attempt_at == NOON + UNTRIED_AFTER
    assert settled.state is NoticeState.WAITING


def test_a_notice_claimed_too_often_is_exhausted():
    last = len(RETRY_AFTER) + 1
    assert not exhausted(a_claimed_notice(attempts=last))
    assert exhausted(a_claimed_notice(attempts=last + 1))


def test_retries_span_more_than_a_day():
    assert sum(RETRY_AFTER, timedelta()) > timedelta(days=1)
