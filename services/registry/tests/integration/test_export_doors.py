"""Lists through the real door: masked by role, marked, safe, written down."""

import io
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from minqing_kernel.messages import SYSTEM
from registry.application.cover.commands import ClaimPremises
from services.registry.tests.archive_builders import define, edit
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    TELEPHONE,
    an_identity,
    record_duty,
    record_grid,
    record_household,
    record_resident,
    record_staff,
)

pytestmark = pytest.mark.integration

CLERK = ("clerk", COMMUNITY)
QUERY = f"?organisation={COMMUNITY}&purpose=census"


@pytest.fixture
def somebody(say):
    home, resident = record_household(), uuid4()
    say(home)
    say(record_resident(resident, household_id=home.household_id))
    say(record_staff())
    return resident


def test_a_list_of_residents_shows_what_a_role_may_see(somebody, call, parts):
    for who, name in ((CLERK, "白*梨"), (("handler", COMMUNITY), "白**")):
        text = call("GET", f"/v1/exports/residents.csv{QUERY}", who).text
        mark, heading, row = text.removeprefix("\ufeff").splitlines()
        assert mark.startswith("li-na") and "census" in mark
        assert heading.startswith("居民标识,姓名")
        assert name in row and TELEPHONE not in row and an_identity() not in row
    kept = parts.database.rows("select export_id, subjects from exports")
    looks = parts.database.rows("select subject, purpose from access_log")
    assert [row["subjects"] for row in kept] == [[somebody]] * 2
    assert {row["subject"] for row in looks} == {str(r["export_id"]) for r in kept}
    assert parts.trail.first_break(parts.trail.head()) is None


def test_a_list_leaves_as_workbook_and_json_too(somebody, call):
    book = call("GET", f"/v1/exports/households.xlsx{QUERY}", CLERK)
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet["A1"].value.startswith("li-na") and sheet["B2"].value == "住址"
    assert sheet["B3"].value.endswith("***")
    said = call("GET", f"/v1/exports/staff.json{QUERY}", ("ops", None)).json
    assert said["rows"] == [["wang-li", "王丽", COMMUNITY, ["clerk"], True]]


def test_b17_a_list_of_households_names_the_smallest_grid_round_each(say, call):
    say(record_grid("g-1"))
    say(record_grid("g-3", level=3, parent_id="g-1"))
    for grid, premises in (("g-1", "65"), ("g-3", "65-9")):
        said = ClaimPremises(actor=SYSTEM, grid_id=grid, premises_ids={premises})
        say(said)
    say(record_household(address=AT_HOME))
    said = call("GET", f"/v1/exports/households.json{QUERY}", CLERK).json
    assert said["rows"][0][3] == "g-3"
    assert said["columns"][0] == "住户标识"


def test_what_people_read_stands_in_words_of_their_language(somebody, say, call):
    say(record_duty(scope_id="65-9"))
    path = f"/v1/exports/duties.csv{QUERY}"
    for language, told in (("zh-CN", "楼栋长,楼栋"), ("en", "Building captain,")):
        text = call("GET", path, CLERK, language=language).text
        assert told in text, text
        assert text.removeprefix("\ufeff").startswith("li-na ")
    text = call("GET", f"/v1/exports/residents.csv{QUERY}", CLERK).text
    assert text.rstrip().endswith("在册")
    for kind in ("premises", "grid-heads", "organisations", "grids", "staff"):
        assert call("GET", f"/v1/exports/{kind}.csv{QUERY}", CLERK).status_code == 200


def test_a_mark_bears_the_work_name_beside_the_account(somebody, call):
    who = ("clerk", COMMUNITY, "wang-li")
    text = call("GET", f"/v1/exports/residents.csv{QUERY}", who).text
    assert text.removeprefix("\ufeff").startswith(f"wang-li 王丽 {COMMUNITY} ")


def test_a_list_of_a_section_keeps_class_3_sealed(somebody, say, call):
    say(define())
    say(edit(somebody, condition="良好", illness="心脏病"))
    text = call("GET", f"/v1/exports/section-health.csv{QUERY}", CLERK).text
    assert f"{somebody},良好,,***," in text and "心脏病" not in text
    path = f"/v1/exports/section-nothing.csv{QUERY}"
    assert call("GET", path, CLERK).status_code == 404


def test_a_list_of_another_place_does_not_leave(somebody, call, parts):
    path = f"/v1/exports/residents.csv?organisation={OTHER}&purpose=census"
    assert call("GET", path, CLERK).status_code == 403
    assert not parts.database.rows("select 1 from exports")


def test_what_may_leave_and_which_classes_need_a_plan_can_be_asked(call, say):
    told = call("GET", "/v1/exports", CLERK).json
    titles = {each["kind"]: each["title"] for each in told["items"]}
    assert titles["residents"] and titles["residents"] != "residents"
    assert told["forms"][:2] == ["xlsx", "csv"]
    classes = call("GET", "/v1/plan-classes", CLERK).json
    assert "low-income" in {each["code"] for each in classes["items"]}
    assert classes["review_within_days"] > 0
