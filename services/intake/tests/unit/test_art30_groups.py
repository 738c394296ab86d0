"""条例第30条: what an accusation heads is not there for the accused."""

import pytest

from intake.application.channel_commands import AddBatch, OpenGroup
from intake.application.submitting import Submitter
from intake.domain.errors import UnknownGroup, UnknownPetition
from intake.domain.group import Headcount, Qualifier
from intake.domain.nature import Kind, Nature
from services.intake.tests.builders import (
    COMMUNITY,
    STORY,
    STREET,
    a_category,
    a_clerk,
    a_street_with_two_communities,
    a_supervisor,
    a_waiting_submission,
)
from services.intake.tests.fakes import FakeIntake

pytestmark = pytest.mark.unit

MANY = {"title": "离职人员", "count": Headcount(people=30, qualifier=Qualifier.OVER)}


@pytest.fixture
def intake():
    return FakeIntake([a_category()], a_street_with_two_communities())


@pytest.fixture
def accusation(intake):
    nature = Nature(kind=Kind.ACCUSATION, accused=frozenset({COMMUNITY}))
    command = a_waiting_submission(organisation_id=COMMUNITY, nature=nature)
    [submitted] = (
        Submitter(intake.bus, intake.reader).submit([command], STORY).submitted
    )
    return submitted


def test_art30_the_accused_can_neither_open_nor_lead_its_group(intake, accusation):
    opening = {"petition_id": accusation.petition_id, **MANY}
    with pytest.raises(UnknownPetition):
        intake.bus.handle(OpenGroup(actor=a_clerk(COMMUNITY), **opening), STORY)
    by = a_supervisor(STREET)
    group_id = intake.bus.handle(OpenGroup(actor=by, **opening), STORY)
    told = {"group_id": group_id, **MANY}
    with pytest.raises(UnknownGroup):
        intake.bus.handle(AddBatch(actor=a_clerk(COMMUNITY), **told), STORY)
    assert intake.bus.handle(AddBatch(actor=by, **told), STORY) == 1


def test_art30_a_petition_shows_whom_it_accuses(intake, accusation):
    assert intake.reader.petition(accusation.receipt).accused == (COMMUNITY,)
