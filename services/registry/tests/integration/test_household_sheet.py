"""Real prints: a household on one A4 page, with a watermark, and nothing too much."""

import io
import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from pypdf import PdfReader

from registry.adapters.archive.sheet import HouseholdSheets
from registry.application.archive.household import HouseholdFile, MemberFile
from registry.application.archive.paper import Bearing, Heading, HouseholdPaper
from registry.application.archive.petitions import FiledPetition
from registry.application.archive.views import Answering, FieldView, SectionView
from registry.application.views import HouseholdCard, ResidentCard
from registry.domain.archive.section import SubjectKind
from services.registry.tests.builders import COMMUNITY, NOON
from shared.chassis.tests.prints import faults_of

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
    said |= {"identity_number": None, "telephone": "138****8000"}
    said |= {"registered_address": None}
    resident = ResidentCard(
        resident_id=uuid4(),
        organisation_id=COMMUNITY,
        household_id=uuid4(),
        registered_division=None,
        revision=1,
        name=name,
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


def a_paper(file: HouseholdFile, **changes) -> HouseholdPaper:
    who = [each.resident.resident_id for each in file.members]
    said = {
        "day": date(2026, 11, 22),
        "answering": Answering(
            grid="一网格", grid_head="周网", captains=["赵楼"], partners=["孙结"]
        ),
        "rented": True,
        "keeper": "金科苑社区",
        "headings": [
            Heading(code="employment", title="就业情况", subject=SubjectKind.RESIDENT),
            Heading(code="own", title="本地栏目", subject=SubjectKind.RESIDENT),
            Heading(code="basic", title="个人基本情况", subject=SubjectKind.RESIDENT),
        ],
        "bearings": dict.fromkeys(who, Bearing(sex="女", age="67")),
        "registered_here": dict.fromkeys(who, True),
        "writers": {"li-na": "李娜"},
    }
    return HouseholdPaper(file=file, **said | changes)


def pages_of(pdf: bytes) -> list:
    assert faults_of(pdf) == []
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
    (page,) = pages_of(
        HouseholdSheets().print(a_paper(a_file(*family, late)), mark=MARK)
    )
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


def test_a02_names_numbers_and_telephones_of_people_stay_on_one_line():
    far = "四川省南充市嘉陵区凤垭村七组五十八号附二号院内东侧第三间" * 2
    whole = {"identity_number": "000000196301010024", "telephone": "12800000028"}
    family = [
        a_member(name, **whole, registered_address=far)
        for name in ("冯映秋", "欧阳春晓明", "阿卜杜热合曼·买买提")
    ]
    pages = pages_of(HouseholdSheets().print(a_paper(a_file(*family)), mark=MARK))
    lines = [
        re.sub(r"\s", "", line)
        for page in pages
        for line in page.extract_text().splitlines()
    ]
    for member in family:
        assert any(member.resident.name in line for line in lines)
    assert sum("000000196301010024" in line for line in lines) == len(family)
    assert sum("12800000028" in line for line in lines) == len(family)


def test_what_stands_in_a_file_is_never_taken_for_a_page():
    evil = a_member("<b>冯</b>", a_section("健康状况", 病情="<script>x</script>"))
    html = HouseholdSheets().fill(a_paper(a_file(evil)), mark=MARK)
    assert "<script>" not in html
    assert "<b>" not in html


def words_in(paper: HouseholdPaper) -> str:
    html = HouseholdSheets().fill(paper, mark=MARK)
    return re.sub(r"<[^>]*>|\s", "", html.split("<h1>")[1])


def test_a02_the_sheet_names_the_head_the_grid_and_who_answers():
    head, child = a_member("冯大一"), a_member("冯小二")
    told = a_section("个人基本情况", relation="子女", residence="人户分离")
    child = replace(child, sections=[replace(told, section="basic")])
    file = a_file(head, child)
    card = replace(file.household, head_id=head.resident.resident_id)
    words = words_in(a_paper(replace(file, household=card)))
    for said in (
        f"编号：{card.household_id}",
        "建档单位：金科苑社区",
        "户主冯大一人口共2人",
        "居住性质租住网格一网格网格长周网楼栋长赵楼",
        "结对干部（单位）孙结包联人、社工暂无记录",
        "1冯大一户主女67未登记138****8000本地户籍；现住",
        "2冯小二子女女67未登记138****8000人户分离；现住",
    ):
        assert said in words, said


def test_a02_every_section_stands_on_the_sheet_in_its_order_be_it_empty():
    written = replace(a_section("就业情况", 就业状况="失业"), section="employment")
    loaded = replace(a_section("本地栏目"), section="own", role="system", erased=True)
    words = words_in(a_paper(a_file(a_member("冯大一", loaded, written))))
    basic, job = "个人基本情况暂无记录", "就业情况就业状况：失业（2026-03-02李娜）"
    assert f"{basic}{job}本地栏目已依法清除（2026-03-02批量导入）" in words
    assert "诉求办理JD-2611-0003476已结案" in words


def test_what_is_not_known_of_a_household_is_said_to_be_unknown():
    alone = replace(a_member("冯大一"), petitions=[])
    unknown = {
        "answering": Answering(),
        "rented": False,
        "keeper": None,
        "bearings": {},
        "registered_here": {},
    }
    words = words_in(a_paper(a_file(alone), **unknown))
    for said in (
        "户主暂无记录",
        "居住性质无租住登记网格暂无记录网格长暂无记录楼栋长暂无记录",
        "1冯大一未登记未登记未登记未登记138****8000户籍未登记；现住",
        "诉求办理暂无记录",
    ):
        assert said in words, said
