"""A day at the desk in a real browser: sign in, open, answer; axe, widths, looks."""

import math
from dataclasses import replace

import pytest

from portal.entrypoints.http import build
from services.portal.tests.browsing import SMALL_TARGETS, WIDTHS, Reader, a_browser
from services.portal.tests.call_stand_in import CALLER, LIKELY, PLACE
from services.portal.tests.desk_stand_in import MAY, sheet
from services.portal.tests.lead_stand_in import NEAR
from services.portal.tests.pictured import LOOKS_PICTURED, differs, drawn_elsewhere
from services.portal.tests.provider_stand_in import a_provider, provided
from services.portal.tests.rooms import pages
from services.portal.tests.staff_pages import CASE, SHOWN
from services.portal.tests.staff_rooms import PASSWORD, staffed
from services.portal.tests.stand_in import CODE, RECEIPT, served

pytestmark = [pytest.mark.component, pytest.mark.slow]

WIDE = frozenset({"inbox", "case", "watch"})
"""Laid out otherwise where there is room: looked at whole at every width."""
TURNS = {
    ("dark",): ("trends",),
    ("hc",): ("visit",),
    ("zh-TW",): ("household",),
    ("en",): ("duties-unit",),
}
"""Which of them each look is tried on: all of them would take a minute."""
LOOKS = ({"theme": "dark"}, {"theme": "hc"}, {"lang": "zh-TW"}, {"lang": "en"})


@pytest.fixture(scope="module")
def site(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("staff")
    with (
        staffed(folder, postgres.database("portal")) as (parts, others, _),
        pages(with_gallery(parts)) as address,
        a_browser() as chromium,
    ):
        yield others, address, chromium, parts


def with_gallery(parts):
    return replace(parts, settings=replace(parts.settings, has_gallery=True))


@pytest.fixture
def parts(site):
    return site[3]


def colleague(site, account, **context):
    """Sign in as one does: by keys."""
    site[0].fresh()
    reader = Reader(site[2], site[1], **context)
    page = reader.go("/sign-in").page
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    return reader


def test_a_handler_without_javascript_signs_in_opens_the_most_urgent_and_answers(site):
    """A task in three clicks and its text: inbox → case → answered."""
    reader = colleague(site, "wang", java_script_enabled=False)
    page, others = reader.page, site[0]
    page.locator("tbody a").first.click()
    assert not page.locator("[hidden]:visible").count()
    page.get_by_label("已解决").check()
    page.get_by_label("给居民看的答复").fill("灯已换好，两层楼道今晚都能亮。")
    page.get_by_role("textbox", name="只给同事看的备注").first.fill("物业欠费")
    page.get_by_role("button", name="提交答复").click()
    assert page.get_by_text("答复已提交").is_visible()
    assert [verb for verb, _, _ in others.acts] == ["resolve", "remarks"]
    assert reader.complaints == []
    reader.close()


def test_two_browsers_at_one_case_and_the_second_loses_no_word(site):
    first, second = colleague(site, "wang"), colleague(site, "chen")
    reply = "灯已换好，两层楼道今晚都能亮。"
    for each in (first, second):
        each.go(CASE).page.get_by_label("已解决").check()
        each.page.get_by_label("给居民看的答复").fill(reply)
    first.page.get_by_role("button", name="提交答复").click()
    first.page.get_by_text("答复已提交").wait_for()
    site[0].sheet = sheet(revision=5, state="started")
    second.page.get_by_role("button", name="提交答复").click()
    second.page.get_by_text("有人先改了这件事").wait_for()
    assert second.page.get_by_label("给居民看的答复").input_value() == reply
    assert [verb for verb, _, _ in site[0].acts] == ["resolve"]
    second.picture("staff-case-moved-360")
    assert second.faults() == []
    first.close()
    second.page.emulate_media(media="print")
    for what in ("nav", ".me", ".more", ".panel-acts"):
        assert not second.page.locator(what).first.is_visible(), what
    assert second.page.get_by_text(RECEIPT).first.is_visible()
    second.close()


def test_a_draft_keeps_itself_and_the_page_says_when_the_session_ends(site):
    reader = colleague(site, "wang")
    page = reader.page
    page.clock.install()
    reader.go(CASE)
    page.get_by_label("给居民看的答复").fill("灯具已下单。")
    page.clock.fast_forward(16_000)
    page.get_by_text("草稿已存").wait_for()
    page.clock.fast_forward("28:00")
    page.get_by_role("button", name="继续办").click()
    page.get_by_role("button", name="继续办").wait_for(state="hidden")
    page.clock.fast_forward("31:00")
    page.get_by_text("已经自动退出").wait_for()
    assert page.get_by_label("给居民看的答复").input_value() == "灯具已下单。"
    assert reader.complaints == []
    reader.close()
    site[3].database.rows("truncate staff_drafts")


def test_a_call_is_taken_by_keys_alone(site):
    reader = colleague(site, "li", viewport={"width": 1440, "height": 900})
    site[0].caller, site[0].likely, site[0].places = CALLER, LIKELY, [PLACE]
    page = reader.go("/desk/intake/call").page
    page.keyboard.type("13800001234")
    for words in ("张三", "9栋楼道灯不亮"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.get_by_text("以前 2 件，1 件正在办").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("jky 9d")
    page.get_by_role("button", name="金科苑东街65号9栋").wait_for()
    for key in ("ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.get_by_label("类别").focus()
    page.keyboard.press("2")
    assert page.get_by_label("类别").input_value() == "noise"
    reader.picture("staff-call-typed-1440")
    assert reader.faults() == []
    page.keyboard.press("Control+Enter")
    page.get_by_text(CODE).wait_for()
    told = site[0].acts[0][1]
    assert (told["place"], told["category"]) == ("金科苑东街65号9栋", "noise")
    assert reader.complaints == []
    reader.close()


def test_every_page_of_staff_is_sound_at_three_widths_and_in_every_look(site):
    reader = colleague(site, "chen")
    site[0].sheet = sheet(may=[*MAY, "assign", "urge", "decide-return"])
    site[0].between_agencies()
    found = {}
    for name, path in SHOWN.items():
        reader.go(path)
        for width in WIDTHS:
            reader.wide(width).picture(f"staff-{name}-{width}")
            quick = width != 360 and name not in WIDE
            found[name, width] = reader.overflow() if quick else reader.faults()
    reader.wide(360)
    for look in ({"theme": "dark"}, {"theme": "hc"}, {"lang": "zh-TW"}, {"lang": "en"}):
        reader.choose(**look)
        for name in ("inbox", "case", "watch", *TURNS[tuple(look.values())]):
            reader.go(SHOWN[name]).picture(
                f"staff-{name}-{'-'.join(look.values())}-360"
            )
            found[name, str(look)] = reader.faults()
    assert {where: faults for where, faults in found.items() if faults} == {}
    for path in (CASE, SHOWN["visit-new"], SHOWN["callback-one"]):
        assert reader.go(path).page.evaluate(SMALL_TARGETS, 44) == [], path
    reader.close()


def test_what_resembles_a_call_is_sound_and_its_first_key_joins(site):
    reader = colleague(site, "chen").go("/desk/intake/call")
    site[0].similar = [NEAR, NEAR | {"receipt": "MQ-2611-0000098", "yours": False}]
    reader.page.get_by_label("他说什么").fill("楼道灯不亮")
    reader.page.get_by_label("类别").select_option("lighting")
    reader.page.get_by_role("button", name="登记并念编号").click()
    reader.page.get_by_text("可能是同一件事").wait_for()
    for width in WIDTHS:
        reader.wide(width).picture(f"staff-call-similar-{width}")
        assert reader.faults() == [], width
    reader.page.keyboard.press("Enter")
    reader.page.get_by_text("已并入").wait_for()
    assert [verb for verb, _, _ in site[0].acts] == ["call", "accept", "merge"]
    site[0].similar = [NEAR | {"yours": False}]
    reader.go("/desk/intake/call").page.get_by_label("他说什么").fill("楼道灯不亮")
    reader.page.get_by_role("button", name="登记并念编号").click()
    reader.page.get_by_text("可能是同一件事").wait_for()
    reader.page.keyboard.press("Enter")
    reader.page.get_by_text(CODE).wait_for()
    reader.close()


HELD = """key => document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key, repeat: true, bubbles: true}))"""
"""A key that is still held down since the page before: it decides nothing here."""


def test_a_queue_is_decided_by_keys_alone_and_no_key_works_in_a_field(site):
    """A yes, J on, R why, and its reason sent: six keys and the reason."""
    reader = colleague(site, "chen", viewport={"width": 1440, "height": 900})
    page, others = reader.page, site[0]
    others.sheet = sheet(may=["decide-extension"])
    others.rows = others.rows[:1]
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.get_by_text("第 1 件，共 3 件").wait_for()
    page.keyboard.press("j")
    page.get_by_text("第 2 件，共 3 件").wait_for()
    page.evaluate(HELD, "r")
    assert page.evaluate("document.activeElement == document.body")
    page.keyboard.press("r")
    page.keyboard.type("rja?")
    page.keyboard.press("Control+Enter")
    page.get_by_text("不满意件办结：已退回").wait_for()
    assert [said for _, said, _ in others.acts] == [{"text": "rja?"}]
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="快捷键").is_visible()
    assert reader.faults() == []
    page.keyboard.press("Escape")
    reader.choose(keys="off").go("/desk").page.keyboard.press("j")
    assert page.evaluate("document.activeElement == document.body")
    reader.choose(keys="on").go("/desk").page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**{CASE}")
    reader.close()


def test_a_long_list_of_units_is_narrowed_by_a_part_of_a_name(site, parts, monkeypatch):
    reader = colleague(site, "chen")
    page, site[0].sheet = reader.page, sheet(may=["assign"])
    unit = {"kind": "section", "parent_id": None, "division_code": "", "active": True}
    many = [unit | {"organisation_id": f"u{n}", "name": f"{n}号所"} for n in range(30)]
    monkeypatch.setattr(parts.desk.units, "_known", many)
    monkeypatch.setattr(parts.desk.units, "_again", math.inf)
    reader.go(f"{CASE}?act=assign")
    page.locator("#assign-unit").select_option("u7")
    page.get_by_label("输入名称里的字").fill("29")
    offered = page.locator("#assign-unit option").all_inner_texts()
    assert offered[1:] == ["29号所", "7号所"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "assign-unit"
    assert reader.faults() == []
    reader.close()


def test_signing_in_by_the_provider_and_ones_own_account_are_sound(site, parts):
    with a_provider() as provider, served(lambda *told: beside(*told)) as url:
        beside = build(provided(parts, provider, url))
        reader = Reader(site[2], url).go("/sign-in")
        for look in LOOKS:
            reader.choose(**look).go("/sign-in")
            reader.picture(f"staff-sign-in-{'-'.join(look.values())}-360")
            assert reader.overflow() == [], look
        assert reader.faults() == []
        reader.choose(lang="zh-CN", theme="auto").go("/sign-in")
        reader.page.locator("#provider").click()
        reader.page.wait_for_url(f"{url}/watch")
        reader.go("/account").picture("staff-account-provided-360")
        assert reader.faults() == []
        reader.page.locator(".me summary").click()
        reader.page.locator("form[action='/sign-out'] button").click()
        reader.page.wait_for_url(f"{url}/sign-in?out=provider")
        for width in WIDTHS:
            reader.wide(width).picture(f"staff-signed-out-{width}")
            assert reader.overflow() == [], width
        assert reader.faults() == []
        provider.person = "nobody"
        reader.go("/sign-in/provider").picture("staff-not-known-1440")
        assert reader.faults() == []
        reader.close()
    reader = colleague(site, "chen")
    parts.accounts.set_totp("chen", "JBSWY3DPEHPK3PXP")
    reader.go("/account").page.locator("#codes-old").fill(PASSWORD)
    reader.page.keyboard.press("Enter")
    reader.page.locator(".codes").wait_for()
    for width in WIDTHS:
        reader.wide(width).picture(f"staff-codes-{width}")
        assert reader.overflow() == [], width
    assert reader.faults() == []
    parts.accounts.set_totp("chen", None)
    reader.close()


def test_the_operators_page_is_sound(site):
    reader = colleague(site, "ops").go("/ops")
    for width in WIDTHS:
        reader.wide(width).picture(f"staff-ops-{width}")
        assert reader.faults() == [], width
    reader.close()


def test_every_part_of_the_pages_looks_as_it_did(site):
    """The gallery against its pictures; a part is changed on purpose or not at all.

    `GALLERY=anew` draws them anew, here or where the letters differ.
    """
    reader = Reader(site[2], site[1], viewport={"width": 768, "height": 800})
    reader.go("/_gallery")
    assert reader.faults() == []
    for width in (360, 1440):
        assert reader.wide(width).overflow() == [], width
    reader.wide(768)
    why = drawn_elsewhere(site[2])
    found = {look: differs(reader, look) for look in LOOKS_PICTURED if not why}
    reader.close()
    if why:
        pytest.skip(why)
    assert {look: share for look, share in found.items() if share} == {}
