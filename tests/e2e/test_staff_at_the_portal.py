"""Staff at the portal of a running agency: everything in their own name."""

import html
import re
from unittest.mock import MagicMock
from uuid import uuid4

import pytest
import requests

from minqing_local.waiting import wait_until
from portal.entrypoints.web.table import pages_of
from tests.e2e.town import COMMUNITY, PLACE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FIELD = re.compile(r'name="(key|nonce|revision)" value="([^"]+)"')


class Desk:
    """Somebody of the staff at the portal, without any script."""

    def __init__(self, url):
        self.url = url
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "zh-CN"
        self.page = None

    def get(self, path):
        self.page = self.session.get(self.url + path, timeout=60)
        return self

    def send(self, path, **said):
        form = dict(FIELD.findall(self.page.text)) | said
        self.page = self.session.post(self.url + path, data=form, timeout=60)
        return self

    def sign_in(self, account, password):
        return self.get("/sign-in").send("/sign-in", account=account, password=password)

    def says(self, words):
        return words in html.unescape(self.page.text)


@pytest.fixture(scope="module")
def passwords(agency, town):
    people = {
        "handler": town.handler,
        "supervisor": town.supervisor,
        "clerk": town.clerk,
        "ops": town.ops,
    }
    made = {}
    for name, person in people.items():
        add = ("account", "add", person.id, "--staff", person.id, "--lasting")
        made[name] = (person.id, agency.run_cli("portal", *add).split()[1])
    return made


def test_a_handler_signs_in_and_answers_in_their_own_name(walker, agency, passwords):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    case = f"/desk/cases/{matter.receipt}"
    desk = Desk(agency.url("portal"))
    assert desk.get(case).says("工作人员登录")
    desk.sign_in(*passwords["handler"])
    assert desk.page.status_code == 200, desk.page.text
    assert desk.get("/desk").says("待办")
    assert desk.send("/desk/found", text=matter.receipt).says(matter.receipt)
    desk.get(case).send(f"{case}/sign")
    assert desk.says("已签收")
    stale = dict(FIELD.findall(desk.page.text))
    desk.send(f"{case}/remark", note="物业欠费，下月再催")
    assert desk.says("物业欠费")
    said = {"outcome": "resolved", "reply": "灯已换好。", "note": "备件已领"}
    moved = desk.send(f"{case}/answer", revision=stale["revision"], **said)
    assert moved.page.status_code == 409, moved.page.text
    assert moved.says("有人先改了这件事")
    desk.send(f"{case}/answer", **said)
    assert desk.says("答复已提交")
    walker.wait_for(matter, "resolved")
    sheet = walker.case(matter).body
    assert [each["resolved_by"] for each in sheet["resolutions"]] == ["e2e-handler"]
    notes = [each["text"] for each in sheet["remarks"]]
    assert notes == ["物业欠费，下月再催", "备件已领"]
    told = requests.get(
        f"{agency.url('intake')}/v1/petitions/{matter.receipt}",
        params={"code": matter.code},
        timeout=60,
    )
    assert "灯已换好" in told.text
    assert "备件" not in told.text


def test_a_look_at_the_contact_is_written_down_at_intake(walker, agency, passwords):
    matter = walker.submit(contact={"name": "张三丰", "telephone": "13800001234"})
    walker.wait_for(matter, "assigned")
    case = f"/desk/cases/{matter.receipt}"
    desk = Desk(agency.url("portal")).sign_in(*passwords["handler"])
    assert not desk.get(case).says("13800001234")
    desk.send(f"{case}/petitioner", purpose="case-handling")
    assert desk.says("13800001234")
    assert not desk.get(case).says("13800001234")


PAGES = (
    *("/desk/callback", "/desk/callback?of=closed", "/desk/visits"),
    *("/desk/obligations", "/desk/obligations/unit", "/desk/decisions"),
    *("/desk/publish", "/desk/import", "/desk/policies", "/watch/trends"),
    *("/watch/trends?by=category", "/watch/reports", "/watch/rows?measure=cases"),
    *("/desk/reception", "/watch/decide", "/watch/sampling"),
)
"""Pages that show the owners' own lists: read as the owners really tell them."""


def test_every_owner_is_understood_by_the_pages_that_show_its_lists(agency, passwords):
    desk = Desk(agency.url("portal")).sign_in(*passwords["supervisor"])
    for path in PAGES:
        assert desk.get(path).page.status_code == 200, (path, desk.page.text)
    assert desk.says("名次") or desk.get("/watch/trends").says("逐项")
    for form, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        found = desk.get(f"/watch/reports/weekly/{form}").page
        assert found.content.startswith(begins), form


def test_a_first_contact_is_noted_and_a_second_call_joined(walker, agency, passwords):
    said = "九栋二单元的楼道灯坏了三天，老人上下楼不方便，请快些派人来修一下。"
    matter = walker.submit(text=said)
    walker.wait_for(matter, "assigned")
    case = f"/desk/cases/{matter.receipt}"
    desk = Desk(agency.url("portal")).sign_in(*passwords["handler"])
    desk.get(case).send(f"{case}/contact", outcome="reached", note="今晚来修")
    assert desk.says("这次联系已记下"), desk.page.text
    sheet = walker.case(matter).body
    assert "contact" not in sheet["may"] or not sheet["deadlines"]
    assert sheet["remarks"][0]["text"].startswith("首次联系：已联系上。")

    def is_found():
        desk.get("/desk/intake/call").send("/desk/intake/call", text=said, look="1")
        return desk.says(matter.receipt)

    wait_until(is_found, "the signs by which the matter is found", 30)


def test_a_visit_of_a_home_leads_to_a_petition_that_its_page_shows(
    walker, agency, passwords
):
    home, body = uuid4(), {"organisation_id": COMMUNITY, "address": "金科苑9栋2-4"}
    walker.stage.ask("registry", "PUT", f"/v1/households/{home}", body=body)
    desk = Desk(agency.url("portal")).sign_in(*passwords["handler"])
    assert desk.get(f"/desk/households/{home}").says("登记走访"), desk.page.text
    desk.get(f"/desk/visits/new/{home}")
    now = re.search(r'name="held_at"[^>]+value="([^"]+)"', desk.page.text).group(1)
    found = {"text-1": "楼道堆物，老人绊倒过", "outcome-1": "settled", "how-1": "清了"}
    told = {"kind": "home", "held_at": now, "diary": "一切都好"}
    desk.send(f"/desk/visits/new/{home}", **told, **found)
    assert desk.says("走访已登记"), desk.page.text
    assert desk.says("现场办结")
    assert desk.get(f"/desk/households/{home}").says("入户走访")
    assert desk.get(f"/desk/households/{home}/sheet").page.content[:4] == b"%PDF"


WHOLE = {
    "name": "欧阳梨花",
    "telephone": "13912345678",
    "identity_number": "000000195003070016",
}
PLACE_OF_A_PART = re.compile(r"<(?:uuid:|int:)?([a-z_]+)>")
FILES = {"house-sheet", "report-file", "template", "import-faults", "notice-file"}
HREF = re.compile(r'href="(/(?:desk|watch|lead|ops|admin)[^"#]*)')


def table():
    """Return the pages that may be read and their addresses, plain ones first."""
    rows = [
        (page, re.compile(PLACE_OF_A_PART.sub("[^/]+", page.path) + r"(\?.*)?\Z"))
        for page in pages_of(MagicMock())
        if not page.writes and page.roles is not None and page.name not in FILES
    ]
    return sorted(rows, key=lambda row: row[0].path.count("<"))


def read_all(desk, role, parts):
    """Read every page that a role may: whose parts are known, and where links lead.

    Yields the name of each page, its address, and whether it was shown; one of each row
    of the table, since another case shows no other fields.
    """
    rows = table()
    seen, done, waiting = set(), set(), []
    for page, _ in rows:
        if role in page.roles and set(PLACE_OF_A_PART.findall(page.path)) <= set(parts):
            waiting.append(PLACE_OF_A_PART.sub(lambda at: parts[at[1]], page.path))
    while waiting:
        path = waiting.pop(0)
        name = next((page.name for page, like in rows if like.match(path)), None)
        if path in seen or name is None or name in done:
            continue
        seen.add(path)
        shown = desk.get(path).page.status_code == 200
        done |= {name} if shown else set()
        yield name, path, shown
        waiting += [html.unescape(each) for each in HREF.findall(desk.page.text)]


def test_no_page_shows_anybody_whole_in_whichever_role_it_is_read(
    walker, agency, passwords
):
    """Masked by default: who needs more gives a reason, and it is written down."""
    contact = {name: WHOLE[name] for name in ("name", "telephone")}
    matter = walker.submit(contact=contact)
    walker.wait_for(matter, "assigned")
    home, person = str(uuid4()), str(uuid4())
    place = {"organisation_id": COMMUNITY, "address": "梨花巷7号3栋2单元5号"}
    ask = walker.stage.ask
    ask("registry", "PUT", f"/v1/households/{home}", body=place)
    body = {"organisation_id": COMMUNITY, "household_id": home, **WHOLE}
    ask("registry", "PUT", f"/v1/residents/{person}", body=body)
    clerk = Desk(agency.url("portal")).sign_in(*passwords["clerk"])
    clerk.get("/desk/arrivals").send("/desk/arrivals", people="1", **contact)
    arrival = clerk.page.url.partition("?")[0].rpartition("/")[2]
    handler = Desk(agency.url("portal")).sign_in(*passwords["handler"])
    handler.get(f"/desk/visits/new/{home}")
    now = re.search(r'name="held_at"[^>]+value="([^"]+)"', handler.page.text).group(1)
    told = {"kind": "home", "held_at": now, "diary": f"{WHOLE['name']}一切都好"}
    visit = handler.send(f"/desk/visits/new/{home}", **told).page.url
    parts = {"number": matter.receipt, "household": home, "arrival": arrival}
    parts["visit"] = visit.partition("?")[0].rpartition("/")[2]
    everywhere = set()
    for role, account in passwords.items():
        desk = Desk(agency.url("portal")).sign_in(*account)
        read = {}
        for name, path, shown in read_all(desk, role, parts):
            read[path] = shown
            everywhere |= {name} if shown else set()
            assert [each for each in WHOLE.values() if desk.says(each)] == [], path
        assert len([path for path in read if read[path]]) > 12, read
        if role == "ops":
            continue
        assert read[f"/desk/cases/{matter.receipt}"]
        assert read[f"/desk/households/{home}"]
        desk.get("/desk/households").send("/desk/households", text="ouyanglihua")
        assert desk.says(f"/desk/households/{home}"), desk.page.text
        assert [each for each in WHOLE.values() if desk.says(each)] == [], role
    assert everywhere >= {"arrival", "visit", "person", "unit", "text", "category"}


def test_a_supervisor_begins_at_the_board_and_who_is_locked_is_out(agency, passwords):
    desk = Desk(agency.url("portal")).sign_in(*passwords["supervisor"])
    assert desk.says("督办看板")
    assert desk.says("按期办结率")
    agency.run_cli("portal", "account", "lock", passwords["supervisor"][0])
    assert desk.get("/watch").says("工作人员登录")
    assert desk.sign_in(*passwords["supervisor"]).page.status_code == 422


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
    walker, agency, passwords, firm
):
    town = walker.town
    desk = Desk(agency.url("portal")).sign_in(*passwords["clerk"])
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
