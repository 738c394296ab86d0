"""Pictures by the pages: sent without a script, kept, carried once, given as files."""

import io

import pikepdf
import pytest
from PIL import Image

from services.portal.tests.integration.test_keeping import everything
from services.portal.tests.residents import KEY, TEXT, rows_of
from services.portal.tests.stand_in import CHANNELS, CODE, RECEIPT, matter

pytestmark = pytest.mark.integration


def a_photograph(colour=(9, 99, 9)) -> bytes:
    exif, paper = Image.Exif(), io.BytesIO()
    exif[0x010F] = "Telephone of 冯某"
    Image.new("RGB", (8, 6), colour).save(paper, "JPEG", exif=exif.tobytes())
    return paper.getvalue()


PHOTO, OTHER = a_photograph(), a_photograph((200, 9, 9))


def attach(resident, path, *files, **said):
    """Send a form with files, as a browser does."""
    form = {"key": KEY.search(resident.page.text).group(1), **said}
    sent = [("pictures", (f"{n}.jpg", raw)) for n, raw in enumerate(files)]
    resident.page = resident.session.post(
        resident.url + path, data=form, files=sent, timeout=10
    )
    return resident


@pytest.fixture(autouse=True)
def no_pictures(site):
    site[0].database.rows("truncate waiting_pictures")
    site[1].pictures = []


def carry(parts):
    parts.database.rows("update waiting_pictures set next_at = now()")
    return parts.carriers.pictures.carry_due()


def finish(resident):
    resident.send("/tell/2", where="nowhere")
    return resident.send("/tell/3", anonymous="yes")


def test_pictures_wait_for_their_matter_and_reach_intake_once_and_bare(resident, site):
    parts, others, _ = site
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, OTHER, text=TEXT)
    assert resident.path == "/tell/2"
    assert carry(parts) == 0
    finish(resident)
    assert resident.says("还有 2 个")
    assert (carry(parts), carry(parts)) == (2, 0)
    assert not resident.get("/receipt").says("还有")
    assert [(where, code) for where, code, _, _ in others.pictures] == [
        (RECEIPT, CODE),
        (RECEIPT, CODE),
    ]
    assert all(
        b"Exif" not in raw and raw[:2] == b"\xff\xd8" for *_, raw in others.pictures
    )
    assert rows_of(parts, "waiting_pictures") == []


def test_they_are_kept_while_another_step_is_wrong_and_one_can_be_taken_off(
    resident, site
):
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, add="yes")
    assert (resident.path, resident.status) == ("/tell/1", 200)
    assert resident.says("已附 1 个")
    attach(resident, "/tell/1", OTHER, text="")
    assert resident.status == 422
    assert resident.says("已附 2 个")
    first = rows_of(site[0], "waiting_pictures")[0]["picture_id"]
    attach(resident, "/tell/1", drop=str(first), text=TEXT)
    assert (resident.path, resident.status) == ("/tell/1", 200)
    assert resident.says("已附 1 个")
    assert resident.says(TEXT)
    resident.send("/tell/1", text=TEXT).send("/tell/2", where="nowhere")
    assert resident.get("/tell/3").says("1 个")


def test_while_intake_is_away_they_are_kept_sealed_with_their_matter(resident, site):
    parts, others, _ = site
    others.away = True
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, text=TEXT)
    finish(resident)
    assert resident.says("还没有正式编号")
    assert carry(parts) == 0
    assert "/9j/" not in everything(parts)
    others.away = False
    parts.database.rows("update kept_matters set next_at = now()")
    assert parts.carriers.matters.carry_due() == 1
    others.away = True
    assert carry(parts) == 0
    others.away = False
    assert carry(parts) == 1
    assert len(others.pictures) == 1


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([PHOTO, b"<script>alert(1)</script>"], "不是能用的照片"),
        ([PHOTO] * 7, "最多附 6 个"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field_and_the_words_stay(
    resident, files, says
):
    attach(resident.get("/tell/1"), "/tell/1", *files, text=TEXT)
    assert resident.status == 422
    assert resident.says(says)
    assert resident.says(TEXT)


def test_what_intake_refuses_leaves_the_pictures_with_the_next_try(resident, site):
    parts, others, _ = site
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, text=TEXT)
    others.refusal = 422
    finish(resident)
    others.refusal = None
    resident.send("/tell/1", text=TEXT + "！")
    resident.get("/tell/3").send("/tell/3", anonymous="yes")
    assert carry(parts) == 1
    assert len(others.pictures) == 1


def test_leaving_a_shared_device_and_giving_up_throw_them_away(resident, site):
    parts = site[0]
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, text=TEXT)
    resident.get("/receipt").send("/leave")
    assert rows_of(parts, "waiting_pictures") == []
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, text=TEXT)
    parts.pictures.sweep()
    assert len(rows_of(parts, "waiting_pictures")) == 1
    parts.database.rows(
        "update waiting_pictures set kept_at = now() - interval '9 days'"
    )
    parts.pictures.sweep()
    assert rows_of(parts, "waiting_pictures") == []


def test_what_intake_never_takes_is_not_kept_here_for_ever(resident, site):
    parts = site[0]
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, text=TEXT)
    age = "update waiting_pictures set matter_id = null, kept_at = now() - {}::interval"
    for days, left in (("'9 days'", 1), ("'31 days'", 0)):
        parts.database.rows(age.format(days))
        parts.pictures.sweep()
        assert len(rows_of(parts, "waiting_pictures")) == left


def test_what_was_missing_can_be_given_with_pictures(resident, site):
    parts, others, _ = site
    asked = {"items": ["照片"], "answer_by": None, "answered_at": None}
    others.told = matter("awaiting-petitioner", missing=asked, pictures=3)
    resident.open()
    assert resident.says("3 个")
    attach(resident, f"/track/{RECEIPT}/supplement", b"none", text="在这里")
    assert resident.status == 422
    assert not [path for _, path, _ in others.calls if path.endswith("/answer")]
    attach(resident, f"/track/{RECEIPT}/supplement", PHOTO, text="在这里")
    assert resident.status == 200
    assert carry(parts) == 1
    assert others.pictures[0][:3] == (RECEIPT, CODE, "false")


def test_a_device_attaches_so_many_an_hour(resident):
    resident.get("/tell/1")
    for _ in range(8):
        attach(resident, "/tell/1", *[PHOTO] * 5, add="yes")
        assert resident.says("已附 1 个")
    attach(resident, "/tell/1", OTHER, add="yes")
    assert resident.says("传得太多了")


def a_paper(pages=2, **how) -> bytes:
    paper, told = pikepdf.Pdf.new(), io.BytesIO()
    for _ in range(pages):
        paper.add_blank_page()
    paper.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("evil")
    )
    paper.save(told, compress_streams=False, **how)
    return told.getvalue()


def test_a_paper_goes_the_same_way_without_what_acts(resident, site):
    parts, others, _ = site
    attach(resident.get("/tell/1"), "/tell/1", PHOTO, a_paper(), add="yes")
    assert resident.says("文件2.pdf（2 页")
    resident.send("/tell/1", text=TEXT)
    finish(resident)
    assert carry(parts) == 2
    paper = others.pictures[1][-1]
    assert paper.startswith(b"%PDF-") and b"JavaScript" not in paper
    assert others.kinds[-2:] == ["image/jpeg", "application/pdf"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (a_paper()[:-40], "不完整或已损坏"),
        (a_paper(31), "页数太多"),
        (a_paper(encryption=pikepdf.Encryption(owner="o", user="u")), "加了密码"),
    ],
)
def test_a_paper_that_cannot_be_kept_is_refused_in_clear_words(resident, raw, says):
    attach(resident.get("/tell/1"), "/tell/1", raw, text=TEXT)
    assert resident.status == 422
    assert resident.says(says)
    assert resident.says(TEXT)


def test_while_intake_is_of_a_version_without_papers_none_is_lost_on_the_way(
    resident, site, monkeypatch
):
    monkeypatch.setitem(CHANNELS, "papers", None)
    site[0].channels._known.clear()
    attach(resident.get("/tell/1"), "/tell/1", a_paper(), text=TEXT)
    assert resident.says("不是能用的照片或 PDF")
    assert rows_of(site[0], "waiting_pictures") == []
    site[0].channels._known.clear()
