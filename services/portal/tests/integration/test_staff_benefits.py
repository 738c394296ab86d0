"""政策找人: who may have help, which household lacks a plan; read on purpose alone."""

import pytest

from services.portal.tests.homes_stand_in import HOME

pytestmark = pytest.mark.integration

PEOPLE, PLANS = "/desk/benefits", "/desk/plans"


@pytest.fixture
def clerk(colleague):
    colleague.sign_in("li").get("/account").send("/account/role", role="clerk")
    return colleague


def test_c12_nobody_is_looked_at_before_a_rule_is_chosen(clerk, staff_site):
    assert clerk.get(PEOPLE).says("高龄津贴")
    assert clerk.get(f"{PEOPLE}?rule=no-such").says("查看（留痕）")
    assert clerk.get(PLANS).says("一户一策缺失")
    assert staff_site[1].looks == []


def test_c12_who_may_have_a_benefit_is_told_with_what_decided_and_opens_the_file(
    clerk, staff_site
):
    clerk.get(f"{PEOPLE}?rule=old-age&standing=entitled")
    for words in (
        "这次查了 25 人",
        "<dd>2 人",
        "年龄：86",
        "户内人数",
        f"/desk/households/{HOME}",
    ):
        assert clerk.page.text.count(words), words
    assert f"after={HOME}" in clerk.page.text
    asked = staff_site[1].looks[-1]
    assert (asked["rule"], asked["purpose"]) == ("old-age", "benefit-check")
    clerk.get(f"{PEOPLE}?rule=old-age&standing=unknown&after={HOME}")
    assert clerk.says("这次查的人里没有说不准的")
    assert staff_site[1].looks[-1]["after"] == HOME


def test_c07_a_household_that_must_have_a_plan_is_told_with_its_class(
    clerk, staff_site
):
    clerk.get(f"{PLANS}?standing=missing")
    for words in ("应有 1/25", "低保户", f"/desk/households/{HOME}"):
        assert clerk.page.text.count(words), words
    assert clerk.get(f"{PLANS}?standing=unknown").says("这一页没有说不准的户")
    assert staff_site[1].looks[-1]["standing"] == "unknown"
    assert clerk.sign_in("wang").get(PLANS).status == 403
