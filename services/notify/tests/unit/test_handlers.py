"""Commands, run through the bus over in-memory parts."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Cause, Incoming, Role
from notify.application import handlers
from notify.application.commands import (
    AnswerByToken,
    ClaimNotices,
    LapseFollowUps,
    RecordAccount,
    RecordCallBack,
    RecordOrganisation,
    ReviveNotice,
    SettleNotices,
    TellOfMerging,
    TellOfStep,
)
from notify.domain.delivery import Attempt, Result, settle
from notify.domain.errors import (
    FollowUpNotOpen,
    NoOrganisation,
    OutOfScope,
    OwnResolution,
)
from notify.domain.events import FollowUpAnswered
from notify.domain.follow_up import FollowUpState
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.following import Following
from notify.domain.notice import NoticeState
from notify.domain.occurrence import Step
from notify.domain.persons import StaffAccount
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PATIENCE,
    PETITION,
    STORY,
    STREET,
    a_clerk,
    an_occurrence,
    an_organisation,
)
from services.notify.tests.fakes import FakeTokens, InMemoryWork

pytestmark = pytest.mark.unit

CAUSE = Cause(correlation_id=STORY)
HOLD = timedelta(seconds=30)


class House:
    """The bus over one in-memory unit of work, and the clocks."""

    def __init__(self):
        self.work = InMemoryWork()
        self.clock, self.wall = FrozenClock(NOON), FrozenClock(NOON)
        self.tokens = FakeTokens()
        clock, wall = self.clock, self.wall
        ruled = {"clock": clock, "policy_at": lambda _: FollowUpPolicy()}
        self.bus = CommandBus(
            lambda: self.work,
            {
                TellOfStep: partial(handlers.tell_of_step, clock=clock, wall=wall),
                TellOfMerging: handlers.tell_of_merging,
                RecordAccount: handlers.record_account,
                RecordOrganisation: handlers.record_organisation,
                ClaimNotices: partial(handlers.claim_notices, wall=wall),
                SettleNotices: partial(
                    handlers.settle_notices,
                    clock=clock,
                    wall=clock,
                    patience=PATIENCE,
                ),
                ReviveNotice: partial(handlers.revive_notice, wall=wall),
                AnswerByToken: partial(
                    handlers.answer_by_token, tokens=self.tokens, **ruled
                ),
                RecordCallBack: partial(handlers.record_call_back, **ruled),
                LapseFollowUps: partial(handlers.lapse_follow_ups, **ruled),
            },
        )

    def do(self, command):
        return self.bus.handle(command, CAUSE)

    def hear(self, **changes):
        return self.do(TellOfStep(occurrence=an_occurrence(**changes)))

    def resolve(self, revision=3, **changes):
        self.hear(step=Step.RESOLVED, case_revision=revision, **changes)

    def settle(self, result):
        """Claim everything that is due; end every attempt so."""
        claim = self.do(ClaimNotices(limit=10, hold=HOLD))
        ended = [
            settle(Attempt(notice=notice, result=result), at=self.wall.now())
            for notice in claim.notices
        ]
        self.do(SettleNotices(lease=claim.lease, settlements=tuple(ended)))

    def answer(self, **changes):
        usual = {
            "petition_id": PETITION,
            "token": self.tokens.issue(PETITION, 3),
            "solved": True,
            "satisfied": True,
        }
        return self.do(AnswerByToken(**(usual | changes)))

    def call_back(self, **changes):
        usual = {
            "actor": a_clerk(),
            "petition_id": PETITION,
            "solved": False,
            "satisfied": None,
            "reason": "还没有修",
        }
        return self.do(RecordCallBack(**(usual | changes)))


@pytest.fixture
def house():
    return House()


def test_a_message_that_comes_twice_makes_its_notices_once(house):
    occurrence = an_occurrence()
    incoming = Incoming(
        command=TellOfStep(occurrence=occurrence),
        cause=CAUSE,
        message_id=occurrence.message_id,
    )
    assert house.bus.handle_group([incoming, incoming]) == 1
    assert house.bus.handle_group([incoming]) == 0
    assert len(house.work.notices.rows) == 2


def test_a_resolution_asks_the_petitioner(house):
    house.resolve()
    question = house.work.follow_ups.one(PETITION, 3)
    assert (question.asked_at, question.lapses_at) == (NOON, None)


def test_the_time_to_answer_runs_from_the_day_the_petitioner_was_told(house):
    house.resolve()
    house.settle(Result.AWAY)
    for clock in (house.clock, house.wall):
        clock.advance(PATIENCE)
    assert house.do(LapseFollowUps(limit=9)) == 0
    house.settle(Result.DELIVERED)
    question = house.work.follow_ups.one(PETITION, 3)
    assert question.lapses_at == NOON + 2 * PATIENCE
    house.clock.advance(PATIENCE)
    assert house.do(LapseFollowUps(limit=9)) == 1


@pytest.mark.parametrize("result", [Result.UNADDRESSED, Result.REFUSED])
def test_silence_means_nothing_where_nobody_could_be_asked(house, result):
    house.resolve()
    house.settle(result)
    house.clock.advance(100 * PATIENCE)
    assert house.do(LapseFollowUps(limit=9)) == 0
    assert house.work.follow_ups.one(PETITION, 3).state is FollowUpState.OPEN


def test_silence_means_nothing_where_no_notice_was_possible_at_all(house):
    house.resolve(reachable=False)
    house.settle(Result.DELIVERED)
    house.clock.advance(100 * PATIENCE)
    assert house.do(LapseFollowUps(limit=9)) == 0


def test_telling_the_desks_begins_no_term(house):
    house.resolve()
    house.settle(Result.UNADDRESSED)
    house.hear(step=Step.ASSIGNED, case_revision=3)
    house.settle(Result.DELIVERED)
    assert house.work.follow_ups.one(PETITION, 3).lapses_at is None


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.OPS])
def test_who_resolved_does_not_answer_for_the_petitioner(house, role):
    house.resolve(resolved_by="li-na")
    by_own_hand = Actor(id="li-na", role=role, organisation_id=COMMUNITY)
    for revision in (None, 3):
        with pytest.raises(OwnResolution):
            house.call_back(actor=by_own_hand, case_revision=revision)
        for account in ("li-na", "li-na-desk"):
            member = StaffAccount(staff_id=account, revision=1, person="p")
            house.work.persons.put(member)
        with pytest.raises(OwnResolution):
            house.call_back(
                actor=replace(by_own_hand, id="li-na-desk"), case_revision=revision
            )
    assert house.work.told == []
    colleague = Actor(id="xu-hui", role=role, organisation_id=COMMUNITY)
    assert house.call_back(actor=colleague).verdict == "reopen"


def test_staff_without_an_organisation_answer_for_nobody(house):
    house.resolve()
    with pytest.raises(NoOrganisation):
        house.call_back(actor=a_clerk(None))


def test_a_reopening_supersedes_the_question(house):
    house.resolve(3)
    house.hear(step=Step.REOPENED, case_revision=4)
    assert house.work.follow_ups.one(PETITION, 3).state is FollowUpState.SUPERSEDED


def test_a_claim_brings_the_desks_it_goes_to(house):
    house.do(RecordOrganisation(organisation=an_organisation()))
    house.hear()
    house.hear(step=Step.RECEIVED, organisation_id=None)
    claim = house.do(ClaimNotices(limit=10, hold=HOLD))
    assert claim.until == NOON + HOLD
    assert len(claim.notices) == 3
    assert list(claim.desks) == [COMMUNITY]


def test_what_was_claimed_is_settled_and_can_be_revived(house):
    house.hear(reachable=False)
    claim = house.do(ClaimNotices(limit=10, hold=HOLD))
    attempt = Attempt(notice=claim.notices[0], result=Result.UNADDRESSED)
    settlement = settle(attempt, at=NOON)
    house.do(SettleNotices(lease=claim.lease, settlements=(settlement,)))
    (row,) = house.work.notices.rows.values()
    assert row.state is NoticeState.NO_ADDRESS
    house.do(ReviveNotice(notice_id=row.notice_id))
    (row,) = house.work.notices.rows.values()
    assert (row.state, row.next_attempt_at) == (NoticeState.WAITING, NOON)


def test_the_petitioners_answer_is_a_fact_and_is_shown(house):
    house.resolve()
    view = house.answer(solved=True, satisfied=False, reason="太慢")
    assert (view.state, view.verdict, view.reason) == ("answered", "reopen", "太慢")
    assert (view.answered_by, view.ended_at) == ("petitioner", NOON)
    answered = [f for f in house.work.told if isinstance(f, FollowUpAnswered)]
    assert [fact.verdict for fact in answered] == ["reopen"]


def test_the_same_answer_again_tells_nothing_new(house):
    house.resolve()
    assert house.answer() == house.answer()
    assert len(house.work.told) == 1


def test_a_token_of_an_outrun_question_answers_nothing(house):
    house.resolve(3)
    house.hear(step=Step.REOPENED, case_revision=4)
    with pytest.raises(FollowUpNotOpen):
        house.answer()


def test_a_clerk_who_calls_back_answers_the_latest_question(house):
    house.do(RecordOrganisation(organisation=an_organisation()))
    house.resolve(3)
    house.resolve(5)
    view = house.call_back()
    assert (view.case_revision, view.verdict) == (5, "reopen")
    assert view.answered_by == "clerk:clerk-1"


def test_a_clerk_may_name_the_question_that_was_talked_of(house):
    house.resolve(3)
    view = house.call_back(actor=a_clerk(COMMUNITY), case_revision=3)
    assert view.case_revision == 3


def test_a_clerk_of_another_organisation_may_not_answer(house):
    house.do(RecordOrganisation(organisation=an_organisation(parent_id=None)))
    house.resolve()
    with pytest.raises(OutOfScope):
        house.call_back(actor=a_clerk(STREET))
    assert house.work.told == []


def test_questions_nobody_answered_are_closed_in_bounded_batches(house):
    for _ in range(3):
        house.hear(step=Step.RESOLVED, case_revision=3, petition_id=uuid4())
    house.settle(Result.DELIVERED)
    assert house.do(LapseFollowUps(limit=2)) == 0
    house.clock.advance(PATIENCE)
    batches = [house.do(LapseFollowUps(limit=2)) for _ in range(3)]
    assert batches == [2, 1, 0]
    assert {fact.by for fact in house.work.told} == {"system"}
    assert len(house.work.told) == 3


def test_an_open_question_is_shown_without_an_answer(house):
    house.resolve()
    view = handlers.view_of(house.work.follow_ups.one(PETITION, 3))
    assert (view.state, view.verdict, view.answered_by) == ("open", None, None)


def test_12345_who_was_merged_is_told_of_the_leads_steps_and_asked_nothing(house):
    follower = uuid4()
    following = Following(
        petition_id=follower,
        revision=2,
        lead_petition_id=PETITION,
        receipt="DEMO-2603-0000042",
        reachable=True,
        merged_at=NOON,
    )
    house.do(TellOfMerging(following=following))
    house.hear(step=Step.STARTED, message_id=uuid4(), at=NOON)
    house.resolve(message_id=uuid4(), at=NOON)
    told = [n for n in house.work.notices.rows.values() if n.petition_id == follower]
    assert [each.template for each in told] == ["resolved.follower"]
    house.settle(Result.DELIVERED)
    assert all(q.petition_id == PETITION for q in house.work.follow_ups.rows.values())


def test_whose_account_it_is_is_known_as_registry_told_it_last(house):
    for revision, person in ((2, "p-1"), (1, "p-2")):
        account = StaffAccount(staff_id="wang", revision=revision, person=person)
        house.do(RecordAccount(account=account))
    assert house.work.persons.rows["wang"].person == "p-1"
