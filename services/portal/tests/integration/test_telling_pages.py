"""Telling by the pages: what is asked, kept, sent on, refused and hidden."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.domain.kept import KeptState
from portal.entrypoints.web.pages.picking import Picker
from services.portal.tests.integration.test_keeping import everything
from services.portal.tests.residents import PASS, TEXT, Resident, rows_of
from services.portal.tests.stand_in import CODE, RECEIPT

pytestmark = pytest.mark.integration


def test_a_matter_is_told_in_three_steps_and_gets_its_number(resident, site):
    resident.tell()
    assert resident.path == "/receipt"
    assert resident.says(RECEIPT)
    assert resident.says(CODE)
    assert resident.says("<svg")
    (body,) = site[1].petitions.values()
    assert TEXT in body.decode()
    assert resident.get("/receipt").says(RECEIPT)
    assert resident.get("/tell/1").says(TEXT) is False


def test_what_is_wrong_is_said_and_what_was_typed_stays(resident):
    resident.get("/tell/1").send("/tell/1", text="灯" * 2_001)
    assert resident.status == 422
    assert resident.says("灯" * 2_001)
    assert resident.says("现在有 2001 字")
    assert resident.get("/tell/1").says("灯" * 2_001)


def test_nobody_skips_a_step(resident):
    assert resident.get("/tell/3").path == "/tell/1"
    resident.send("/tell/1", text=TEXT)
    assert resident.get("/tell/3").path == "/tell/2"
    assert resident.get("/tell/9").status == 404


def test_the_same_form_sent_twice_is_one_matter(resident, site):
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    resident.send("/tell/2", where="nowhere")
    twin = Resident(resident.url)
    twin.session.cookies.update(resident.session.cookies)
    twin.page = resident.page
    resident.send("/tell/3", anonymous="yes")
    assert twin.send("/tell/3", anonymous="yes").path == "/receipt"
    assert twin.says(RECEIPT)
    assert len(site[1].petitions) == 1
    assert TEXT not in everything(site[0])


def test_a_button_pressed_twice_while_the_first_is_on_its_way_is_one_matter(
    resident, site
):
    parts, others, _ = site
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    resident.send("/tell/2", where="nowhere")
    twins = [Resident(resident.url) for _ in range(3)]
    for each in twins:
        each.session.cookies.update(resident.session.cookies)
        each.page = resident.page
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda each: each.send("/tell/3", anonymous="yes"), twins))
    assert [each.path for each in twins] == ["/receipt"] * 3
    assert len(others.petitions) == 1
    assert len(rows_of(parts, "kept_matters")) == 1


def test_a_page_of_a_matter_that_was_handed_in_begins_another(resident, site):
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    resident.send("/tell/2", where="nowhere")
    late = Resident(resident.url)
    late.session.cookies.update(resident.session.cookies)
    late.page = resident.page
    resident.send("/tell/3", anonymous="yes")
    assert late.send("/tell/1", text="另一件").path == "/tell/2"
    assert late.get("/tell/1").says("另一件")


def test_while_intake_is_away_it_is_kept_and_said_so_and_opened_by_its_number(
    resident, site
):
    parts, others, url = site
    others.away = True
    resident.tell()
    assert resident.says("已经替您存好，还没有正式编号")
    number = re.search(r"ZC-2611-\w{6}", resident.page.text).group()
    code = re.search(r">(\w{4}-\w{4})<", resident.page.text).group(1)
    other = Resident(url).get("/track")
    assert other.send("/track", number=number, code="0000-0000").status == 422
    assert other.send("/track", number=number.lower(), code=code).says(number)
    others.away = False
    parts.database.rows("update kept_matters set next_at = now()")
    parts.carriers.matters.carry_due()
    assert resident.get("/receipt").says(RECEIPT)
    assert other.get("/receipt").says(RECEIPT)
    assert len(others.petitions) == 1


def test_what_intake_refuses_is_told_at_once_and_can_be_told_anew(resident, site):
    site[1].refusal = 422
    resident.tell()
    assert resident.status == 422
    assert resident.says("换个说法")
    assert resident.says(TEXT)
    site[1].refusal = None
    resident.send("/tell/1", text=TEXT + "！")
    resident.get("/tell/3").send("/tell/3", anonymous="yes")
    assert resident.path == "/receipt"
    states = [row["state"] for row in rows_of(site[0], "kept_matters")]
    assert sorted(states) == [KeptState.HANDED_OVER, KeptState.TURNED_AWAY]


def test_nobodys_words_stand_in_a_table_while_intake_is_away(resident, site):
    site[1].away = True
    resident.tell()
    kept = everything(site[0])
    assert "ZC-2611" in kept
    assert not [word for word in (TEXT, "王大爷", "13800001234") if word in kept]


def test_nobodys_words_stand_in_a_log_or_a_metric(resident, site, caplog):
    caplog.set_level("DEBUG", logger="minqing_chassis")
    caplog.set_level("DEBUG", logger="portal")
    resident.tell().open()
    resident.get(f"/v1/follow-ups/{'0' * 8}-0000-0000-0000-{'0' * 12}?token={PASS}")
    told = caplog.text + site[0].metrics.render().decode()
    assert "/track/<number>" in told
    assert not [w for w in (TEXT, "王大爷", CODE, RECEIPT, PASS) if w in told]


@pytest.mark.parametrize("step", ["1", "2", "3"])
def test_a_form_that_is_too_old_keeps_what_was_typed_and_nothing_is_done(
    resident, site, step
):
    resident.get("/tell/1").send("/tell/1", text="别的").send(
        "/tell/2", where="nowhere"
    )
    resident.session.cookies.set("mq", "")
    said = {"text": TEXT, "place": TEXT, "name": TEXT, "key": "old"}
    resident.page = resident.session.post(f"{resident.url}/tell/{step}", data=said)
    assert resident.status == 422
    assert resident.says("页面过期了，请再交一次；您写的都还在")
    assert resident.says(TEXT)
    assert rows_of(site[0], "kept_matters") == []


def test_leaving_a_shared_device_forgets_everything(resident):
    resident.tell().get("/receipt").send("/leave")
    assert resident.says("已经清除")
    assert resident.get("/receipt").path == "/track"
    assert not resident.get(f"/track/{RECEIPT}").says("9栋2单元")


def test_a_building_is_picked_from_a_list_and_free_text_stays(resident):
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    said = {"where": "home", "place": "2单元", "community": "jinkeyuan"}
    resident.send("/tell/2", pick="1", **said)
    assert resident.path == "/tell/2"
    assert "<option>金科苑东街65号</option>" in resident.page.text
    assert 'value="2单元"' in resident.page.text, "what was typed stays"
    picked = said | {"listed": "jinkeyuan", "building": "金科苑东街65号"}
    assert resident.send("/tell/2", pick="1", **picked).path == "/tell/3", "by Enter"
    assert (
        'value="金科苑东街65号 2单元（金科苑社区）"'
        in resident.get("/tell/2").page.text
    )
    told = resident.send("/tell/2", pick="1", where="home", place="人民路3号")
    assert told.path == "/tell/3", "nobody picked anything"


def test_while_no_list_is_there_a_place_is_told_in_words(resident, site):
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    site[1].away = True
    assert Picker(site[0]).communities() == {}
    assert resident.send("/tell/2", where="home", place="人民路").path == "/tell/3"
