"""条例第30条: what rooms and leaders have to do with an accusation."""

from dataclasses import fields

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.working_time import local_day
from routing.application import steering
from routing.application.commands import RecordStaff
from routing.application.documents.commands import SetOrgan
from routing.application.hazards.commands import FlagHazard
from routing.application.projects.commands import JoinProject, OpenProject
from routing.application.resettling import ResettleCase
from routing.application.reviews.commands import (
    AnswerReview,
    AskReview,
    EscalateReviews,
)
from routing.bootstrap import command_handlers
from routing.domain.dossier import Ground, Settled, Severity
from routing.domain.errors import AccusedUnit, CaseNotFound
from routing.domain.hazards.errors import NobodyToInform
from routing.domain.hazards.hazard import HazardKind
from routing.domain.resettling import Resettlement
from routing.domain.reviews.events import ReviewEscalated
from routing.domain.reviews.terms import ReviewOutcome
from routing.domain.side_events import CaseReported
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_clerk,
    a_matter,
    a_member,
    a_supervisor,
    later,
)
from services.routing.tests.room_builders import BUREAU, CITY, FIRE, house

pytestmark = pytest.mark.unit

__all__ = ["house"]

ACTS = sorted(
    (
        kind
        for kind in command_handlers(FrozenClock(NOON), CLOCKS)
        if {"actor", "petition_id"} <= {field.name for field in fields(kind)}
    ),
    key=lambda kind: kind.__name__,
)
"""Every command of somebody about one case."""


@pytest.mark.parametrize("kind", ACTS)
def test_art30_to_the_accused_no_act_of_any_kind_finds_the_case(house, kind):
    case = house.open(matter=a_matter(accused=(STATION,)))
    said = dict.fromkeys(field.name for field in fields(kind))
    told = said | {"actor": a_supervisor(STATION), "petition_id": case}
    with pytest.raises(CaseNotFound):
        house.do(kind(**told))


def test_art30_the_acts_of_every_room_are_among_those_tried():
    tried = {kind.__name__ for kind in ACTS}
    assert tried >= {
        "DraftDocument",
        "FlagHazard",
        "OpenMediation",
        "CloseMediation",
        "AskReview",
        "TurnAway",
        "CommentOnCase",
        "SponsorCase",
    }


def a_project(leader, *cases):
    return OpenProject(
        actor=a_supervisor(CITY),
        project_id=cases[0],
        name="路灯",
        goal="修好",
        category="road",
        division_code="510106",
        organisation_id=leader,
        petitions=cases,
    )


def test_art30_no_project_of_the_accused_or_one_below_takes_it_in(house):
    case = house.open(matter=a_matter(accused=(STREET,)))
    for leader in (STREET, STATION):
        with pytest.raises(AccusedUnit):
            house.do(a_project(leader, case))
    other = house.open()
    house.do(a_project(DISTRICT, other))
    for actor, refusal in (
        (a_supervisor(STREET), CaseNotFound),
        (a_clerk(COMMUNITY), CaseNotFound),
    ):
        with pytest.raises(refusal):
            house.do(JoinProject(actor=actor, project_id=other, petitions=[case]))
    by = a_supervisor(DISTRICT)
    joined = house.do(JoinProject(actor=by, project_id=other, petitions=[case]))
    assert joined.petitions == [other, case]


def flagged(house, case, kind):
    return house.do(
        FlagHazard(
            actor=a_supervisor(CITY),
            hazard_id=case,
            petition_id=case,
            kind=kind,
            description="堵塞",
        )
    )


def test_art30_a_desk_that_is_accused_hears_of_no_hazard(house):
    case = house.open(matter=a_matter(accused=(FIRE,)))
    with pytest.raises(NobodyToInform):
        flagged(house, case, HazardKind("fire"))
    beside = house.open(matter=a_matter(accused=(STATION,)))
    assert flagged(house, beside, HazardKind("fire")).informed == [FIRE]


def test_art30_an_accused_review_desk_does_not_review(house):
    house.sign()
    by = a_supervisor(CITY)
    named = {"organisation_id": DISTRICT, "mark": "金牛信", "name": "区", "actor": by}
    house.do(SetOrgan(review_unit=BUREAU, **named))
    reviews = []
    for accused in ((), (BUREAU,)):
        case = house.resolved(matter=a_matter(accused=accused))
        asked = AskReview(
            actor=a_clerk(DISTRICT),
            petition_id=case,
            answer_received_on=NOON.date(),
            reason="不服",
        )
        reviews.append(house.do(asked).round)
    assert [each.desk_id for each in reviews] == [BUREAU, None]
    assert {each.reviewer_id for each in reviews} == {DISTRICT}


LEADING = [
    lambda told: steering.SponsorCase(note="", **told),
    lambda told: steering.NameOwners(section_id=STREET, community_id=DISTRICT, **told),
    lambda told: steering.SuspendCase(
        ground=Ground.LEGACY, reason="历史遗留", review_months=3, **told
    ),
]


@pytest.mark.parametrize("act", LEADING)
def test_art30_no_leader_of_the_accused_takes_the_case(house, act):
    roles = frozenset({"supervisor"})
    for name, unit in (("theirs", STATION), ("ours", STREET)):
        member = a_member(name, organisation_id=unit, roles=roles)
        house.do(RecordStaff(member=member))
    case = house.open(matter=a_matter(accused=(STATION,)))
    told = {"actor": a_supervisor(STREET), "petition_id": case}
    with pytest.raises(AccusedUnit):
        house.do(act(told | {"leader_id": "theirs"}))
    assert house.do(act(told | {"leader_id": "ours"})).petition_id == case


def test_art30_what_is_urgent_is_reported_to_all_above_but_the_accused(house):
    """The unit came to stand below the accused after it was given the case."""
    case = house.open(matter=a_matter(accused=("moved",)))
    units = house.store.stored.units
    moved = units.find(DISTRICT)
    below = type(moved)(**vars(moved) | {"organisation_id": "moved", "revision": 9})
    tree = units.with_unit(below).with_unit(
        type(moved)(**vars(units.find(STREET)) | {"parent_id": "moved", "revision": 9})
    )
    taken = house.store.stored.cases[case]
    by = a_supervisor("moved")
    taken.judge_severity(Severity.URGENT, CLOCKS, by=by, units=tree, at=later(days=1))
    told = [each for each in taken.release() if isinstance(each, CaseReported)]
    assert [each.superior_id for each in told] == [CITY]


def accuse(house, case, *accused):
    said = Resettlement(
        revision=99,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=accused,
    )
    house.do(ResettleCase(petition_id=case, said=said))


def ask_for_review(house, case, unit):
    return house.do(
        AskReview(
            actor=a_clerk(unit),
            petition_id=case,
            answer_received_on=local_day(house.clock.now()),
            reason="不服",
        )
    )


def test_art30_art35_no_organ_that_is_accused_reviews(house):
    """The answer of the street is reviewed above the district that is accused."""
    house.sign()
    case = house.resolved()
    accuse(house, case, DISTRICT)
    review = ask_for_review(house, case, CITY)
    assert review.round.reviewer_id == CITY


def test_art30_art35_a_review_leaves_an_organ_that_is_accused_meanwhile(house):
    house.sign()
    case = house.resolved()
    assert ask_for_review(house, case, STREET).round.reviewer_id == DISTRICT
    accuse(house, case, DISTRICT)
    answered = house.do(
        AnswerReview(
            actor=a_supervisor(CITY),
            petition_id=case,
            outcome=ReviewOutcome.UPHELD,
            opinion="维持",
        )
    )
    assert (answered.round.reviewer_id, answered.round.desk_id) == (CITY, None)


def test_art30_of_a_late_review_no_accused_superior_is_told(house):
    house.sign()
    case = house.resolved()
    ask_for_review(house, case, STREET)
    accuse(house, case, CITY)
    house.clock.move_to(later(days=90))
    house.do(EscalateReviews(petition_ids=[case]))
    assert house.facts(ReviewEscalated) == []


def test_art35_a_review_that_nobody_outside_can_take_stays_where_it_is(house):
    house.sign()
    case = house.resolved()
    ask_for_review(house, case, STREET)
    accuse(house, case, CITY)
    house.clock.move_to(later(days=90))
    house.do(EscalateReviews(petition_ids=[case]))
    assert house.store.kept["reviews"][case].round.reviewer_id == DISTRICT
