"""Reports name every state, channel and kind that the other services can tell of."""

import pytest

from intake.domain.channel import Channel
from intake.domain.nature import Kind
from notify.application.reports.naming import WORDS
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Outcome

pytestmark = [pytest.mark.architecture, pytest.mark.unit]


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("channel", Channel),
        ("source", Channel),
        ("kind", Kind),
        ("state", CaseState),
        ("outcome", Outcome),
    ],
)
def test_no_code_is_left_without_words(what, codes):
    assert sorted(each.value for each in codes if each.value not in WORDS[what]) == []
