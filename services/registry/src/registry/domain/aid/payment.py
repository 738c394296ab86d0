"""Payments to households (C-25): in cents, approved by a second person, kept."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.aid.errors import NotPaid, SecondPersonNeeded
from registry.domain.aid.events import HelpStepped
from registry.domain.persons import Decider

PERIOD: Final = re.compile(
    r"((?:19|20|21)\d{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?\Z", re.ASCII
)


class PaymentState(StrEnum):
    """待复核, 已复核, 未通过."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class PaymentStep(StrEnum):
    """What a second person may say."""

    APPROVE = "approve"
    REFUSE = "refuse"


LIFE: Final = StateMachine(
    on(
        PaymentStep.APPROVE,
        leaving={PaymentState.PROPOSED},
        reach=PaymentState.APPROVED,
    ),
    on(PaymentStep.REFUSE, leaving={PaymentState.PROPOSED}, reach=PaymentState.REFUSED),
)
ANSWERED: Final = {
    PaymentStep.APPROVE: PaymentState.APPROVED,
    PaymentStep.REFUSE: PaymentState.REFUSED,
}


class Why(StrEnum):
    """Why a payment is reversed: 金额错误, 对象错误, 不符合条件, 重复发放."""

    WRONG_AMOUNT = "wrong-amount"
    WRONG_HOUSEHOLD = "wrong-household"
    NOT_ENTITLED = "not-entitled"
    PAID_TWICE = "paid-twice"


def span_of(period: str) -> tuple[date, date]:
    """Return the first and the last day of 2026, 2026-Q1 or 2026-03; else Invalid."""
    found = PERIOD.match(period)
    if not found:
        raise Invalid(fields={"period": "bad-period"})
    year, month, quarter = int(found[1]), found[2], found[3]
    first = int(month) if month else 3 * int(quarter) - 2 if quarter else 1
    last = first if month else first + 2 if quarter else 12
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def overlap(period: str, other: str) -> bool:
    """Tell whether two periods have a day in common, such as 2026-03 and 2026-Q1."""
    (first, last), (since, until) = span_of(period), span_of(other)
    return first <= until and since <= last


@dataclass(eq=False, kw_only=True)
class Payment(Aggregate):
    """One line of the ledger; a reversal is a line of its own, below nothing.

    `standing`: it is neither refused nor reversed. `organisation_id` keeps the
    household's file when the line is written.
    """

    payment_id: UUID
    programme: str
    household_id: UUID
    organisation_id: str
    period: str
    cents: int
    proposed_by: str
    proposed_at: datetime
    reverses: UUID | None = None
    why: Why | None = None
    state: PaymentState = PaymentState.PROPOSED
    standing: bool = True
    decided_by: str | None = None
    decided_at: datetime | None = None
    revision: int = 0

    def begin(self) -> None:
        """Write down that it is proposed."""
        self._told("payment-proposed", self.proposed_at)

    def says(self, programme: str, household_id: UUID, period: str, cents: int) -> bool:
        """Tell whether just this was proposed already."""
        said = (self.programme, self.household_id, self.period, self.cents)
        return said == (programme, household_id, period, cents)

    def decide(self, step: PaymentStep, by: Decider, *, at: datetime) -> None:
        """Approve or refuse it; the same again by the same person changes nothing.

        Raises SecondPersonNeeded for who proposed it, TransitionRefused once decided.
        """
        if self.state is ANSWERED[step] and self.decided_by == by.account:
            return
        if by.is_also(self.proposed_by):
            raise SecondPersonNeeded
        self.state = LIFE.after(self.state, step)
        self.standing = self.state is not PaymentState.REFUSED
        self.decided_by, self.decided_at = by.account, at
        self._told(f"payment-{self.state}", at)

    def reversal(self, key: UUID, why: Why, by: str, *, at: datetime) -> "Payment":
        """Return the line that takes it back once it is approved; else NotPaid."""
        approved = self.state is PaymentState.APPROVED and self.reverses is None
        if not approved:
            raise NotPaid
        taken_back = Payment(
            payment_id=key,
            programme=self.programme,
            household_id=self.household_id,
            organisation_id=self.organisation_id,
            period=self.period,
            cents=-self.cents,
            reverses=self.payment_id,
            why=why,
            proposed_by=by,
            proposed_at=at,
        )
        taken_back.begin()
        return taken_back

    def be_reversed(self, *, at: datetime) -> None:
        """Stand no longer: its reversal was approved."""
        self.standing = False
        self._told("payment-reversed", at)

    def _told(self, step: str, at: datetime) -> None:
        self.revision += 1
        self.record(
            HelpStepped(
                subject=f"payment:{self.payment_id}",
                step=step,
                revision=self.revision,
                at=at,
                detail={"programme": self.programme},
            )
        )
