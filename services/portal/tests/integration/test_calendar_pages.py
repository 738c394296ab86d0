"""The working-day calendar by the page: a year as it holds, the next one drafted."""

import json

import pytest

pytestmark = pytest.mark.integration
PAGE = "/admin/calendar"
DRAFT = {
    "days_off": "2027-01-01 2027-01-03 元旦\r\n2027/2/5 至 2027/2/11 春节\r\n",
    "working_days": "2027-02-20 春节调休",
}


def sent(others):
    return [json.loads(body) for _, path, body in others.calls if "preview" in path]


@pytest.fixture
def operator(colleague):
    colleague.sign_in("ops")
    return colleague


def test_a_year_shows_what_is_off_and_what_is_worked_instead(operator):
    assert operator.get(f"{PAGE}?year=2026").says("已公布")
    assert operator.page.text.count("<caption>") == 12
    assert operator.says("休") and operator.says("班")
    assert 'name="days_off"' not in operator.page.text
    operator.get(f"{PAGE}?year=2027")
    assert operator.says("还没有公布")
    assert 'name="days_off"' in operator.page.text
    assert operator.get(f"{PAGE}?year=1999").says("工作日历 2026")
    assert operator.get(f"{PAGE}?year=shoe").says("工作日历 2026")


def test_a_year_is_tried_out_and_the_file_is_anothers_to_place(operator, staff_site):
    page = f"{PAGE}?year=2027"
    operator.get(page).send(page, **DRAFT)
    assert operator.says("现有 7 个暂定期限")
    assert operator.says("由另一个人放上去")
    [body] = sent(staff_site[1])
    assert body["year"] == 2027
    assert body["days_off"][1] == {
        "first": "2027-02-05",
        "last": "2027-02-11",
        "name": "春节",
    }
    assert body["working_days"][0]["first"] == "2027-02-20"
    assert body["note"]
    operator.send(page, **DRAFT, take="1")
    assert operator.page.headers["Content-Disposition"].endswith('"calendar.yml"')
    assert "official_years" in operator.page.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"days_off": "元旦放三天"}, "有一行看不懂"),
        ({"days_off": "2027-13-01 元旦"}, "有一行看不懂"),
        ({"days_off": " "}, "填上放假的日子"),
        ({"working_days": "补班"}, "有一行看不懂"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(operator, wrong, said):
    page = f"{PAGE}?year=2027"
    operator.get(page).send(page, **{**DRAFT, **wrong})
    assert (operator.status, operator.says(said)) == (422, True)
    assert operator.says("春节")


def test_what_routing_refuses_is_said_and_a_clerk_has_no_such_page(
    operator, staff_site
):
    page = f"{PAGE}?year=2027"
    operator.get(page)
    staff_site[1].calendar_no = "这一年的日子对不上"
    operator.send(page, **DRAFT)
    assert (operator.status, operator.says("对不上")) == (422, True)
    staff_site[1].calendar_no = None
    operator.sign_in("li")
    assert operator.get(PAGE).status == 403
