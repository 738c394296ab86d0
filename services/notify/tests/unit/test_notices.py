"""Who is told of what, without a database."""

from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.identity import new_id
from notify.domain.notice import (
    AGENCY_DESK,
    NOTICE_LIFE,
    THE_PETITIONER,
    WHO_IS_TOLD,
    Audience,
    NoticeState,
    NoticeStep,
    Urgency,
    notices_for,
)
from notify.domain.occurrence import Step
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PETITION,
    STORY,
    STREET,
    an_occurrence,
)

pytestmark = pytest.mark.unit


def told(**changes):
    notices = notices_for(an_occurrence(**changes), wall=NOON)
    return {notice.audience: notice for notice in notices}


def test_every_step_says_who_is_told():
    assert set(WHO_IS_TOLD) == set(Step)


def test_an_assignment_is_told_to_the_desk_the_handler_and_the_petitioner():
    notices = told(handler_id="staff-7")
    assert {a: n.recipient for a, n in notices.items()} == {
        Audience.OWNER: COMMUNITY,
        Audience.HANDLER: "staff-7",
        Audience.PETITIONER: THE_PETITIONER,
    }


def test_a_petitioner_who_cannot_be_reached_gets_no_notice():
    assert Audience.PETITIONER not in told(reachable=False)


def test_nobody_is_named_who_is_not_there():
    assert told(handler_id=None, organisation_id=None, reachable=False) == {}


def test_an_escalation_goes_to_the_superiors_desk_and_is_urgent():
    notices = told(step=Step.ESCALATED, superior_id=STREET)
    superior = notices[Audience.SUPERIOR]
    assert (superior.recipient, superior.organisation_id) == (STREET, STREET)
    assert superior.urgency is Urgency.URGENT
    assert notices[Audience.OWNER].organisation_id == COMMUNITY


def test_article_34_the_petitioner_hears_of_more_time():
    notices = told(step=Step.EXTENDED)
    assert notices[Audience.PETITIONER].template == "extended.petitioner"


def test_who_is_pressed_hears_it_at_their_own_desk_and_the_petitioner_does_not():
    notices = told(step=Step.URGED, unit_id="c-9", superior_id=STREET)
    assert notices.keys() == {Audience.UNIT, Audience.SUPERIOR}
    unit = notices[Audience.UNIT]
    assert (unit.recipient, unit.organisation_id) == ("c-9", "c-9")
    assert unit.urgency is Urgency.URGENT


def test_article_23_who_stands_above_hears_that_a_unit_wants_to_be_rid_of_a_case():
    assert Audience.SUPERIOR in told(step=Step.RETURNED, superior_id=STREET)


def test_a31_a_hazard_goes_to_the_informed_unit_at_once_and_to_nobody_else():
    [notice] = told(step=Step.HAZARD_FLAGGED, informed_id=STREET).values()
    assert (notice.recipient, notice.organisation_id) == (STREET, STREET)
    assert notice.urgency is Urgency.URGENT


def test_a_petition_nobody_answers_for_goes_to_the_agencys_own_desk():
    for step in (Step.RECEIVED, Step.UNROUTED, Step.RETURNED):
        notices = told(step=step, organisation_id=None)
        assert [n.recipient for n in notices.values()] == [AGENCY_DESK]


def test_the_beginning_of_work_disturbs_nobody():
    assert told(step=Step.STARTED) == {}


def test_a_notice_carries_the_story_the_receipt_and_its_text():
    notice = told(params={"due_at": "soon"})[Audience.OWNER]
    assert notice.params == {"receipt": "DEMO-2603-0003474", "due_at": "soon"}
    assert notice.template == "assigned.owner"
    assert (notice.petition_id, notice.correlation_id) == (PETITION, STORY)
    assert (notice.next_attempt_at, notice.state) == (NOON, NoticeState.WAITING)


def test_the_same_occurrence_told_twice_makes_the_same_notices():
    occurrence = an_occurrence(handler_id="staff-7")
    first, second = (notices_for(occurrence, wall=NOON) for _ in range(2))
    assert [n.notice_id for n in first] == [n.notice_id for n in second]


def test_a_second_resolution_is_an_occurrence_of_its_own():
    first = told(step=Step.RESOLVED, message_id=uuid4())[Audience.PETITIONER]
    second = told(step=Step.RESOLVED, message_id=uuid4())[Audience.PETITIONER]
    assert first.notice_id != second.notice_id


@given(
    step=st.sampled_from(Step),
    reachable=st.booleans(),
    owner=st.sampled_from([None, COMMUNITY]),
    handler=st.sampled_from([None, "staff-7"]),
    superior=st.sampled_from([None, STREET]),
)
def test_each_audience_gets_at_most_one_notice_of_an_occurrence(
    step, reachable, owner, handler, superior
):
    notices = notices_for(
        an_occurrence(
            step=step,
            reachable=reachable,
            organisation_id=owner,
            handler_id=handler,
            superior_id=superior,
        ),
        wall=NOON,
    )
    assert len({n.notice_id for n in notices}) == len(notices)
    assert {n.audience for n in notices} <= {a for a, _ in WHO_IS_TOLD[step]}


ALLOWED = {
    (NoticeState.WAITING, NoticeStep.CLAIM): NoticeState.SENDING,
    (NoticeState.SENDING, NoticeStep.CLAIM): NoticeState.SENDING,
    (NoticeState.SENDING, NoticeStep.CONFIRM): NoticeState.SENT,
    (NoticeState.SENDING, NoticeStep.POSTPONE): NoticeState.WAITING,
    (NoticeState.SENDING, NoticeStep.GIVE_UP): NoticeState.FAILED,
    (NoticeState.SENDING, NoticeStep.MISS): NoticeState.NO_ADDRESS,
    (NoticeState.SENDING, NoticeStep.GATHER): NoticeState.GATHERED,
    (NoticeState.FAILED, NoticeStep.REVIVE): NoticeState.WAITING,
    (NoticeState.NO_ADDRESS, NoticeStep.REVIVE): NoticeState.WAITING,
}


@pytest.mark.parametrize(("state", "step"), list(product(NoticeState, NoticeStep)))
def test_a_notice_goes_only_where_the_table_leads(state, step):
    if (state, step) in ALLOWED:
        assert NOTICE_LIFE.after(state, step) is ALLOWED[state, step]
        return
    with pytest.raises(TransitionRefused):
        NOTICE_LIFE.after(state, step)


def test_the_ids_of_notices_sort_as_their_messages_did():
    early, late = (an_occurrence(message_id=new_id()) for _ in range(2))
    first = told(message_id=early.message_id)[Audience.OWNER].notice_id
    assert first.version == 8
    assert first.int >> 80 == early.message_id.int >> 80
    assert first.int >> 80 <= late.message_id.int >> 80


def test_a_second_resolution_after_a_reopening_is_a_new_occurrence():
    first = an_occurrence(step=Step.RESOLVED, case_revision=3)
    again = an_occurrence(step=Step.RESOLVED, case_revision=5)
    told = [notices_for(each, wall=NOON)[0] for each in (first, again, first)]
    assert told[0].notice_id == told[2].notice_id != told[1].notice_id


@pytest.mark.parametrize(
    ("step", "told_to"),
    [
        (Step.ASSIGNED, {"510106040019": Audience.OWNER}),
        (Step.SHARED, {"510107": Audience.UNIT}),
        (Step.URGED, {"510107": Audience.UNIT, "510106040": Audience.SUPERIOR}),
        (
            Step.ESCALATED,
            {"510106040": Audience.SUPERIOR, "510106040019": Audience.OWNER},
        ),
        (Step.RETURNED, {"510106040": Audience.SUPERIOR}),
    ],
)
def test_each_level_and_co_handler_is_told_of_what_concerns_it(step, told_to):
    occurrence = an_occurrence(
        step=step, superior_id="510106040", unit_id="510107", reachable=False
    )
    told = notices_for(occurrence, wall=NOON)
    units = {n.recipient: n.audience for n in told if n.audience != Audience.DISPATCH}
    assert units == told_to
