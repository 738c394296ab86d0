"""Lots are drawn once, shown as they stood, checked by who was not there; no script."""

import pytest

from services.portal.tests.check_stand_in import DRAWN, FROZEN

pytestmark = pytest.mark.integration

SAMPLING = "/watch/sampling"
ONE = f"{SAMPLING}/{DRAWN['draw_id']}"
FIRST = f"{ONE}/{FROZEN[0]['visit_id']}"
SAID = {"found": "differs", "means": "phone", "checked_on": "2026-11-20"}


def test_c15_what_was_drawn_and_what_not_stands_with_its_numbers(colleague, staff_site):
    colleague.sign_in("chen").get(SAMPLING)
    for words in ("主要领导抽查", "2/12", "1/1 = 100.00%", "陈主任", "超期 1 件"):
        assert colleague.says(words), words
    staff_site[1].leads_away = ("/v1/check-debts", "/v1/check-draws")
    assert colleague.get(SAMPLING).says("登记服务没有回应")
    assert colleague.sign_in("li").get(SAMPLING).status == 403


def test_c15_lots_are_drawn_under_an_id_of_the_forms_own_and_once(
    colleague, staff_site
):
    doors, nonce = staff_site[1], DRAWN["draw_id"]
    said = {"rule": "head-of-cadres", "since": "2026-07-01", "nonce": nonce}
    colleague.sign_in("chen").get(SAMPLING)
    colleague.send(SAMPLING, **said)
    assert colleague.says("样本已抽好")
    [(verb, body, _)] = doors.acts
    assert verb == f"PUT /v1/check-draws/{nonce}"
    assert body == {
        "rule": "head-of-cadres",
        "organisation_id": "jinkeyuan",
        "since": "2026-07-01",
    }
    doors.leads_problem = (409, "drawn-already")
    assert colleague.send(SAMPLING, **said).status == 409
    assert colleague.says("有规定，不行。")
    assert colleague.send(SAMPLING, rule="X", since="x").status == 422


def test_c15_a_draw_shows_frame_seed_and_rows_and_takes_what_was_found(
    colleague, staff_site
):
    doors = staff_site[1]
    colleague.sign_in("chen").get(ONE)
    for words in ("从 12 次走访里抽 2 次", "5eed", "王敏", "抽样后改过", "由别人核查"):
        assert colleague.says(words), words
    for row, may in zip(FROZEN, (True, False), strict=True):
        assert (f'action="{ONE}/{row["visit_id"]}"' in colleague.page.text) is may
    assert colleague.send(FIRST, **SAID).status == 422
    assert colleague.says("哪里不符")
    assert colleague.send(FIRST, found="x").status == 422
    colleague.send(FIRST, **SAID, differs_in="day")
    assert doors.acts[-1][1] == SAID | {"differs_in": ["day"]}
    assert colleague.says("核查结果已登记")
    doors.leads_problem = (403, "checks-own-visit")
    assert colleague.send(FIRST, **SAID, differs_in="day").status == 403
