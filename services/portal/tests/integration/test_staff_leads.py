"""Decisions, trends, reports, publishing, files and rules, without any script."""

import io
import re

import pytest

from portal.entrypoints.web.app import build_pages
from portal.entrypoints.web.table import pages_of
from services.portal.tests.desk_stand_in import case
from services.portal.tests.lead_stand_in import (
    BATCH,
    ITEM,
    OLD_ITEM,
    PUBLICATION,
    TEMPLATE,
    TEXT_DRAFT,
)
from services.portal.tests.residents import KEY
from services.portal.tests.staff_rooms import NONCE, forget_answers
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration

DRAFT = f"/desk/publish/{PUBLICATION}"
REVIEW = f"/desk/reviews/{RECEIPT}"


def plain(colleague):
    return re.sub(r"<[^>]+>", "", colleague.page.text)


# -- decisions -----------------------------------------------------------------------


def test_what_waits_for_a_decision_stands_on_one_page(colleague, staff_site):
    colleague.sign_in("chen").get("/desk/decisions")
    for words in ("延期待批", "退单待审", "复查", "公示待批", "李晓岚"):
        assert colleague.says(words), words
    assert f"at=extension:{RECEIPT}" in colleague.page.text
    staff_site[1].rows = [case(1, organisation_id="jiedao")]
    colleague.get("/desk/decisions")
    assert "at=extension:" not in colleague.page.text
    staff_site[1].leads_away = ("/v1/reviews", "/v1/objections")
    forget_answers(staff_site[0])
    assert colleague.get("/desk/decisions").status == 200
    assert colleague.says("统计服务没有回应")
    colleague.sign_in("li").get("/desk/decisions")
    assert "/watch/decide" not in colleague.page.text
    colleague.get(f"/desk/cases/{RECEIPT}?act=remark")
    assert '<details class="act" id="act-remark" open>' in colleague.page.text


def test_a_review_is_answered_with_an_outcome_and_an_opinion(colleague, staff_site):
    colleague.sign_in("chen").get(REVIEW)
    assert colleague.says("没有解决")
    assert colleague.send(f"{REVIEW}/answer", outcome="upheld").status == 422
    colleague.send(f"{REVIEW}/answer", outcome="upheld", opinion="维持原答复")
    assert colleague.says("已记下")
    [(verb, said, _)] = staff_site[1].acts
    assert verb == f"POST /v1/cases/{RECEIPT}/review/answer"
    assert said == {"outcome": "upheld", "opinion": "维持原答复"}
    day = {"answer_received_on": "2026-11-02", "reason": "不服"}
    colleague.send(f"{REVIEW}/ask", **day)
    assert staff_site[1].acts[-1][1] == day
    assert colleague.send(f"{REVIEW}/burn").status == 404
    staff_site[1].leads_problem = (409, "matter-final")
    assert colleague.send(f"{REVIEW}/turn-away", reason="又来").status == 409


def test_art35_a_review_is_asked_of_the_agency_above_where_one_takes_it(
    colleague, staff_site
):
    doors = staff_site[1]
    doors.is_reviewed = False
    colleague.sign_in("chen").get(REVIEW)
    assert not colleague.says("请上一级机关复查")
    doors.between_agencies()
    assert colleague.get(REVIEW).says("请上一级机关复查")
    assert colleague.says("金牛区人民政府")
    assert not colleague.says("金牛区民政局")
    assert colleague.send(f"{REVIEW}/ask-above").status == 422
    day = {"answer_received_on": "2026-11-02", "reason": "不服"}
    colleague.send(f"{REVIEW}/ask-above", **day)
    assert colleague.says("已记下")
    assert doors.acts[-1][:2] == (f"POST /v1/cases/{RECEIPT}/review-above", day)


# -- trends and reports --------------------------------------------------------------


def test_trends_show_what_rises_suddenly_and_no_rate_without_a_base(colleague):
    colleague.sign_in("chen").get("/watch/trends?by=category&sort=change")
    said = plain(colleague)
    for words in ("多了 200.0%", "4 → 12 件", "-44.4%", "对照为 0，不算增幅", "11/12"):
        assert words in said, words
    assert said.count("多了") == 1
    names = re.findall(r'<th scope="row">([^<]+)', colleague.page.text)
    assert names == ["噪声扰民", "公共照明", "邻里纠纷", "新出现的"]
    address = re.search(r'/watch/rows\?[^"]+', colleague.page.text).group()
    assert colleague.get(address.replace("&amp;", "&")).status == 200
    assert colleague.get("/watch/trends?by=x&sort=y&of=z").status == 200


def test_a_report_is_a_page_a_pdf_and_a_workbook_of_the_same_day(colleague, staff_site):
    colleague.sign_in("chen").get("/watch/reports?name=weekly&on=2026-11-18")
    assert "金科苑社区" in plain(colleague)
    for form, kind in (("pdf", "application/pdf"), ("xlsx", "spreadsheetml")):
        colleague.get(f"/watch/reports/weekly/{form}?on=2026-11-18")
        assert kind in colleague.page.headers["Content-Type"]
        assert staff_site[1].looks[-1][1]["on"] == "2026-11-18"
    assert colleague.get("/watch/reports/weekly/exe").status == 404
    assert colleague.get("/watch/reports?name=x&on=x").status == 200


# -- publishing ----------------------------------------------------------------------


def test_one_writes_and_another_approves_what_was_read(colleague, staff_site):
    doors, path = staff_site[1], f"/desk/publish/new/{ITEM}"
    assert colleague.sign_in("wang").get("/desk/publish").says("公共照明")
    assert OLD_ITEM not in colleague.page.text
    assert colleague.says("李晓岚")
    assert not colleague.says("li.xiao")
    colleague.get(path)
    nonce = NONCE.search(colleague.page.text).group(1)
    assert colleague.send(path, nonce=nonce, done=" ", result="x").status == 422
    doors.leads_problem = (422, "tells-too-much")
    colleague.send(path, nonce=nonce, done="给张三换灯", result="亮了")
    assert (colleague.status, colleague.says("给张三换灯")) == (422, True)
    doors.leads_problem = None
    # the answer leads to the new draft's page
    colleague.send(path, nonce=nonce, done="换灯", result="亮了")
    assert doors.acts[-1][:2] == (
        f"PUT /v1/publications/{nonce}",
        {"item_id": ITEM, "done": "换灯", "result": "亮了"},
    )
    assert f"at=publication:{PUBLICATION}" not in colleague.get(DRAFT).page.text
    assert (
        f"at=publication:{PUBLICATION}"
        in colleague.sign_in("chen").get(DRAFT).page.text
    )
    doors.draft_author = "chen.zhu"
    assert colleague.get(DRAFT).says("由别人审批")
    assert colleague.send(f"{DRAFT}/withdrawal").status == 422
    colleague.send(f"{DRAFT}/withdrawal", reason="objection")
    assert doors.acts[-1][1] == {"reason": "objection"}


# -- files ---------------------------------------------------------------------------


def test_a_file_is_tried_watched_and_its_faults_taken_away(colleague, staff_site):
    doors = staff_site[1]
    colleague.sign_in("chen").get("/desk/import")
    assert colleague.says("居民")
    form = {
        "key": KEY.search(colleague.page.text).group(1),
        "kind": "residents",
        "try": "1",
    }
    sent = {"file": ("记录本.xlsx", b"PK" + b"\x00" * 400_000)}
    colleague.page = colleague.session.post(
        colleague.url + "/desk/import", data=form, files=sent
    )
    assert colleague.path == f"/desk/import/{BATCH}"
    path, query, content = doors.acts[-1]
    assert (path, query["dry_run"], query["name"]) == (
        "/v1/imports",
        "true",
        "记录本.xlsx",
    )
    assert len(content) == 400_002
    assert "第 17 行" in plain(colleague)
    assert colleague.get(f"/desk/import/{BATCH}?after={'9' * 5_000}").status == 200
    assert colleague.get(f"/desk/import/{BATCH}/faults").status == 200
    assert "attachment" in colleague.page.headers["Content-Disposition"]
    assert colleague.get("/desk/import/templates/residents").status == 200
    colleague.get(f"/desk/import/{BATCH}").send(f"/desk/import/{BATCH}/undo")
    assert colleague.says("正在撤销")
    assert colleague.get("/desk/import").send("/desk/import", kind="x!").status == 422


def test_a_large_file_of_a_stranger_is_not_read(staff_site):
    client = build_pages(staff_site[0], pages_of(staff_site[0])).test_client()
    sent = {"file": (io.BytesIO(b"x" * 500_000), "x.xlsx")}
    answer = client.post("/desk/import", data=sent)
    assert answer.status_code in {401, 413}


# -- rules ---------------------------------------------------------------------------


def test_rules_in_force_stand_beside_the_default_with_their_basis(
    colleague, staff_site
):
    colleague.sign_in().get("/desk/policies")
    said = plain(colleague)
    for words in ("签收：1 个工作日", "2 个工作日", "文新街道（本地规定）"):
        assert words in said, words
    assert "[M]" not in said
    staff_site[1].leads_away = ("/v1/policy",)
    assert not colleague.get("/desk/policies").says("暂时看不到：")
    assert "2 个工作日" in plain(colleague)
    assert colleague.says("有的服务现在没有回应")
    forget_answers(staff_site[0])
    assert colleague.get("/desk/policies").says("暂时看不到：")


# -- texts ---------------------------------------------------------------------------

WORDING = {
    "valid_from": "2027-01-01",
    "note": "更好懂",
    **{f"subject_{each}": "{receipt}" for each in ("zh_cn", "zh_tw", "en")},
    **{f"body_{each}": "{due_on} 前" for each in ("zh_cn", "zh_tw", "en")},
    **{f"replaces_{each}": "2" for each in ("zh_cn", "zh_tw", "en")},
}


def test_a_text_is_seen_in_every_language_with_its_effect_before_it_is_handed_in(
    colleague, staff_site
):
    doors, page = staff_site[1], f"/admin/texts/{TEMPLATE}"
    colleague.sign_in("ops").get("/admin/texts")
    for words in ("受理告知：MQ-0000-0000000", "诉求人", "ops.one"):
        assert colleague.says(words), words
    assert not colleague.says("{receipt}")
    assert colleague.get(page).says("zh-TW 已受理")
    assert colleague.page.text.count('value="受理告知：{receipt}"') == 3
    colleague.send(page, **WORDING)
    assert (colleague.status, colleague.says("请选先看效果")) == (422, True)
    nonce = NONCE.search(colleague.page.text).group(1)
    assert (
        colleague.send(page, **WORDING | {"act": "preview", "body_en": ""}).status
        == 422
    )
    assert colleague.says("请写正文")
    colleague.send(page, **WORDING, act="preview", nonce=nonce)
    for words in ("zh-CN 5月1日前", "en 5月1日前", "有 214 份", "还没发出的有 3 份"):
        assert colleague.says(words), words
    assert doors.acts == []
    assert f'name="nonce" value="{nonce}"' in colleague.page.text
    colleague.send(page, **WORDING, act="propose", nonce=nonce)
    [(verb, said, _)] = doors.acts
    assert verb == f"PUT /v1/text-drafts/{nonce}"
    assert (said["valid_from"], said["means"]) == ("2027-01-01", "any")
    assert said["texts"][1] == {
        "language": "zh-TW",
        "subject": "{receipt}",
        "body": "{due_on} 前",
        "replaces": 2,
    }
    doors.leads_problem = (409, "text-unfit")
    colleague.get(f"{page}?means=sms")
    assert colleague.says("这种方式没有单独的写法")
    colleague.send(page, **WORDING, act="preview")
    assert (colleague.status, colleague.says("写了不能填的空：{secret}")) == (409, True)
    assert colleague.says("英文 · 正文")
    assert colleague.get(f"{page}?means=smoke").status == 404
    assert colleague.get("/admin/texts/no..such/").status == 404


def test_a_text_is_let_out_by_another_than_who_wrote_it(colleague, staff_site):
    doors, page = staff_site[1], f"/admin/texts/drafts/{TEXT_DRAFT}"
    colleague.sign_in("ops").get(page)
    assert colleague.says("要由另一个人批准")
    assert f"{page}/approve" not in colleague.page.text
    colleague.sign_in("chen").get(f"/admin/texts/{TEMPLATE}")
    assert colleague.says("zh-CN 已受理")
    assert 'name="body_en"' not in colleague.page.text
    assert colleague.send(f"/admin/texts/{TEMPLATE}", act="preview").status == 403
    colleague.get(page)
    assert colleague.send(f"{page}/refuse").status == 422
    colleague.get(page).send(f"{page}/approve")
    assert doors.acts == [(f"POST /v1/text-drafts/{TEXT_DRAFT}/approve", None, "")]
    colleague.send(f"{page}/refuse", reason="不清楚")
    assert doors.acts[-1][1] == {"reason": "不清楚"}
    doors.leads_problem = (403, "own-text")
    colleague.get(page)
    assert colleague.send(f"{page}/approve").says("有规定，不行。")
    assert colleague.sign_in("wang").get("/admin/texts").status == 403
