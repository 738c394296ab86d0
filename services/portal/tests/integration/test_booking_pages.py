"""条例第18条 by the pages: a reception is booked, found again, moved and given back."""

import json
import re

import pytest

from portal.adapters.limits import Kind
from services.portal.tests.booking_stand_in import (
    BOOKING_CODE,
    NUMBER,
    OTHER,
    SESSION,
    booking,
)

pytestmark = pytest.mark.integration
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
WHO = {"name": "张小三", "telephone": "138 0013 8000", "matter": "灯坏了"}


@pytest.fixture
def guest(resident, site):
    others = site[1]
    others.refused, others.booked = None, booking()
    return resident


def sent(others):
    """What was sent to intake's doors of seats."""
    return [
        (path.rpartition("/")[2], json.loads(body))
        for method, path, body in others.calls
        if method == "POST" and "reception-bookings" in path
    ]


def book(guest, session=SESSION, **said):
    guest.get(f"/book/{session}")
    nonce = NONCE.search(guest.page.text).group(1)
    return guest.send(f"/book/{session}", **({"nonce": nonce} | WHO | said))


def test_art18_the_days_say_how_many_seats_are_free(guest):
    guest.get("/visit-days")
    assert guest.says("还有 3 个名额（共 8 个）")
    assert guest.says("已约满")
    assert guest.says("不用预约，直接来")
    assert f'href="/book/{SESSION}"' in guest.page.text


def test_art18_a_seat_is_booked_without_an_account_and_the_code_is_in_no_address(
    guest, site
):
    assert book(guest).path == f"/booking/{NUMBER}"
    assert guest.says(BOOKING_CODE)
    assert guest.says("第 6 号")
    assert f'href="/booking/{NUMBER}"' in guest.get("/").page.text
    [(_, body)] = [each for each in sent(site[1]) if each[0] == "reception-bookings"]
    assert body == {
        "session": SESSION,
        "name": "张小三",
        "telephone": "13800138000",
        "matter": "灯坏了",
    }


def test_art18_a_matter_told_before_is_named_by_number_and_code(guest, site):
    book(guest, matter="", number="mq-2611-0000014", code="7K3M-9Q2T")
    body = sent(site[1])[0][1]
    assert body["about"] == {"receipt": "MQ-2611-0000014", "code": "7K3M-9Q2T"}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": " "}, "请写姓名"),
        ({"telephone": "abc"}, "电话"),
        ({"matter": ""}, "请写想谈什么事"),
        ({"number": "MQ-2611-0000014"}, "编号和查询码要一起填"),
        ({"code": "7K3M-9Q2T"}, "编号和查询码要一起填"),
        ({"matter": "灯" * 1001}, "太长了"),
    ],
)
def test_art18_what_is_missing_is_said_and_what_was_typed_stays(
    guest, site, said, fault
):
    book(guest, **said)
    assert guest.status == 422
    assert guest.says(fault)
    assert sent(site[1]) == []


def test_art18_who_comes_too_late_is_told_and_shown_the_others(guest, site):
    guest.get(f"/book/{SESSION}")
    site[1].refused = (409, "reception-full")
    assert book(guest).status == 409
    assert guest.says("约满了，请换一场。")
    assert guest.says("张小三")
    assert f'href="/book/{OTHER}"' in guest.page.text
    assert guest.get("/book/20261209-0123456789ab").says("已约满")
    assert 'name="telephone"' not in guest.page.text
    assert guest.get("/book/20270101-0123456789ab").status == 404


def test_art18_while_intake_is_away_nothing_is_booked_and_the_page_says_so(guest, site):
    guest.get(f"/book/{SESSION}")
    site[1].away = True
    guest.send(f"/book/{SESSION}", **WHO)
    assert guest.status == 503
    assert guest.says("灯坏了")
    assert guest.get("/booking/YY-2611-1").says("预约号")


def test_art18_nobody_books_without_end(guest, site, monkeypatch):
    guest.get(f"/book/{SESSION}")
    limits = site[0].limits
    monkeypatch.setattr(limits, "allows", lambda kind, *_: kind is not Kind.BOOK)
    assert book(guest).status == 422
    assert guest.says("预约太频繁了")
    assert sent(site[1]) == []


def test_art18_found_by_number_and_code_moved_and_given_back(guest, site):
    guest.get("/booking").send("/booking", number=NUMBER, code="0000-0000")
    assert guest.says("预约号或者查询码不对")
    assert guest.get(f"/booking/{NUMBER}").says("查询码")
    assert not guest.says("街道主任")
    guest.send("/booking", number=NUMBER.lower(), code="8n4k 2wqx")
    assert guest.path == f"/booking/{NUMBER}"
    guest.send(f"/booking/{NUMBER}/move")
    assert (guest.status, guest.says("请选一场")) == (422, True)
    guest.send(f"/booking/{NUMBER}/move", session=OTHER)
    assert guest.says("2026年12月2日")
    guest.send(f"/booking/{NUMBER}/cancel")
    assert guest.says("已取消")
    verbs = [verb for verb, _ in sent(site[1]) if verb != "look"]
    assert verbs == ["move", "cancel"]


def test_art18_what_cannot_be_changed_is_refused_in_words(guest, site):
    book(guest)
    act = f"/booking/{NUMBER}/cancel"
    guest.send(f"/booking/{NUMBER}/frame")
    assert guest.status == 404
    guest.get(f"/booking/{NUMBER}")
    site[1].refused = (409, "booking-closed")
    guest.send(act)
    assert guest.says("查询码")
    site[1].refused, site[1].away = None, True
    assert guest.get(f"/booking/{NUMBER}").status == 503
