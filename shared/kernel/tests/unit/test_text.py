"""Text is stored as it was typed, or refused when it cannot be stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.text import Unreadable, clean

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "路灯\ud800坏了", "\udfff"])
def test_text_that_no_database_can_hold_is_refused_with_the_field_named(text):
    with pytest.raises(Unreadable) as caught:
        clean(text, field="title")
    assert caught.value.fields == {"title": "unreadable"}


def test_space_around_text_goes_and_space_inside_stays():
    assert clean("  路灯 坏了\n\n三天了 \t") == "路灯 坏了\n\n三天了"


def test_letters_written_in_two_marks_become_one():
    assert clean("cafe\u0301") == "café"


@pytest.mark.parametrize(
    "text", ["👨\u200d👩\u200d👧 停水", "㐀𠮷野", "１２３，。", "里 長"]
)
def test_emoji_rare_characters_and_wide_forms_stay_as_typed(text):
    assert clean(text) == text


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
)
def test_whatever_can_be_stored_is_accepted_and_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
