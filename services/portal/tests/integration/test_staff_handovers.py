"""移交 at the desk: what came, what went, offering a case, and giving way."""

import pytest

from services.portal.tests.desk_stand_in import sheet
from services.portal.tests.handover_stand_in import handover
from services.portal.tests.staff_rooms import CASE
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration

PAGE = "/desk/handovers"
FIRST = f"{PAGE}/{handover()['handover_id']}"
FORM = f"{CASE}/handover"
OFFER = {
    "target": "jinniu-civil-affairs",
    "mode": "transfer",
    "why": "民政职责",
    "summary": "路灯",
}


@pytest.fixture
def others(staff_site):
    staff_site[1].between_agencies()
    return staff_site[1]


@pytest.fixture
def clerk(colleague, others):
    colleague.sign_in("li").get("/account").send("/account/role", role="clerk")
    return colleague


def test_c20_what_came_is_listed_with_both_sides_dates_and_who_sent_it(clerk):
    assert clerk.get(PAGE).says("成都市金牛区民政局")
    assert clerk.says("待答复")
    assert clerk.page.text.count("<tr>") == 3
    assert clerk.get(f"{PAGE}?of=out").page.text.count("<tr>") == 2
    assert clerk.get(f"{PAGE}?of=up&after=nowhere").page.text.count("<tr>") == 3


def test_c20_a_date_to_answer_by_stands_only_where_an_answer_is_owed(clerk, others):
    until = handover()["until"][:10]
    assert until in clerk.get(PAGE).page.text
    assert clerk.get(FIRST).says("答复期限")
    others.handovers[:] = [handover(state="refused")]
    assert until not in clerk.get(PAGE).page.text
    assert not clerk.get(FIRST).says("答复期限")


def test_c20_an_agency_that_deals_with_nobody_says_so(clerk, others):
    others.fresh()
    assert clerk.get(PAGE).says("还没有和其他机关联网")
    assert not clerk.get(CASE).says("移交其他机关")


def test_c20_an_offer_is_accepted_or_refused_with_a_reason(clerk, others):
    assert clerk.get(FIRST).says("不接受")
    clerk.send(f"{FIRST}/accept")
    assert others.acts[-1][:2] == ("accept", {"leader": ""})
    assert clerk.says("已接受，等对方确认")
    assert clerk.send(f"{FIRST}/refuse", why="").status == 422
    clerk.send(f"{FIRST}/refuse", why="不属于本街道")
    assert others.acts[-1][:2] == ("refuse", {"reason": "不属于本街道"})
    assert len(others.acts) == 2
    others.handovers[0] = handover(state="refused", said="category-not-granted")
    assert clerk.get(FIRST).says("尚未有人看过")


@pytest.mark.parametrize(
    ("may", "said", "told"),
    [
        ("return", {"why": "不归我们"}, {"reason": "不归我们"}),
        ("recall", {}, None),
        ("return-decision", {"granted": "false"}, {"granted": False}),
        ("concede", {"why": "区里裁定"}, {"reason": "区里裁定"}),
    ],
)
def test_c20_every_act_that_routing_offers_has_its_form(clerk, others, may, said, told):
    others.handovers[0] = handover(may=[may], contested=may == "concede")
    assert f"{FIRST}/{may}" in clerk.get(FIRST).page.text
    clerk.send(f"{FIRST}/{may}", **said)
    assert others.acts[-1][:2] == (may, told)


def test_what_came_with_it_is_shown_once_and_the_look_is_noted(clerk, others):
    assert not clerk.get(FIRST).says("9栋2单元")
    assert clerk.send(f"{FIRST}/file").status == 422
    assert clerk.send(f"{FIRST}/file", purpose="case-handling").says("9栋2单元")
    assert others.looks == ["case-handling"]


def test_c20_a_case_is_offered_with_what_the_other_side_needs(clerk, others):
    assert FORM in clerk.get(CASE).page.text
    assert clerk.says("提请包案")
    assert clerk.get(FORM).says("成都市金牛区民政局")
    clerk.send(FORM, **OFFER, person="true")
    assert clerk.path == f"{PAGE}?of=out&number={RECEIPT}"
    verb, told, _ = others.acts[-1]
    assert (verb, told["to"]) == ("handovers", "jinniu-civil-affairs")
    assert (told["form"], told["due"]) == ("transfer", None)
    assert told["file"]["name"] == "张三"
    assert told["file"]["code_check"] == "a" * 64
    assert others.looks == ["case-handling"]


def test_c20_who_takes_no_such_matter_is_not_offered_and_the_nearest_is_first(
    clerk, others
):
    page = clerk.get(FORM).page.text
    assert page.index("jinniu-district") < page.index("jinniu-civil-affairs")
    assert others.asked_of == {"category": "lighting", "division_code": "510106040019"}
    first, second = others.neighbours["items"]
    near = second | {"nearest": True}
    others.neighbours = others.neighbours | {"items": [first, near]}
    page = clerk.get(FORM).page.text
    assert page.index("jinniu-civil-affairs") < page.index("jinniu-district")
    changed = [first | {"takes": ["review", "return"]}, near]
    others.neighbours = others.neighbours | {"items": changed}
    assert 'value="jinniu-district"' not in clerk.get(FORM).page.text
    assert clerk.says("成都市金牛区民政局（属地、")
    others.neighbours = others.neighbours | {"items": changed[:1]}
    assert clerk.get(FORM).says("没有机关从本机关接收这一类事项")


def test_d05_who_only_helps_is_told_no_name_and_has_a_date(clerk, others):
    clerk.get(FORM)
    asks = OFFER | {"mode": "assist", "person": "true"}
    assert clerk.send(FORM, **asks).status == 422
    assert clerk.says("民政职责")
    clerk.send(FORM, **asks, due="2026-12-31")
    told = others.acts[-1][1]
    assert told["due"] == "2026-12-31T23:59:59+08:00"
    assert "name" not in told["file"]
    assert others.looks == []


def test_c20_what_was_typed_stays_where_routing_refuses(clerk, others):
    clerk.get(FIRST)
    others.refusing = True
    assert clerk.send(f"{FIRST}/refuse", why="不归我们").status == 409
    assert clerk.says("不归我们")
    assert clerk.says("有规定，不行。")
    clerk.get(FORM)
    assert clerk.send(FORM, **OFFER).status == 409
    assert clerk.says("民政职责")


def test_only_who_decides_opens_the_list_and_unknown_acts_are_no_pages(clerk, others):
    assert clerk.get(PAGE).send(f"{FIRST}/burn").status == 404
    gone = f"{PAGE}/{handover(77)['handover_id']}"
    assert clerk.get(gone).status == 404
    others.sheet = sheet(state="resolved")
    assert clerk.get(FORM).says("不能移交")
    clerk.get("/account").send("/account/role", role="handler")
    assert clerk.get(PAGE).status == 403


def test_c20_what_another_agency_accepted_is_read_in_its_letter(clerk, others):
    others.matters_away = True
    assert clerk.get(CASE).says(f"{handover()['agency_name']}移交的事项")
    assert clerk.says("原文、诉求人和联系方式在随函材料里")
    assert FIRST in clerk.page.text
    assert not clerk.says("原文和诉求人暂时看不到")
    others.handovers = []
    assert clerk.get(CASE).says("原文和诉求人暂时看不到")


def test_art19_the_same_matter_elsewhere_is_named_on_the_case_and_at_the_door(
    clerk, others
):
    others.had_elsewhere()
    assert clerk.get(CASE).says("同一事项正由成都市金牛区人民政府办理")
    assert clerk.says("JN-2603-0000007")
    assert clerk.says("可以不予受理并告知（信访工作条例第19条第3款）")
    waiting = next(iter(others.waiting))["receipt"]
    assert clerk.get(f"/desk/door/{waiting}").says("可以不予受理并告知")
    others.had_elsewhere("look", grade="place", open=False)
    assert clerk.get(CASE).says("三日内没有消息")
    assert not clerk.says("可以不予受理并告知")
