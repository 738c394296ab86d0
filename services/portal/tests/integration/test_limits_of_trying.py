"""Trying too often: held up in words, nothing lost, nothing told of what there is."""

import pytest

from services.portal.tests.residents import TEXT, rows_of
from services.portal.tests.stand_in import CODE, RECEIPT

pytestmark = pytest.mark.integration
NOBODYS = "MQ-2611-0000099"


@pytest.mark.parametrize("number", [RECEIPT, NOBODYS])
def test_after_five_wrong_codes_a_number_waits_whether_or_not_it_is_there(
    resident, number
):
    for _ in range(5):
        resident.get("/track").send("/track", number=number, code="0000-0000")
        assert resident.says("编号和查询码对不上")
    resident.send("/track", number=number, code="0000-0000")
    assert resident.says("请过 15 分钟再试")


def test_the_right_code_opens_however_often_others_guessed(resident):
    for _ in range(7):
        resident.get("/track").send("/track", number=RECEIPT, code="0000-0000")
    resident.send("/track", number=RECEIPT, code=CODE)
    assert resident.says("9栋2单元楼道灯不亮")


def test_a_quarter_of_an_hour_later_it_counts_anew(resident, site):
    for _ in range(6):
        resident.get("/track").send("/track", number=RECEIPT, code="0000-0000")
    site[0].database.rows("update tries set since = now() - interval '16 minutes'")
    resident.send("/track", number=RECEIPT, code="0000-0000")
    assert resident.says("编号和查询码对不上")


def test_a_device_tells_five_matters_an_hour_and_the_sixth_is_kept_on_the_page(
    resident, site
):
    for _ in range(5):
        assert resident.tell().path == "/receipt"
    resident.tell()
    assert resident.status == 422
    assert resident.says("这一小时里交得太多了")
    assert resident.get("/tell/1").says(TEXT)
    assert len(rows_of(site[0], "kept_matters")) == 5


def test_who_tries_stands_nowhere_in_words(resident, site):
    resident.get("/track").send("/track", number=RECEIPT, code="0000-0000")
    [row] = rows_of(site[0], "tries")
    assert RECEIPT not in str(dict(row))
    site[0].database.rows("update tries set since = now() - interval '2 days'")
    site[0].kept.sweep()
    assert rows_of(site[0], "tries") == []
