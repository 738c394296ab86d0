"""Who asked about their data is told that an answer is there, and not which."""

from uuid import UUID

import pytest

from minqing_contracts.intake_data_requests import DataRequestAnsweredV1
from notify.application.ports import Contact
from notify.domain.notice import THE_PETITIONER, notices_for
from notify.domain.occurrence import Step
from services.notify.tests.builders import COMMUNITY, NOON
from services.notify.tests.unit.test_letters import letters
from services.notify.tests.unit.test_translation import hear

pytestmark = pytest.mark.unit


def told(outcome, reachable=True):
    return hear(
        DataRequestAnsweredV1(
            request_id=UUID(int=4),
            number="GX-2611-0000176",
            petition_id=UUID(int=5),
            receipt="MQ-2611-0000184",
            revision=3,
            kind="deletion",
            outcome=outcome,
            reachable=reachable,
            organisation_id=COMMUNITY,
            answered_at=NOON,
        )
    )


@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        ("granted", Step.DATA_GRANTED),
        ("partly", Step.DATA_PARTLY),
        ("refused", Step.DATA_REFUSED),
    ],
)
def test_each_answer_is_one_notice_to_who_asked(outcome, step):
    [notice] = notices_for(told(outcome).occurrence, wall=NOON)
    assert (notice.step, notice.recipient) == (step, THE_PETITIONER)
    for language in ("zh-CN", "zh-TW", "en"):
        to = Contact(name="张三", telephone="13800138000")
        written = letters(language=language).compose(notice, to)
        assert "GX-2611-0000176" in written.body
        assert "MQ-2611-0000184" in written.subject


def test_who_had_the_telephone_deleted_is_told_nowhere_but_on_the_page():
    assert list(notices_for(told("granted", False).occurrence, wall=NOON)) == []


def test_an_outcome_that_a_later_release_tells_of_is_nobodys_news_here():
    assert told("shelved") is None
