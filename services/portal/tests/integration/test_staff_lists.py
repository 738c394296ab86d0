"""The lists of a desk and the figures of the board: counted, narrowed, linked."""

import re

import pytest

from services.portal.tests.desk_stand_in import NOON, case
from services.portal.tests.door_stand_in import OTHER_UNIT
from services.portal.tests.staff_rooms import forget_answers

pytestmark = pytest.mark.integration

WIDE = f"/desk?late=3&due=week&unit={OTHER_UNIT}&redo=1&silent=1&escalated=1"


def plain(colleague):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", colleague.page.text))


def test_a_list_is_asked_for_as_it_was_narrowed_and_each_filter_can_be_taken_off(
    colleague, staff_site
):
    colleague.sign_in("chen").get(WIDE)
    asked = staff_site[1].lists[-1]
    flags = dict.fromkeys(("owing", "redo", "silent", "escalated"), "true")
    assert flags.items() <= asked.items()
    assert (asked["times_over"], asked["organisation"]) == ("3", OTHER_UNIT)
    assert asked["due_from"] < asked["due_to"]
    page = colleague.page.text
    tags = re.findall(r'class="tag" href="([^"]+)">([^<]+)<', page)
    assert {words for _, words in tags} == {
        *(
            "超过期限三倍",
            "本周到期",
            "金泉街道社会事务科",
            "重办",
            "没有新进展",
            "已提级",
        )
    }
    assert all("late=3" not in to for to, words in tags if words == "超过期限三倍")
    assert "<details" in page
    colleague.get("/desk?late=7&unit=nowhere&due=never")
    assert 'class="tag"' not in colleague.page.text


def test_a_line_says_what_moved_it_last_who_has_it_and_whom_it_waits_for(
    colleague, staff_site
):
    staff_site[1].rows = [
        case(
            state="return-pending",
            waits_on=OTHER_UNIT,
            last_step="returned",
            last_at=NOON.isoformat(),
            last_by="handler:wang.min",
        )
    ]
    colleague.sign_in("chen").get("/desk")
    told = plain(colleague)
    assert "等金泉街道社会事务科审退单" in told
    assert "申请退单" in told
    states = re.search(r'<td class="states">(.*?)</td>', colleague.page.text, re.S)
    assert states.group(1).count('class="chip') == 2


def test_the_board_begins_with_what_is_late_due_returned_and_silent(
    colleague, staff_site, monkeypatch
):
    colleague.sign_in("chen").get("/watch")
    told = plain(colleague)
    for words in ("超期 3", "24 小时内到期 5", "重办 4", "退单待审 1", "没有新进展 6"):
        assert words in told, words
    assert re.search(r"今天 \d+ 明天 \d+ 本周 \d+", told)
    assert 'href="/desk?due=today"' in colleague.page.text
    colleague.get(f"/watch?unit={OTHER_UNIT}")
    asked = [each.get("organisation") for each in staff_site[1].lists]
    assert OTHER_UNIT in asked
    assert f'href="/desk?unit={OTHER_UNIT}&amp;late=1"' in colleague.page.text
    assert f'<option value="{OTHER_UNIT}" selected>' in colleague.page.text
    assert colleague.get("/watch?unit=nowhere").status == 200
    assert "nowhere" not in str(staff_site[1].lists)
    monkeypatch.setattr(staff_site[1], "tally", None)
    forget_answers(staff_site[0])
    assert colleague.get("/watch").says("派单系统没有应答")


def test_a_leader_opens_one_unit_of_the_patch_and_no_other_place(colleague, staff_site):
    colleague.sign_in("chen").get(f"/lead/{OTHER_UNIT}")
    assert colleague.says("今早的情况：金泉街道社会事务科")
    assert f'href="/desk?unit={OTHER_UNIT}&amp;late=1"' in colleague.page.text
    asked = staff_site[1].lists[-1]
    assert (asked["organisation"], asked["escalated"]) == (OTHER_UNIT, "true")
    assert colleague.get("/lead/nowhere").status == 404
