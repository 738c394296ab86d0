"""The pages in a real browser: tasks by hand, axe, widths, themes, pictures."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from minqing_chassis.clock import steer
from services.portal.tests.booking_stand_in import (
    BOOKING_CODE,
    NUMBER,
    SESSION,
    booking,
)
from services.portal.tests.browsing import (
    PRESSED_SMALL,
    SMALL_TARGETS,
    WIDTHS,
    Reader,
    a_browser,
)
from services.portal.tests.rooms import house, pages
from services.portal.tests.scenes import ANSWERED, ASKED, LATE, hear_some
from services.portal.tests.stand_in import CODE, RECEIPT, WITHDRAWN, matter

pytestmark = [pytest.mark.component, pytest.mark.slow]

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
WORDS = "9栋2单元楼道灯不亮，老人夜间摔倒。希望尽快修好。"


@pytest.fixture(scope="module")
def site(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("portal")
    clock = folder / "clock.json"
    steer(clock, NOW)
    url = postgres.database("portal")
    with (
        house(folder, url, MINQING_CLOCK_FILE=str(clock)) as (parts, others),
        pages(parts) as address,
    ):
        hear_some(parts)
        yield parts, others, address


@pytest.fixture(scope="module")
def chromium():
    with a_browser() as browser:
        yield browser


@pytest.fixture
def reader(site, chromium):
    made = []

    def make(**context):
        made.append(Reader(chromium, site[2], **context))
        return made[-1]

    site[1].away, site[1].refusal, site[1].told = False, None, matter()
    yield make
    for each in made:
        each.close()


def tell(page, url):
    """Tell a matter as a resident does; return how many buttons were pressed."""
    page.goto(url + "/")
    page.get_by_role("link", name="说一件事 投诉").click()
    page.get_by_label("您要反映什么事？").fill(WORDS)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("在我家附近").check()
    page.get_by_label("小区或路名").fill("金科苑东街65号9栋2单元")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("姓名", exact=True).fill("张三")
    page.get_by_label("电话", exact=True).fill("138 0000 1234")
    page.get_by_role("button", name="提交").click()
    return 4


def test_a_resident_without_javascript_tells_a_matter_and_finds_it_again(reader):
    """Three steps, no account; number and code, by which it is tracked."""
    resident = reader(java_script_enabled=False)
    page = resident.page
    assert tell(page, resident.url) <= 5
    assert page.get_by_text("可以打电话说").is_visible()
    assert page.get_by_role("heading", name="我们收到了").is_visible()
    assert page.get_by_text(RECEIPT).first.is_visible()
    page.get_by_role("button", name="清除并离开").click()
    resident.go("/track")
    page.get_by_label("编号").fill(RECEIPT.lower())
    page.get_by_label("查询码").fill(CODE.replace("-", " ").lower())
    page.get_by_role("button", name="查看").click()
    assert CODE not in page.url
    page.get_by_role("heading", name="已收到").wait_for()


def test_while_intake_is_away_the_receipt_says_so_and_turns_by_itself(reader, site):
    parts, others, _ = site
    others.away = True
    resident = reader()
    tell(resident.page, resident.url)
    page = resident.page
    assert page.get_by_role("heading", name="已经替您存好").is_visible()
    for width in WIDTHS:
        resident.wide(width).picture(f"kept-{width}")
    assert resident.faults() == []
    others.away = False
    parts.database.rows("update kept_matters set next_at = now()")
    assert parts.carriers.matters.carry_due() == 1
    page.get_by_role("heading", name="我们收到了").wait_for()
    assert len(others.petitions) >= 1
    assert resident.complaints == []


def test_what_is_wrong_with_a_page_is_found(reader):
    visitor = reader()
    pale = "<p style='color: #bbb; background: #fff; font-size: 9px'>浅色的小字</p>"
    visitor.page.set_content(f"<title>坏</title><main><input>{pale}</main>")
    found = {fault.partition(":")[0] for fault in visitor.faults()}
    assert {"color-contrast", "html-has-lang", "label"} < found
    assert {"0 first headings", "text of 9 px"} < found
    assert [fault[:15] for fault in visitor.pale()] == ["color-contrast:"]


SHOWN = {
    "home": "/",
    "tell": "/tell/1",
    "track": "/track",
    "ledger": "/ledger?of=year",
    "entry": f"/ledger/{UUID(int=5)}",
    "entry-gone": f"/ledger/{WITHDRAWN}",
    "visit-days": "/visit-days",
    "grid": "/grid",
    "privacy": "/privacy",
    "rate": f"/rate?number={RECEIPT}",
    "not-found": "/no-such-page",
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_open_page_is_sound_at_three_widths(reader, name):
    visitor = reader().go(SHOWN[name])
    for width in WIDTHS:
        visitor.wide(width).picture(f"{name}-{width}")
        assert visitor.faults() == []


@pytest.mark.parametrize("look", ["dark", "hc", "elder", "zh-TW", "en"])
def test_every_look_of_the_pages_is_sound(reader, look):
    visitor = reader()
    kind = {"dark": "theme", "hc": "theme", "elder": "size"}.get(look, "lang")
    visitor.choose(**{kind: look})
    for name in ("home", "tell", "ledger"):
        visitor.go(SHOWN[name]).picture(f"{name}-{look}-360")
        assert visitor.faults() == []
    least = 60 if look == "elder" else 48
    assert visitor.go("/tell/1").page.evaluate(SMALL_TARGETS, least) == []


def test_in_elder_mode_whatever_is_pressed_is_sixty_pixels_on_every_open_page(reader):
    visitor = reader().choose(size="elder")
    page, small = visitor.page, {}

    def look(name):
        found = page.evaluate(PRESSED_SMALL, 60)
        small.update({name: found} if found else {})

    for name, path in SHOWN.items():
        visitor.go(path)
        look(name)
    visitor.go("/tell/1").page.get_by_role("button", name="下一步").click()
    look("wrong")
    tell(page, visitor.url)
    look("receipt")
    visitor.go("/tell/3")
    look("tell-again")
    visitor.go("/track").page.get_by_label("编号", exact=True).fill(RECEIPT)
    page.get_by_label("查询码").fill(CODE)
    page.get_by_role("button", name="查看").click()
    look("matter")
    for name in ("withdraw", "review", "papers", "data", "data/correction"):
        visitor.go(f"/track/{RECEIPT}/{name}")
        look(name)
    assert small == {}


def test_the_steps_with_faults_and_with_what_was_told_are_sound(reader):
    visitor = reader()
    page = visitor.go("/tell/1").page
    page.get_by_role("button", name="下一步").click()
    assert page.title().startswith("有错误：")
    assert page.evaluate("document.activeElement.id") == "faults"
    visitor.picture("tell-1-wrong-360")
    assert visitor.faults() == []
    page.get_by_label("您要反映什么事？").fill(WORDS)
    page.get_by_role("button", name="下一步").click()
    visitor.picture("tell-2-360")
    assert visitor.faults() == []
    page.get_by_label("和地点无关").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="提交").click()
    for width in WIDTHS:
        visitor.wide(width).picture(f"tell-3-wrong-{width}")
        assert visitor.faults() == []


def test_the_receipt_is_sound_and_prints(reader):
    visitor = reader()
    tell(visitor.page, visitor.url)
    for width in WIDTHS:
        visitor.wide(width).picture(f"receipt-{width}")
        assert visitor.faults() == []
    visitor.page.emulate_media(media="print")
    assert not visitor.page.get_by_role("button", name="清除并离开").is_visible()
    assert visitor.page.get_by_text(RECEIPT).first.is_visible()
    visitor.wide(768).picture("receipt-print")


@pytest.mark.parametrize(
    ("name", "told"), [("late", LATE), ("asked", ASKED), ("answered", ANSWERED)]
)
def test_the_page_of_a_matter_is_sound(reader, site, name, told):
    site[1].told = told
    visitor = reader()
    page = visitor.go("/track").page
    page.get_by_label("编号").fill(RECEIPT)
    page.get_by_label("查询码").fill(CODE)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=told["words"]).wait_for()
    for width in WIDTHS:
        visitor.wide(width).picture(f"matter-{name}-{width}")
        assert visitor.faults() == []


def test_taking_back_and_asking_for_a_review_are_sound(reader, site):
    remedy = {"stage": "review", "answered_on": "2026-11-20", "last_day": "2026-12-20"}
    site[1].told = ANSWERED | {"review": remedy}
    visitor = reader(java_script_enabled=True)
    page = visitor.go("/track").page
    page.get_by_label("编号").fill(RECEIPT)
    page.get_by_label("查询码").fill(CODE)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="请求复查").click()
    sound(visitor, "review")
    page.get_by_label("您对答复有什么意见").fill("没有说明旧灯什么时候换。")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("heading", name="请核对").wait_for()
    sound(visitor, "review-check")
    page.get_by_role("button", name="提交请求").click()
    page.get_by_role("heading", name="收到您的请求").wait_for()
    site[1].told = matter("assigned", review={"why_not": "review-not-answered"})
    visitor.go(f"/track/{RECEIPT}/review")
    sound(visitor, "review-not")
    visitor.go(f"/track/{RECEIPT}/withdraw")
    sound(visitor, "withdraw")
    sound(visitor.go(f"/track/{RECEIPT}/data"), "own-data")
    for kind in ("correction", "deletion"):
        sound(visitor.go(f"/track/{RECEIPT}/data/{kind}"), f"data-{kind}")
    visitor.go(f"/track/{RECEIPT}/withdraw")
    page.get_by_role("button", name="撤回这件事").click()
    page.get_by_role("heading", name="收到您的撤回").wait_for()


def test_booking_a_reception_without_javascript_is_sound(reader, site):
    site[1].booked = booking()
    visitor = reader(java_script_enabled=False)
    page = visitor.go("/visit-days").page
    page.get_by_role("link", name="预约").first.click()
    page.get_by_role("button", name="确认预约").click()
    page.get_by_label("姓名", exact=True).fill("张小三")
    page.get_by_label("电话", exact=True).fill("138 0013 8000")
    page.get_by_label("想谈什么事").fill("楼道灯坏了三个月，没人修。")
    page.get_by_role("button", name="确认预约").click()
    page.get_by_role("heading", name="您的预约").wait_for()
    assert BOOKING_CODE not in page.url
    page.get_by_label("12月2日").check()
    page.get_by_role("button", name="改约").click()
    assert page.get_by_text("12月2日").first.is_visible()
    looking = reader()
    page = looking.go(f"/book/{SESSION}").page
    page.get_by_role("button", name="确认预约").click()
    sound(looking, "book-wrong")
    page = looking.go("/booking").page
    sound(looking, "booking-find")
    page.get_by_label("预约号").fill(NUMBER)
    page.get_by_label("查询码").fill(BOOKING_CODE)
    page.get_by_role("button", name="查看").click()
    page.get_by_role("heading", name="您的预约").wait_for()
    sound(looking, "booking")
    for look in ({"size": "elder"}, {"lang": "en"}, {"theme": "dark"}):
        looking.choose(**look).go(f"/booking/{NUMBER}")
        looking.picture(f"booking-{'-'.join(look.values())}-360")
        assert looking.faults() == []


def sound(visitor, name):
    for width in WIDTHS:
        visitor.wide(width).picture(f"{name}-{width}")
        assert visitor.faults() == []
    visitor.wide(360)


def test_a_matter_is_told_by_keyboard_alone(reader):
    visitor = reader(viewport={"width": 1440, "height": 900})
    page = visitor.go("/tell/1").page
    page.get_by_label("您要反映什么事？").focus()
    page.keyboard.type("路灯不亮")
    page.get_by_text("现在有 4 字，最多 2000 字。").wait_for()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent") != "下一步":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tell/2")
    page.get_by_label("在我家附近").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tell/3")
    page.get_by_label("我不便留名").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt")
    assert visitor.complaints == []
