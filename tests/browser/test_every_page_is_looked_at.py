"""`make screens` knows every page of the portal, and as whom to read it."""

import re
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PIL import Image

from portal.entrypoints.web.table import pages_of
from tests.browser import seldom, sheets, walks
from tests.browser.screens import FILES, LEADS_ON, OF_STAFF, OPEN, WALKED
from tests.browser.walks import WALKS

pytestmark = pytest.mark.architecture

CAPTAIN = {"captain": "handler"}
"""What registry calls a grid worker of the demo."""
REFUSED_ON_PURPOSE = {"not-yours"}


@pytest.fixture(scope="module")
def table():
    return pages_of(MagicMock())


def may(roles, who):
    """A page without roles is anybody's."""
    return roles is None or CAPTAIN.get(who, who) in roles


def known():
    looked_at = {each.page for each in (*OPEN, *OF_STAFF)}
    return looked_at | set(WALKED) | LEADS_ON | FILES


def test_a_page_that_nobody_looks_at_is_not_built(table):
    """A page with a method of its own alone may be shown by the page that it is on."""
    readable = {page.name for page in table if not page.writes}
    assert readable - known() == set()


def test_nothing_is_looked_at_that_is_gone(table):
    assert known() - {page.name for page in table} == set()
    assert set(WALKED.values()) <= set(WALKS)


def test_every_page_is_read_by_somebody_who_may(table):
    roles = {page.name: page.roles for page in table}
    wrong = [
        each.title
        for each in OF_STAFF
        if each.title not in REFUSED_ON_PURPOSE and not may(roles[each.page], each.who)
    ]
    assert wrong == []


def test_every_picture_has_a_name_of_its_own():
    titles = [each.title for each in (*OPEN, *OF_STAFF)]
    sources = [Path(each.__file__).read_text("utf-8") for each in (walks, seldom)]
    stops = re.findall(r'Stop\(f?"([a-z0-9{}-]+)"', "".join(sources))
    assert len(stops) > 40
    names = titles + stops
    assert sorted(names) == sorted(set(names))


def test_a_page_in_sheets_is_cut_where_a_column_ends_and_nothing_is_left_out():
    tall = Image.new("RGB", (237, 3 * sheets.SIDE))
    small = Image.new("RGB", (237, 90))
    columns = list(sheets.filled([("case", tall), ("home", small)]))
    pieces = [piece for column in columns for piece in column]
    assert [label for label, _ in pieces] == ["case", *["case …"] * 3, "home"]
    assert sum(piece.height for _, piece in pieces) == tall.height + small.height
    for column in columns:
        laid = sum(sheets.LABEL + piece.height for _, piece in column)
        assert laid <= sheets.SIDE
