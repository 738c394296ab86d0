"""The ledger of subsidies (C-25): proposed, approved by another person, taken back."""

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.aid.commands import (
    DecidePayments,
    Line,
    ProposePayments,
    ReversePayment,
)
from registry.application.aid.ports import AidWork
from registry.application.authority import must_keep
from registry.application.persons import decider
from registry.application.rules import Rules
from registry.domain.aid.errors import PaidTwice, PaymentUnknown
from registry.domain.aid.payment import Payment, PaymentState, overlap, span_of
from registry.domain.errors import Taken


def propose_payments(
    command: ProposePayments, work: AidWork, *, clock: Clock, rules: Rules
) -> None:
    """Propose lines, all or none; the same again changes nothing.

    Raises PaidTwice for a household that has a standing line of the programme on any
    day of the period; households are held meanwhile, and the database refuses a second
    line of one period besides.
    """
    now = clock.now()
    rules.help_at(now).programme(command.programme, *span_of(command.period))
    _once(command)
    homes = work.households.get_many([each.household_id for each in command.lines])
    if len(homes) != len(command.lines):
        raise Invalid(fields={"lines": "unknown-household"})
    keepers = {key: home.profile.organisation_id for key, home in homes.items()}
    must_keep(command.actor, work.organisations, set(keepers.values()))
    known = work.payments.get_many([each.payment_id for each in command.lines])
    for line in command.lines:
        if line.payment_id in known:
            _must_say(known[line.payment_id], command, line)
    new = [each for each in command.lines if each.payment_id not in known]
    _must_be_unpaid(command, new, work)
    for line in new:
        payment = Payment(
            payment_id=line.payment_id,
            programme=command.programme,
            household_id=line.household_id,
            organisation_id=keepers[line.household_id],
            period=command.period,
            cents=line.cents,
            proposed_by=command.actor.id,
            proposed_at=now,
        )
        work.payments.add(payment)
        payment.begin()


def decide_payments(command: DecidePayments, work: AidWork, *, clock: Clock) -> None:
    """Approve or refuse lines, all or none; what a reversal reverses stands no more.

    Raises SecondPersonNeeded for a line that the actor proposed.
    """
    now, ids = clock.now(), set(command.payment_ids)
    lines = work.payments.get_many(sorted(ids))
    if len(lines) != len(ids):
        raise PaymentUnknown
    keepers = {each.organisation_id for each in lines.values()}
    must_keep(command.actor, work.organisations, keepers)
    by = decider(command.actor, work)
    for line in lines.values():
        before = line.state
        line.decide(command.step, by, at=now)
        approved = line.state is PaymentState.APPROVED and line.state is not before
        if approved and line.reverses is not None:
            work.payments.get(line.reverses).be_reversed(at=now)


def reverse_payment(command: ReversePayment, work: AidWork, *, clock: Clock) -> None:
    """Propose to take a payment back; the same again changes nothing.

    The database refuses (ReversedAlready) a second reversal that was not refused.
    """
    paid = work.payments.get(command.reverses)
    must_keep(command.actor, work.organisations, {paid.organisation_id})
    known = work.payments.find(command.payment_id)
    if known is None:
        who, now = command.actor.id, clock.now()
        taken_back = paid.reversal(command.payment_id, command.why, who, at=now)
        work.payments.add(taken_back)
    elif (known.reverses, known.why) != (command.reverses, command.why):
        raise Taken


def _must_be_unpaid(command: ProposePayments, new: list[Line], work: AidWork) -> None:
    homes = [each.household_id for each in new]
    periods = work.payments.periods(command.programme, homes)
    if any(overlap(command.period, each) for each in periods):
        raise PaidTwice


def _once(command: ProposePayments) -> None:
    payments = {each.payment_id for each in command.lines}
    homes = {each.household_id for each in command.lines}
    if not len(payments) == len(homes) == len(command.lines):
        raise Invalid(fields={"lines": "said-twice"})


def _must_say(known: Payment, command: ProposePayments, line: Line) -> None:
    said = (command.programme, line.household_id, command.period, line.cents)
    if known.reverses is not None or not known.says(*said):
        raise Taken
