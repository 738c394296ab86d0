"""What no door opens: accusations to the accused, another place's devices."""

from dataclasses import replace

import pytest

from intake.application.channel_commands import AdmitMember
from intake.application.door_commands import WatchWaiting
from intake.application.informer_lists import RecordEnterprise
from intake.application.submitting import Submitter
from intake.domain.accused import is_hidden_from
from intake.domain.contact import Contact
from intake.domain.errors import OutsideScope, UnknownGroup, UnknownPetition
from intake.domain.events import AcceptanceMissed
from intake.domain.nature import Kind, Nature
from intake.domain.organisation import OrganisationTree
from minqing_kernel.messages import Actor, Role
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_category,
    a_clerk,
    a_street_with_two_communities,
    a_waiting_submission,
    an_organisation,
)
from services.intake.tests.channel_desk import a_device, do, open_group
from services.intake.tests.fakes import FakeIntake
from services.intake.tests.informer_desk import FACTORY
from services.intake.tests.unit.test_work_at_the_door import ACTS, act

pytestmark = pytest.mark.unit

DISTRICT = "district"


@pytest.fixture
def intake():
    units = [
        an_organisation(DISTRICT, None, kind="district"),
        an_organisation(STREET, DISTRICT, kind="street"),
        *a_street_with_two_communities()[1:],
    ]
    return FakeIntake([a_category(), a_category("roads")], units)


def accuse(intake, accused, organisation_id=None):
    command = a_waiting_submission(
        organisation_id=organisation_id,
        nature=Nature(kind=Kind.ACCUSATION, accused=frozenset({accused})),
    )
    answers = Submitter(intake.bus, intake.reader).submit([command], STORY)
    [answer] = answers.submitted
    return answer.petition_id


@pytest.mark.parametrize("accused", [COMMUNITY, STREET])
@pytest.mark.parametrize("organisation_id", [None, COMMUNITY])
@pytest.mark.parametrize("kind, said", ACTS)
def test_art30_nobody_of_the_accused_touches_an_accusation(
    intake, accused, organisation_id, kind, said
):
    petition_id = accuse(intake, accused, organisation_id)
    with pytest.raises(UnknownPetition):
        act(intake, kind, petition_id, a_clerk(COMMUNITY), **said)


def test_art30_a_group_of_accusers_is_closed_to_the_accused(intake):
    petition_id = accuse(intake, COMMUNITY)
    opened = replace(open_group(petition_id), actor=a_clerk(STREET))
    group_id = do(intake, opened)
    member = AdmitMember(
        group_id=group_id,
        contact=Contact(),
        batch=None,
        representative=False,
        actor=a_clerk(COMMUNITY),
    )
    with pytest.raises(UnknownGroup):
        do(intake, member)
    assert do(intake, replace(member, actor=a_clerk(OTHER_COMMUNITY)))


def test_art30_what_is_late_is_not_told_to_the_accused_above(intake):
    petition_id = accuse(intake, STREET, COMMUNITY)
    intake.clock.advance(20 * DAY)
    do(intake, WatchWaiting(petition_ids=(petition_id,)))
    [missed] = [one for one in intake.store.facts if type(one) is AcceptanceMissed]
    assert missed.superior_id == DISTRICT


def test_art30_whom_an_accusation_is_hidden_from():
    tree = OrganisationTree(a_street_with_two_communities())
    nobody = Actor(id="x", role=Role.OPS)
    assert is_hidden_from(a_clerk(COMMUNITY), frozenset({STREET}), tree)
    assert is_hidden_from(a_clerk(COMMUNITY), frozenset({COMMUNITY}), tree)
    assert not is_hidden_from(a_clerk(STREET), frozenset({COMMUNITY}), tree)
    assert not is_hidden_from(nobody, frozenset({COMMUNITY}), tree)


def test_d20_d22_nobody_takes_over_another_places_device_or_enterprise(intake):
    do(intake, a_device())
    do(intake, RecordEnterprise(enterprise=FACTORY, actor=a_clerk(STREET)))
    other, theirs = a_clerk(OTHER_COMMUNITY), {"organisation_id": OTHER_COMMUNITY}
    for command in (
        a_device(**theirs, actor=other),
        RecordEnterprise(enterprise=replace(FACTORY, **theirs), actor=other),
    ):
        with pytest.raises(OutsideScope):
            do(intake, command)
    assert intake.store.channels.devices["yl-0017"].organisation_id == COMMUNITY
    do(intake, a_device(**theirs, actor=a_clerk(STREET)))
