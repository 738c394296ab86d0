"""Households, visits, duties and call-backs, without any script."""

import re

import pytest

from services.portal.tests.homes_stand_in import FIRM, HOME, PETITION, RESIDENT, VISIT
from services.portal.tests.staff_rooms import NONCE
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration

HOUSE = f"/desk/households/{HOME}"
NEW = f"/desk/visits/new/{HOME}"
ONE = f"/desk/visits/{VISIT}"
CALL = f"/desk/callback/question/{PETITION}"


# -- households ----------------------------------------------------------------------


def test_a_household_is_found_and_no_address_of_a_page_holds_a_name(
    colleague, staff_site
):
    colleague.sign_in().get("/desk/households")
    assert colleague.send("/desk/households", text=" ").status == 422
    colleague.send("/desk/households", text="feng")
    assert colleague.says("冯**")
    assert colleague.says("还有别人")
    assert (">—</td>" in colleague.page.text, "None" in colleague.page.text) == (
        True,
        False,
    )
    assert (colleague.path, HOUSE in colleague.page.text) == ("/desk/households", True)
    assert staff_site[1].acts[-1][:2] == ("POST /v1/residents/find", {"text": "feng"})


def test_a_file_is_masked_until_a_reason_is_given_and_shown_whole_once(
    colleague, staff_site
):
    looks = staff_site[1].looks
    colleague.sign_in().get(HOUSE)
    for words in ("冯**", "健康状况", "（已隐去）", "入户走访", RECEIPT):
        assert colleague.says(words), words
    assert colleague.send(f"{HOUSE}/whole").status == 422
    assert looks == []
    colleague.send(f"{HOUSE}/whole", purpose="visit")
    assert colleague.says("全部信息，由 王敏")
    said = {"subject": "resident", "subject_id": RESIDENT, "section": "health"}
    assert colleague.get(HOUSE).send(f"{HOUSE}/section", **said).status == 422
    colleague.send(f"{HOUSE}/section", **said, purpose="benefit-check")
    assert colleague.says("糖尿病")
    assert looks == ["visit", "benefit-check"]
    bad = said | {"section": "../../x", "purpose": "visit"}
    assert colleague.send(f"{HOUSE}/section", **bad).status == 422


EDIT = f"{HOUSE}/edit/resident/{RESIDENT}/health"


def test_a_section_is_written_by_who_may_and_only_what_was_changed(
    colleague, staff_site
):
    doors = staff_site[1]
    colleague.sign_in().get(HOUSE)
    for words in ("稳定情况", "有记录，无权查看", "补一节", "帮扶计划"):
        assert colleague.says(words), words
    assert EDIT in colleague.page.text
    assert f"{HOUSE}/edit/household/{HOME}/home" not in colleague.page.text
    colleague.get(EDIT)
    assert colleague.says("不填就不变")
    assert '"f-health-6"' not in colleague.page.text
    said = {"f-health-0": "", "was-health-1": "yes", "f-health-1": "no"}
    more = {"f-health-2": "3", "f-health-3": "陪诊", "f-health-4": "二"}
    colleague.send(EDIT, revision="3", **said, **more)
    assert colleague.says("已保存。")
    assert doors.acts[-1][:2] == (
        f"PATCH /v1/residents/{RESIDENT}/sections/health",
        {
            "values": {
                "health-1": False,
                "health-2": 3,
                "health-3": ["陪诊"],
                "health-4": "二",
            }
        },
    )
    many = len(doors.acts)
    colleague.get(EDIT).send(EDIT, revision="3")
    assert len(doors.acts) == many
    for path in (
        f"{HOUSE}/edit/resident/{HOME}/health",
        f"{HOUSE}/edit/household/{HOME}/health",
        f"{HOUSE}/edit/household/{HOME}/none",
        f"{HOUSE}/edit/household/{HOME}/a.b",
    ):
        assert colleague.get(path).status == 404, path
    colleague.get(f"{HOUSE}/edit/household/{HOME}/home")
    assert colleague.says("您的角色不填这一节")


def test_who_wrote_at_the_same_time_sees_mine_and_theirs_and_loses_nothing(
    colleague, staff_site
):
    doors = staff_site[1]
    colleague.sign_in().get(EDIT)
    doors.homes_problem = (409, "stale-revision")
    said = {"was-health-1": "no", "f-health-1": "no", "f-health-0": "高血压"}
    colleague.send(EDIT, revision="2", **said)
    assert colleague.status == 409
    for words in ("别人改过这一节", "高血压", "您没改", "合并后保存"):
        assert colleague.says(words), words
    assert 'name="revision" value="3"' in colleague.page.text
    assert '<input type="radio" name="f-health-1" value="yes" checked>' in (
        colleague.page.text
    )
    doors.homes_problem = (422, "invalid")
    colleague.get(EDIT)
    colleague.send(EDIT, revision="3", **{"f-health-2": "三"})
    assert (colleague.status, colleague.says("要填整数")) == (422, True)
    assert 'value="三"' in colleague.page.text


def test_a_section_that_is_sent_twice_is_no_conflict_with_oneself(
    colleague, staff_site
):
    colleague.sign_in().get(EDIT)
    staff_site[1].homes_problem = (409, "stale-revision")
    again = {"was-health-1": "no", "f-health-1": "yes"}
    colleague.send(EDIT, revision="2", **again)
    assert colleague.says("已保存。")


def test_a_file_is_shown_as_it_stood_on_a_day(colleague):
    colleague.sign_in().get(f"{HOUSE}?on=2026-10-01")
    assert colleague.says("2026年10月1日 周四 结束时各节的内容")
    assert EDIT not in colleague.page.text
    for day in ("2030-01-01", "x"):
        assert not colleague.get(f"{HOUSE}?on={day}").says("结束时各节的内容")


def test_the_sheet_is_masked_or_for_a_reason(colleague, staff_site):
    colleague.sign_in().get(f"{HOUSE}/sheet")
    assert colleague.page.headers["Content-Type"] == "application/pdf"
    assert colleague.page.headers["Cache-Control"] == "private, no-store"
    colleague.get(HOUSE).send(f"{HOUSE}/sheet", purpose="visit")
    assert staff_site[1].looks == ["masked", "visit"]
    assert colleague.get(HOUSE).send(f"{HOUSE}/sheet").status == 422


def test_homes_that_nobody_knows_or_that_are_away_are_told_so(colleague, staff_site):
    other = HOME.replace("ab01", "cd01")
    assert colleague.sign_in().get(f"/desk/households/{other}").status == 404
    assert colleague.get("/desk/households/x").status == 404
    staff_site[1].homes_away = True
    for path in (HOUSE, ONE, "/desk/visits", "/desk/obligations"):
        assert colleague.get(path).status == 503, path
        assert colleague.says("没有回应"), path


# -- visits --------------------------------------------------------------------------


def record(colleague, **said):
    nonce = NONCE.search(colleague.page.text).group(1)
    told = {"kind": "home", "held_at": "2026-11-19T10:30", "diary": "都好"}
    return colleague.send(NEW, nonce=nonce, **told | said)


def test_a_visit_is_recorded_once_with_what_it_found(colleague, staff_site):
    colleague.sign_in().get(NEW)
    assert colleague.says("入户走访")
    assert not colleague.says("院坝交流")
    form, found = colleague.page, {"text-1": "灯坏", "outcome-1": "taken-back"}
    for _ in range(2):
        colleague.page = form
        record(colleague, **found, living="低保")
    first, second, again, twice = staff_site[1].acts
    assert (first, second) == (again, twice)
    assert first[1]["held_at"] == "2026-11-19T10:30:00+08:00"
    assert first[1]["subjects"] == [{"kind": "household", "id": HOME}]
    assert (first[1]["visitors"], first[1]["living"]) == (["wang.min"], "低保")
    assert second[1] == {"text": "灯坏", "outcome": "taken-back"}


def test_a_finding_says_of_which_kind_it_is_and_about_whom(colleague, staff_site):
    colleague.sign_in().get(NEW)
    for words in ("低保户：五项都要写", "是谁的困难", "冯**", "公共照明"):
        assert colleague.says(words), words
    found = {"text-1": "灯坏", "outcome-1": "taken-back", "matter-1": "lamps"}
    record(colleague, **found, **{"about-1": RESIDENT})
    told = staff_site[1].acts[-1][1]
    about = {"kind": "resident", "id": RESIDENT}
    assert (told["matter"], told["about"]) == ("lamps", about)
    form = colleague.get(NEW)
    for wrong in ({"about-1": "x"}, {"matter-1": "../x"}):
        record(form, **found | wrong)
        assert colleague.status == 422


def test_d30_a_patrol_of_a_firm_answers_its_checklist(colleague, staff_site):
    assert colleague.sign_in().get("/desk/visits/firms").says("佳美超市")
    place = f"/desk/visits/firms/{FIRM}"
    colleague.get(place)
    for words in ("佳美超市", "检查清单：定期巡查", "疏散通道畅通", "走访结果"):
        assert colleague.says(words), words
    assert not colleague.says("入户走访")
    nonce = NONCE.search(colleague.page.text).group(1)
    said = {"kind": "patrol", "held_at": "2026-11-19T10:30", "diary": "都看了"}
    checked = {"check-patrol-exits": "hazard", "check-patrol-wiring": "?"}
    colleague.send(place, nonce=nonce, **said, **checked, result="raised")
    told = staff_site[1].acts[-1][1]
    assert told["subjects"] == [{"kind": "firm", "id": FIRM}]
    assert told["checklist"] == [{"point": "exits", "found": "hazard"}]
    assert told["outcome"] == "raised"


def test_c08_the_five_items_are_added_to_a_visit_and_nothing_else_is_lost(
    colleague, staff_site
):
    colleague.sign_in().get(ONE)
    assert colleague.send(f"{ONE}/items").status == 422
    colleague.get(ONE).send(f"{ONE}/items", thinking="担心孩子")
    assert colleague.says("五项已补写")
    assert staff_site[1].looks == ["visit"]
    told = staff_site[1].acts[-1]
    assert told[0] == f"PUT /v1/visits/{VISIT}"
    assert (told[1]["diary"], told[1]["thinking"]) == ("灯坏三天", "担心孩子")
    assert told[1]["subjects"] == [{"kind": "household", "id": HOME}]
    assert told[1]["visitors"] == ["wang.min"]


def test_a_visit_with_faults_keeps_every_word(colleague, staff_site):
    colleague.sign_in().get(NEW)
    record(colleague, diary="", **{"text-1": "灯坏", "outcome-1": "settled"})
    assert colleague.status == 422
    for words in ("请写民情日记", "现场办结要写怎么办结的", "灯坏"):
        assert colleague.says(words), words
    staff_site[1].homes_problem = (422, "unknown-kind")
    assert record(colleague, diary="都好").says("有规定，不行。")
    assert colleague.says("都好")
    assert staff_site[1].acts == []


def test_a_visits_page_shows_where_its_findings_stand_now(colleague, staff_site):
    colleague.sign_in().get(ONE)
    for words in ("已转诉求", RECEIPT, "办理中", "正在转成诉求", "晚录 1 天"):
        assert colleague.says(words), words
    assert not colleague.says("灯坏三天")
    colleague.send(f"{ONE}/whole", purpose="visit")
    assert colleague.says("灯坏三天")
    colleague.get(ONE).send(f"{ONE}/findings", text="再一件", outcome="raised")
    assert colleague.says("困难已记下")
    assert colleague.send(f"{ONE}/close", family="confirmed").says("走访已办结")
    staff_site[1].homes_problem = (409, "still-open")
    assert colleague.send(f"{ONE}/close", family="confirmed").status == 409
    assert colleague.says("有规定，不行。")
    assert colleague.send(f"{ONE}/close").status == 422


def test_ones_own_visits_are_listed_and_heads_see_what_leads_nowhere(colleague):
    assert not colleague.sign_in().get("/desk/visits").says("还没有着落的")
    assert colleague.says("金科苑9栋***")
    assert colleague.sign_in("chen").get("/desk/visits").says("9 天没有办结")


# -- obligations ---------------------------------------------------------------------


def test_one_sees_what_is_done_missing_and_where_the_pace_leads(colleague, staff_site):
    colleague.sign_in().get("/desk/obligations?on=2026-11-10")
    plain = re.sub(r"<[^>]+>", "", colleague.page.text)
    for words in ("38/50", "差 12", "到期约 47", "会差 3", "原定", "落后"):
        assert words in plain, words
    address = re.search(r'/desk/obligations/missing[^"]+', colleague.page.text).group()
    assert colleague.get(address.replace("&amp;", "&")).says("金科苑9栋**")
    assert colleague.get("/desk/obligations?on=nonsense").status == 200


def test_heads_see_who_is_behind_and_how_past_periods_went(colleague):
    path = "/desk/obligations/unit?rule=c03-households"
    assert colleague.sign_in().get(path).status == 403
    colleague.sign_in("chen").get(path)
    for words in ("王敏", "9/12", "560/600", "93%"):
        assert words in re.sub(r"<[^>]+>", "", colleague.page.text), words


# -- call-backs ----------------------------------------------------------------------


def test_whom_to_call_is_listed_and_a_week_counts_what_came_of_it(colleague):
    colleague.sign_in("chen").get("/desk/callback")
    assert CALL in colleague.page.text
    colleague.get("/desk/callback?of=closed")
    for words in ("打过 1 次", "2/4", "3/4"):
        assert words in re.sub(r"<[^>]+>", "", colleague.page.text), words


def test_a_call_is_recorded_as_rating_or_as_vain(colleague, staff_site):
    colleague.sign_in("chen").get(CALL)
    assert colleague.send(CALL).status == 422
    assert colleague.send(CALL, reached="yes", solved="yes").status == 422
    assert colleague.send(CALL, reached="no").says("请选为什么没打通")
    said = {"reached": "yes", "solved": "yes", "satisfied": "unknown"}
    assert colleague.send(CALL, **said).says("回访已记下")
    colleague.get(CALL).send(CALL, reached="no", miss="busy")
    rate, miss = staff_site[1].acts
    assert rate[1] == {"solved": True, "satisfied": None, "reason": ""}
    assert (miss[0].endswith("/misses"), miss[1]) == (True, {"miss": "busy"})
    path = CALL.replace("question", "closed")
    colleague.get(path).send(path, **said, handling="换了灯")
    assert staff_site[1].acts[-1][1]["handling"] == "换了灯"
    colleague.get(path).send(path, reached="no", miss="no-answer")
    assert staff_site[1].acts[-1][1] == {"miss": "no-answer"}
    assert colleague.get(CALL.replace("question", "nonsense")).status == 404


def test_who_may_not_call_back_is_told_why(colleague, staff_site):
    staff_site[1].homes_problem = (403, "own-resolution")
    colleague.sign_in("chen").get(CALL)
    said = {"reached": "yes", "solved": "yes", "satisfied": "yes", "reason": "谢谢"}
    assert colleague.send(CALL, **said).status == 403
    assert colleague.says("有规定，不行。")
    assert colleague.says("谢谢")
