"""条例第28、30条 beyond the verbs: the rooms, and who takes a case into their hands."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Role
from minqing_kernel.working_time import local_day
from routing.application import steering
from routing.application.commands import (
    AssignCase,
    HearAnswer,
    HearRelapse,
    ResolveCase,
    StartCase,
)
from routing.application.hazards.commands import FlagHazard
from routing.application.projects.commands import OpenProject
from routing.application.resettling import CaseStillToCome, ResettleCase
from routing.application.reviews.commands import AnswerReview, AskReview
from routing.domain.dossier import Dossier, Ground, Settled, Severity
from routing.domain.errors import CaseNotFound, ConflictOfInterest, NotYours
from routing.domain.hazards.hazard import HazardKind
from routing.domain.lifecycle import CaseState
from routing.domain.resettling import Resettlement
from routing.domain.resolution import Outcome, Verdict
from routing.domain.reviews.terms import ReviewOutcome
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_cause,
    a_clerk,
    a_handler,
    a_matter,
    a_member,
    a_started_case,
    a_supervisor,
    an_actor,
    an_answer,
    the_units,
)
from services.routing.tests.room_builders import house, to_draft
from services.routing.tests.unit.test_steering import Desk

pytestmark = pytest.mark.unit

__all__ = ["house"]


def a_flag(case, by):
    return FlagHazard(
        actor=by,
        petition_id=case,
        hazard_id=uuid4(),
        kind=HazardKind.FIRE,
        description="?",
    )


def a_project(case, by):
    return OpenProject(
        actor=by,
        project_id=uuid4(),
        name="专项",
        goal="?",
        category="street-light",
        division_code="510106",
        organisation_id=by.organisation_id,
        petitions=[case],
    )


@pytest.mark.parametrize("command", [to_draft, a_flag, a_project])
def test_article_30_no_room_of_a_waiting_accusation_opens_to_the_accused(
    house, command
):
    house.sign()
    case = house.open(matter=a_matter(accused=(COMMUNITY,)))
    assert house.do(command(case, a_clerk(STREET))) is not None
    with pytest.raises(CaseNotFound):
        house.do(command(case, a_clerk(COMMUNITY)))


def test_only_those_who_dispatch_write_on_a_case_that_nobody_answers_for(house):
    house.sign()
    case = house.open(matter=a_matter(accused=(COMMUNITY,)))
    with pytest.raises(NotYours):
        house.do(to_draft(case, an_actor(Role.HANDLER, STATION)))


def test_article_28_whoever_declared_an_interest_takes_no_part_in_the_case():
    desk = Desk()
    me = replace(a_handler(), id="li.na")
    declare = steering.DeclareInterest(
        actor=me, staff_id="li.na", party="r-9", reason="亲属"
    )
    desk.bus.handle(declare, a_cause())
    desk.do(steering.NameParties, a_clerk(), parties=frozenset({"r-9"}))
    answer = {"outcome": Outcome.EXPLAINED, "reply": "好"}
    for kind, told in (
        (steering.SignCase, {}),
        (StartCase, {}),
        (ResolveCase, answer),
    ):
        with pytest.raises(ConflictOfInterest):
            desk.do(kind, me, **told)
    desk.do(steering.SignCase)
    desk.do(ResolveCase, **answer)


# -- settled anew after the opening ----------------------------------------------------


def anew(revision, **changes):
    said = {
        "category": "conduct",
        "severity": Severity.ORDINARY,
        "settled": Settled(kind="accusation"),
        "accused": (COMMUNITY,),
    }
    return Resettlement(revision=revision, **said | changes)


def test_c19_article_30_a_case_leaves_the_unit_that_it_turns_out_to_accuse():
    desk = Desk()
    desk.do(steering.AskCoHandler, organisation_id=STATION, asks="查")
    ask = {"ground": Ground.PETITIONER, "reason": "等"}
    desk.do(steering.SuspendCase, **ask)
    due_at = desk.case.deadline.due_at
    desk.clock.advance(timedelta(days=3))
    said = anew(2, accused=(COMMUNITY, STATION))
    bring = ResettleCase(petition_id=desk.id, said=said)
    desk.bus.handle(bring, a_cause())
    case = desk.case
    assert (case.state, case.organisation_id) == (CaseState.UNROUTED, None)
    assert case.dossier.suspension is None
    assert not case.dossier.open_co_tasks
    assert (case.deadline.is_paused, case.deadline.due_at) == (
        False,
        due_at + timedelta(days=3),
    )
    with pytest.raises(CaseNotFound):
        desk.do(steering.CommentOnCase, text="?")
    desk.do(AssignCase, a_clerk(STREET), organisation_id=STREET)


def test_c19_article_30_an_answered_case_is_not_reopened_to_the_accused():
    desk = Desk()
    desk.do(ResolveCase, outcome=Outcome.EXPLAINED, reply="好")
    desk.bus.handle(ResettleCase(petition_id=desk.id, said=anew(2)), a_cause())
    assert desk.case.state is CaseState.RESOLVED
    answer = an_answer(desk.case, Verdict.REOPEN, reason="没有解决")
    desk.bus.handle(HearAnswer(petition_id=desk.id, answer=answer), a_cause())
    assert (desk.case.state, desk.case.organisation_id) == (CaseState.ASSIGNED, STREET)
    assert desk.case.deadline is not None


def test_article_30_a_relapsed_case_is_not_reopened_to_the_accused():
    desk = Desk()
    desk.do(ResolveCase, outcome=Outcome.EXPLAINED, reply="好")
    desk.bus.handle(ResettleCase(petition_id=desk.id, said=anew(2)), a_cause())
    found = an_answer(desk.case, Verdict.REOPEN, reason="又来了")
    desk.bus.handle(HearRelapse(petition_id=desk.id, found=found), a_cause())
    assert (desk.case.state, desk.case.organisation_id) == (CaseState.ASSIGNED, STREET)


def test_c19_what_was_settled_anew_ends_the_same_in_any_order():
    earlier = anew(2, severity=Severity.MAJOR)
    later = anew(3, accused=(), settled=Settled(kind="claim", path="petition"))
    ends = set()
    for order in permutations((earlier, later, later)):
        case = a_blank_case()
        case.edition = 4
        for said in order:
            case.resettle(said, the_units(), CLOCKS, at=NOON)
        ends.add((case.dossier.settled, case.matter.accused, case.matter.category))
        assert case.edition == 0
    assert ends == {(later.settled, (), "conduct")}


def test_c19_what_was_settled_anew_never_lowers_a_gravity_judged_here():
    case = a_blank_case(dossier=Dossier(severity=Severity.URGENT))
    case.resettle(anew(2), the_units(), CLOCKS, at=NOON)
    assert case.dossier.severity is Severity.URGENT


def test_news_that_overtakes_the_acceptance_is_tried_again():
    desk = Desk()
    with pytest.raises(CaseStillToCome):
        desk.bus.handle(ResettleCase(petition_id=uuid4(), said=anew(2)), a_cause())
    assert not issubclass(CaseStillToCome, DomainError)


def test_d14_a_leaders_date_on_the_statutes_own_day_does_not_hide_the_statutes():
    case = a_started_case()
    statutory = case.deadline.statutory
    head = {"by": a_supervisor(), "units": the_units(), "at": NOON}
    leader = a_member("zhou", organisation_id=STREET, roles=frozenset({"supervisor"}))
    case.set_date(statutory, leader, CLOCKS, **head)
    case.set_date(statutory - timedelta(days=9), leader, CLOCKS, **head)
    assert case.deadline.statutory == statutory


def test_art35_no_case_ordered_anew_goes_back_to_the_accused(house):
    house.sign()
    case = house.resolved()
    house.do(ResettleCase(petition_id=case, said=anew(2)))
    who = {"petition_id": case, "actor": a_clerk(DISTRICT)}
    today = local_day(house.clock.now())
    house.do(AskReview(**who, answer_received_on=today, reason="不服"))
    ordered = ReviewOutcome.ANEW
    house.do(AnswerReview(**who, outcome=ordered, opinion="重新处理"))
    stored = house.store.stored.cases[case]
    assert (stored.state, stored.organisation_id) == (CaseState.ASSIGNED, STREET)


def test_art35_who_took_an_answer_over_is_not_who_gave_it(house):
    """The street answered and is accused: the district reviews, whoever has it."""
    house.sign()
    case = house.open()
    house.do(AssignCase(actor=a_clerk(), petition_id=case, organisation_id=STREET))
    answer = {"outcome": Outcome.EXPLAINED, "reply": "好"}
    mine = {"petition_id": case, "actor": a_handler(STREET)}
    house.do(ResolveCase(**mine, **answer))
    said = anew(2, accused=(STREET,))
    house.do(ResettleCase(petition_id=case, said=said))
    taken = house.store.stored.cases[case]
    assert (taken.organisation_id, taken.answering_unit) == (DISTRICT, STREET)
    who = {"petition_id": case, "actor": a_clerk(DISTRICT)}
    today = local_day(house.clock.now())
    review = house.do(AskReview(**who, answer_received_on=today, reason="不服"))
    assert (review.original_id, review.round.reviewer_id) == (STREET, DISTRICT)
    house.do(AnswerReview(**who, outcome=ReviewOutcome.ANEW, opinion="重新处理"))
    own = {"petition_id": case, "actor": a_handler(DISTRICT)}
    house.do(ResolveCase(**own, **answer))
    assert house.store.stored.cases[case].answering_unit == DISTRICT


def test_article_30_a_co_handler_whom_nobody_accuses_stays():
    desk = Desk()
    desk.do(steering.AskCoHandler, organisation_id=STATION, asks="查")
    desk.bus.handle(ResettleCase(petition_id=desk.id, said=anew(2)), a_cause())
    [task] = desk.case.dossier.open_co_tasks
    assert task.organisation_id == STATION
