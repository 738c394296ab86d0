"""Cursors: opaque, and never trusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.adapters.paging import page, read_cursor, write_cursor
from routing.domain.errors import BadCursor

pytestmark = pytest.mark.unit


STORABLE = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@given(st.lists(STORABLE, min_size=1, max_size=3))
def test_a_cursor_comes_back_as_it_went(place):
    assert read_cursor(write_cursor(*place), len(place)) == place


@given(st.text())
def test_whatever_is_sent_is_a_place_or_refused(said):
    try:
        assert len(read_cursor(said, 2)) == 2
    except BadCursor as refusal:
        assert refusal.fields == {"after": "invalid-value"}


@pytest.mark.parametrize("spoilt", ["\x00", "a\x00b", "\ud800", "b\udfff"])
def test_a_spoilt_cursor_is_refused(spoilt):
    with pytest.raises(BadCursor) as refusal:
        read_cursor(write_cursor("a", spoilt), 2)
    assert refusal.value.fields == {"after": "invalid-value"}


def test_a_cursor_of_another_list_is_refused():
    with pytest.raises(BadCursor):
        read_cursor(write_cursor("a"), 2)


def test_the_last_page_has_no_next():
    assert page([1, 2, 3], 3, ["a", "b", "c"]).next is None
    first = page([1, 2, 3], 2, ["a", "b", "c"])
    assert (first.items, first.next) == ([1, 2], "b")
