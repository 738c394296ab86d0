"""Notices on the first page, from the form to its reader; days off by themselves."""

from datetime import date

import pytest

from services.portal.tests.residents import Resident, rows_of
from services.portal.tests.staff_rooms import NONCE, Colleague

pytestmark = pytest.mark.integration

PAGE = "/admin/notices"
NOTICE = {
    "unit": "jinkeyuan",
    "title": "三栋停水",
    "body": "11月22日 9:00 至 17:00\n三栋 <b>检修</b>水管。",
    "first": "2026-11-10",
    "last": "2026-11-22",
}


@pytest.fixture
def ops(colleague, staff_site):
    staff_site[0].database.rows("truncate home_notices")
    return colleague.sign_in("ops")


@pytest.fixture
def reader(staff_site):
    return Resident(staff_site[3])


def say(ops, **more):
    nonce = NONCE.search(ops.get(PAGE).page.text).group(1)
    said = {"nonce": nonce, **NOTICE, **more}
    seen = ops.send(PAGE, **said)
    assert seen.says("还没有登出") or seen.status == 422
    return ops.send(PAGE, **said, take="1") if seen.status == 200 else seen


def test_a_notice_is_seen_first_then_stands_and_is_taken_back(ops, reader, staff_site):
    ops.get(PAGE).send(PAGE, **NOTICE)
    assert ops.says("居民会看到这样")
    assert not reader.get("/").says("三栋停水"), "nobody let it out yet"
    assert say(ops).says("公告已登出")
    for page in ("/", "/tell/1"):
        assert reader.get(page).says("三栋停水"), page
        assert "&lt;b&gt;检修&lt;/b&gt;" in reader.page.text, page
    assert not reader.says("只有简体中文")
    assert reader.get("/lang/en?back=/").says("in Simplified Chinese only")
    [row] = rows_of(staff_site[0], "home_notices")
    ops.get(PAGE).send(f"{PAGE}/{row['notice_id']}/end")
    assert ops.says("公告已撤下")
    assert not reader.get("/").says("三栋停水")
    [row] = rows_of(staff_site[0], "home_notices")
    assert (row["by"], row["ended_by"]) == ("ops.one", "ops.one")
    assert ops.send(f"{PAGE}/{row['notice_id']}/end").status == 404


def test_a_notice_pressed_twice_is_one_and_a_fourth_on_a_day_is_refused(
    ops, staff_site
):
    nonce = NONCE.search(ops.get(PAGE).page.text).group(1)
    for _ in range(2):
        assert ops.get(PAGE).send(PAGE, nonce=nonce, **NOTICE, take="1").status == 200
    assert len(rows_of(staff_site[0], "home_notices")) == 1
    for title in ("二", "三"):
        say(ops, title=title)
    assert say(ops, title="四").says("已经有一天登满了")
    assert ops.says("四"), "what was typed stays"
    assert say(ops, title="四", first="2026-11-23", last="2026-11-24").status == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "请写标题"),
        ({"last": "2026-11-12", "first": "2026-11-10"}, "最后一天已经过了"),
        ({"title_en": "No water"}, "标题和内容要一起写"),
        ({"unit": "elsewhere"}, "请选单位"),
    ],
)
def test_what_is_wrong_with_a_notice_is_said(ops, wrong, said):
    assert say(ops, **wrong).says(said)
    assert ops.status == 422


def test_a_head_speaks_for_the_own_units_alone(ops, staff_site):
    say(ops)
    [row] = rows_of(staff_site[0], "home_notices")
    clerk = Colleague(staff_site[3]).sign_in("li")
    assert clerk.get(PAGE).status == 403
    end = "update home_notices set organisation_id = 'elsewhere' returning notice_id"
    staff_site[0].database.rows(end)
    ops.get(PAGE)
    assert ops.send(f"{PAGE}/{row['notice_id']}/end").status == 404


def test_days_off_stand_on_the_first_page_by_themselves(reader, staff_site):
    parts = staff_site[0]
    assert not reader.get("/").says("放假安排")
    off = dict.fromkeys([date(2026, 11, 23), date(2026, 11, 24)], False)
    days = dict(parts.calendar.exceptions)
    parts.calendar.exceptions.update(off)
    try:
        for page in ("/", "/tell/1", "/size/elder?back=/"):
            assert reader.get(page).says("2026年11月21日 周六至2026年11月24日 周二放假")
        assert reader.says("2026年11月25日 周三上班")
        assert reader.says("按工作日算的时限，放假的日子不算")
    finally:
        parts.calendar.exceptions.clear()
        parts.calendar.exceptions.update(days)
