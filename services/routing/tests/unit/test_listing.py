"""Whom a line of the worklist waits for, as its dossier tells."""

import pytest

from routing.adapters.listing import listed_case
from services.routing.tests.builders import NOON

pytestmark = pytest.mark.unit

ROW = {
    "petition_id": None,
    "receipt": "MQ-1",
    "state": "started",
    "revision": 3,
    "organisation_id": "c-1",
    "handler_id": None,
    "due_at": NOON,
    "escalation_level": 0,
    "category": "road",
    "division_code": "51",
    "accepted_at": NOON,
    "overdue": False,
    "redo": False,
    "last_step": "started",
    "last_at": NOON,
    "last_by": "handler:li.na",
}


def task(unit, **said):
    return {"organisation_id": unit, "answer": None, "waived": None} | said


@pytest.mark.parametrize(
    ("state", "dossier", "waits_on", "stands"),
    [
        ("started", None, None, None),
        ("started", {"co_tasks": [task("a", answer="好"), task("b")]}, "b", None),
        ("started", {"co_tasks": [task("a", waived="免")]}, None, None),
        ("return-pending", {"returns": [{"superior_id": "s-1"}]}, "s-1", None),
        ("return-pending", {}, None, None),
        ("arbitration", {"arbitration": {"arbiter_id": "d-1"}}, "d-1", None),
        ("arbitration", None, None, None),
        ("suspended", {"suspensions": [{"ground": "legacy"}]}, None, "legacy"),
        ("suspended", {}, None, None),
    ],
)
def test_a_line_names_who_decides_or_still_owes_its_part(
    state, dossier, waits_on, stands
):
    found = listed_case(ROW | {"state": state, "dossier": dossier})
    assert (found.waits_on, found.stands) == (waits_on, stands)
