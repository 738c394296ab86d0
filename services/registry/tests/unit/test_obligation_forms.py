"""An informer's form: once a month, of that month, of a firm that is named (D-22)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from minqing_contracts.intake_informers import InformerReportedV1
from minqing_kernel.messages import SYSTEM
from registry.adapters.obligations.hearing import HEARS_OF_FORMS
from registry.application.obligations.commands import HearForm
from registry.application.obligations.handlers import hear_form
from registry.domain.obligations.forms import InformerForm
from services.registry.tests.builders import COMMUNITY
from services.registry.tests.fakes import Store
from services.registry.tests.fakes_obligations import Kept, ObligationWork

pytestmark = pytest.mark.unit

FIRM = UUID("0d6f4f0e-6b2f-5d0a-9b1c-3a9f5f6e2c11")


def a_form(enterprise_id=FIRM.hex, month="2026-10", at=(2026, 10, 12)):
    return InformerForm(
        enterprise_id=enterprise_id,
        month=month,
        organisation_id=COMMUNITY,
        reported_by="wang-li",
        reported_at=datetime(*at, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("month", "sent", "counts"),
    [
        ("2026-10", (2026, 10, 12), date(2026, 10, 12)),
        ("2026-10", (2026, 11, 3), date(2026, 10, 31)),
        ("2026-12", (2027, 1, 2), date(2026, 12, 31)),
        ("2024-02", (2024, 3, 1), date(2024, 2, 29)),
        ("2026-10", (2026, 9, 30), date(2026, 10, 1)),
        ("2026-10", (2026, 9, 30, 17), date(2026, 10, 1)),
    ],
)
def test_d22_a_form_counts_for_its_month_whenever_it_was_sent(month, sent, counts):
    assert a_form(month=month, at=sent).counts_on == counts


@pytest.mark.parametrize(
    ("named", "firm"),
    [
        (FIRM.hex, FIRM),
        (FIRM.hex.upper(), FIRM),
        ("91440300MA5EXAMPL1", None),
        (f"{{{FIRM}}}"[:32], None),
    ],
)
def test_d22_a_firm_is_named_by_its_id_or_by_its_credit_code(named, firm):
    assert a_form(named).firm_id == firm


def test_d22_a_form_that_is_told_of_twice_is_one():
    event = InformerReportedV1(**vars(a_form()), alarming=True)
    command = HEARS_OF_FORMS[InformerReportedV1](None, event)
    assert command == HearForm(actor=SYSTEM, form=a_form())
    kept = Kept()
    for _ in range(2):
        with ObligationWork(Store(), kept) as work:
            hear_form(command, work)
    assert list(kept.forms.values()) == [a_form()]
