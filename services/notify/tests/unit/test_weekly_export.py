"""The weekly list as a table: nothing in it is ever calculated (B-27)."""

import pytest

from notify.application.follow_ups.views import WeeklyRow
from notify.entrypoints.follow_ups.export import weekly_csv
from services.notify.tests.builders import COMMUNITY, NOON, PETITION

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
)
def test_b27_what_a_spreadsheet_would_calculate_is_text(first):
    row = WeeklyRow(
        petition_id=PETITION,
        case_revision=4,
        receipt="DEMO-2603-0003474",
        organisation_id=COMMUNITY,
        closed_at=NOON,
        outcome="resolved",
        answered=None,
        reopened=False,
        state="done",
        attempts=1,
        handling=f"{first}HYPERLINK(1)",
        basis="",
        solved=None,
        satisfied=None,
        reason="",
    )
    assert f"'{first}HYPERLINK" in weekly_csv([row]).decode()
