"""个人信息保护法第44-47条 by the pages: what is kept of me, who looked, a copy."""

import pytest

from services.portal.tests.stand_in import CODE, RECEIPT

pytestmark = pytest.mark.integration
PAGE = f"/track/{RECEIPT}/data"


def test_who_opened_a_matter_sees_what_is_kept_and_which_unit_looked(resident):
    resident.open()
    assert f'href="{PAGE}"' in resident.page.text
    assert resident.get(PAGE).says("138****8000")
    assert resident.says("金科苑社区")
    assert resident.says("办理这件事")
    assert resident.says("系统发通知")
    assert CODE not in resident.page.text


def test_the_copy_is_a_file_and_kept_by_no_cache(resident):
    page = resident.open().get(f"{PAGE}.json").page
    assert page.json()["readings"][0]["times"] == 3
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert page.headers["Cache-Control"] == "private, no-store"


def test_without_the_code_or_while_intake_is_away_nothing_is_shown(resident, site):
    for path in (PAGE, f"{PAGE}.json"):
        assert resident.get(path).says("查询码")
        assert not resident.says("138****8000")
    resident.open()
    site[1].away = True
    assert resident.get(PAGE).status == 503
    site[1].away, site[1].refusal = False, 404
    assert resident.get(PAGE).says("查询码")
