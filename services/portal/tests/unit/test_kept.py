"""A kept matter is handed over once, and its words are then forgotten."""

from pathlib import Path
from uuid import UUID

import pytest

from minqing_kernel.errors import TransitionRefused
from portal.domain.kept import KEPT_LIFE, KeptMatter, KeptState
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.unit


@pytest.fixture
def kept():
    return KeptMatter.keep(
        UUID(int=1), number="ZC-2611-012345", code_print="x", sealed="s", at=NOON
    )


def test_it_waits_until_intake_has_it(kept):
    assert kept.state is KeptState.WAITING
    assert [type(each).__name__ for each in kept.release()] == ["MatterKept"]


def test_once_handed_over_its_words_are_gone(kept):
    kept.hand_over("MQ-2611-0000014", "sealed answer", NOON)
    assert (kept.state, kept.sealed) == (KeptState.HANDED_OVER, "")
    assert kept.release()[-1].receipt == "MQ-2611-0000014"


def test_turned_away_its_words_stay_for_who_asks(kept):
    kept.turn_away("broken-petition", NOON)
    assert (kept.sealed, kept.reason) == ("s", "broken-petition")


def test_it_is_settled_once(kept):
    kept.hand_over("MQ-2611-0000014", "sealed answer", NOON)
    with pytest.raises(TransitionRefused):
        kept.hand_over("MQ-2611-0000022", "another", NOON)


def test_the_drawing_in_the_readme_is_the_table():
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert f"```mermaid\n{KEPT_LIFE.as_mermaid()}\n```" in readme
