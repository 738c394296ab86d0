"""条例第28、30条 beyond the verbs: the rooms, and who takes a case into their hands."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from routing.application import steering
from routing.application.commands import ResolveCase, StartCase
from routing.application.hazards.commands import FlagHazard
from routing.application.projects.commands import OpenProject
from routing.domain.errors import ConflictOfInterest, NotYours
from routing.domain.hazards.hazard import HazardKind
from routing.domain.resolution import Outcome
from services.routing.tests.builders import (
    COMMUNITY,
    STATION,
    a_cause,
    a_clerk,
    a_handler,
    an_actor,
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
    case = house.open(accused=(COMMUNITY,))
    assert house.do(command(case, a_clerk(STATION))) is not None
    with pytest.raises(NotYours):
        house.do(command(case, a_clerk(COMMUNITY)))


def test_only_those_who_dispatch_write_on_a_case_that_nobody_answers_for(house):
    house.sign()
    case = house.open(accused=(COMMUNITY,))
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
