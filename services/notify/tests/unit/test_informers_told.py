"""An informer who is behind with the month's reports is told so (D-22)."""

from datetime import date
from uuid import UUID

import pytest

from minqing_contracts.intake_informers import InformerRemindedV1
from notify.application.ports import Contact
from notify.domain.notice import THE_PETITIONER, notices_for
from notify.domain.occurrence import Step
from services.notify.tests.builders import COMMUNITY, NOON
from services.notify.tests.unit.test_letters import letters
from services.notify.tests.unit.test_translation import hear

pytestmark = pytest.mark.unit

REMINDER = UUID(int=22)


def test_d22_one_notice_to_the_informer_names_what_is_missing_and_until_when():
    told = hear(
        InformerRemindedV1(
            reminder_id=REMINDER,
            informer_id="sun.li",
            organisation_id=COMMUNITY,
            month="2026-11",
            enterprises=["甲厂", "乙厂", "丙厂", "丁厂"],
            closes_on=date(2026, 12, 10),
            reminded_at=NOON,
        )
    )
    [notice] = notices_for(told.occurrence, wall=NOON)
    assert (notice.step, notice.recipient) == (Step.REPORT_DUE, THE_PETITIONER)
    assert notice.petition_id == REMINDER
    to = Contact(name="孙某", telephone="13800138000", tracking_code="7K3M-9Q2T")
    for language in ("zh-CN", "zh-TW", "en"):
        written = letters(language=language).compose(notice, to)
        assert "2026-11" in written.subject
        assert "甲厂、乙厂、丙厂" in written.body
        assert "4" in written.body
        assert "2026-12-10" in written.body
        assert "7K3M-9Q2T" not in written.body
