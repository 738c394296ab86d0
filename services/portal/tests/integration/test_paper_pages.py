"""My documents, by the pages: listed, given as files, and honest while away."""

from uuid import UUID

import pytest

from services.portal.tests.stand_in import CODE, NOON, RECEIPT

pytestmark = pytest.mark.integration

PAPERS = f"/track/{RECEIPT}/papers"
ONE = UUID(int=5)
TOLD = {
    "document_id": str(ONE),
    "kind": "handling-opinion",
    "number": "金泉街信〔2026〕1号",
    "drafted_at": NOON.isoformat(),
    "corrected": True,
}


@pytest.fixture
def papers(site):
    site[1].papers = (200, {"items": [TOLD]})
    return site[1]


def test_who_opened_the_matter_sees_what_was_issued_and_fetches_it(resident, papers):
    assert PAPERS in resident.open().page.text
    assert resident.get(PAPERS).says("处理意见书")
    assert resident.says("已由后一份更正")
    resident.get(f"{PAPERS}/{ONE}")
    assert resident.page.headers["Content-Type"] == "application/pdf"
    assert resident.page.headers["Content-Disposition"].startswith("attachment")
    method, path, body = papers.calls[-1]
    assert (method, path) == ("POST", f"/v1/own-documents/{ONE}")
    assert CODE in body


def test_without_the_code_nothing_is_listed_or_given(resident, papers):
    for path in (PAPERS, f"{PAPERS}/{ONE}"):
        assert not resident.get(path).says("处理意见书")
    assert papers.calls == []


@pytest.mark.parametrize("status", [503, 429])
def test_while_they_cannot_be_asked_for_the_page_says_so(resident, papers, status):
    resident.open()
    papers.papers = (status, {"type": "x:codes-unasked", "title": "现在核对不了"})
    assert resident.get(PAPERS).status == 503
    assert resident.says("公文现在查不到")
    assert resident.get(f"{PAPERS}/{ONE}").status == status


def test_where_none_was_issued_the_page_says_so(resident, papers):
    papers.papers = (200, {"items": []})
    assert resident.open().get(PAPERS).says("还没有发给您的公文")
