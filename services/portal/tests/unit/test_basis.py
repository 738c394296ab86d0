"""What stands under a clock is words, not signs of our own lists."""

import pytest

from portal.domain.basis import plain_basis

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("信访工作条例第34条", "信访工作条例第34条"),
        ("12345 延期 [M]", "12345 延期（本地规定）"),
        ("文新街道 C-20 [M]", "文新街道（本地规定）"),
        ("jinquan: 一次性告知 B-05 [M]", "一次性告知（本地规定）"),
        ("C-18，起止日 [M]", "起止日（本地规定）"),
        ("[M]", "本地规定"),
        ("a-city-appearance", "本地规定"),
        ("国办函〔2025〕66号", "国办函〔2025〕66号"),
        ("", ""),
    ],
)
def test_a_basis_is_told_in_words(basis, words):
    assert plain_basis(basis, "本地规定") == words


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("信访工作条例第34条", "Petitions, Art. 34"),
        ("《信访工作条例》第22、23条", "Petitions, Art. 22、23"),
        ("信访工作条例第34条 [M]", "Petitions, Art. 34（local）"),
        ("国办函〔2025〕66号", "国办函〔2025〕66号"),
    ],
)
def test_an_article_of_the_regulations_is_cited_in_the_readers_language(basis, words):
    assert plain_basis(basis, "local", "Petitions, Art. {n}") == words
