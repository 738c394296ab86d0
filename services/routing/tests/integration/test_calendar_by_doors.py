"""The calendar by routing's door: as it holds, a year tried out, the file to place."""

import pytest

from minqing_kernel.messages import Role
from services.routing.tests.integration.test_doors import (  # noqa: F401
    call,
    environ,
    keys,
    open_case,
    parts,
    rules,
    run,
)

pytestmark = pytest.mark.integration
PREVIEW = "/v1/calendar/preview"
YEAR = {
    "year": 2027,
    "days_off": [{"first": "2027-01-01", "last": "2027-01-03", "name": "元旦"}],
    "working_days": [{"first": "2027-01-09", "last": "2027-01-09", "name": "补班"}],
    "note": "起草：陈主任",
}
GUESSED = """
update deadlines set provisional = true, met_at = null, replaced_at = null,
    counted = '{"start": "2026-12-28T04:00:00+00:00",
        "span": {"amount": 10, "unit": "working-days", "rolls": false},
        "to": "2027-01-11T15:59:59+00:00", "by": "guess"}'
returning 1
"""


def ask(call, method="GET", path="/v1/calendar", body=None, role=Role.OPS):  # noqa: F811
    return call(method, path, role, json=body)


def test_a_year_as_it_holds_says_what_differs_from_the_week(call):  # noqa: F811
    told = ask(call, path="/v1/calendar?year=2026").json
    days = {each["day"]: each["works"] for each in told["days"]}
    assert told["official"]
    assert days["2026-10-01"] is False
    assert days["2026-10-10"] is True
    assert ask(call).status_code == 200
    assert ask(call, path="/v1/calendar?year=2027").json["official"] is False
    assert ask(call, role=Role.CLERK).status_code == 403


@pytest.mark.usefixtures("rules")
def test_a_year_is_tried_out_and_nothing_is_changed(call, parts):  # noqa: F811
    open_case(parts)
    moved = parts.database.rows(GUESSED)
    told = ask(call, "POST", PREVIEW, YEAR)
    assert told.status_code == 200, told.text
    assert told.json["official"]
    assert told.json["provisional"] == told.json["settled"] == len(moved)
    assert "official_years:" in told.json["text"]
    assert any("2027-01-09" in each for each in told.json["added"])
    assert ask(call, path="/v1/calendar?year=2027").json["official"] is False


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"working_days": YEAR["days_off"]}, 422),
        ({"year": 2028}, 422),
        ({"days_off": []}, 422),
    ],
)
def test_what_is_no_calendar_is_refused(call, change, status):  # noqa: F811
    assert ask(call, "POST", PREVIEW, YEAR | change).status_code == status
