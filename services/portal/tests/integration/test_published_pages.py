"""A-17 晒账: what was done is read by anybody; what was withdrawn is gone."""

import csv
import io
from uuid import UUID

import pytest

from services.portal.tests.stand_in import WITHDRAWN

pytestmark = pytest.mark.integration


def test_a17_entries_are_listed_turned_and_opened(resident):
    resident.get("/ledger")
    assert resident.says("第25件")
    assert not resident.says("第5件")
    assert resident.says("再看 20 件")
    resident.get(f"/ledger?before={UUID(int=6)}")
    assert resident.says("第5件")
    assert not resident.says("再看 20 件")
    resident.get(f"/ledger/{UUID(int=5)}")
    assert resident.status == 200
    assert resident.says("居民代表看过现场")
    assert resident.says("2026年11月6日 周五")


def test_a17_what_was_withdrawn_says_since_when_and_nothing_else(resident):
    resident.get(f"/ledger/{WITHDRAWN}")
    assert resident.status == 410
    assert resident.says("已撤回公示")
    assert resident.says("2026年11月18日 周三")
    assert resident.get(f"/ledger/{UUID(int=77)}").status == 404
    assert resident.get("/ledger/nonsense").status == 404


def test_the_list_is_narrowed_by_what_there_is_alone(resident, site):
    resident.get("/ledger?category=公共照明&month=2026-11&place=别处")
    assert resident.says("第24件")
    assert not resident.says("第25件")
    assert resident.get("/ledger?month=2026-10").says("还没有公示的事项")
    asked = [path for _, path, _ in site[1].calls]
    assert all(path.startswith("/v1/") for path in asked)


def test_the_whole_list_comes_as_a_sheet(resident):
    resident.get("/ledger.csv?category=公共照明")
    assert resident.page.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in resident.page.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(resident.page.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["地方", "类别", "承办单位"]
    assert len(rows) == 1 + 12
    assert rows[1][-1] == "2026-11-06"


def test_while_registry_is_away_the_page_stays_and_says_so(resident, site):
    resident.get("/ledger")
    site[1].away = True
    resident.get(f"/ledger?before={UUID(int=6)}")
    assert resident.status == 200
    assert resident.says("现在连不上公示名单")
    assert resident.get("/ledger").says("第25件")
    assert resident.get(f"/ledger/{UUID(int=25)}").says("第25件")
    assert (resident.status, resident.says("有的服务现在没有回应")) == (200, True)
    assert resident.get(f"/ledger/{UUID(int=5)}").status == 503
    assert resident.get("/ledger.csv").status == 503
    site[1].away = False


def test_a_list_is_kept_for_a_minute_and_asked_again_by_its_mark(resident, site):
    kept = resident.get("/ledger?of=year").page.headers
    assert kept["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in kept
    address = f"{resident.url}/ledger?of=year"
    again = resident.session.get(address, headers={"If-None-Match": kept["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    site[1].away = True
    resident.get(f"/ledger?before={UUID(int=6)}")
    assert resident.page.headers["Cache-Control"] == "private, no-store"
