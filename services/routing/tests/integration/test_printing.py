"""Real prints: what the law requires can be read in the PDF."""

import io
import re
import subprocess
import warnings
from dataclasses import replace
from datetime import date

import jinja2
import pytest
from pypdf import PdfReader

from minqing_chassis import press as pressing
from minqing_chassis.press import chinese_fonts
from routing.adapters.documents.press import Pages, SubprocessPress
from routing.application.documents.views import Sheet
from routing.domain.documents.errors import PressUnavailable
from routing.domain.documents.layout import LAYOUTS, DocumentKind
from services.routing.tests.room_builders import a_wording
from shared.chassis.tests.prints import faults_of

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def press():
    made = SubprocessPress()
    made.ensure_ready()
    made.ensure_ready()
    return made


@pytest.fixture(scope="module")
def printed():
    """Prints as the press's own process does, in this one: its library loads once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from minqing_chassis.printing import printed as make

    def print_sheet(sheet):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return make(Pages().fill(sheet))

    return print_sheet


def a_sheet(kind, **changes):
    layout = LAYOUTS[kind]
    sheet = Sheet(
        template=kind.value,
        title=layout.title,
        article=layout.article,
        number="金泉街信〔2026〕12号",
        receipt="JD-2611-0003476",
        organ="金泉街道办事处",
        remedy_organ="金牛区人民政府",
        corrected=None,
        addressee="秦某",
        address=None,
        drafted_on=date(2026, 11, 22),
        due_on=date(2027, 1, 20),
        parts={**a_wording(kind).parts, **dict.fromkeys(layout.known, "本案所知")},
    )
    return replace(sheet, **changes)


def words_in(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_art32_an_opinion_says_in_print_what_the_law_requires(press):
    parts = {
        "claims": "请求修复路灯。",
        "facts": "经查，5100盏路灯中800盏不亮。",
        "opinion": "春节前基本修复。",
        "basis": "《城市道路照明设施管理规定》。",
        "verdict": "supported",
    }
    words = words_in(press.print(a_sheet(DocumentKind.OPINION, parts=parts)))
    for part in (
        "信访事项处理意见书",
        "金泉街信〔2026〕12号",
        "信访人：秦某",
        "投诉请求请求修复路灯。",
        "事实和理由经查，5100盏路灯中800盏不亮。",
        "处理意见春节前基本修复。",
        "予以支持（条例第三十二条第一项）",
        "法律法规依据《城市道路照明设施管理规定》。",
        "自收到本意见书之日起30日内，请求金牛区人民政府",
        "复查（条例第三十五条）",
        "（印章）金泉街道办事处2026年11月22日",
    ):
        assert part in words


def pages_of(printed, claims, facts):
    """Return the words of each page of an opinion of so many lines."""
    parts = dict(a_wording(DocumentKind.OPINION).parts)
    parts |= {"claims": claims, "facts": facts, "verdict": "supported"}
    pdf = printed(a_sheet(DocumentKind.OPINION, parts=parts))
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_art32_an_opinion_of_a_few_lines_takes_one_page(printed):
    assert len(pages_of(printed, "请求修复路灯。", "经查，属实。")) == 1


def test_art32_no_signature_stands_alone_on_a_page(printed):
    lengths = (pages_of(printed, "请求。", "经查属实。\n" * n) for n in (2, 3, 4, 5))
    split = [pages for pages in lengths if len(pages) == 2]
    assert split
    assert all("30日内" in pages[1] for pages in split)


def test_every_line_of_a_part_is_a_paragraph_with_its_indent():
    parts = {**a_sheet(DocumentKind.OPINION).parts, "facts": "其一。\n\n 其二。"}
    html = Pages().fill(a_sheet(DocumentKind.OPINION, parts=parts))
    assert "<p>其一。</p>\n<p>其二。</p>" in html


@pytest.mark.parametrize("kind", DocumentKind)
def test_art33_every_kind_prints_all_that_it_must_say(printed, kind):
    sheet = a_sheet(kind)
    paper = printed(sheet)
    assert faults_of(paper) == []
    words = words_in(paper)
    choices = LAYOUTS[kind].choices
    for name, text in sheet.parts.items():
        assert name in choices or text in words
    for part in (sheet.title, sheet.number, sheet.organ, sheet.article, "（印章）"):
        assert part in words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            DocumentKind.REVIEW,
            "30日内，向金牛区人民政府（复查机关、单位的上一级）请求复核",
        ),
        (DocumentKind.RECHECK, "不再受理（条例第三十六条第三款）"),
        (DocumentKind.EXTENSION, "原办理期限至本案所知"),
        (DocumentKind.TRANSFER, "自收到之日起5个工作日内提出异议"),
        (DocumentKind.SUPPLEMENT, "此后不再要求补充其他内容"),
    ],
)
def test_art34_art35_art36_the_way_on_is_in_print(kind, words):
    html = re.sub(r"\s|<[^>]*>", "", Pages().fill(a_sheet(kind)))
    assert words in html


@pytest.mark.parametrize("kind", [DocumentKind.OPINION, DocumentKind.REVIEW])
def test_art35_an_organ_above_that_is_not_known_is_not_invented(kind):
    html = Pages().fill(a_sheet(kind, remedy_organ=None))
    assert "上一级机关、单位" in html
    assert "None" not in html


def test_what_is_not_known_is_a_blank_for_the_clerk():
    sheet = a_sheet(DocumentKind.OPINION, addressee=None, due_on=None)
    html = Pages().fill(sheet)
    assert html.count('class="blank"') == 2
    assert "None" not in html


def test_a_correction_cites_what_it_takes_the_place_of():
    sheet = a_sheet(DocumentKind.OPINION, corrected="金泉街信〔2026〕11号")
    assert "本文书更正并替代金泉街信〔2026〕11号文书。" in Pages().fill(sheet)


def test_every_kind_has_its_template():
    assert Pages().kinds == set(DocumentKind)


def test_what_a_clerk_wrote_is_text_and_never_markup(press):
    parts = dict(a_wording().parts) | {
        "facts": '<img src="file:///etc/passwd"><b>粗</b>{{ 7*7 }}'
    }
    words = words_in(press.print(a_sheet(DocumentKind.OPINION, parts=parts)))
    assert '<imgsrc="file:///etc/passwd"><b>粗</b>{{7*7}}' in words


def test_a_part_that_is_not_there_is_never_left_blank():
    with pytest.raises(jinja2.UndefinedError):
        Pages().fill(a_sheet(DocumentKind.OPINION, parts={"claims": "x"}))


def test_the_press_fetches_nothing(press):
    done = press._run('<img src="file:///etc/passwd"><p>好</p>')
    assert words_in(done) == "好"


def test_a_print_that_takes_too_long_is_given_up():
    with pytest.raises(PressUnavailable, match="not done within"):
        SubprocessPress(seconds=0.01).print(a_sheet(DocumentKind.OPINION))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("python3", "-c", "import sys; sys.exit('no ink')"), "no ink"),
        (("python3", "-c", ""), "it printed nothing"),
    ],
)
def test_a_press_that_fails_says_why(press, monkeypatch, command, words):
    monkeypatch.setattr(pressing, "COMMAND", command)
    with pytest.raises(PressUnavailable, match=words):
        press.print(a_sheet(DocumentKind.OPINION))


def test_a_press_that_cannot_print_a_line_is_not_ready(monkeypatch):
    monkeypatch.setattr(pressing, "COMMAND", ("python3", "-c", "import no_pango"))
    with pytest.raises(PressUnavailable, match="no_pango"):
        SubprocessPress().ensure_ready()


def test_a_missing_font_is_said_plainly(monkeypatch):
    monkeypatch.setattr(pressing, "chinese_fonts", list)
    with pytest.raises(PressUnavailable, match="fonts-wqy-microhei"):
        SubprocessPress().ensure_ready()


def test_a_missing_library_is_said_plainly(monkeypatch):
    monkeypatch.setattr(pressing, "find_spec", lambda _: None)
    with pytest.raises(PressUnavailable, match="weasyprint"):
        SubprocessPress().ensure_ready()


def test_a_machine_without_fontconfig_has_no_fonts(monkeypatch):
    monkeypatch.setattr(pressing.shutil, "which", lambda _: None)
    assert chinese_fonts() == []


def test_the_fonts_of_this_machine_write_chinese():
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=True)
    assert bool(chinese_fonts()) is bool(listed.stdout.strip())
