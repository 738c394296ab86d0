"""Pictures that came with a matter, as staff see them: listed, given as files."""

import pytest

from services.portal.tests.door_stand_in import picture
from services.portal.tests.staff_rooms import CASE
from services.portal.tests.stand_in import RECEIPT, matter

pytestmark = pytest.mark.integration

ONE = f"/desk/pictures/{RECEIPT}"


@pytest.fixture
def others(staff_site):
    others = staff_site[1]
    others.told = matter(pictures=2)
    others.pictures = [picture(1), picture(2, own=False, has_place=True)]
    yield others
    others.pictures_away, others.drawn = False, None


def test_they_stand_on_the_page_and_one_is_given_as_a_file_for_a_reason(
    colleague, others
):
    colleague.sign_in().get(CASE)
    assert colleague.says("下载照片 2")
    assert colleague.says("工作人员附的 · 带拍摄地点")
    assert "<img" not in colleague.page.text
    before = len(others.looks)
    page = colleague.page
    colleague.send(ONE, picture=f"{2:064x}", purpose="visit")
    assert colleague.page.headers["Content-Disposition"].startswith("attachment;")
    assert colleague.page.headers["X-Content-Type-Options"] == "nosniff"
    assert colleague.page.headers["Content-Type"] == "image/jpeg"
    assert f"{2:064x}" in colleague.page.text
    assert others.looks[before:] == ["visit"]
    for said in ({"picture": f"{2:064x}"}, {"picture": "x", "purpose": "visit"}):
        colleague.page = page
        assert colleague.send(ONE, **said).status == 422
    assert others.looks[before:] == ["visit"]


def test_the_page_stands_while_they_cannot_be_listed_and_without_any(colleague, others):
    others.pictures_away = True
    assert colleague.sign_in().get(CASE).says("照片、文件现在看不到")
    others.told = matter()
    assert not colleague.get(CASE).says("附的照片")


def test_who_decides_at_the_door_sees_them_too(colleague, others):
    colleague.sign_in("chen").get(f"/desk/door/{RECEIPT}")
    assert colleague.says("下载照片 1")


def test_a_paper_stands_there_by_name_pages_and_size_and_is_given_as_a_file(
    colleague, others
):
    others.pictures = [picture(1), picture(2, width=0, height=0, pages=3)]
    colleague.sign_in().get(CASE)
    assert colleague.says("文件2.pdf（3 页，488 KB）")
    assert colleague.says("下载文件2.pdf")
    assert "<object" not in colleague.page.text and "<embed" not in colleague.page.text
    others.drawn = b"%PDF-1.7 of the flat"
    colleague.send(ONE, picture=f"{2:064x}", purpose="visit")
    assert colleague.page.headers["Content-Type"] == "application/pdf"
    assert colleague.page.headers["Content-Disposition"].endswith('.pdf"')
    assert colleague.page.headers["X-Content-Type-Options"] == "nosniff"


def test_all_are_seen_in_small_for_a_reason_by_one_look(colleague, others):
    others.pictures.append(picture(3, width=0, height=0, pages=3))
    colleague.sign_in().get(CASE)
    before = len(others.looks)
    colleague.send(ONE, small="yes", purpose="visit")
    assert colleague.page.text.count("<img") == 1
    assert 'src="data:image/jpeg;base64,/9j/"' in colleague.page.text
    assert colleague.says("文件3.pdf（3 页") and colleague.says("这张没有小图")
    assert others.looks[before:] == ["visit"]
    assert colleague.says("下载照片 2")
    assert f'href="{CASE}"' in colleague.page.text
    colleague.send(ONE, picture=f"{1:064x}", purpose="visit")
    assert colleague.page.headers["Content-Disposition"].startswith("attachment;")
