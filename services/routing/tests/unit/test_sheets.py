"""Whom a case's sheet concerns, and what it says of the matter."""

import pytest

from routing.application.views import CaseSheet
from routing.domain.dossier import Severity
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_matter,
    an_assigned_case,
    the_units,
)

pytestmark = pytest.mark.unit


def a_sheet(**changes):
    case = an_assigned_case()
    said = {
        "petition_id": case.petition_id,
        "receipt": case.receipt,
        "state": case.state,
        "revision": case.revision,
        "organisation_id": COMMUNITY,
        "handler_id": None,
        "due_at": NOON,
        "escalation_level": 0,
        "category": "road",
        "division_code": a_matter().division_code,
        "accepted_at": NOON,
        "overdue": False,
        "named_organisation_id": None,
        "received_at": NOON,
        "opened_at": NOON,
        "reachable": True,
        "from_archive": False,
        "external_ref": None,
        "assignments": [{"until": None, "report_to": None}],
        "deadlines": [],
        "resolutions": [],
        "remarks": [],
        "dossier": {},
    }
    return CaseSheet(**said | changes)


def test_a_plain_case_concerns_its_unit_alone():
    sheet = a_sheet()
    assert sheet.concerned == {COMMUNITY}
    assert (sheet.matter, sheet.severity) == (a_matter(), Severity.ORDINARY)
    assert sheet.matter.accused == ()


def test_a_case_concerns_helpers_sponsor_and_who_is_owed_the_result():
    sheet = a_sheet(
        assignments=[
            {"until": "2026-11-01", "report_to": "gone"},
            {"until": None, "report_to": STREET},
        ],
        dossier={
            "co_tasks": [{"organisation_id": STATION}],
            "sponsor": {"organisation_id": DISTRICT},
            "severity": "major",
        },
        accused=["x-1"],
        first_receiver_id="first",
    )
    assert sheet.concerned == {COMMUNITY, STREET, STATION, DISTRICT, "first"}
    assert (sheet.severity, sheet.matter.accused) == (Severity.MAJOR, ("x-1",))


def test_all_units_are_known_by_name():
    assert the_units().every() == {DISTRICT, STREET, COMMUNITY, STATION}
