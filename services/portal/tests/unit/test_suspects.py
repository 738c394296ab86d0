"""Why a letter waits: routing's own reasons, each told in words."""

import pytest

from portal.domain.suspects import Lacking, lacking, word_for

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


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("no grant for transfer", Lacking("transfer")),
        ("no grant for assist of category 'lighting'", Lacking("assist", "lighting")),
        ("says it is from x: no grant to compare", Lacking("compare")),
        ("no grant for assist of category 'a' and more", None),
        ("no neighbour", None),
    ],
)
def test_what_was_not_granted_is_told_by_form_and_category(reason, found):
    assert lacking(reason) == found
