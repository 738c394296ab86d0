"""A day in the field without a signal, in a real browser, portal and registry (C-26).

Ten visits and twenty photographs by two devices of one person; the network is cut
before a request, after it and in the midst of photographs, and everything is sent twice.
"""

import io
import json
import re
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import expect

from minqing_demo.cast import Person
from minqing_kernel.messages import Role
from services.portal.tests.browsing import WIDTHS, Reader, a_browser
from tests.e2e.town import COMMUNITY

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WORKER = Person(id="e2e-field", role=Role.HANDLER, organisation=COMMUNITY)
COLLEAGUE = Person(id="e2e-field-2", role=Role.HANDLER, organisation=COMMUNITY)
HOMES = 10
SYNC, PHOTOS = re.compile("/field/sync$"), re.compile("/field/photos/")
READY, GONE = "名单已备好", "没有待上传的"
LOOKS = ({"lang": "zh-TW"}, {"lang": "en"}, {"theme": "dark"}, {"theme": "hc"})


def a_photograph(number):
    paper, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "of a telephone"
    colour = (number * 11 % 256, 90, 160)
    Image.new("RGB", (1800, 900), colour).save(paper, "JPEG", exif=exif.tobytes())
    name = f"IMG_张三_{number}.jpg"
    return {"name": name, "mimeType": "image/jpeg", "buffer": paper.getvalue()}


class Device(Reader):
    """A telephone or a tablet in the field."""

    def sign_in(self, person, password, back="/field"):
        page = self.go(f"/sign-in?back={back}").page
        page.get_by_label("账号").fill(person.id)
        page.get_by_label("密码").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/sign-in" not in address)
        return self

    def ready(self):
        """Wait until the page would stay, and turn the signal off."""
        expect(self.page.locator("#state")).to_contain_text(READY)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        self.page.wait_for_function("navigator.serviceWorker.controller")
        return self.signal(on=False)

    def signal(self, *, on):
        self.context.set_offline(not on)
        return self

    def write(self, home, *photos, finding=""):
        """Write a visit down, as one does at a door."""
        page = self.page
        row = page.locator(".field-row", has_text=home)
        row.get_by_role("button", name="开始走访").click()
        page.get_by_label("民情日记").fill(f"{home}，都好")
        if finding:
            page.get_by_label("是什么困难").first.fill(finding)
            page.get_by_label("现场办结").first.check()
            page.get_by_label("怎么办结的").first.fill("当场修好")
        page.get_by_label("家庭情况没有变化").check()
        page.get_by_label("添加照片").set_input_files(list(photos))
        expect(page.locator(".field-photos img")).to_have_count(len(photos))
        page.get_by_role("button", name="保存到手机").click()
        expect(page.locator("#told")).to_contain_text("已存在手机里")

    def send(self, ended):
        self.page.locator("[data-is=send]").click()
        expect(self.page.locator("#state")).to_contain_text(ended)

    def cut(self, what, *, after):
        """Break off each such request: before it leaves, or before its answer."""

        def broken(route):
            if after:
                route.fetch()
            route.abort()

        self.page.route(what, broken)

    def whole(self):
        self.page.unroute_all()
        self.complaints.clear()


@pytest.fixture(scope="module")
def ground(stage, town, agency):
    """Ten homes in the charge of somebody, and who may sign in."""

    def ask(method, path, by=None, body=None, **query):
        who = {"by": by} if by else {}
        return stage.ask("registry", method, path, body=body, query=query, **who)

    words = {}
    for person in (WORKER, COLLEAGUE):
        body = {"name": "罗网格", "organisation_id": COMMUNITY, "roles": ["handler"]}
        ask("PUT", f"/v1/staff/{person.id}", body=body)
        add = ("account", "add", person.id, "--staff", person.id, "--lasting")
        words[person.id] = agency.run_cli("portal", *add).split()[1]
    homes = [str(uuid4()) for _ in range(HOMES)]
    for at, home in enumerate(homes):
        body = {"organisation_id": COMMUNITY, "address": f"槐树街8号{at + 1:02}室"}
        ask("PUT", f"/v1/households/{home}", body=body)
        duty = {"staff_id": WORKER.id, "duty": "social-worker", "since": "2026-01-01"}
        duty |= {"scope_kind": "household", "scope_id": home}
        ask("PUT", f"/v1/duties/{uuid4()}", body=duty)
    resident = {"organisation_id": COMMUNITY, "household_id": homes[0], "name": "冯大山"}
    ask("PUT", f"/v1/residents/{uuid4()}", body=resident)
    return ask, words


@pytest.fixture(scope="module")
def chromium():
    with a_browser() as browser:
        yield browser


@pytest.fixture
def device(chromium, agency):
    used = []

    def one(**context):
        used.append(Device(chromium, agency.url("portal"), **context))
        return used[-1]

    yield one
    for each in used:
        each.close()


def test_c26_ten_visits_and_twenty_photographs_are_each_once_in_registry(
    device, ground
):
    ask, words = ground
    first = device().sign_in(WORKER, words[WORKER.id]).ready()
    first.page.reload()
    expect(first.page.get_by_role("button", name="开始走访")).to_have_count(HOMES)
    assert "冯大山" not in first.page.content()
    for at in range(8):
        photos = (a_photograph(2 * at), a_photograph(2 * at + 1))
        said = "楼道灯坏了" if at == 0 else ""
        first.write(f"槐树街8号{at + 1:02}室", *photos, finding=said)
    first.page.reload()
    expect(first.page.locator("#state")).to_contain_text("待上传 8 件，照片 16 张")
    sent = []
    first.page.on("request", lambda each: sent.append(each) if SYNC.search(each.url) else 0)
    first.cut(SYNC, after=False)
    first.signal(on=True).send("连不上")
    first.whole()
    first.cut(SYNC, after=True)
    first.send("连不上")
    expect(first.page.locator("#state")).to_contain_text("待上传 8 件")
    first.whole()
    first.cut(PHOTOS, after=True)
    first.send("连不上")
    first.whole()
    second = device().sign_in(WORKER, words[WORKER.id]).ready()
    for at in (8, 9):
        photos = (a_photograph(2 * at), a_photograph(2 * at + 1))
        second.write(f"槐树街8号{at + 1:02}室", *photos)
    second.signal(on=True).send(GONE)
    first.send(GONE)
    for _ in range(2):
        assert replayed(first.page, sent[0]) == {"known"}
    mine = ask("GET", "/v1/my-visits", WORKER)["items"]
    assert len(mine) == HOMES
    homes = {each["subjects"][0]["id"] for each in mine}
    assert len(homes) == HOMES
    assert all(each["closed_at"] for each in mine)
    photos = []
    for each in mine:
        seen = ask("GET", f"/v1/visits/{each['visit_id']}/full", WORKER, purpose="visit")
        assert seen["before"] == []
        photos += [(each["visit_id"], photo) for photo in seen["visit"]["photos"]]
    assert len(photos) == 2 * HOMES
    assert "张三" not in json.dumps(photos, ensure_ascii=False)
    print(len(sent), homes)


def replayed(page, request):
    """Send what was sent before once more; return what became of its records."""
    told = page.evaluate(
        """async ([body]) => {
          const me = await (await fetch('/field/who')).json()
          const answer = await fetch('/field/sync', {method: 'POST', body,
            headers: {'Content-Type': 'application/json', 'X-Form-Key': me.key}})
          return answer.json()
        }""",
        [request.post_data],
    )
    return {each["status"] for each in told["items"]}
