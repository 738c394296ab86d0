"""Colleagues at once: who looks at a case, and what changed on a list meanwhile."""

import re
from datetime import timedelta

import pytest

from services.portal.tests.staff_rooms import CASE, Colleague
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration

TICKET = re.compile(r'data-ticket="([^"]+)"')
NEWS = re.compile(r'data-news="([^"]+)"')


@pytest.fixture
def parts(staff_site):
    staff_site[0].database.rows("truncate presence")
    return staff_site[0]


def beat(colleague, ticket, writes="0"):
    return colleague.get(CASE).send(f"{CASE}/here", ticket=ticket, writes=writes).page


def shown(colleague):
    return TICKET.search(colleague.get(CASE).page.text).group(1)


def test_colleagues_see_each_other_and_whoever_left_is_gone(colleague, parts):
    chen = Colleague(colleague.url).sign_in("chen")
    assert beat(chen, shown(chen)).json() == {"said": ""}
    ticket = shown(colleague.sign_in())
    assert colleague.says("陈主任正在看")
    assert beat(colleague, ticket, "1").json() == {"said": "陈主任正在看"}
    assert chen.get(CASE).says("王敏正在写")
    old = "update presence set seen_at = seen_at - cast(:w as interval)"
    parts.database.rows(old, w=timedelta(seconds=91))
    assert not chen.get(CASE).says("王敏正在写")
    parts.own.presence.sweep()
    assert parts.database.rows("select * from presence") == []


def test_who_was_not_shown_a_case_learns_of_nobody_there(colleague, parts):
    chen = Colleague(colleague.url).sign_in("chen")
    beat(chen, shown(chen))
    mine = colleague.sign_in().get(CASE)
    for ticket in ("", shown(chen)):
        assert mine.get(CASE).send(f"{CASE}/here", ticket=ticket).status == 404


def test_who_was_shown_a_case_days_ago_learns_of_nobody_there(colleague, parts):
    at, who = parts.clock.now().date(), colleague.sign_in()
    days = {
        n: parts.own.presence.ticket(RECEIPT, "wang.min", at - timedelta(days=n))
        for n in (0, 1, 2)
    }
    found = [who.get(CASE).send(f"{CASE}/here", ticket=days[n]).status for n in days]
    assert found == [200, 200, 404]


def test_what_a_script_asks_by_itself_keeps_nobody_signed_in(colleague, parts):
    ticket = shown(colleague.sign_in())
    way = NEWS.search(colleague.get("/desk").page.text).group(1).replace("&amp;", "&")
    seen = "select seen_at from staff_sessions"
    colleague.get(CASE)
    before = parts.database.rows(seen)
    colleague.send(f"{CASE}/here", ticket=ticket)
    assert colleague.get(way).status == 204
    assert parts.database.rows(seen) == before


def test_a_list_says_how_much_of_it_is_new_and_is_silent_otherwise(
    colleague, parts, staff_site
):
    doors = staff_site[1]
    page = colleague.sign_in().get("/desk?mine=1").page.text
    way = NEWS.search(page).group(1).replace("&amp;", "&")
    assert way.startswith("/desk/news?mine=1&was=")
    assert (colleague.get(way).status, colleague.page.content) == (204, b"")
    doors.rows = [dict(each) for each in doors.rows]
    doors.rows[0]["revision"] += 1
    doors.rows[2]["revision"] += 1
    assert colleague.get(way).page.json() == {"said": "有 2 件新变化。"}
    doors.away = True
    assert colleague.get(way).status == 204
    doors.away = False
    assert "data-news" not in colleague.get("/desk?after=25").page.text
