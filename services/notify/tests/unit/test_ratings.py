"""Ratings of the merged and of parties, and rating codes, without a database."""

from datetime import timedelta
from uuid import uuid4

import pytest

from notify.adapters.telling import TELL
from notify.application.commands import TellOfMerging
from notify.application.follow_ups.commands import AnswerByPass, GiveRating, IssuePass
from notify.application.handlers import tell_of_merging
from notify.domain.errors import (
    AnswerTokenRefused,
    FollowUpNotOpen,
    OutOfScope,
    OwnResolution,
)
from notify.domain.events import FollowUpAnswered
from notify.domain.follow_ups.errors import PassRefused, RatingGiven, RatingUnknown
from notify.domain.follow_ups.objection import ObjectionState, ObjectionStep, Source
from notify.domain.follow_ups.passes import Way, hash_of
from notify.domain.follow_ups.rating import (
    RATING_LIFE,
    Rating,
    RatingKind,
    RatingState,
    RatingStep,
    ratings_after,
)
from notify.domain.following import Following
from notify.domain.occurrence import Step
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PETITION,
    a_clerk,
    an_occurrence,
)
from services.notify.tests.room import Room, second_account, somebody

pytestmark = pytest.mark.unit

LEAD = uuid4()
CODE = "a" * 22


def a_rating(**changes):
    usual = {
        "rating_id": uuid4(),
        "kind": RatingKind.MERGED,
        "petition_id": PETITION,
        "case_id": LEAD,
        "receipt": "DEMO-2603-0000042",
        "case_revision": 3,
        "organisation_id": COMMUNITY,
        "asked_at": NOON,
        "resolved_by": "li-na",
    }
    return Rating(**usual | changes)


@pytest.fixture
def room():
    return Room()


def rate(room, rating, **changes):
    usual = {"actor": None, "token": f"0.{rating.rating_id}", "satisfied": True}
    command = GiveRating(
        rating_id=rating.rating_id, **usual | {"solved": True} | changes
    )
    return room.do(command)


def issue(room, about, *, rating=False, way=Way.SPOT, actor=None):
    return room.do(
        IssuePass(
            actor=actor or somebody(),
            code_hash=hash_of(CODE),
            way=way,
            about=about,
            rating=rating,
        )
    )


def use(room, code=CODE, **changes):
    usual = {"solved": True, "satisfied": True}
    return room.do(AnswerByPass(code=code, **usual | changes))


def test_12345_who_was_merged_is_asked_when_the_lead_is_answered_or_joined(room):
    room.resolve()
    following = Following(
        petition_id=uuid4(),
        revision=2,
        lead_petition_id=LEAD,
        receipt="R",
        reachable=True,
        merged_at=NOON,
    )
    tell_of_merging(TellOfMerging(following=following), room.work)
    room.hear(step=Step.ASSIGNED)
    assert room.work.ratings.asked == [PETITION, LEAD]


def test_12345_a_merged_petitioner_rates_once_with_the_code_of_the_notice(room):
    rating = a_rating()
    room.work.ratings.add([rating])
    assert rate(room, rating).given_by == "petitioner"
    rate(room, rating)
    with pytest.raises(RatingGiven):
        rate(room, rating, satisfied=False)
    with pytest.raises(AnswerTokenRefused):
        rate(room, rating, token="0.other")
    assert room.work.objections.rows == {}


def test_12345_the_code_of_a_notice_is_good_for_a_time(room):
    rating = a_rating()
    room.work.ratings.add([rating])
    room.clock.advance(timedelta(days=14, seconds=1))
    with pytest.raises(AnswerTokenRefused):
        rate(room, rating)
    assert rate(room, rating, token=None, actor=somebody()).satisfied is True


def test_12345_a_merged_petitioner_who_is_not_satisfied_objects_to_the_leads_case(room):
    first, second = a_rating(), a_rating(petition_id=uuid4())
    room.work.ratings.add([first, second])
    rate(room, first, satisfied=False, reason="没修到我家门口")
    rate(room, second, solved=False)
    assert room.objection.state is ObjectionState.RAISED
    denial = room.objection.denial
    assert (denial.petition_id, denial.source) == (LEAD, Source.RATING)


def test_12345_who_denies_the_second_answer_is_not_lost_behind_the_first_objection(
    room,
):
    first, again = a_rating(), a_rating(petition_id=uuid4(), case_revision=6)
    room.work.ratings.add([first, again])
    rate(room, first, satisfied=False, reason="没修到我家门口")
    room.move(ObjectionStep.REOPEN)
    rate(room, again, satisfied=False, reason="还是没修")
    assert room.objection.state is ObjectionState.RAISED
    denial = room.objection.denial
    assert (denial.reason, denial.petition_id) == ("还是没修", LEAD)


def test_12345_staff_ask_for_their_own_unit_and_never_about_their_own_answer(room):
    rating = a_rating()
    room.work.ratings.add([rating])
    with pytest.raises(OutOfScope):
        rate(room, rating, token=None, actor=a_clerk("510107"))
    with pytest.raises(OwnResolution):
        rate(room, rating, token=None, actor=somebody(name="li-na"))
    with pytest.raises(OwnResolution):
        rate(room, rating, token=None, actor=second_account(room, "li-na"))
    given = rate(room, rating, token=None, actor=somebody())
    assert given.given_by == "clerk:wang-fang"


def test_a32_each_party_of_a_mediation_has_a_rating_of_its_own():
    ended = an_occurrence(step=Step.MEDIATION_CLOSED, parties=(True, None, False))
    ratings = ratings_after(ended)
    assert [each.party for each in ratings] == [1, 2, 3]
    assert [each.satisfied for each in ratings] == [True, None, False]
    assert [each.state for each in ratings] == ["given", "open", "given"]
    assert [each.given_by for each in ratings] == ["mediation", None, "mediation"]
    assert len({each.rating_id for each in ratings}) == 3
    assert ratings_after(an_occurrence()) == []


def test_b09_a_code_at_the_window_is_good_once_and_for_a_short_time(room):
    room.resolve()
    issued = issue(room, PETITION)
    assert issued.expires_at == NOON + timedelta(minutes=30)
    assert CODE not in repr(vars(issued))
    use(room)
    (fact,) = room.told(FollowUpAnswered)
    assert (fact.by, fact.satisfied) == ("petitioner:spot", True)
    for code in (CODE, "b" * 22):
        with pytest.raises(PassRefused):
            use(room, code)


def test_b09_a_code_that_is_too_old_is_refused(room):
    room.resolve()
    issue(room, PETITION)
    room.clock.advance(timedelta(minutes=31))
    with pytest.raises(PassRefused):
        use(room)


def test_b09_a_code_of_an_answered_question_answers_nothing(room):
    room.resolve()
    issued = issue(room, PETITION, way=Way.LINK)
    assert issued.expires_at == NOON + timedelta(days=14)
    room.answer()
    with pytest.raises(FollowUpNotOpen):
        use(room)


def test_b09_who_answered_the_case_hands_out_no_code(room):
    room.resolve()
    with pytest.raises(OwnResolution):
        issue(room, PETITION, actor=somebody(name="li-na"))
    with pytest.raises(OutOfScope):
        issue(room, PETITION, actor=a_clerk("510107"))


def test_a32_a_party_rates_with_a_code_too(room):
    party = a_rating(kind=RatingKind.PARTY, party=2, case_id=PETITION)
    room.work.ratings.add([party])
    issue(room, party.rating_id, rating=True)
    use(room, satisfied=False, reason="赔偿没有到位")
    assert (party.satisfied, party.given_by) == (False, "petitioner:spot")
    assert room.objection.denial.petition_id == PETITION
    with pytest.raises(RatingUnknown):
        issue(room, uuid4(), rating=True)


@pytest.mark.parametrize(
    ("by", "way"),
    [
        ("petitioner", "notice"),
        ("petitioner:spot", "spot"),
        ("petitioner:link", "link"),
        ("clerk:wang-fang", "phone"),
        ("system", "silence"),
    ],
)
def test_b09_an_answer_says_how_it_came(by, way):
    fact = FollowUpAnswered(
        petition_id=PETITION,
        receipt="R",
        case_revision=3,
        solved=True,
        satisfied=True,
        verdict="close",
        reason="",
        by=by,
        at=NOON,
    )
    assert TELL[FollowUpAnswered](fact).event.way == way


def test_b09_the_table_of_ratings_lists_all_that_may_happen():
    assert RATING_LIFE.steps_from(RatingState.OPEN) == {RatingStep.GIVE}
    assert RATING_LIFE.steps_from(RatingState.GIVEN) == frozenset()
