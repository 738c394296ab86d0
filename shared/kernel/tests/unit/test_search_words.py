"""The words by which part of a text is found."""

import pytest

from minqing_kernel.search_words import asked_parts, word_parts

pytestmark = pytest.mark.unit


def test_a_text_is_found_by_pairs_numbers_what_they_count_and_letters():
    assert word_parts("金科苑9栋aed") == {
        *("b:金科", "b:科苑", "d:9", "n:9栋", "p:aed"),
    }
    assert word_parts("灯") == set()


def test_a_number_is_asked_for_with_what_it_counts_and_alone_only_at_the_end():
    assert asked_parts("9栋2单元") == {"n:9栋", "n:2单", "b:单元"}
    assert asked_parts("东街65") == {"b:东街", "d:65"}
    assert asked_parts("") == set()
