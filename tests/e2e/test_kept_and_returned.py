"""Who must not learn of a matter, and to whom it comes back: on the running agency."""

import pytest

from minqing_demo.cast import clerk, handler
from tests.e2e.errands import at_work, refused_on_case, sheet
from tests.e2e.town import CATEGORY, COMMUNITY, SECTION, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

STREET_CLERK = clerk("e2e-street-clerk", STREET)
STREET_HANDLER = handler("e2e-street-handler", STREET)


def accept(walker, matter, by, **known):
    path = f"/v1/petitions/{matter.receipt}/accept"
    body = {"category": CATEGORY} | known
    walker.stage.ask("intake", "POST", path, by=by, body=body)


def listed(walker, service, path, by):
    """Return the receipts that somebody finds on their list."""
    found = walker.stage.ask(service, "GET", path, by=by, query={"limit": 200})
    [rows] = [each for each in found.values() if isinstance(each, list)]
    return [each["receipt"] for each in rows]


def test_art30_an_accusation_never_comes_to_the_accused(walker):
    town = walker.town
    matter = walker.submit(category=None, organisation_id=STREET)
    nature = {"kind": "accusation", "accused": [COMMUNITY]}
    accept(walker, matter, STREET_CLERK, nature=nature)
    walker.wait_for(matter, "assigned")
    assert sheet(walker, matter)["organisation_id"] == STREET
    given = {"organisation_id": COMMUNITY, "handler_id": town.handler.id}
    no = refused_on_case(walker, matter, "assign", STREET_CLERK, **given)
    assert no == (409, "accused-unit")
    asked = {"organisation_id": COMMUNITY, "asks": "说明情况"}
    shared = refused_on_case(walker, matter, "co-tasks", STREET_HANDLER, **asked)
    assert shared == (409, "accused-unit")
    case = f"/v1/cases/{matter.petition_id}"
    assert walker.stage.send("routing", "GET", case, by=town.handler).status == 404
    cases = listed(walker, "routing", "/v1/cases", town.handler)
    assert matter.receipt not in cases
    petitions = listed(walker, "intake", "/v1/petitions", town.clerk)
    assert matter.receipt not in petitions
    assert matter.receipt in listed(walker, "routing", "/v1/cases", STREET_HANDLER)
    told = {each["organisation_id"] for each in walker.notices(matter)}
    assert COMMUNITY not in told


def test_d09_who_comes_again_is_heard_by_whom_they_came_to_first(walker):
    first = walker.submit(category=None, organisation_id=SECTION)
    accept(walker, first, STREET_CLERK)
    walker.wait_for(first, "assigned")
    again = at_work(walker)
    assert sheet(walker, again)["organisation_id"] == COMMUNITY
    path = f"/v1/petitions/{again.receipt}/repeat"
    noted = walker.stage.ask(
        "intake", "POST", path, by=STREET_CLERK, body={"first": first.receipt}
    )
    assert noted["visit"] == 2
    walker.stage.wait(
        lambda: sheet(walker, again)["organisation_id"] == SECTION,
        "the second visit to come to the first receiver",
    )
    latest = sheet(walker, again)["assignments"][-1]
    assert "首访督办" in latest["why"]
