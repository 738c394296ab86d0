"""A day in the field without a signal, in a real browser, portal and registry (C-26).

Ten visits and twenty photographs by two devices of one person; the network is cut
before a request, after it and amid photographs, and everything is sent twice.
"""

import io
import json
import re
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import expect

from minqing_chassis.database import Database
from minqing_demo.cast import Person
from minqing_kernel.messages import Role
from services.portal.tests.browsing import WIDTHS, Reader, a_browser
from tests.e2e.town import COMMUNITY

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

RUN = uuid4().hex[:6]
WORKER = Person(id=f"e2e-field-{RUN}", role=Role.HANDLER, organisation=COMMUNITY)
COLLEAGUE = Person(id=f"e2e-other-{RUN}", role=Role.HANDLER, organisation=COMMUNITY)
HOMES = 10
SYNC, PHOTOS = re.compile("/field/sync$"), re.compile("/field/photos/")
SENT, NOTHING = re.compile("/field/(sync$|photos/)"), re.compile("(?!)")
NO_SIGNAL = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_NETWORK_CHANGED")
READY, GONE = "名单已备好", "没有待上传的"
LOOKS = ({"lang": "zh-TW"}, {"lang": "en"}, {"theme": "dark"}, {"theme": "hc"})


def a_photograph(number):
    paper, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "of a telephone"
    colour = (number * 11 % 256, 90, 160)
    size = (1800, 900) if number == 0 else (160, 120)
    Image.new("RGB", size, colour).save(paper, "JPEG", exif=exif.tobytes())
    name = f"IMG_张三_{number}.jpg"
    return {"name": name, "mimeType": "image/jpeg", "buffer": paper.getvalue()}


class Device(Reader):
    """A telephone or a tablet in the field."""

    broken, reached = None, False

    def sign_in(self, person, password, back="/field"):
        page = self.go(f"/sign-in?back={back}").page
        page.get_by_label("账号").fill(person.id)
        page.get_by_label("密码").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/sign-in" not in address)
        return self

    def _hear(self, message):
        """A browser complains that there is no signal: that is what is tried here."""
        if not any(each in message.text for each in NO_SIGNAL):
            super()._hear(message)

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
            page.get_by_label("什么困难").first.fill(finding)
            page.get_by_label("现场办结").first.check()
            page.get_by_label("现场怎么办结的").first.fill("当场修好")
        page.get_by_label("家庭情况没有变化").check()
        page.get_by_label("添加照片").set_input_files(list(photos))
        expect(page.locator(".field-photos img")).to_have_count(len(photos))
        page.get_by_role("button", name="保存到手机").click()
        expect(page.locator("#told")).to_contain_text("已存在手机里")

    def send(self, ended):
        self.page.locator("[data-is=send]").click()
        expect(self.page.locator("#state")).to_contain_text(ended)

    def cut(self, what, *, after):
        """Break off each such request: before it leaves, or once before its answer.

        The device tries again by itself: what was broken before is mended only now.
        """
        if self.broken is None:
            self.page.route(SENT, self._meet)
        self.broken, self.reached = what, not after
        with self.page.expect_event("requestfailed", lambda at: what.search(at.url)):
            self.signal(on=True).send("连不上")

    def whole(self):
        self.broken = NOTHING

    def _meet(self, route):
        if not self.broken.search(route.request.url):
            route.continue_()
            return
        if not self.reached:
            self.reached = True
            route.fetch()
        route.abort()


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
    resident = {
        "organisation_id": COMMUNITY,
        "household_id": homes[0],
        "name": "冯大山",
    }
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
    device, ground, agency
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
    first.page.on(
        "request", lambda each: sent.append(each) if SYNC.search(each.url) else 0
    )
    first.cut(SYNC, after=False)
    first.cut(SYNC, after=True)
    expect(first.page.locator("#state")).to_contain_text("待上传 8 件")
    first.cut(PHOTOS, after=True)
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
        seen = ask(
            "GET", f"/v1/visits/{each['visit_id']}/full", WORKER, purpose="visit"
        )
        assert seen["before"] == []
        photos += [(each["visit_id"], photo) for photo in seen["visit"]["photos"]]
    assert len(photos) == 2 * HOMES
    assert "张三" not in json.dumps(photos, ensure_ascii=False)
    rows = Database(agency.database_url("registry"))
    kept = rows.rows(
        "select visit_id from visit_photos where kept_by = :by", by=WORKER.id
    )
    rows.close()
    assert sorted(str(row["visit_id"]) for row in kept) == sorted(v for v, _ in photos)


def test_c26_what_is_not_sent_is_nobody_elses_and_what_was_sent_does_not_stay(
    device, ground
):
    _, words = ground
    one = device().sign_in(WORKER, words[WORKER.id]).ready()
    page, told = one.page, one.page.locator("#state")
    one.write("槐树街8号01室", a_photograph(0))
    one.context.clear_cookies(name="mq-staff")
    one.signal(on=True).send("登录已过期")
    assert page.get_by_role("button", name="开始走访").count() == HOMES
    one.sign_in(COLLEAGUE, words[COLLEAGUE.id])
    expect(told).to_contain_text("其他同事没上传的 1 件")
    assert "槐树街8号01室" not in page.inner_text("main")
    one.go("/field/outbox")
    expect(page.get_by_text("今天还没有保存走访")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(lambda address: "/sign-in" in address)
    one.sign_in(WORKER, words[WORKER.id])
    expect(told).to_contain_text(GONE)
    one.go("/field/outbox")
    expect(page.get_by_text("已收到").first).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(lambda address: "/sign-in" in address)
    assert held(page) == {"packs": 0, "items": 0, "photos": 0}
    one.go("/field")
    expect(page.get_by_text("请先登录，备好名单")).to_be_visible()


def test_what_registry_refuses_stays_to_be_mended_and_every_look_is_sound(
    device, ground
):
    _, words = ground
    one = device().sign_in(WORKER, words[WORKER.id]).ready()
    page = one.page
    one.write("槐树街8号02室", a_photograph(1), finding="墙皮掉了")
    page.evaluate(SPOIL)
    page.get_by_role("button", name="开始走访").nth(3).click()
    page.get_by_role("button", name="保存到手机").click()
    expect(page.get_by_text("请写民情日记")).to_be_visible()
    page.get_by_label("民情日记").fill("写到一半")
    page.get_by_label("添加照片").set_input_files([a_photograph(5)])
    expect(page.locator(".field-photos img")).to_have_count(1)
    looked_at(one, "field-visit")
    page.get_by_role("link", name="今天的名单").first.click()
    one.signal(on=True)
    expect(page.locator("#state")).to_contain_text("待上传 1 件，照片 1 张")
    expect(page.get_by_text("草稿").first).to_be_visible()
    looked_at(one, "field-list", *LOOKS[:2])
    one.go("/field/outbox")
    expect(page.get_by_text("走访时间不对，请核对")).to_be_visible()
    looked_at(one, "field-outbox", *LOOKS[2:])
    page.get_by_role("link", name="打开").click()
    expect(page.get_by_text("走访时间不对，请核对")).to_be_visible()
    page.get_by_role("button", name="保存到手机").click()
    expect(page.locator("#state")).to_contain_text(GONE)


SPOIL = """() => field.within(['items'], async ({items}) => {
  const all = await field.of(items.getAll())
  const item = all.find(each => each.state === 'queued')
  item.records[0].body.visit.held_at = '2199-01-01T00:00:00Z'
  await field.of(items.put(item))
})"""
"""A time that the registry refuses: no form would let it through."""
UNKEPT = "navigator.serviceWorker.getRegistration().then(one => one?.unregister())"
"""On a busy machine the kept page, in the language of before, may be shown."""
SEEN = """() => {
  const {lang, dataset} = document.documentElement
  return lang === 'zh-CN' ? dataset.theme : lang
}"""
HELD = """async () => {
  const told = {}
  for (const name of ['packs', 'items', 'photos']) {
    told[name] = (await field.all(name)).length
  }
  return told
}"""


def held(page):
    """What the device keeps."""
    return page.evaluate(HELD)


def looked_at(reader, name, *looks):
    """Look at a page at three widths, and at one in each look."""
    for width in WIDTHS:
        reader.wide(width).picture(f"{name}-{width}")
        assert reader.faults() == [], (name, width)
    reader.wide(360)
    for look in looks:
        reader.page.evaluate(UNKEPT)
        reader.choose(**look).page.reload()
        assert reader.page.evaluate(SEEN) in look.values()
        reader.page.locator("h1").wait_for()
        reader.picture(f"{name}-{'-'.join(look.values())}")
        assert reader.faults() == [], (name, look)
    reader.choose(lang="zh-CN", theme="light")
    if looks:
        reader.page.evaluate(UNKEPT)
        reader.page.reload()


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
