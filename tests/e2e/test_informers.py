"""劳动信息员: from a link on a telephone to the labour unit, and back (D-22)."""

import re
from uuid import uuid4

import pytest

from minqing_local.waiting import wait_until
from tests.e2e.test_staff_at_the_portal import Desk
from tests.e2e.town import COMMUNITY, PLACE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ADDRESS = re.compile(r'value="https?://[^/"]+(/m/[^"]+)"')
UNPAID = {
    "production_normal": "yes",
    "wages_paid": "no",
    "hazard": "no",
    "text": "两个月没发工资。",
}


@pytest.fixture
def firm(walker):
    enterprise = f"E2E{uuid4().hex[:8]}"
    clerk, intake = walker.town.clerk, walker.stage
    about = {"organisation_id": COMMUNITY, "division_code": PLACE}
    body = {"name": f"{enterprise}电子厂", **about}
    intake.ask("intake", "PUT", f"/v1/enterprises/{enterprise}", by=clerk, body=body)
    informer = {
        "organisation_id": COMMUNITY,
        "enterprises": [enterprise],
        "contact": {"name": "林一", "telephone": "13900007799"},
    }
    path = f"/v1/informers/{walker.town.handler.id}"
    intake.ask("intake", "PUT", path, by=clerk, body=informer)
    return enterprise


def test_d22_an_informers_link_alerts_the_labour_unit_and_a_correction_takes_it_back(
    walker, agency, firm
):
    town = walker.town
    add = ("account", "add", f"d22-{firm}", "--staff", town.clerk.id, "--lasting")
    password = agency.run_cli("portal", *add).split()[1]
    desk = Desk(agency.url("portal")).sign_in(f"d22-{firm}", password)
    told = {"person": town.handler.id, "telephone": "13900007799"}
    desk.get("/desk/links").send("/desk/links", kind="informer", **told)
    link = ADDRESS.search(desk.page.text)
    assert link, desk.page.text
    informer = Desk(agency.url("portal")).get(link.group(1))
    assert informer.says(f"{firm}电子厂")
    month = re.search(rf"enterprise={firm}&amp;month=([0-9-]+)", informer.page.text)
    about = {"enterprise": firm, "month": month.group(1)}
    form = f"/m/report?enterprise={firm}&month={month.group(1)}"
    informer.get(form).send("/m/report", **about, **UNPAID)
    assert informer.says("马上告诉了劳动部门")
    one = f"/desk/informers/{firm}/{month.group(1)}"
    receipt = re.search(r"/desk/cases/([A-Z]+-[0-9-]+)", desk.get(one).page.text)
    number = receipt.group(1)
    asked = {"limit": 200}

    def waiting():
        path = "/v1/petitions"
        found = walker.stage.ask("intake", "GET", path, by=town.clerk, query=asked)
        return {e["receipt"]: e["state"] for e in found["petitions"]}

    wait_until(lambda: number in waiting(), "the alert on the desk", timeout=60)
    reminders = {"month": month.group(1)}
    path = "/v1/informer-reports/reminders"
    behind = walker.stage.ask("intake", "POST", path, by=town.clerk, body=reminders)
    assert town.handler.id not in behind["unreachable"]
    well = {**UNPAID, "wages_paid": "yes", "text": "工资补发了。"}
    informer.get(form).send("/m/report", **about, **well)
    assert informer.says("已报送，谢谢")
    wait_until(
        lambda: waiting().get(number) in {None, "withdrawn"},
        "the corrected alert to end",
        timeout=60,
    )
