"""The README's drawings are those of the tables."""

from pathlib import Path

import pytest

from notify.domain.follow_up import FOLLOW_UP_LIFE
from notify.domain.follow_ups.objection import OBJECTION_LIFE
from notify.domain.follow_ups.visit import VISIT_LIFE
from notify.domain.notice import NOTICE_LIFE
from notify.domain.sending.errand import ERRAND_LIFE
from notify.domain.sending.journal import CALL_LIFE
from notify.domain.sending.text_draft import DRAFT_LIFE

pytestmark = pytest.mark.unit

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize(
    "machine",
    [
        NOTICE_LIFE,
        FOLLOW_UP_LIFE,
        VISIT_LIFE,
        OBJECTION_LIFE,
        CALL_LIFE,
        ERRAND_LIFE,
        DRAFT_LIFE,
    ],
)
def test_the_drawing_in_the_readme_is_the_table(machine):
    assert f"```mermaid\n{machine.as_mermaid()}\n```" in README.read_text("utf-8")
