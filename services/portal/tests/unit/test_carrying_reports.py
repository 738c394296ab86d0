"""Informers' answers reach intake later, once, and nobody presses a second time."""

from uuid import UUID

import pytest

from portal.application.ports import Away, Refused
from portal.application.report_carrying import ROUND, ClaimedReport, ReportCarrier
from services.portal.tests.fakes import FakeSealer

pytestmark = pytest.mark.unit

ONE, TWO = UUID(int=1), UUID(int=2)
TOLD = {"holder": "lin-yi", "language": "zh-CN", "draft": "d", "month": "2026-11"}


class Claims:
    """Hands out what waits, each once a round; `anew`: somebody said it again."""

    def __init__(self, *waiting, anew=False):
        self.waiting, self.back, self.done = list(waiting), [], []
        self.anew = anew

    def claim_next(self):
        return self.waiting.pop(0) if self.waiting else None

    def put_back(self, report_id):
        self.back.append(report_id)

    def ended(self, claimed, refused=""):
        self.done.append((claimed.report_id, refused))
        return not self.anew


class Intake:
    """Takes reports, unless it is told to raise; forgets drafts."""

    def __init__(self, error=None):
        self.error, self.sent, self.forgotten = error, [], []

    def send(self, holder_id, language, told):
        if self.error is not None:
            raise self.error
        self.sent.append((holder_id, language, told["month"]))

    def forget(self, draft):
        self.forgotten.append(draft)


def waiting(report_id=ONE):
    sealed = FakeSealer().seal(TOLD, str(report_id))
    return ClaimedReport(report_id=report_id, sealed=sealed)


def carrier(claims, intake):
    sealer = FakeSealer()
    return ReportCarrier(claims=claims, reports=intake, drafts=intake, sealer=sealer)


def test_d22_what_waits_goes_in_its_senders_name_and_its_draft_is_gone():
    claims, intake = Claims(waiting(), waiting(TWO)), Intake()
    assert carrier(claims, intake).carry_due() == 2
    assert intake.sent == [("lin-yi", "zh-CN", "2026-11")] * 2
    assert claims.done == [(ONE, ""), (TWO, "")]
    assert intake.forgotten == ["d", "d"]


def test_d22_what_was_said_anew_meanwhile_keeps_its_draft_and_waits():
    claims, intake = Claims(waiting(), anew=True), Intake()
    assert carrier(claims, intake).carry_due() == 1
    assert intake.forgotten == []


@pytest.mark.parametrize("error", [Away("intake"), Refused("slow", status=429)])
def test_d22_while_intake_is_away_it_waits_and_the_round_ends(error):
    claims, intake = Claims(waiting(), waiting(TWO)), Intake(error)
    assert carrier(claims, intake).carry_due() == 0
    assert (claims.back, claims.done, len(claims.waiting)) == ([ONE], [], 1)


@pytest.mark.parametrize("status", [403, 404, 409, 422])
def test_d22_what_is_refused_for_good_stays_a_draft(status):
    claims, intake = Claims(waiting()), Intake(Refused("month-closed", status=status))
    assert carrier(claims, intake).carry_due() == 1
    assert claims.done == [(ONE, "month-closed")]
    assert intake.forgotten == []


def test_d22_a_round_has_an_end():
    claims, intake = Claims(*[waiting()] * (ROUND + 1)), Intake()
    assert carrier(claims, intake).carry_due() == ROUND
