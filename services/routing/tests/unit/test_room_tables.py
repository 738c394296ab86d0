"""Every pair of the rooms' tables, walked by the verbs: taken, or refused unchanged."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Role
from minqing_kernel.working_time import local_day
from routing.domain.documents.document import Document, Number
from routing.domain.documents.errors import AlreadyPrinted
from routing.domain.mediations import ending
from routing.domain.mediations.lifecycle import (
    MEDIATION_LIFE,
    MediationState,
    MediationStep,
)
from routing.domain.mediations.mediation import (
    Agreement,
    Dispute,
    Expertise,
    Party,
    Session,
    open_mediation,
)
from routing.domain.mediations.outcome import Check, Referral, Way
from routing.domain.projects.lifecycle import PROJECT_LIFE, ProjectState, ProjectStep
from routing.domain.projects.project import Entry, Project
from routing.domain.reviews.lifecycle import REVIEW_LIFE, ReviewState, ReviewStep
from routing.domain.reviews.review import Hearing, Review, Round
from routing.domain.reviews.terms import ReviewOutcome, ReviewTerms, Stage
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_clerk,
    a_handler,
    a_resolved_case,
    a_started_case,
    a_supervisor,
    an_actor,
    later,
    the_units,
)
from services.routing.tests.room_builders import a_wording

pytestmark = pytest.mark.unit

NOW = later(days=6)
TODAY = local_day(NOW)
UNITS = the_units()


def walked(table, aggregate, case, state, step, act):
    """Do one act in one state; it leads where the table says, or changes nothing."""
    aggregate.state = state
    before = (deepcopy(vars(aggregate)), case.revision)
    if step in table.steps_from(state):
        act()
        assert aggregate.state is table.after(state, step)
        return
    with pytest.raises(DomainError):
        act()
    left = {name: value for name, value in vars(aggregate).items() if name[0] != "_"}
    kept = {name: value for name, value in before[0].items() if name[0] != "_"}
    assert (left, case.revision) == (kept, before[1])


# -- mediations ------------------------------------------------------------------------

BY = {"by": a_handler(), "at": NOW}
AGREEMENT = Agreement(text="各半", agreed_on=TODAY, perform_by=TODAY)
WAY = Referral(to=Way.LITIGATION, explanation="起诉")


def decide(granted):
    about = {"by": a_supervisor(STREET), "units": UNITS, "at": NOW}
    return lambda m, case: ending.decide_check(
        m, case, granted=granted, reason="已核", **about
    )


MEDIATING = {
    MediationStep.MEET: lambda m, case: m.meet(
        Session(held_on=TODAY, mediators="甲", minutes="乙"), case, **BY
    ),
    MediationStep.CONSULT: lambda m, case: m.consult(
        Expertise(institution="甲", opinion="乙", given_on=TODAY, free=True), case, **BY
    ),
    MediationStep.AGREE: lambda m, case: m.agree(AGREEMENT, case, **BY),
    MediationStep.PERFORM: lambda m, case: m.perform(TODAY, case, **BY),
    MediationStep.RATE: lambda m, case: m.rate("甲", satisfied=True, case=case, **BY),
    MediationStep.CLOSE: lambda m, case: m.close(case, **BY),
    MediationStep.ASK_CHECK: lambda m, case: ending.ask_check(m, "因", case, **BY),
    MediationStep.SEND_BACK: decide(granted=False),
    MediationStep.CLOSE_CHECKED: decide(granted=True),
    MediationStep.REFER: lambda m, case: ending.refer(m, WAY, case, **BY),
    MediationStep.GIVE_UP: lambda m, case: m.give_up("不成", case, **BY),
}


def a_mediation(case, satisfied):
    parties = [Party(label=each, division_code="510106", claim="赔") for each in "甲乙"]
    dispute = Dispute(subject="火灾", place="金科苑路", since=local_day(NOON))
    made = open_mediation(uuid4(), case, dispute, parties, by=a_handler(), at=NOW)
    made.satisfied = {"甲": True, "乙": satisfied}
    made.checks = [Check(asks="因", asked_by="somebody", asked_at=NOW)]
    return made


@pytest.mark.parametrize("state", MediationState)
@pytest.mark.parametrize("step", MediationStep)
def test_a23_a30_every_step_of_a_mediation_is_taken_or_refused(state, step):
    case = a_started_case()
    mediation = a_mediation(case, satisfied=step is MediationStep.CLOSE)
    act = MEDIATING[step]
    walked(MEDIATION_LIFE, mediation, case, state, step, lambda: act(mediation, case))


# -- reviews ---------------------------------------------------------------------------

REVIEWER = an_actor(Role.HANDLER, DISTRICT)
LOOK = {"by": REVIEWER, "units": UNITS, "at": NOW}


def opinion(outcome):
    return lambda r, case: r.answer(case, outcome, "维持", clocks=CLOCKS, **LOOK)


REVIEWING = {
    ReviewStep.ASK: lambda r, case: r.ask(
        case,
        TODAY,
        "不服",
        ReviewTerms(),
        lambda _: None,
        by=a_clerk(),
        units=UNITS,
        at=NOW,
    ),
    ReviewStep.ANSWER: opinion(ReviewOutcome.UPHELD),
    ReviewStep.ORDER_ANEW: opinion(ReviewOutcome.ANEW),
    ReviewStep.OPEN_HEARING: lambda r, case: r.open_hearing(case, **LOOK),
    ReviewStep.CLOSE_HEARING: lambda r, case: r.close_hearing(case, **LOOK),
    ReviewStep.CONCLUDE: opinion(ReviewOutcome.UPHELD),
    ReviewStep.TURN_AWAY: lambda r, case: r.turn_away(
        case, "又来", by=a_clerk(DISTRICT), units=UNITS, at=NOW
    ),
}
SAME_VERB = {ReviewStep.ANSWER, ReviewStep.ORDER_ANEW, ReviewStep.CONCLUDE}
"""One verb, `answer`: which step it takes follows from the state and the outcome."""


def a_review(case, state):
    """A review whose last round fits the state: the street or the district answers."""
    asked = Round(
        stage=Stage.REVIEW,
        reviewer_id=STREET if state is ReviewState.REVIEWED else DISTRICT,
        desk_id=None,
        answer_received_on=TODAY,
        reason="不服",
        asked_at=later(days=5, hours=1),
        due_at=later(days=30),
    )
    if state is ReviewState.REVIEWED:
        asked = replace(asked, answered_at=NOW)
    rounds = [] if state is ReviewState.ANSWERED else [asked]
    made = Review(petition_id=case.petition_id, original_id=STREET, rounds=rounds)
    made.hearings = [Hearing(since=TODAY)] if state is ReviewState.HEARING else []
    return made


def taken_as_another(state, step):
    """Say whether the verb of this step takes another step in this state."""
    from_here = REVIEW_LIFE.steps_from(state)
    return step in SAME_VERB - from_here and bool(SAME_VERB & from_here)


PAIRS = [
    (state, step)
    for state in ReviewState
    for step in ReviewStep
    if not taken_as_another(state, step)
]


@pytest.mark.parametrize(("state", "step"), PAIRS)
def test_art35_art36_every_step_of_a_review_is_taken_or_refused(state, step):
    case = a_resolved_case()
    review, act = a_review(case, state), REVIEWING[step]
    if state is ReviewState.ANSWERED and step is not ReviewStep.ASK:
        assert step not in REVIEW_LIFE.steps_from(state)
        return  # there is no round that anybody could act upon
    walked(REVIEW_LIFE, review, case, state, step, lambda: act(review, case))


# -- projects --------------------------------------------------------------------------

LEAD = {"by": a_clerk(), "units": UNITS, "at": NOW}
LEADING = {
    ProjectStep.JOIN: lambda p, case: p.join([case], **LEAD),
    ProjectStep.COUNT: lambda p, _: p.count(checked=5100, found=800, **LEAD),
    ProjectStep.BUDGET: lambda p, _: p.plan_costs([], **LEAD),
    ProjectStep.REPORT: lambda p, _: p.report(
        Entry(on=TODAY, fixed=1, note="换"), **LEAD
    ),
    ProjectStep.FINISH: lambda p, _: p.end(done=True, **LEAD),
    ProjectStep.DROP: lambda p, _: p.end(done=False, **LEAD),
}


@pytest.mark.parametrize("state", ProjectState)
@pytest.mark.parametrize("step", ProjectStep)
def test_d15_every_step_of_a_project_is_taken_or_refused(state, step):
    case = a_started_case()
    project = Project(
        project_id=uuid4(),
        name="路灯专项",
        goal="修好",
        category="road",
        division_code="510106",
        organisation_id=STREET,
        opened_at=NOON,
        opened_by="zhou",
        checked=5100,
        found=800,
    )
    act = LEADING[step]
    walked(PROJECT_LIFE, project, case, state, step, lambda: act(project, case))


# -- documents -------------------------------------------------------------------------


def test_art33_a_document_is_numbered_then_printed_and_nothing_else():
    case = a_started_case()
    document = Document(
        document_id=uuid4(),
        petition_id=case.petition_id,
        receipt=case.receipt,
        wording=a_wording(),
        number=Number(mark="金泉街信", year=2026, seq=1),
        organ_id=STREET,
        organ_name="金泉街道办事处",
        remedy_organ=None,
        corrected=None,
        due_at=None,
        drafted_at=NOW - timedelta(hours=1),
        drafted_by=COMMUNITY,
    )
    assert document.sha256 is None
    document.printed(b"%PDF-1", case, at=NOW)
    kept = document.sha256
    with pytest.raises(AlreadyPrinted):
        document.printed(b"%PDF-2", case, at=NOW)
    assert document.sha256 == kept
