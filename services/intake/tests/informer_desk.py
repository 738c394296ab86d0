"""Enterprises whose informers report each month (D-22), and one report."""

import pytest

from intake.application.informer_lists import RecordEnterprise
from intake.application.informing import TakeReport
from intake.domain.informing import Enterprise, InformerReport
from intake.domain.policy import IntakePolicy
from services.intake.tests.builders import COMMUNITY, NOON, a_clerk, a_supervisor
from services.intake.tests.channel_desk import LABOUR, do, intake_by

INFORMER = "informer-1"

FACTORY = Enterprise(
    enterprise_id="91440300X",
    name="某某电子厂",
    organisation_id=COMMUNITY,
    division_code=COMMUNITY,
)


def a_report(**changes):
    said = {
        "enterprise_id": FACTORY.enterprise_id,
        "month": "2026-10",
        "production_normal": True,
        "wages_paid": True,
        "hazard": False,
        "text": "",
        "reported_at": NOON,
        "reported_by": "informer-1",
    }
    return InformerReport(**{**said, **changes})


@pytest.fixture
def informed():
    intake = intake_by(IntakePolicy(labour_unit=LABOUR, informer_closing_day=25))
    do(intake, RecordEnterprise(enterprise=FACTORY, actor=a_supervisor()))
    return intake


def report(intake, actor=None, seen=None, **changes):
    told = a_report(**changes)
    return do(intake, TakeReport(report=told, actor=actor or a_clerk(), seen=seen))
