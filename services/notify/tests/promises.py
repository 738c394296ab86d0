"""What every unit of work promises: the fakes and the real one pass this suite.

A subclass gives the fixture `unit`: a function that opens a unit of work over the same
rows each time.
"""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Cause
from notify.domain.delivery import Attempt, Result, settle
from notify.domain.errors import FollowUpUnknown, NoticeUnknown
from notify.domain.follow_up import Answer, FollowUpState, Head
from notify.domain.following import Following
from notify.domain.notice import (
    FOR_PEOPLE,
    FOR_SYSTEMS,
    THE_PETITIONER,
    Audience,
    NoticeState,
    Urgency,
)
from notify.domain.occurrence import Step
from notify.domain.persons import StaffAccount
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PATIENCE,
    PETITION,
    STORY,
    STREET,
    a_notice,
    a_question,
    an_organisation,
)

SOON = NOON + timedelta(seconds=30)
CONTENT = Answer(solved=True, satisfied=True)


def put_in(unit, *notices):
    with unit() as work:
        work.notices.add(notices)
        work.commit()


def claim(unit, *, limit=10, now=NOON, until=SOON, lease=None, among=FOR_PEOPLE):
    lease = lease or uuid4()
    with unit() as work:
        notices = work.notices.claim(
            limit=limit, lease=lease, now=now, until=until, among=among
        )
        work.commit()
    return lease, notices


def settled(unit, lease, notice, result):
    with unit() as work:
        work.notices.settle(
            lease, [settle(Attempt(notice=notice, result=result), at=NOON)]
        )
        work.commit()


class NoticePromises:
    """Notices are kept once, claimed by one sender, settled by the one that holds."""

    def test_a_notice_comes_back_as_it_was_put_in(self, unit):
        notice = a_notice(case_revision=2)
        put_in(unit, notice)
        _, (claimed,) = claim(unit)
        assert claimed.attempts == 1
        assert claimed.state is NoticeState.SENDING
        assert claimed.params == notice.params
        assert claimed.urgency is notice.urgency
        assert (claimed.template, claimed.at) == (notice.template, notice.at)
        assert claimed.correlation_id == notice.correlation_id
        assert claimed.case_revision == 2

    def test_a_notice_put_in_twice_is_one(self, unit):
        notice = a_notice()
        put_in(unit, notice, notice)
        put_in(unit, notice)
        assert len(claim(unit)[1]) == 1

    def test_a_claimed_notice_is_not_handed_out_again_while_the_lease_runs(self, unit):
        put_in(unit, a_notice())
        claim(unit)
        assert claim(unit, now=SOON - timedelta(seconds=1))[1] == []

    def test_a_notice_whose_sender_died_is_handed_out_again(self, unit):
        put_in(unit, a_notice())
        claim(unit)
        _, (again,) = claim(unit, now=SOON, until=SOON + timedelta(seconds=30))
        assert again.attempts == 2

    def test_the_urgent_go_first_and_then_the_oldest(self, unit):
        late = a_notice(urgency=Urgency.NORMAL, next_attempt_at=NOON)
        early = a_notice(
            urgency=Urgency.NORMAL, next_attempt_at=NOON - timedelta(hours=1)
        )
        urgent = a_notice(urgency=Urgency.URGENT)
        put_in(unit, late, early, urgent)
        _, notices = claim(unit, limit=2)
        ids = {notice.notice_id for notice in notices}
        assert ids == {urgent.notice_id, early.notice_id}

    def test_what_other_systems_are_told_waits_in_a_line_of_its_own(self, unit):
        person, machine = a_notice(), a_notice(urgency=Urgency.ASIDE)
        put_in(unit, person, machine)
        lines = [claim(unit, among=each)[1] for each in (FOR_SYSTEMS, FOR_PEOPLE)]
        told = [[notice.notice_id for notice in line] for line in lines]
        assert told == [[machine.notice_id], [person.notice_id]]

    def test_a_sent_notice_is_never_handed_out_again(self, unit):
        put_in(unit, a_notice())
        lease, (notice,) = claim(unit)
        settled(unit, lease, notice, Result.DELIVERED)
        assert claim(unit, now=NOON + timedelta(days=400))[1] == []

    def test_a_notice_to_be_retried_comes_back_when_its_time_comes(self, unit):
        put_in(unit, a_notice())
        lease, (notice,) = claim(unit)
        settled(unit, lease, notice, Result.AWAY)
        assert claim(unit, now=NOON + timedelta(seconds=4))[1] == []
        assert len(claim(unit, now=NOON + timedelta(seconds=5))[1]) == 1

    def test_a_sender_that_lost_its_lease_settles_nothing(self, unit):
        put_in(unit, a_notice())
        stale, (notice,) = claim(unit)
        claim(unit, now=SOON, until=SOON + timedelta(seconds=30))
        settled(unit, stale, notice, Result.REFUSED)
        later = SOON + timedelta(seconds=30)
        assert len(claim(unit, now=later, until=later + timedelta(1))[1]) == 1

    def test_settling_twice_changes_nothing_more(self, unit):
        put_in(unit, a_notice())
        lease, (notice,) = claim(unit)
        settled(unit, lease, notice, Result.DELIVERED)
        settled(unit, lease, notice, Result.AWAY)
        assert claim(unit, now=NOON + timedelta(days=1))[1] == []

    def test_a_notice_that_failed_can_be_tried_again_by_a_person(self, unit):
        put_in(unit, a_notice())
        lease, (notice,) = claim(unit)
        settled(unit, lease, notice, Result.REFUSED)
        with unit() as work:
            work.notices.revive(notice.notice_id, now=SOON)
            work.commit()
        assert len(claim(unit, now=SOON, until=SOON + timedelta(1))[1]) == 1

    def test_a_notice_that_waits_needs_no_reviving(self, unit):
        notice = a_notice()
        put_in(unit, notice)
        with unit() as work, pytest.raises(TransitionRefused):
            work.notices.revive(notice.notice_id, now=SOON)
        with unit() as work, pytest.raises(NoticeUnknown):
            work.notices.revive(uuid4(), now=SOON)


def learn(revision):
    return lambda work: work.follow_ups.learn(
        [Head(petition_id=PETITION, case_revision=revision)]
    )


def ask(revision):
    return lambda work: work.follow_ups.ask([a_question(case_revision=revision)])


STORY_OF_A_REOPENED_CASE = [
    (learn(2), learn(2)),
    (ask(3), learn(3)),
    (learn(4), learn(4)),
    (ask(5), learn(5)),
]


def states(unit):
    with unit() as work:
        return [work.follow_ups.one(PETITION, r).state for r in (3, 5)]


class FollowUpPromises:
    """Questions end the same, in whatever order the facts arrive."""

    @pytest.mark.parametrize("order", list(permutations(range(4))))
    def test_any_order_of_facts_leaves_only_the_last_question_open(self, unit, order):
        for at in order:
            with unit() as work:
                for act in STORY_OF_A_REOPENED_CASE[at]:
                    act(work)
                work.commit()
        assert states(unit) == [FollowUpState.SUPERSEDED, FollowUpState.OPEN]

    def test_facts_of_one_group_end_as_those_of_many(self, unit):
        with unit() as work:
            for acts in STORY_OF_A_REOPENED_CASE * 2:
                for act in acts:
                    act(work)
            work.commit()
        assert states(unit) == [FollowUpState.SUPERSEDED, FollowUpState.OPEN]

    def test_an_answer_stays_whatever_is_learnt_or_asked_again(self, unit):
        for act in (ask(3), learn(3)):
            with unit() as work:
                act(work)
                work.commit()
        with unit() as work:
            work.follow_ups.one(PETITION, 3).answer(CONTENT, at=NOON)
            work.collect(Cause(correlation_id=STORY))
            work.commit()
        for act in (learn(4), ask(3)):
            with unit() as work:
                act(work)
                work.commit()
        with unit() as work:
            question = work.follow_ups.one(PETITION, 3)
        assert question.state is FollowUpState.ANSWERED
        assert question.given == CONTENT
        assert question.ended_at == NOON

    def test_the_latest_question_is_the_one_of_the_highest_revision(self, unit):
        with unit() as work:
            for act in (ask(5), ask(3)):
                act(work)
            work.commit()
        with unit() as work:
            assert work.follow_ups.latest(PETITION).case_revision == 5

    def test_a_question_nobody_asked_is_unknown(self, unit):
        with unit() as work:
            with pytest.raises(FollowUpUnknown):
                work.follow_ups.latest(PETITION)
            with pytest.raises(FollowUpUnknown):
                work.follow_ups.one(PETITION, 3)

    def test_open_questions_lapse_the_oldest_first_and_no_more_than_asked(self, unit):
        ids = [uuid4() for _ in range(3)]
        with unit() as work:
            for day, petition_id in enumerate(ids):
                lapses = NOON + timedelta(days=day)
                work.follow_ups.ask(
                    [a_question(petition_id=petition_id, lapses_at=lapses)]
                )
            work.commit()
        with unit() as work:
            due = work.follow_ups.lapsed(now=NOON + timedelta(days=1), limit=9)
            assert [q.petition_id for q in due] == ids[:2]
        with unit() as work:
            (first,) = work.follow_ups.lapsed(now=NOON + PATIENCE, limit=1)
            first.lapse(at=NOON)
            work.collect(Cause(correlation_id=STORY))
            work.commit()
        with unit() as work:
            due = work.follow_ups.lapsed(now=NOON + PATIENCE, limit=9)
            assert [q.petition_id for q in due] == ids[1:]

    def test_a_term_begins_once_and_only_while_the_question_is_open(self, unit):
        asked, answered = (a_question(petition_id=uuid4()) for _ in range(2))
        with unit() as work:
            for question in (asked, answered):
                question.lapses_at, question.resolved_by = None, "li-na"
                work.follow_ups.ask([question])
            work.commit()
        with unit() as work:
            work.follow_ups.one(answered.petition_id, 3).answer(CONTENT, at=NOON)
            work.collect(Cause(correlation_id=STORY))
            work.commit()
        for late in (0, 1):
            with unit() as work:
                ids = {asked.id, answered.id, uuid4()}
                lapses = NOON + PATIENCE + timedelta(days=late)
                work.follow_ups.begin_terms(ids, lapses_at=lapses)
                work.follow_ups.begin_terms([], lapses_at=lapses)
                work.commit()
        with unit() as work:
            first, second = (
                work.follow_ups.one(question.petition_id, 3)
                for question in (asked, answered)
            )
        assert (first.lapses_at, second.lapses_at) == (NOON + PATIENCE, None)
        assert first.resolved_by == "li-na"

    def test_a_question_whose_term_has_not_begun_does_not_lapse(self, unit):
        with unit() as work:
            work.follow_ups.ask([a_question(lapses_at=None)])
            work.commit()
        with unit() as work:
            late = NOON + 1000 * PATIENCE
            assert work.follow_ups.lapsed(now=late, limit=9) == []


class OrganisationPromises:
    """The newest revision holds, however often and in whatever order it comes."""

    @pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
    def test_the_highest_revision_holds_in_any_order(self, unit, order):
        for revision in order:
            with unit() as work:
                work.organisations.put(
                    an_organisation(revision=revision, name=f"no. {revision}")
                )
                work.commit()
        with unit() as work:
            assert work.organisations.find({COMMUNITY})[COMMUNITY].name == "no. 3"

    def test_two_revisions_in_one_group_leave_the_higher(self, unit):
        with unit() as work:
            for revision in (2, 1):
                work.organisations.put(
                    an_organisation(revision=revision, name=f"no. {revision}")
                )
            work.commit()
        with unit() as work:
            found = work.organisations.find({COMMUNITY, "nobody"})
        assert {key: each.name for key, each in found.items()} == {COMMUNITY: "no. 2"}

    def test_the_line_goes_up_to_the_top_even_through_a_circle(self, unit):
        with unit() as work:
            work.organisations.put(an_organisation())
            work.organisations.put(
                an_organisation(organisation_id=STREET, parent_id=COMMUNITY)
            )
            work.commit()
        with unit() as work:
            assert work.organisations.line_of(COMMUNITY) == [COMMUNITY, STREET]
            assert work.organisations.line_of("unknown") == ["unknown"]
            assert work.organisations.line_of(None) == []


class PersonPromises:
    """Whose account is whose: the newest word holds, names are one in any case."""

    def test_the_accounts_of_one_person_are_known_as_told_last(self, unit):
        told = [("li-na", 1, "p"), ("li-na-2", 2, "p"), ("li-na-2", 1, None)]
        told += [("wang", 1, None), ("sun", 1, None)]
        for staff_id, revision, person in told:
            with unit() as work:
                work.persons.put(
                    StaffAccount(staff_id=staff_id, revision=revision, person=person)
                )
                work.commit()
        with unit() as work:
            assert set(work.persons.accounts_of("li-na")) == {"li-na", "li-na-2"}
            assert "li-na" in work.persons.accounts_of("LI-NA-2")
            assert set(work.persons.accounts_of("wang")) == {"wang"}
            assert set(work.persons.accounts_of("unknown")) == {"unknown"}


LEAD, FOLLOWER = uuid4(), uuid4()


def a_following(**changes):
    said = {
        "petition_id": FOLLOWER,
        "revision": 2,
        "lead_petition_id": LEAD,
        "receipt": "DEMO-2603-0000042",
        "reachable": True,
    }
    return Following(**said | changes)


def told_followers(unit):
    _, notices = claim(unit, limit=100)
    return [each for each in notices if each.audience is Audience.FOLLOWER]


class FollowingPromises:
    """12345 并单: who was merged is told what the lead's petitioner is told."""

    def act(self, unit, *acts):
        for act in acts:
            with unit() as work:
                act(work)
                work.commit()

    def story(self, *, separated_at=None):
        """A merging at noon, one step before it and two after."""
        moments = [NOON - PATIENCE, NOON, NOON + PATIENCE]
        steps = [Step.ASSIGNED, Step.ESCALATED, Step.RESOLVED]
        notices = [
            a_notice(
                petition_id=LEAD,
                step=step,
                at=at,
                audience=Audience.PETITIONER,
                recipient=THE_PETITIONER,
            )
            for step, at in zip(steps, moments, strict=True)
        ]
        owners = a_notice(petition_id=LEAD, step=Step.ESCALATED, at=NOON)

        def step(work):
            work.notices.add([*notices, owners])
            work.followings.echo(LEAD)

        def merged(work):
            work.followings.take(a_following(merged_at=NOON))

        def separated(work):
            if separated_at is not None:
                work.followings.take(a_following(separated_at=separated_at))

        return [step, merged, separated]

    @pytest.mark.parametrize("order", [*permutations(range(3))])
    def test_12345_the_merged_are_told_from_then_on_in_any_order(self, unit, order):
        story = self.story()
        self.act(unit, *[story[each] for each in order], *story)
        told = sorted(told_followers(unit), key=lambda each: each.at)
        assert [each.step for each in told] == [Step.ESCALATED, Step.RESOLVED]
        assert {each.petition_id for each in told} == {FOLLOWER}
        assert {each.params["receipt"] for each in told} == {"DEMO-2603-0000042"}
        assert {each.recipient for each in told} == {THE_PETITIONER}

    def test_12345_who_was_separated_is_told_no_more(self, unit):
        step, merged, separated = self.story(separated_at=NOON + PATIENCE)
        self.act(unit, separated, merged, step)
        assert [each.step for each in told_followers(unit)] == [Step.ESCALATED]

    def test_12345_who_left_no_way_to_be_told_is_told_nothing(self, unit):
        step, _, _ = self.story()

        def merged(work):
            work.followings.take(a_following(merged_at=NOON, reachable=False))

        self.act(unit, merged, step)
        assert told_followers(unit) == []

    def test_12345_a_separation_alone_makes_nobody_follow(self, unit):
        step, _, separated = self.story(separated_at=NOON + 2 * PATIENCE)
        self.act(unit, separated, step)
        assert told_followers(unit) == []
