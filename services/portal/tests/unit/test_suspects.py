"""Why a letter waits: routing's own reasons, each told in words."""

import pytest

from portal.domain.suspects import word_for

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        ("unreadable: wrong: word", "unreadable"),
        ("no neighbour", "stranger"),
        ("no grant for transfer", "not-granted"),
        ("no grant to compare", "not-granted"),
        ("no grant for assist of category 'lighting'", "not-granted"),
        ("not signed by its sender", "forged"),
        ("epoch 3 was not given by its owner before", "history"),
        ("says it is from jinniu-district: not signed by its sender", "forged"),
        ("handover-not-found", "other"),
    ],
)
def test_a_reason_is_told_in_words(reason, word):
    assert word_for(reason) == word
