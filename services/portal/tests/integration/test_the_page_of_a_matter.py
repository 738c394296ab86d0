"""The page of a matter: who has it can be called, and a long way is folded."""

import pytest

from services.portal.tests.stand_in import NOON, matter

pytestmark = pytest.mark.integration
UNIT = {"organisation_id": "jky", "name": "金科苑社区"}
AWAY = {"agency_id": "district", "name": "区信访局"}
CALL = 'href="tel:02887001234"'


def test_the_page_of_a_matter_calls_the_unit_in_charge(resident, site):
    site[1].told = matter("assigned", unit=UNIT)
    assert resident.open().says(CALL)
    assert resident.says("打给承办单位")


@pytest.mark.parametrize("more", [{}, {"unit": UNIT, "agency": AWAY}])
def test_nobodys_telephone_stands_where_no_unit_of_ours_has_it(resident, site, more):
    site[1].told = matter("assigned", **more)
    assert not resident.open().says(CALL)


def test_a_unit_without_telephone_shows_none(resident, site):
    site[1].desk_telephone = None
    site[1].told = matter("assigned", unit=UNIT | {"organisation_id": "other"})
    assert resident.open().says("金科苑社区")
    assert not resident.says("打给承办单位")


@pytest.mark.parametrize(("steps", "folded"), [(5, False), (6, True)])
def test_a_long_way_shows_its_newest_steps_and_the_others_on_demand(
    resident, site, steps, folded
):
    way = [
        {"at": NOON.isoformat(), "step": "started", "words": f"第{n}步。"}
        for n in range(1, steps + 1)
    ]
    site[1].told = matter("assigned", timeline=way)
    page = resident.open().page.text
    assert all(each["words"] in page for each in way)
    assert resident.says(f"看全部 {steps} 条") == folded
    if folded:
        first, _, rest = page.partition("<details")
        assert "第4步。" in first
        assert "第3步。" in rest


def test_what_was_told_at_once_names_the_other_numbers_and_no_more(resident, site):
    site[1].told = matter("assigned", siblings=["MQ-2611-0000777"])
    page = resident.open().page.text
    assert "MQ-2611-0000777" in page
    assert resident.says("一起提出的")
    assert "/track/MQ-2611-0000777" not in page
