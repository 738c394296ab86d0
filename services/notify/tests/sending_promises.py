"""What the journal and the wishes promise: the fakes and the real ones pass this."""

from datetime import timedelta
from uuid import uuid4

import pytest

from notify.domain.delivery import Attempt, Result, settle
from notify.domain.errors import ErrandUnknown
from notify.domain.notice import Audience
from notify.domain.sending.errand import ErrandState, errand_id
from notify.domain.sending.journal import Begun, Doubt
from notify.domain.sending.means import Means
from notify.domain.sending.preference import Preference
from services.notify.tests.builders import NOON, PETITION, a_notice
from services.notify.tests.promises import claim, put_in


def begun(notice, **changes):
    usual = {
        "call_id": uuid4(),
        "notice_id": notice.notice_id,
        "channel": "fake",
        "keyed": False,
        "doubled": False,
        "begun_at": NOON,
    }
    return Begun(**(usual | changes))


def do(unit, act):
    with unit() as work:
        answer = act(work)
        work.commit()
    return answer


def a_begun_call(unit, **changes):
    """Claim a notice and begin a call; return the lease, the notice and the call."""
    put_in(unit, a_notice())
    lease, (notice,) = claim(unit)
    call = begun(notice, **changes)
    do(unit, lambda work: work.journal.begin(lease, [call]))
    return lease, notice, call


def doubts(unit, notice):
    found = do(unit, lambda work: dict(work.journal.doubts([notice.notice_id])))
    return list(found.get(notice.notice_id, ()))


class JournalPromises:
    """A call that never ended is a doubt; one that ended is none."""

    def test_a_call_that_never_ended_is_a_doubt_for_ever(self, unit):
        _, notice, _ = a_begun_call(unit)
        assert doubts(unit, notice) == [Doubt(channel="fake", keyed=False)]
        assert doubts(unit, notice) == [Doubt(channel="fake", keyed=False)]

    def test_a_call_that_ended_leaves_no_doubt(self, unit):
        for result in (Result.DELIVERED, Result.AWAY, Result.REFUSED, Result.UNTRIED):
            _, notice, call = a_begun_call(unit)
            ended = Attempt(notice=notice, result=result, call_id=call.call_id)
            do(unit, lambda w, e=ended: w.journal.end([settle(e, at=NOON)]))
            assert doubts(unit, notice) == []

    def test_a_call_that_got_no_answer_is_a_doubt(self, unit):
        _, notice, call = a_begun_call(unit, keyed=True, channel="sms")
        ended = Attempt(notice=notice, result=Result.UNSURE, call_id=call.call_id)
        do(unit, lambda work: work.journal.end([settle(ended, at=NOON)]))
        assert doubts(unit, notice) == [Doubt(channel="sms", keyed=True)]

    def test_a_call_ends_once(self, unit):
        _, notice, call = a_begun_call(unit)
        doubts(unit, notice)
        late = Attempt(notice=notice, result=Result.DELIVERED, call_id=call.call_id)
        do(unit, lambda work: work.journal.end([settle(late, at=NOON)]))
        assert len(doubts(unit, notice)) == 1

    def test_who_lost_the_lease_begins_nothing(self, unit):
        put_in(unit, a_notice())
        _, (notice,) = claim(unit)
        do(unit, lambda work: work.journal.begin(uuid4(), [begun(notice)]))
        assert doubts(unit, notice) == []

    def test_a_person_overrules_the_doubts(self, unit):
        _, notice, _ = a_begun_call(unit)
        assert doubts(unit, notice)
        do(unit, lambda work: work.journal.overrule(notice.notice_id))
        assert doubts(unit, notice) == []

    def test_nothing_begun_and_nobody_asked_about_is_nothing(self, unit):
        do(unit, lambda work: work.journal.begin(uuid4(), []))
        assert do(unit, lambda work: dict(work.journal.doubts([]))) == {}


class PreferencePromises:
    """The last word counts."""

    def said(self, unit, at, **wish):
        wish = Preference(**wish)
        do(
            unit,
            lambda work: work.preferences.put(PETITION, wish, by="resident:p", at=at),
        )
        return wish

    def known(self, unit):
        return do(unit, lambda work: dict(work.preferences.of([PETITION, uuid4()])))

    def test_what_was_said_comes_back(self, unit):
        refused = frozenset({Means.SMS, Means.CALL})
        wish = self.said(unit, NOON, preferred=Means.IN_APP, refused=refused)
        assert self.known(unit) == {PETITION: wish}

    def test_the_last_word_counts_whenever_it_comes(self, unit):
        last = self.said(unit, NOON + timedelta(hours=1), preferred=Means.EMAIL)
        self.said(unit, NOON, refused=frozenset({Means.EMAIL}))
        assert self.known(unit) == {PETITION: last}

    def test_nobody_asked_about_is_nobody(self, unit):
        assert do(unit, lambda work: dict(work.preferences.of([]))) == {}


def failed(unit, **changes):
    """Put in a notice that has failed."""
    put_in(unit, a_notice(**changes))
    lease, (notice,) = claim(unit)
    done = settle(Attempt(notice=notice, result=Result.REFUSED), at=NOON)
    do(unit, lambda work: work.notices.settle(lease, [done]))
    return notice


class ErrandPromises:
    """What failed is called about, once, until somebody was reached."""

    def call_for(self, unit, notice):
        do(unit, lambda w: w.errands.call_for([notice.notice_id], at=NOON))
        return errand_id(notice.notice_id, Means.CALL)

    def state(self, unit, which):
        return do(unit, lambda work: work.errands.one(which).state)

    def finish(self, unit, which, *, reached):
        do(
            unit,
            lambda work: work.errands.one(which).finish(
                reached=reached, by="clerk:c", at=NOON
            ),
        )

    def test_a_failed_notice_is_called_about_until_somebody_was_reached(self, unit):
        which = self.call_for(unit, failed(unit))
        self.finish(unit, which, reached=False)
        assert self.state(unit, which) is ErrandState.NOT_REACHED
        self.finish(unit, which, reached=True)
        found = do(unit, lambda work: work.errands.one(which))
        assert (found.state, found.tries) == (ErrandState.DONE, 1)
        assert (found.by, found.ended_at) == ("clerk:c", NOON)

    def test_asked_for_twice_it_is_one_errand_and_stays_done(self, unit):
        notice = failed(unit)
        which = self.call_for(unit, notice)
        self.finish(unit, which, reached=True)
        assert self.call_for(unit, notice) == which
        assert self.state(unit, which) is ErrandState.DONE

    def test_what_is_sent_again_need_not_be_called_about_until_it_fails_again(
        self, unit
    ):
        notice = failed(unit)
        which = self.call_for(unit, notice)
        do(unit, lambda work: work.errands.withdraw(notice.notice_id))
        assert self.state(unit, which) is ErrandState.WITHDRAWN
        self.call_for(unit, notice)
        assert self.state(unit, which) is ErrandState.OPEN

    def test_nobody_calls_a_system_or_about_what_did_not_fail(self, unit):
        system = failed(unit, audience=Audience.SUBSCRIBER)
        put_in(unit, a_notice())
        _, (waiting,) = claim(unit)
        for each in (system, waiting):
            which = self.call_for(unit, each)
            with pytest.raises(ErrandUnknown):
                self.state(unit, which)
