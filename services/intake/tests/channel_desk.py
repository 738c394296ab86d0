"""Intake in memory with a labour unit, and what is brought to its channels."""

from dataclasses import replace

import pytest

from intake.application.channel_commands import OpenGroup, RecordDevice
from intake.application.submitting import Submitter
from intake.domain.group import Headcount, Qualifier
from intake.domain.policy import IntakePolicy
from services.intake.tests.builders import (
    COMMUNITY,
    STORY,
    a_category,
    a_clerk,
    a_contact,
    a_street_with_two_communities,
    a_waiting_submission,
    the_operator,
)
from services.intake.tests.fakes import FakeIntake

LABOUR = "440307010900"
OVER_A_THOUSAND = Headcount(people=1_000, qualifier=Qualifier.OVER)


def intake_by(policy):
    """A street whose petitions of labour go to a unit of their own."""
    units = a_street_with_two_communities()
    units.append(replace(units[1], organisation_id=LABOUR, name="劳动监察队"))
    return FakeIntake([a_category(), a_category("labour")], units, policy)


@pytest.fixture
def intake():
    return intake_by(IntakePolicy(labour_unit=LABOUR))


def do(intake, command):
    return intake.bus.handle(command, STORY)


def submit(intake, *commands, gathering=None):
    submitter = Submitter(intake.bus, intake.reader)
    return submitter.submit(commands, STORY, gathering).submitted


def a_device(**changes):
    said = {
        "device_id": "yl-0017",
        "resident_id": "resident-17",
        "contact": a_contact(),
        "place": "布新社区3栋",
        "division_code": COMMUNITY,
        "organisation_id": COMMUNITY,
        "category": "street-lighting",
        "actor": the_operator(),
    }
    return RecordDevice(**{**said, **changes})


@pytest.fixture
def petition_id(intake):
    [answer] = submit(intake, a_waiting_submission(organisation_id=COMMUNITY))
    return answer.petition_id


def open_group(petition_id, title=" 集体企业离职人员 "):
    return OpenGroup(
        petition_id=petition_id, title=title, count=OVER_A_THOUSAND, actor=a_clerk()
    )
