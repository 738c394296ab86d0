"""企业月报 by a personal link, and at the desk: changes, drafts, reminders (D-22)."""

import re
from dataclasses import replace

import pytest

from portal.adapters.waiting_reports import LinkReports
from services.portal.tests.integration.test_link_pages import ADDRESS, NONCE
from services.portal.tests.links_stand_in import (
    CAPTAIN,
    FIRM,
    INFORMER,
    OTHER_FIRM,
    PLAIN,
    STRANGE_FIRM,
    STRANGER,
)
from services.portal.tests.residents import Resident, rows_of

pytestmark = pytest.mark.integration
LINKS, DESK, MONTH, BEFORE = "/desk/links", "/desk/informers", "2026-11", "2026-10"
WELL = {"production_normal": "yes", "wages_paid": "yes", "hazard": "no", "text": ""}
UNPAID = {**WELL, "wages_paid": "no", "text": "两个月没发工资。"}
SEEN = re.compile(r'name="revision" value="(\d+)"')


@pytest.fixture
def desk(colleague, staff_site):
    staff_site[0].database.rows("truncate personal_links, drafts, tries")
    return colleague.sign_in("chen").get(LINKS)


def given(desk, person=INFORMER):
    desk.send(LINKS, kind="informer", person=person, telephone="13800001234")
    return ADDRESS.search(desk.page.text).group(1)


@pytest.fixture
def informer(desk, staff_site):
    found = Resident(staff_site[3])
    found.link = given(desk)
    return found.get(found.link)


def form(informer, enterprise=FIRM, month=MONTH):
    return informer.get(f"/m/report?enterprise={enterprise}&month={month}")


def send(informer, month=MONTH, enterprise=FIRM, **said):
    text = informer.page.text
    nonce, seen = NONCE.search(text).group(1), SEEN.search(text).group(1)
    about = {"enterprise": enterprise, "month": month, "revision": seen}
    return informer.send("/m/report", nonce=nonce, **about, **WELL | said)


def test_d22_an_informer_reports_in_one_form_and_sees_that_it_is_done(
    informer, staff_site
):
    assert informer.says("金科电子厂")
    assert informer.says("还没报")
    send(form(informer))
    assert (informer.path, informer.says("已报送，谢谢")) == ("/m?done=sent", True)
    [told] = staff_site[1].reports[FIRM, MONTH]
    assert (told["wages_paid"], told["reported_by"]) == (True, INFORMER)
    assert informer.says("您在2026年11月19日")


def test_d22_an_answer_that_alarms_needs_words_and_says_who_was_told(informer):
    assert send(form(informer), **UNPAID | {"text": " "}).status == 422
    assert informer.says("有不正常的情况，请写几句")
    send(informer, **UNPAID)
    assert informer.says("马上告诉了劳动部门")


def test_d22_nothing_that_was_not_answered_is_taken(informer, staff_site):
    assert send(form(informer), hazard="").status == 422
    assert informer.says("请回答：有重大安全隐患吗")
    assert staff_site[1].reports == {}


def test_d22_what_was_sent_stands_in_the_form_and_is_changed_with_its_revision(
    informer, staff_site
):
    send(form(informer), **UNPAID)
    form(informer)
    assert informer.says("两个月没发工资。")
    assert informer.says("更改报送")
    send(informer, text="发了一半。", wages_paid="no")
    assert [e["revision"] for e in staff_site[1].reports[FIRM, MONTH]] == [1, 2]


def test_d22_a_closed_month_is_shown_and_not_asked_again(informer, staff_site):
    send(form(informer, month=BEFORE), BEFORE)
    form(informer, month=BEFORE)
    assert informer.says("截止，不能再改")
    assert not informer.says('name="wages_paid"')


@pytest.mark.parametrize(
    ("problem", "status", "words"),
    [
        ((409, "report-moved"), 409, "有规定，不行"),
        ((409, "month-closed"), 409, "有规定，不行"),
        ((403, "not-the-informer"), 404, "这个链接打不开"),
        ((404, "unknown-enterprise"), 404, "这个链接打不开"),
    ],
)
def test_d22_what_intake_refuses_is_said_and_what_was_typed_stays(
    informer, staff_site, problem, status, words
):
    form(informer)
    staff_site[1].informer_problem = problem
    assert send(informer, **UNPAID).status == status
    assert informer.says(words)
    assert informer.says(UNPAID["text"])


def test_d22_somebody_elses_answers_are_shown_beside_ones_own(informer, staff_site):
    form(informer)
    page = informer.page
    send(informer, text="别人先报的。")
    informer.page = page
    staff_site[1].informer_problem = (409, "report-moved")
    send(informer, **UNPAID)
    assert informer.says("别人先报的。")
    assert informer.says(UNPAID["text"])
    assert SEEN.search(informer.page.text).group(1) == "1"


def test_d22_what_cannot_be_sent_is_kept_and_stands_there_when_it_can(
    informer, staff_site
):
    parts, others, registry, url = staff_site
    form(informer)
    registry.away = True
    assert send(informer, **UNPAID).path == "/m?done=kept"
    assert informer.says("不用再按")
    kept = rows_of(parts, "drafts"), rows_of(parts, "waiting_reports")
    assert UNPAID["text"] not in str([dict(e) for rows in kept for e in rows])
    assert informer.get("/m").says("看不到报送情况")
    assert Resident(url).get(informer.link).says("金科电子厂")
    carrier = replace(
        parts.carriers.reports, reports=LinkReports(registry, parts.desk.informers)
    )
    assert carrier.carry_due() == 0
    registry.away = False
    assert informer.get("/m").says("已存好，等着报送")
    assert form(informer).says(UNPAID["text"])
    parts.database.rows("update waiting_reports set next_at = now() returning 1")
    assert carrier.carry_due() == 1
    assert rows_of(parts, "drafts") == rows_of(parts, "waiting_reports") == []
    assert not informer.get("/m").says("已存好")
    others.away = True
    assert form(informer).status == 200
    assert send(informer, text="又有订单了。").path == "/m?done=kept"
    others.away = False
    others.informer_problem = (409, "month-closed")
    assert carrier.carry_due() == 1
    assert rows_of(parts, "waiting_reports") == []
    assert form(informer).says("上次填的没有报送成功")
    others.informer_problem = None
    form(informer)
    assert send(informer, **UNPAID).status == 200
    assert rows_of(parts, "drafts") == []


def test_d22_only_of_enterprises_that_are_still_ones_own(informer, staff_site):
    form(informer, OTHER_FIRM)
    page = informer.page
    staff_site[1].informers[INFORMER] = {FIRM}
    assert form(informer, OTHER_FIRM).status == 404
    informer.page = page
    assert send(informer, enterprise=OTHER_FIRM, **UNPAID).status == 404
    assert informer.says(UNPAID["text"])
    assert form(informer, month="2026-01").status == 404
    staff_site[1].informers[INFORMER] = set()
    assert informer.get("/m").status == 404


def test_d22_a_link_opens_its_own_form_and_no_other_kind(informer, staff_site):
    assert informer.send("/m", text="楼道灯坏了", building="b-9").says("企业月报")
    staff_site[2].gone = {INFORMER}
    assert informer.get(informer.link).status == 404
    informer.session.cookies.clear()
    assert form(informer).status == 404


def test_d22_taken_back_while_it_was_open_nothing_comes_by_it(informer, staff_site):
    form(informer)
    staff_site[0].database.rows("update personal_links set state = 'revoked'")
    assert send(informer, **UNPAID).status == 404
    assert informer.says(UNPAID["text"])
    assert staff_site[1].reports == {}


def test_d22_too_many_by_one_link_wait_and_a_page_too_old_keeps_what_was_typed(
    informer, staff_site
):
    form(informer)
    staff_site[0].database.rows("update tries set count = 100 where kind = 'report'")
    send(informer)
    staff_site[0].database.rows("update tries set count = 100 where kind = 'report'")
    assert send(form(informer), **UNPAID).status == 422
    assert informer.says("一小时内送得太多了")
    informer.page = informer.session.post(
        f"{informer.url}/m/report",
        data={"enterprise": FIRM, "month": MONTH, "key": "old", **UNPAID},
        timeout=60,
    )
    assert (informer.status, informer.says(UNPAID["text"])) == (422, True)


def test_d22_giving_the_link_tells_intake_where_reminders_go(desk, staff_site):
    given(desk)
    assert desk.says("金科电子厂、东街服装厂") or desk.says("东街服装厂")
    assert staff_site[1].contacts[INFORMER] == {
        "name": "李晓岚",
        "telephone": "13800001234",
    }
    assert desk.get(LINKS).says("信息员企业月报")


def test_d22_who_reports_on_nothing_or_serves_elsewhere_gets_no_link(desk, staff_site):
    for person in (CAPTAIN, STRANGER, "nobody", ""):
        desk.get(LINKS).send(
            LINKS, kind="informer", person=person, telephone="13800001234"
        )
        assert (desk.status, desk.says("还没有要报的企业")) == (422, True)
    assert rows_of(staff_site[0], "personal_links") == []


# -- at the desk -----------------------------------------------------------------------


def test_d22_the_desk_sees_n_of_all_and_narrows_to_what_is_missing(desk, staff_site):
    desk.get(DESK)
    assert desk.says("1/2 已报")
    assert desk.says("1 家异常")
    assert desk.says("欠报")
    desk.get(f"{DESK}?until=2026-11&state=missing&after=91A")
    assert "state=missing" in staff_site[1].board_query
    assert "until=2026-11" in staff_site[1].board_query
    assert "after=91A" in staff_site[1].board_query
    desk.get(f"{DESK}?until=no&state=no")
    assert "state" not in staff_site[1].board_query


def test_d22_the_desk_reminds_and_learns_whom_to_call_on(desk, staff_site):
    desk.get(DESK).send(f"{DESK}/remind", month=BEFORE)
    assert staff_site[1].reminders == [BEFORE]
    assert desk.says("已催 1 人")
    assert desk.says("请当面催")


def test_d22_the_desk_reports_for_an_informer_and_sees_every_revision(desk, staff_site):
    one = f"{DESK}/{FIRM}/{MONTH}"
    desk.get(one)
    assert desk.says("2026年11月还没有报送")
    assert (
        desk.send(f"{one}/report", revision="0", **WELL | {"hazard": ""}).status == 422
    )
    desk.get(one).send(f"{one}/report", revision="0", **WELL)
    assert desk.says("已代为报送")
    desk.send(f"{one}/report", revision="1", **UNPAID)
    assert desk.says("马上告诉了劳动部门")
    assert desk.says("第1次")
    assert desk.says("MQ-2611-0000022")
    staff_site[1].informer_problem = (409, "month-closed")
    desk.get(one).send(f"{one}/report", revision="9" * 5_000, **UNPAID)
    assert (desk.status, desk.says("有规定，不行")) == (422, True)
    staff_site[1].informer_problem = (403, "outside-scope")
    assert desk.get(one).send(f"{one}/report", revision="2", **UNPAID).status == 403
    assert desk.get(f"{DESK}/{FIRM}/2026-13").status == 404


def test_d22_the_desk_gives_an_enterprise_to_an_informer_and_takes_it_back(
    desk, staff_site
):
    one, informers = f"{DESK}/{FIRM}/{MONTH}", staff_site[1].informers
    desk.get(one).send(f"{one}/give", person=PLAIN, telephone="13900001234")
    assert desk.says("已指定信息员")
    assert informers[PLAIN] == {FIRM}
    assert staff_site[1].contacts[PLAIN]["telephone"] == "13900001234"
    desk.send(f"{DESK}/{OTHER_FIRM}/{MONTH}/give", person=PLAIN, telephone="")
    assert (informers[PLAIN], staff_site[1].contacts[PLAIN]) == (
        {FIRM, OTHER_FIRM},
        None,
    )
    for person, telephone in ((STRANGER, ""), ("", ""), (PLAIN, "我没有")):
        desk.get(one).send(f"{one}/give", person=person, telephone=telephone)
        assert desk.status == 422
    desk.get(one).send(f"{one}/take", person=PLAIN)
    assert desk.says("不再由这位信息员报送")
    assert informers[PLAIN] == {OTHER_FIRM}
    assert desk.send(f"{one}/take", person="nobody").status == 404


def test_d22_the_desk_lists_an_enterprise_once_and_from_this_month_on(desk, staff_site):
    code = "91510106MA6EXAMPL1"
    wrong = ({"name": "", "code": code}, {"name": "新厂", "code": "91"})
    for said in (*wrong, {"name": "新厂", "code": STRANGE_FIRM}):
        assert desk.get(DESK).send(f"{DESK}/add", **said).status == 422
    assert desk.says("已经登记过了")
    desk.send(f"{DESK}/add", name="新厂", code=code.lower())
    listed, about = staff_site[1].added
    assert (listed, about["name"], about["organisation_id"]) == (
        code,
        "新厂",
        "jinkeyuan",
    )
    assert re.fullmatch(r"20\d\d-\d\d", about["reported_from"])
    assert about["division_code"]
