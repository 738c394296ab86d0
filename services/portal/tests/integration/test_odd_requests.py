"""Requests that no page of ours makes: each is answered in words, none with a fault."""

import pytest

from services.portal.tests.residents import TEXT, Resident
from services.portal.tests.scenes import ANSWERED, fact, hear
from services.portal.tests.stand_in import NOTICE_CODE, RECEIPT

pytestmark = pytest.mark.integration

ANOTHER = "11111111-1111-1111-1111-111111111111"


@pytest.mark.parametrize(
    "back", ["//[", "http://[", "//evil.example", "/\\evil.example", "/%09/evil"]
)
def test_a_choice_leads_back_to_pages_of_ours_alone(resident, back):
    address = f"{resident.url}/lang/en?back={back}"
    answer = resident.session.get(address, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_the_last_step_is_shown_again_whatever_the_step_before_was_told(resident):
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    resident.send("/tell/2", where="nirgends", place="金科苑3栋")
    assert resident.status == 422
    assert resident.send("/tell/3", name="").status == 422
    assert resident.says(TEXT)


def test_the_last_step_on_a_page_that_is_too_old_keeps_what_was_typed(resident):
    said = {"name": "王大爷", "telephone": "13800001234", "key": "old"}
    resident.page = Resident(resident.url).session.post(
        f"{resident.url}/tell/3", data=said
    )
    assert resident.status == 422
    assert resident.says("页面过期了，请再交一次；您写的都还在")
    assert resident.says("王大爷")


def test_a_page_that_a_form_was_answered_with_changes_its_language(resident):
    resident.tell().get("/receipt").send("/leave")
    assert resident.says("已经清除")
    assert resident.says("/lang/en?back=/leave") is False
    assert resident.get("/lang/en?back=/").status == 200


def test_no_method_that_somebody_makes_up_is_counted_by_its_name(resident, site):
    address = f"{resident.url}/track"
    assert resident.session.request("MADEUP", address).status_code == 405
    assert b"MADEUP" not in site[0].metrics.render()


def test_a_matter_is_rated_and_not_the_one_whose_notice_was_opened_before(
    resident, site
):
    parts, others, _ = site
    hear(parts, fact(receipt=RECEIPT))
    others.told = ANSWERED
    resident.get(f"/v1/follow-ups/{ANOTHER}?token={NOTICE_CODE}")
    resident.get(f"/rate?number={RECEIPT}")
    resident.send("/rate", number=RECEIPT, code="", solved="yes", satisfied="yes")
    assert not [path for _, path, _ in others.calls if ANOTHER in path]


def test_a_link_that_lost_its_code_says_nothing_of_the_number_that_is_typed(
    resident, site
):
    resident.get(f"/v1/follow-ups/{ANOTHER}")
    said = {"number": "MQ-2611-0000099", "code": NOTICE_CODE}
    resident.send("/rate", **said, solved="yes", satisfied="yes")
    assert not [path for _, path, _ in site[1].calls if ANOTHER in path]


def test_a_number_that_no_database_takes_is_an_unknown_one(resident):
    said = {"number": "MQ\x00", "code": NOTICE_CODE}
    resident.get("/rate").send("/rate", **said, solved="yes", satisfied="yes")
    assert resident.status == 422
