"""What the journal and the wishes promise: the fakes and the real ones pass this."""

from datetime import timedelta
from uuid import uuid4

import pytest

from notify.domain.delivery import Attempt, Result, settle
from notify.domain.errors import ErrandUnknown
from notify.domain.notice import FOR_SYSTEMS, Audience
from notify.domain.occurrence import Step
from notify.domain.sending.errand import ErrandState, errand_id
from notify.domain.sending.journal import Begun, Doubt
from notify.domain.sending.means import Means
from notify.domain.sending.preference import Preference
from notify.domain.sending.subscription import Subscription
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PETITION,
    a_notice,
    an_occurrence,
)
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


def a_subscription(**changes):
    usual = {
        "subscription_id": uuid4(),
        "name": "城管平台",
        "url": "https://other.example/hook",
        "steps": frozenset(),
        "organisation_id": None,
        "active": True,
        "generation": 1,
        "changed_by": "ops:o",
        "changed_at": NOON,
    }
    return Subscription(**(usual | changes))


class SubscriptionPromises:
    """Each system that hears of a step is told of it once."""

    def subscribe(self, unit, **changes):
        each = a_subscription(**changes)
        do(unit, lambda work: work.subscriptions.put(each))
        return each

    def told(self, unit, *occurrences):
        for each in occurrences:
            do(unit, lambda w, e=each: w.subscriptions.tell(e, wall=NOON))
        return claim(unit, among=FOR_SYSTEMS)[1]

    def test_a_system_is_told_of_a_step_once(self, unit):
        system = self.subscribe(unit)
        occurrence = an_occurrence()
        (notice,) = self.told(unit, occurrence, occurrence)
        assert notice.audience is Audience.SUBSCRIBER
        assert notice.recipient == str(system.subscription_id)
        assert notice.params == {"receipt": occurrence.receipt}
        assert (notice.step, notice.case_revision) == (occurrence.step, 1)

    def test_it_hears_of_its_steps_and_its_unit_alone(self, unit):
        self.subscribe(unit, steps=frozenset({Step.CLOSED}))
        self.subscribe(unit, organisation_id="510107")
        self.subscribe(unit, active=False)
        mine = self.subscribe(
            unit, steps=frozenset({Step.ASSIGNED}), organisation_id=COMMUNITY
        )
        (notice,) = self.told(unit, an_occurrence())
        assert notice.recipient == str(mine.subscription_id)
        assert notice.organisation_id == COMMUNITY

    def test_what_belongs_to_no_unit_is_told_to_those_who_hear_of_all(self, unit):
        everything = self.subscribe(unit)
        self.subscribe(unit, organisation_id=COMMUNITY)
        (notice,) = self.told(unit, an_occurrence(organisation_id=None))
        assert notice.recipient == str(everything.subscription_id)

    def test_it_is_found_by_its_id_while_it_is_active(self, unit):
        system = self.subscribe(unit, steps=frozenset({Step.CLOSED, Step.ASSIGNED}))
        gone = self.subscribe(unit, active=False)
        ids = [str(system.subscription_id), str(gone.subscription_id), str(uuid4())]
        found = do(unit, lambda work: dict(work.subscriptions.find(ids)))
        assert found == {ids[0]: system}
        assert do(unit, lambda work: dict(work.subscriptions.find([]))) == {}

    def test_the_last_word_about_it_counts(self, unit):
        first = self.subscribe(unit)
        assert self.generation(unit, first) == 1
        self.subscribe(unit, subscription_id=first.subscription_id, generation=2)
        assert self.generation(unit, first) == 2
        assert self.generation(unit, a_subscription()) == 0

    def generation(self, unit, each):
        return do(
            unit, lambda work: work.subscriptions.generation(each.subscription_id)
        )


TOMORROW = NOON + timedelta(hours=20)


class DigestPromises:
    """A desk's small news are one notice, and none of them is forgotten."""

    def gather(self, unit, *notices, at=NOON):
        put_in(unit, *notices)
        lease, held = claim(unit, now=at, until=at + timedelta(seconds=30))
        done = [
            settle(
                Attempt(notice=n, result=Result.GATHERED, again_at=TOMORROW), at=NOON
            )
            for n in held
        ]

        def act(work):
            work.notices.settle(lease, done)
            work.digests.gather(done, wall=at)

        do(unit, act)

    def claimed(self, unit, at):
        return claim(unit, now=at, until=at + timedelta(seconds=30))[1]

    def members(self, unit, digest):
        found = do(unit, lambda w: dict(w.digests.members([digest.notice_id])))
        return {each.notice_id for each in found.get(digest.notice_id, ())}

    def test_a_desks_notices_come_as_one_when_its_time_comes(self, unit):
        first, second = a_notice(), a_notice()
        self.gather(unit, first)
        self.gather(unit, second)
        assert self.claimed(unit, NOON + timedelta(hours=19)) == []
        (digest,) = self.claimed(unit, TOMORROW)
        assert (digest.step, digest.recipient) == (Step.DIGEST, COMMUNITY)
        assert self.members(unit, digest) == {first.notice_id, second.notice_id}

    def test_each_desk_has_its_own(self, unit):
        self.gather(unit, a_notice(), a_notice(organisation_id="510107"))
        digests = self.claimed(unit, TOMORROW)
        assert {each.recipient for each in digests} == {COMMUNITY, "510107"}

    def test_who_comes_when_it_is_being_sent_goes_alone_at_once(self, unit):
        self.gather(unit, a_notice())
        (digest,) = self.claimed(unit, TOMORROW)
        late = a_notice()
        self.gather(unit, late, at=TOMORROW + timedelta(seconds=1))
        assert late.notice_id not in self.members(unit, digest)
        soon = self.claimed(unit, TOMORROW + timedelta(seconds=2))
        assert [each.notice_id for each in soon] == [late.notice_id]

    def test_what_belongs_to_no_desk_goes_alone(self, unit):
        alone = a_notice(organisation_id=None)
        self.gather(unit, alone)
        (again,) = self.claimed(unit, NOON + timedelta(seconds=1))
        assert again.notice_id == alone.notice_id

    def test_no_digest_holds_nothing(self, unit):
        assert do(unit, lambda work: dict(work.digests.members([]))) == {}
