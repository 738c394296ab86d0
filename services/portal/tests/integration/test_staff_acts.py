"""What a case's page lets a desk do beside answering: 并单, and several at once."""

import io
import re

import pytest
from openpyxl import load_workbook

from services.portal.tests.desk_stand_in import UNIT, case, sheet
from services.portal.tests.door_stand_in import OTHER_UNIT
from services.portal.tests.lead_stand_in import NEAR
from services.portal.tests.staff_rooms import CASE, Colleague
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration


@pytest.fixture
def doors(staff_site):
    return staff_site[1]


def test_what_may_be_the_same_stands_beside_the_case_and_is_joined_once(
    colleague, doors
):
    own = NEAR | {"receipt": "MQ-2611-0000077", "reasons": ["same-person"]}
    doors.similar = [NEAR, own, NEAR | {"receipt": "MQ-2611-0000088", "yours": False}]
    wang = colleague.sign_in().get(CASE)
    assert wang.says("同一人其他诉求 1 件")
    assert wang.says("类似的 2 件")
    assert "/merge" not in wang.page.text
    li = Colleague(colleague.url).sign_in("chen").get(CASE)
    assert len(re.findall(r'action="[^"]+/merge"', li.page.text)) == 2
    li.send(f"{CASE}/merge", lead=NEAR["receipt"])
    assert (li.status, li.says("并到哪一件")) == (422, True)
    li.send(f"{CASE}/merge", lead=NEAR["receipt"], reason="同一盏灯")
    told = {"lead": NEAR["receipt"], "reason": "同一盏灯"}
    assert doors.acts == [("merge", told, f"merge-{RECEIPT}-{NEAR['receipt']}")]
    assert li.path == f"/desk/cases/{NEAR['receipt']}?done=merge&of={RECEIPT}"


def test_what_is_not_the_same_leaves_both_cases_until_somebody_looks_again(
    colleague, doors, staff_site
):
    unlike, other = staff_site[0].own.unlike, NEAR["receipt"]
    doors.similar = [NEAR]
    wang = colleague.sign_in().get(CASE)
    assert wang.says("类似的 1 件")
    wang.send(f"{CASE}/unlike", other=other).send(f"{CASE}/unlike", other=other)
    assert wang.path.startswith(CASE)
    assert wang.says("已看过，不是同一件：1 件")
    assert not wang.says("类似的 1 件")
    assert wang.says("王敏，2026年11月")
    assert list(unlike.of(other)) == [RECEIPT]
    wang.send(f"{CASE}/unlike", other=other, again="1")
    assert wang.says("类似的 1 件")
    assert unlike.of(RECEIPT) == {}


def test_who_may_not_see_a_case_says_nothing_about_it(colleague, doors, staff_site):
    wang = colleague.sign_in()
    for path, other in (
        ("/desk/cases/MQ-0000-0000404", NEAR["receipt"]),
        (CASE, RECEIPT),
        (CASE, "\0"),
        (CASE, NEAR["receipt"]),
    ):
        assert wang.get(CASE).send(f"{path}/unlike", other=other).status in {404, 422}
    assert staff_site[0].own.unlike.of(NEAR["receipt"]) == {}


def test_a_case_stands_without_what_resembles_it(colleague, doors):
    colleague.sign_in()
    doors.matters_away = True
    assert colleague.get(CASE).says("暂时看不到类似的事")


# -- several at once -----------------------------------------------------------------


def picks(page, n=2):
    return re.findall(r'name="pick" value="([^"]+)"', page.text)[:n]


def test_several_are_urged_after_one_look_and_each_is_told_of(colleague, doors):
    colleague.sign_in("chen").get("/desk")
    ticked = picks(colleague.page)
    assert colleague.send("/desk/bulk", do="urge").says("请先勾选要办的")
    colleague.send("/desk/bulk", do="urge", pick=ticked)
    assert colleague.says("催办 2 件")
    assert doors.acts == []
    nonce = re.search(r'name="nonce" value="([^"]+)"', colleague.page.text).group(1)
    said = {"do": "urge", "sure": "1", "pick": ticked, "nonce": nonce}
    assert colleague.send("/desk/bulk", **said).status == 422
    colleague.send("/desk/bulk", **said, reason="今天办")
    assert colleague.says("2 件里办成 2 件")
    assert [body for _, body, _ in doors.acts] == [{"reason": "今天办"}] * 2
    assert len({key for _, _, key in doors.acts}) == 2


def test_of_several_no_more_is_asked_of_an_owner_that_went_away(
    colleague, doors, monkeypatch
):
    colleague.sign_in("chen").get("/desk")
    asked, answer = [], doors._answer

    def gone_after_one(method, path, body, environ):
        if method == "POST":
            asked.append(path)
        return (503, {}) if len(asked) > 1 else answer(method, path, body, environ)

    monkeypatch.setattr(doors, "_answer", gone_after_one)
    said = {"do": "urge", "sure": "1", "reason": "今天办"}
    colleague.send("/desk/bulk", **said, pick=picks(colleague.page, 5))
    assert colleague.says("5 件里办成 1 件")
    assert len(asked) == 2


def test_a_case_is_given_to_the_suggested_unit_first_then_to_those_of_last_time(
    colleague, doors
):
    doors.sheet = sheet(may=["assign"], organisation_id=OTHER_UNIT)
    colleague.sign_in("chen").get(CASE)
    assert offered(colleague) == {"按规则应派给": [UNIT], "科室": [OTHER_UNIT]}
    assert "data-narrows" not in colleague.page.text
    colleague.send(f"{CASE}/assign", unit=OTHER_UNIT)
    doors.sheet = sheet(may=["assign"], organisation_id=UNIT)
    found = offered(colleague.get(CASE))
    assert found == {"最近派过的": [OTHER_UNIT], "社区": [UNIT]}


def offered(colleague):
    """The units of the form that gives a case to one, by their headings."""
    [list_of] = re.findall(
        r'<select id="assign-unit".*?</select>', colleague.page.text, re.S
    )
    return {
        heading: re.findall(r'value="([^"]+)"', units)
        for heading, units in re.findall(
            r'<optgroup label="([^"]+)">(.*?)</optgroup>', list_of, re.S
        )
    }


def test_of_several_those_that_moved_on_are_not_given_away(colleague, doors):
    colleague.sign_in("chen").get("/desk")
    ticked = [RECEIPT + ":3", "MQ-2611-0000001:2", "x", "MQ-1:x"]
    colleague.send("/desk/bulk", do="assign", sure="1", pick=ticked, unit=UNIT)
    assert colleague.says("2 件里办成 1 件")
    assert colleague.says("没有办成")
    assert [verb for verb, _, _ in doors.acts] == ["assign"]


def test_several_are_made_one_and_the_one_that_leads_is_left_alone(colleague, doors):
    colleague.sign_in("chen").get("/desk")
    said = {"do": "merge", "sure": "1", "pick": picks(colleague.page), "reason": "同一"}
    colleague.send("/desk/bulk", **said, lead="MQ-2611-0000099")
    assert colleague.says("请选以哪一件为主")
    colleague.send("/desk/bulk", **said, lead="MQ-2611-0000001")
    assert [(v, b["lead"]) for v, b, _ in doors.acts] == [("merge", "MQ-2611-0000001")]
    assert colleague.says("1 件里办成 1 件")


def test_who_decides_nothing_ticks_nothing(colleague, doors):
    colleague.sign_in().get("/desk")
    assert 'name="pick"' not in colleague.page.text
    assert colleague.send("/desk/bulk", do="urge", pick=RECEIPT + ":3").status == 403


def test_a_supervisor_presses_one_row_of_the_board_or_several(colleague, doors):
    colleague.sign_in("chen").get("/watch")
    one = re.search(r'name="one" value="([^"]+)"', colleague.page.text).group(1)
    from_board = {"do": "supervise", "from": "watch"}
    colleague.send("/desk/bulk", **from_board, one=one, pick=picks(colleague.page))
    assert colleague.says("督办 1 件")
    assert 'href="/watch"' in colleague.page.text
    said = from_board | {"sure": "1", "pick": picks(colleague.get("/watch").page)}
    faulty = colleague.send("/desk/bulk", **said, reason="拖", due_on="明天")
    assert (faulty.status, doors.acts) == (422, [])
    colleague.send("/desk/bulk", **said, reason="三天内办结", due_on="2026-11-24")
    told = {
        "measure": "supervise",
        "reason": "三天内办结",
        "due_at": "2026-11-24T23:59:59+08:00",
    }
    assert [body for _, body, _ in doors.acts] == [told] * 2
    assert doors.acts[0][0] == "supervise"
    colleague.send("/desk/bulk", **from_board)
    assert (colleague.path, colleague.says("请先勾选")) == (
        "/watch?fault=picked-none",
        True,
    )


def test_a_clerk_supervises_nobody(colleague, doors):
    colleague.sign_in("li").get("/account")
    colleague.send("/account/role", role="clerk").get("/desk")
    assert 'value="urge"' in colleague.page.text
    assert 'value="supervise"' not in colleague.page.text
    said = {"do": "supervise", "sure": "1", "pick": RECEIPT + ":3", "reason": "x"}
    assert colleague.send("/desk/bulk", **said).status == 404
    assert doors.acts == []


def test_the_board_gives_what_is_overdue_as_a_file(colleague, doors):
    doors.rows = [case(at, overdue=at < 3) for at in range(30)]
    found = colleague.sign_in("chen").get("/watch/overdue.xlsx")
    assert found.status == 200
    sheet = load_workbook(io.BytesIO(colleague.page.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[0] for row in rows] == [RECEIPT, "MQ-2611-0000001", "MQ-2611-0000002"]
    assert rows[0][2:4] == ["公共照明", "待签收"]
    assert "截至" in sheet["B1"].value
    assert colleague.sign_in("wang").get("/watch/overdue.xlsx").status == 403
