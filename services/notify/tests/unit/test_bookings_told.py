"""Whoever holds a seat at a reception is told what becomes of it (条例第18条)."""

from datetime import date
from uuid import UUID

import pytest

from minqing_contracts.intake_bookings import BookingChangedV1
from notify.application.ports import Contact
from notify.domain.notice import THE_PETITIONER, notices_for
from notify.domain.occurrence import Step
from services.notify.tests.builders import COMMUNITY, NOON
from services.notify.tests.unit.test_letters import letters
from services.notify.tests.unit.test_translation import hear

pytestmark = pytest.mark.unit

BOOKING = UUID(int=14)


def told(change):
    return hear(
        BookingChangedV1(
            booking_id=BOOKING,
            number="YY-2611-0000176",
            revision=1,
            change=change,
            day=date(2026, 12, 2),
            begins="14:30",
            ends="17:00",
            place="街道接待室",
            host="街道领导",
            organisation_id=COMMUNITY,
            changed_at=NOON,
        )
    )


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ("booked", Step.BOOKED),
        ("moved", Step.BOOKING_MOVED),
        ("cancelled", Step.BOOKING_CANCELLED),
        ("called-off", Step.BOOKING_CALLED_OFF),
    ],
)
def test_art18_each_change_is_one_notice_to_the_holder_and_to_nobody_else(change, step):
    occurrence = told(change).occurrence
    [notice] = notices_for(occurrence, wall=NOON)
    assert (notice.step, notice.recipient) == (step, THE_PETITIONER)
    assert notice.petition_id == BOOKING
    to = Contact(name="张三", telephone="13800138000", tracking_code="7K3M-9Q2T")
    for language in ("zh-CN", "zh-TW", "en"):
        written = letters(language=language).compose(notice, to)
        assert "2026-12-02 14:30–17:00" in written.subject
        assert "YY-2611-0000176" in written.body
        assert ("7K3M-9Q2T" in written.body) is (change == "booked")


def test_a_change_that_a_later_release_tells_of_is_nobodys_news_here():
    assert told("swapped") is None
