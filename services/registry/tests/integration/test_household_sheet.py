"""Real prints: a household on one A4 page, with a watermark, and nothing too much."""

import io
import re
from datetime import date
from uuid import uuid4

import pytest
from pypdf import PdfReader

from registry.adapters.archive.sheet import HouseholdSheets
from registry.application.archive.household import HouseholdFile, MemberFile
from registry.application.archive.petitions import FiledPetition
from registry.application.archive.views import FieldView, SectionView
from registry.application.views import HouseholdCard, ResidentCard
from services.registry.tests.builders import COMMUNITY, NOON

pytestmark = pytest.mark.integration

MARK = "li-na 2026-11-22 visit"


def a_section(title: str, **values) -> SectionView:
    return SectionView(
        section="any",
        title=title,
        version=1,
        revision=1,
        at=NOON,
        by="li-na",
        role="clerk",
        visit_id=None,
        fields=[
            FieldView(
                code=name,
                title=name,
                type="text",
                sensitivity=2,
                value=value,
                masked=False,
            )
            for name, value in values.items()
        ],
    )


def a_member(name: str, *sections: SectionView, **changes) -> MemberFile:
    said = {"state": "living", "died_on": None, "left_on": None, "moved_to": None}
    resident = ResidentCard(
        resident_id=uuid4(),
        organisation_id=COMMUNITY,
        household_id=uuid4(),
        registered_division=None,
        revision=1,
        name=name,
        identity_number=None,
        telephone="138****8000",
        registered_address=None,
        **said | changes,
    )
    petition = FiledPetition(
        petition_id=uuid4(),
        receipt="JD-2611-0003476",
        section="petitions",
        state="closed",
        outcome="resolved",
        answered_at=NOON,
    )
    return MemberFile(resident=resident, sections=sections, petitions=[petition])


def a_file(*members: MemberFile) -> HouseholdFile:
    card = HouseholdCard(
        household_id=uuid4(),
        organisation_id=COMMUNITY,
        grid_id=None,
        building_id=None,
        head_id=None,
        address="金科苑东街65号9栋***",
        revision=1,
        members=[each.resident for each in members],
    )
    hardship = a_section("困难情况", 低保=True)
    return HouseholdFile(household=card, sections=[hardship], members=members)


def pages_of(pdf: bytes) -> list:
    return PdfReader(io.BytesIO(pdf)).pages


def test_a02_a_household_stands_on_one_page_of_a4_with_all_that_is_asked():
    outcomes = [{"receipt": "JD-1", "outcome": "resolved", "on": "2014-02-01"}]
    sections = (
        a_section("就业情况", 就业需要="社区保洁", 特长=["种花", "做饭"]),
        a_section("健康状况", 健康状况="***"),
        a_section("帮扶情况", 是否帮扶对象=False, 办理结果=outcomes),
        a_section("对社区组织诉求", 诉求="加装扶手" * 90),
    )
    family = [a_member(f"冯小{each}", *sections) for each in "一二三四"]
    late = a_member("冯大一", state="deceased", died_on=date(2014, 1, 1))
    (page,) = pages_of(HouseholdSheets().print(a_file(*family, late), mark=MARK))
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    words = re.sub(r"\s", "", page.extract_text())
    for said in (
        "金科苑东街65号9栋***",
        "冯小四",
        "就业需要：社区保洁；特长：种花、做饭",
        "健康状况：***",
        "是否帮扶对象：否；办理结果：JD-1已解决2014-02-01",
        "低保：是",
        "JD-2611-0003476已结案",
        "（已故）",
        "共5人",
        MARK.replace(" ", ""),
    ):
        assert said in words, said


def test_what_stands_in_a_file_is_never_taken_for_a_page():
    evil = a_member("<b>冯</b>", a_section("健康状况", 病情="<script>x</script>"))
    html = HouseholdSheets().fill(a_file(evil), mark=MARK)
    assert "<script>" not in html
    assert "<b>" not in html
