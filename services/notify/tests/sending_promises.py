"""What the journal and the wishes promise: the fakes and the real ones pass this."""

from datetime import timedelta
from uuid import uuid4

from notify.domain.delivery import Attempt, Result, settle
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
