"""The ledger: to the cent, by two people, taken back and never deleted."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Role
from registry.application.aid.commands import DecidePayments, ReversePayment
from registry.application.aid.views import Sum
from registry.domain.aid.errors import (
    NotPaid,
    PaidTwice,
    PaymentUnknown,
    ReversedAlready,
    SecondPersonNeeded,
)
from registry.domain.aid.money import cents_of, printed, yuan
from registry.domain.aid.payment import PaymentState, PaymentStep, Why, span_of
from registry.domain.aid.releasing import DecidedLine, released
from registry.domain.errors import OutOfReach, Taken
from services.registry.tests.aid_builders import (
    CLERK,
    RULES,
    SECOND,
    line,
    pay,
)
from services.registry.tests.builders import (
    NOON,
    OTHER,
    a_cause,
    an_actor,
    record_household,
    the_tree,
)
from services.registry.tests.fakes_aid import AidStore, aid_in_memory

pytestmark = pytest.mark.unit

HOMES = [UUID(int=each) for each in range(1, 5)]
KEY, BACK = uuid4(), uuid4()


def a_ledger(store):
    bus = aid_in_memory(store, RULES)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [*the_tree(), *map(record_household, HOMES)]:
        tell(command)
    return tell


@pytest.fixture
def store():
    return AidStore()


@pytest.fixture
def say(store):
    return a_ledger(store)


def decide(*keys, actor=SECOND, step=PaymentStep.APPROVE):
    return DecidePayments(actor=actor, payment_ids=keys, step=step)


def take_back(key=BACK, reverses=KEY, actor=CLERK, why=Why.WRONG_AMOUNT):
    return ReversePayment(actor=actor, payment_id=key, reverses=reverses, why=why)


def total(store):
    return sum(e.cents for e in store.payments.values() if e.state == "approved")


def test_c25_194_households_and_367800_yuan_are_printed_exactly():
    share, rest = divmod(36_780_000, 194)
    cents = [share + (at < rest) for at in range(194)]
    found = Sum(
        programme="hardship", organisation_id="c", households=194, cents=sum(cents)
    )
    assert (found.amount, found.printed) == ("367800.00", "36.78万元")
    assert printed(36_780_001) == "367800.01元"


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (0, "0.00万元"),
        (10_000, "0.01万元"),
        (9_999, "99.99元"),
        (-10_000, "-0.01万元"),
        (-1, "-0.01元"),
        (105_000, "1050.00元"),
    ],
)
def test_c25_a_sum_is_printed_in_ten_thousands_only_where_that_is_exact(cents, said):
    assert printed(cents) == said


@given(st.integers(1, 10**11 - 1))
def test_c25_an_amount_is_read_and_said_without_loss(cents):
    assert cents_of(yuan(cents)) == cents


@pytest.mark.parametrize("amount", ["0", "0.00", "1.005", "-1", "1e3", "１", "", "1,0"])
def test_c25_what_is_no_amount_to_the_cent_is_refused(amount):
    with pytest.raises(Invalid):
        cents_of(amount)
    assert cents_of("1050") == cents_of("1050.0") == 105_000


def test_c25_a_payment_counts_once_a_second_person_has_approved_it(say, store):
    say(pay(line(HOMES[0], 189_587, KEY)))
    assert total(store) == 0
    with pytest.raises(SecondPersonNeeded):
        say(decide(KEY, actor=CLERK))
    say(decide(KEY))
    say(decide(KEY))
    paid = store.payments[KEY]
    assert (total(store), paid.decided_by, paid.revision) == (189_587, "li-na", 2)
    with pytest.raises(TransitionRefused):
        say(decide(KEY, step=PaymentStep.REFUSE))
    with pytest.raises(TransitionRefused):
        say(
            decide(
                KEY,
                actor=an_actor(Role.CLERK).__class__(
                    id="zhao", role=Role.CLERK, organisation_id=SECOND.organisation_id
                ),
            )
        )


def test_c25_what_was_refused_is_no_payment_and_may_be_proposed_anew(say, store):
    say(pay(line(HOMES[0], key=KEY)))
    say(decide(KEY, step=PaymentStep.REFUSE))
    say(pay(line(HOMES[0])))
    assert (total(store), store.payments[KEY].standing) == (0, False)


def test_c25_a_payment_is_taken_back_by_a_line_of_its_own(say, store):
    say(pay(line(HOMES[0], 500, KEY)))
    say(decide(KEY))
    say(take_back())
    say(take_back())
    assert total(store) == 500
    with pytest.raises(SecondPersonNeeded):
        say(decide(BACK, actor=CLERK))
    with pytest.raises(ReversedAlready):
        say(take_back(uuid4()))
    say(decide(BACK))
    assert (total(store), len(store.payments)) == (0, 2)
    assert store.payments[KEY].state is PaymentState.APPROVED
    say(decide(BACK))
    assert store.payments[KEY].revision == 3
    say(pay(line(HOMES[0], 501)))


def test_c25_a_reversal_that_was_refused_takes_nothing_back(say, store):
    say(pay(line(HOMES[0], 500, KEY)))
    say(decide(KEY))
    say(take_back())
    say(decide(BACK, step=PaymentStep.REFUSE))
    assert total(store) == 500 and store.payments[KEY].standing
    say(take_back(uuid4()))
    with pytest.raises(Taken):
        say(take_back(why=Why.PAID_TWICE))


def test_c25_only_what_was_paid_is_taken_back_and_no_reversal(say):
    say(pay(line(HOMES[0], key=KEY)))
    with pytest.raises(NotPaid):
        say(take_back())
    say(decide(KEY))
    say(take_back())
    say(decide(BACK))
    with pytest.raises(NotPaid):
        say(take_back(uuid4(), BACK))


def test_c25_a_household_is_paid_once_a_programme_and_period(say, store):
    first = pay(line(HOMES[0], key=KEY), line(HOMES[1]))
    say(first)
    say(first)
    assert len(store.payments) == 2
    with pytest.raises(PaidTwice):
        say(pay(line(HOMES[0])))
    say(pay(line(HOMES[0]), period="2026-04"))
    for other in (pay(line(HOMES[0], 1, KEY)), pay(line(HOMES[2], key=KEY))):
        with pytest.raises(Taken):
            say(other)
    say(decide(KEY))
    say(take_back())
    with pytest.raises(Taken):
        say(pay(line(HOMES[0], key=BACK)))


@pytest.mark.parametrize("period", ["2026", "2026-Q1", "2026-03"])
def test_c25_no_household_is_paid_twice_for_one_day(say, store, period):
    say(pay(line(HOMES[0], key=KEY)))
    with pytest.raises(PaidTwice):
        say(pay(line(HOMES[0]), period=period))
    say(pay(line(HOMES[0], key=KEY)))
    assert [each.period for each in store.payments.values()] == ["2026-03"]
    say(pay(line(HOMES[1]), period=period))
    say(pay(line(HOMES[0]), period="2026-Q2"))
    say(decide(KEY))
    say(take_back())
    say(decide(BACK))
    say(pay(line(HOMES[0]), period="2026-Q1"))


def test_c25_one_person_in_two_spellings_is_one_person(say):
    say(pay(line(HOMES[0], key=KEY)))
    with pytest.raises(SecondPersonNeeded):
        say(decide(KEY, actor=replace(CLERK, id="Wang-Li")))


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (pay(line(uuid4())), "lines"),
        (pay(line(HOMES[0]), line(HOMES[0])), "lines"),
        (pay(line(HOMES[0], key=KEY), line(HOMES[1], key=KEY)), "lines"),
        (pay(line(HOMES[0]), programme="no"), "programme"),
        (pay(line(HOMES[0]), programme="old-age", period="2027"), "period"),
        (pay(line(HOMES[0]), period="2026-13"), "period"),
    ],
)
def test_c25_a_list_that_cannot_be_is_refused_whole(say, store, command, field):
    with pytest.raises(Invalid) as refused:
        say(command)
    assert set(refused.value.fields) == {field} and not store.payments


def test_c25_a_period_is_a_year_a_quarter_or_a_month():
    days = [f"{first} {last}" for first, last in map(span_of, PERIODS)]
    assert days == [
        "2024-01-01 2024-12-31",
        "2024-01-01 2024-03-31",
        "2024-10-01 2024-12-31",
        "2024-02-01 2024-02-29",
    ]


PERIODS = ["2024", "2024-Q1", "2024-Q4", "2024-02"]


def test_c25_the_ledger_of_another_place_is_out_of_reach(say):
    say(pay(line(HOMES[0], key=KEY)))
    stranger = an_actor(Role.CLERK, OTHER)
    for command in (
        pay(line(HOMES[1]), actor=stranger),
        decide(KEY, actor=stranger),
        take_back(actor=stranger),
    ):
        with pytest.raises(OutOfReach):
            say(command)
    with pytest.raises(PaymentUnknown):
        say(decide(KEY, uuid4()))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "refuse", "reverse"]),
        st.integers(0, 3),
        st.integers(1, 10**9),
    ),
    max_size=12,
)


@given(STEPS)
def test_c25_any_payments_and_reversals_add_up_to_the_cent(steps):
    store = AidStore()
    say = a_ledger(store)
    standing: dict[int, tuple[UUID, int]] = {}
    for step, at, cents in steps:
        if step == "reverse" and at in standing:
            back, (key, _) = uuid4(), standing.pop(at)
            say(take_back(back, key))
            say(decide(back))
        elif step != "reverse" and at not in standing:
            key = uuid4()
            say(pay(line(HOMES[at], cents, key)))
            approves = step == "pay"
            answer = PaymentStep.APPROVE if approves else PaymentStep.REFUSE
            say(decide(key, step=answer))
            standing |= {at: (key, cents)} if approves else {}
    assert total(store) == sum(cents for _, cents in standing.values())


SMALLEST = 5
HOUSES = [UUID(int=each) for each in range(1, 13)]
BATCHES = st.lists(
    st.lists(
        st.tuples(st.sampled_from(HOUSES), st.sampled_from([-7, 3, 7])), min_size=1
    ),
    max_size=12,
)


def decided(batches):
    return [
        DecidedLine(
            household_id=home, cents=cents, decided_at=NOON + timedelta(minutes=no)
        )
        for no, batch in enumerate(batches)
        for home, cents in batch
    ]


@settings(deadline=None)
@given(BATCHES, st.randoms(use_true_random=False))
def test_c25_two_public_sums_never_differ_by_fewer_households_than_a_group(
    batches, chance
):
    told, since = None, set()
    for upto in range(len(batches) + 1):
        lines = decided(batches[:upto])
        chance.shuffle(lines)
        now = released(lines, SMALLEST)
        since |= {home for home, _ in batches[upto - 1]} if upto else set()
        if now != told:
            assert len(since) >= SMALLEST
        if len(since) >= SMALLEST:
            since.clear()
        assert now is None or now.households >= SMALLEST
        told = now


def test_c25_a_public_sum_is_exact_when_it_changes():
    first = [(home, 100) for home in HOUSES[:6]]
    later = [(home, 50) for home in HOUSES[6:10]]
    one = decided([first])
    assert vars(released(one, SMALLEST)) == {"households": 6, "cents": 600}
    assert released(decided([first, later]), SMALLEST) == released(one, SMALLEST)
    undone = [(HOUSES[0], -100)]
    whole = released(decided([first, later, undone]), SMALLEST)
    assert vars(whole) == {"households": 9, "cents": 700}
    assert released(decided([later]), SMALLEST) is None
