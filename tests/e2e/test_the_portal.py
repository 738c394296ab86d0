"""What residents do in their browsers, and what becomes of it, at a running agency."""

import html
import re

import pytest
import requests

from minqing_demo.stage import Matter
from tests.e2e.town import CATEGORY, PLACE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

KEY = re.compile(r'name="key" value="([^"]+)"')
NUMBERS = re.compile(r'class="number">([^<]+)<')
CODE = re.compile(r"\d{1,9}\.[0-9a-f]{32}")


class Browser:
    """Somebody at the portal, without any script."""

    def __init__(self, url):
        self.url = url
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "zh-CN"
        self.page = None

    def get(self, path):
        self.page = self.session.get(self.url + path, timeout=60)
        return self

    def send(self, path, **said):
        form = {"key": KEY.search(self.page.text).group(1), **said}
        self.page = self.session.post(self.url + path, data=form, timeout=60)
        return self

    def tell(self, text):
        self.get("/tell/1").send("/tell/1", text=text)
        self.send("/tell/2", where="home", place="金科苑9栋")
        return self.send("/tell/3", name="张三", telephone="13800001234")

    def says(self, words):
        return words in html.unescape(self.page.text)

    @property
    def numbers(self):
        return NUMBERS.findall(self.page.text)


@pytest.fixture
def browser(agency):
    return Browser(agency.url("portal"))


def accept(walker, receipt):
    path = f"/v1/petitions/{receipt}/accept"
    body = {"category": CATEGORY, "division_code": PLACE}
    walker.stage.ask("intake", "POST", path, by=walker.town.clerk, body=body)


def asked(walker, matter):
    """The notices sent by which the petitioner is asked about the answer."""
    told = ("resolved", "petitioner", "sent")
    return [
        each
        for each in walker.notices(matter)
        if (each["step"], each["audience"], each["status"]) == told
    ]


def test_a12_a_matter_told_at_the_portal_is_asked_about_worked_on_and_answered(
    walker, browser
):
    browser.tell("楼道灯不亮，老人夜间摔倒。")
    receipt, code = browser.numbers
    path = f"/v1/petitions/{receipt}/ask"
    body = {"missing": ["楼道照片"]}
    walker.stage.ask("intake", "POST", path, by=walker.town.clerk, body=body)
    assert browser.get(f"/track/{receipt}").says("楼道照片")
    browser.send(f"/track/{receipt}/supplement", text="照片交到窗口了")
    assert browser.says("收到您补充的内容")
    accept(walker, receipt)
    matter = Matter(petition_id="", receipt=receipt, code=code)
    walker.wait_for(matter, "assigned")
    assert browser.get(f"/track/{receipt}").says("按《信访工作条例》和本地规定推算")


def test_an_answer_is_rated_at_the_portal_and_closes_the_case(walker, browser):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.resolve(matter)
    walker.wait_for(matter, "resolved")
    walker.stage.wait(lambda: asked(walker, matter), "the question to be sent")
    [notice] = asked(walker, matter)
    token = CODE.search(walker.letter(notice)["body"]).group()
    page = browser.get("/track").send("/track", number=matter.receipt, code=matter.code)
    assert page.says("给您的答复")
    said = {"number": matter.receipt, "solved": "yes", "satisfied": "yes"}
    browser.get(f"/rate?number={matter.receipt}")

    def is_rated():
        return (
            browser.get("/rate").send("/rate", code=token, **said).says("收到您的评价")
        )

    walker.stage.wait(is_rated, "the portal to know the number")
    walker.wait_for(matter, "closed")


def test_a_matter_told_while_intake_is_down_reaches_it_later_and_once(
    walker, browser, agency
):
    agency.stop_part("intake")
    try:
        browser.tell("井盖不见了。")
        assert browser.says("已经替您存好")
        number, _ = browser.numbers
        assert number.startswith("ZC-")
    finally:
        agency.start_part("intake")

    def has_its_number():
        return browser.get("/receipt").says("我们收到了")

    walker.stage.wait(has_its_number, "the carrier")
    receipt, _ = browser.numbers
    assert browser.get(f"/track/{receipt}").says("井盖不见了")
    assert number not in agency.run_cli("portal", "kept")


def test_the_read_model_of_the_running_portal_is_what_its_journal_folds_to(agency):
    assert "folds to" in agency.run_cli("portal", "project", "check")
