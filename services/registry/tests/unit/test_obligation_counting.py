"""What was done, counted: sets, hours, hand-overs, averages, forecasts, states."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.domain.obligations.counting import (
    Credit,
    average,
    counted,
    credited,
    keyed,
    required_of,
    tally,
)
from registry.domain.obligations.periods import Every, Period, period_of
from registry.domain.obligations.rules import (
    Cell,
    Counts,
    Measure,
    OnRest,
    Reach,
    Source,
    Target,
    Whom,
)
from registry.domain.obligations.standing import State, share_of
from services.registry.tests.obligation_builders import (
    OF_WORKERS,
    a_fact,
    a_frame,
    a_rule,
    framed,
)

pytestmark = pytest.mark.unit

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
QUARTER = Period(FIRST, LAST)
CHARGE = Whom(kind=Target.HOUSEHOLD, reach=Reach.CHARGE)
FIFTY = a_rule(measure=Measure.DISTINCT, amount=50, whom=CHARGE, owes=OF_WORKERS)
HOMES = [f"home-{number}" for number in range(80)]
DAY_NUMBERS = st.integers(0, 89)
GOINGS = st.lists(st.tuples(DAY_NUMBERS, st.sampled_from(HOMES)), max_size=120)


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


@given(GOINGS, st.randoms(use_true_random=False), st.integers(1, 3))
def test_c03_distinct_counting_is_a_set_under_any_repetition_and_order(
    goings, chance, times
):
    facts = [a_fact(on(day), home) for day, home in goings] * times
    chance.shuffle(facts)
    told = tally(FIFTY, facts, QUARTER, frozenset(HOMES))
    assert told.done == len({home for _, home in goings})
    assert told.targets == {home for _, home in goings}
    assert told.met == (told.done >= 50)


def test_c03_each_household_is_listed_once_with_every_time_it_was_seen():
    facts = [a_fact(on(day), home) for day in range(3) for home in HOMES[:2]]
    told = keyed(FIFTY, facts, frozenset(HOMES[:1]))
    assert {key: len(each) for key, each in told.items()} == {HOMES[0]: 3}


def test_what_is_done_is_listed_by_event_by_day_and_by_cell():
    facts = [a_fact(on(1), "e-1", event="one", code="estate"), a_fact(on(2), "e-2")]
    by_event = keyed(a_rule(measure=Measure.EVENTS), facts, ESTATES)
    assert by_event["one"] == facts[:1]
    by_day = keyed(a_rule(measure=Measure.DAYS), facts, ESTATES)
    assert list(by_day) == ["2026-01-02", "2026-01-03"]
    counts = Counts(source=Source.VISITS, cells=THREE)
    by_cell = keyed(a_rule(measure=Measure.CELLS, counts=counts), facts, ESTATES)
    assert by_cell == {"a/e-1": facts[:1]}


@given(GOINGS, st.sets(st.sampled_from(HOMES)))
def test_what_is_not_in_the_set_does_not_count(goings, mine):
    facts = [a_fact(on(day), home) for day, home in goings]
    told = tally(FIFTY, facts, QUARTER, frozenset(mine))
    assert told.targets == {home for _, home in goings} & mine


@given(
    GOINGS,
    st.lists(st.integers(1, 88), max_size=3, unique=True).map(sorted),
    st.randoms(use_true_random=False),
)
def test_c03_the_sum_over_the_holders_of_a_post_is_the_posts(goings, cuts, chance):
    edges = [0, *cuts, 90]
    tenures = list(pairwise(edges))
    credits = [
        Credit(staff_id=f"holder-{no}", since=on(begun), until=on(ended))
        for no, (begun, ended) in enumerate(tenures)
    ]
    facts = [
        a_fact(on(day), home, staff_id=chance.choice(credits).staff_id)
        for day, home in goings
    ]
    told = credited(facts, credits)
    last = credits[-1].staff_id
    found = tally(FIFTY, told, QUARTER, frozenset(HOMES), last)
    firsts = {}
    for each in sorted(told, key=lambda fact: fact.day):
        firsts.setdefault(each.target, each.staff_id)
    shares = [
        sum(1 for who in firsts.values() if who == one.staff_id) for one in credits
    ]
    assert sum(shares) == found.done == len(firsts)
    own = {each.target for each in told if each.staff_id == last}
    assert found.inherited == found.done - len(own)


def test_what_was_done_before_one_held_the_post_does_not_count():
    credit = Credit(staff_id="li-na", since=on(10), until=on(20))
    days = [5, 10, 19, 20]
    facts = [a_fact(on(day), staff_id="li-na") for day in days]
    assert [each.day for each in credited(facts, [credit])] == [on(10), on(19)]


EVENING = Counts(
    source=Source.VISITS,
    codes=frozenset({"home"}),
    start=time(18),
    end=time(22),
    off_tag="station-day",
)


def test_d02_d03_only_the_stated_hours_count_and_no_day_on_which_one_is_stationed():
    monday = date(2026, 3, 2)
    hours = {
        hour: a_fact(monday, at=a_fact(monday).at.replace(hour=hour))
        for hour in (17, 18, 21, 22)
    }
    facts = [*hours.values()]
    assert counted(facts, EVENING) == [hours[18], hours[21]]
    assert counted(facts, EVENING, frozenset({0})) == []
    held = a_fact(monday, at=None)
    assert counted([held], EVENING) == [held]


def test_days_events_and_cells_are_each_counted_once():
    twice = [a_fact(on(1)), a_fact(on(1)), a_fact(on(2), event="one")]
    facts = [*twice, a_fact(on(2), "home-1", event="one", code="love")]
    measures = {
        measure: tally(a_rule(measure=measure), facts, QUARTER, None).done
        for measure in (Measure.EVENTS, Measure.DAYS, Measure.AVERAGE)
    }
    assert measures == {Measure.EVENTS: 3, Measure.DAYS: 2, Measure.AVERAGE: 2}
    cells = (
        Cell(code="a", title="小区", kinds=frozenset({"love", "home"})),
        Cell(code="b", title="物业", kinds=frozenset({"patrol"})),
    )
    counts = Counts(source=Source.VISITS, cells=cells)
    told = tally(a_rule(measure=Measure.CELLS, counts=counts), facts, QUARTER, None)
    assert (told.done, told.required, told.filled) == (1, 2, {"a"})


THREE = (
    Cell(code="a", title="小区", kinds=frozenset({"estate"})),
    Cell(code="b", title="业委会", kinds=frozenset({"owners"})),
    Cell(code="c", title="物业", kinds=frozenset({"firm"})),
)
ESTATES = frozenset({"e-1", "e-2", "e-3"})
VISITED = st.tuples(
    st.sampled_from(["estate", "owners", "firm", "home"]),
    st.sampled_from([*ESTATES, "elsewhere", None]),
)


@settings(deadline=None)
@given(st.lists(VISITED, max_size=30), st.randoms(use_true_random=False))
def test_c13_a_matrix_counts_each_cell_of_each_estate_once_in_any_order(seen, chance):
    counts = Counts(source=Source.VISITS, cells=THREE)
    charge = Whom(kind=Target.PREMISES, reach=Reach.CHARGE)
    rule = a_rule(measure=Measure.CELLS, counts=counts, whom=charge)
    facts = [a_fact(on(1), target, code=kind) for kind, target in seen * 2]
    chance.shuffle(facts)
    told = tally(rule, facts, QUARTER, ESTATES)
    pairs = {(e, k) for k, e in seen if e in ESTATES and k != "home"}
    assert (told.done, told.required) == (len(pairs), 9)
    assert len(told.lacking) == told.missing == 9 - len(pairs)
    for estate in ESTATES:
        assert (estate in told.targets) == (
            len({p for p in pairs if p[0] == estate}) == 3
        )


def test_c13_whoever_has_no_estate_is_not_let_off():
    counts = Counts(source=Source.VISITS, cells=THREE)
    charge = Whom(kind=Target.PREMISES, reach=Reach.CHARGE)
    rule = a_rule(measure=Measure.CELLS, counts=counts, whom=charge)
    assert not tally(rule, [], QUARTER, frozenset()).met
    told = tally(rule, [a_fact(on(1), "e-9", code="firm")], QUARTER, frozenset())
    assert (told.done, told.required, told.filled) == (1, 3, {"c"})


def test_d02_an_average_of_two_evenings_a_week_asks_for_that_many_in_the_period():
    rule = a_rule(measure=Measure.AVERAGE, amount=2)
    assert required_of(rule, 90, None) == 26
    assert required_of(rule, 91, None) == 26
    assert required_of(rule, 92, None) == 27
    assert average(25, 90) == "1.94"
    assert average(1, 0) == "7.00"


def test_more_than_is_allowed_is_not_met():
    rule = a_rule(measure=Measure.DISTINCT, amount=1, at_most=1)
    for number, met in ((0, False), (1, True), (2, False)):
        facts = [a_fact(on(1), home) for home in HOMES[:number]]
        assert tally(rule, facts, QUARTER, None).met is met


COVER = a_rule(measure=Measure.COVER, whom=CHARGE, owes=OF_WORKERS)


def test_of_nobody_everybody_is_covered():
    told = tally(COVER, [], QUARTER, None)
    assert (told.required, told.met, told.missing) == (0, True, 0)
    assert share_of(0, 0) == 10_000
    assert share_of(2, 3) == 6667
    assert share_of(99_999, 100_000) == 9_999


def done(number, rule=FIFTY):
    facts = [a_fact(FIRST, home) for home in HOMES[:number]]
    return tally(rule, facts, QUARTER, frozenset(HOMES))


def test_c03_the_forecast_keeps_the_pace_of_the_working_days_so_far():
    frame = a_frame(FIFTY, date(2026, 2, 13))
    told = frame.forecast(done(20))
    gone = 30
    assert told.projected == 20 + 20 * (58 - gone) // gone
    assert told.shortfall == 50 - told.projected
    assert a_frame(FIFTY, LAST).forecast(done(20)).shortfall == 30
    before = framed(FIFTY, QUARTER, date(2025, 12, 31), date(2025, 12, 31))
    assert before.forecast(done(0)).projected == 0
    assert a_frame(FIFTY, FIRST).forecast(done(3)).projected == 3


def test_the_forecast_of_a_day_to_come_knows_only_the_pace_until_today():
    today = date(2026, 2, 13)
    ahead = a_frame(FIFTY, date(2026, 3, 30), today)
    assert ahead.forecast(done(20)) == a_frame(FIFTY, today).forecast(done(20))


def test_what_covers_a_set_is_never_forecast_to_cover_more():
    told = a_frame(COVER, date(2026, 1, 20)).forecast(done(70, COVER))
    assert (told.projected, told.shortfall) == (80, 0)


@pytest.mark.parametrize(
    ("day", "number", "state"),
    [
        (date(2026, 1, 15), 50, State.MET),
        (date(2026, 1, 15), 12, State.OPEN),
        (date(2026, 1, 15), 0, State.BEHIND),
        (LAST, 49, State.BEHIND),
        (date(2026, 4, 3), 49, State.CLOSING),
        (date(2026, 4, 6), 49, State.MISSED),
    ],
)
def test_c03_a_standing_says_met_open_behind_closing_or_missed(day, number, state):
    rule = a_rule(**vars(FIFTY) | {"grace_days": 5})
    frame = framed(rule, QUARTER, day, day)
    assert frame.state(done(number)) is state


TWENTIETH = a_rule(every=Every.MONTH, month_day=20, on_rest=OnRest.NEXT)


def test_c14_only_the_day_that_holds_counts_and_a_reason_excuses():
    june = period_of(date(2026, 6, 1), Every.MONTH)
    before = framed(TWENTIETH, june, date(2026, 6, 20), date(2026, 6, 20))
    on_day = framed(TWENTIETH, june, date(2026, 6, 22), date(2026, 6, 22))
    after = framed(TWENTIETH, june, date(2026, 6, 23), date(2026, 6, 23))
    assert (before.span, on_day.span) == (
        None,
        Period(date(2026, 6, 22), date(2026, 6, 22)),
    )
    nothing = tally(TWENTIETH, [], june, None)
    assert before.state(nothing) is on_day.state(nothing) is State.OPEN
    assert after.state(nothing) is State.MISSED
    assert after.state(nothing, excused=True) is State.EXCUSED
    assert after.forecast(nothing).projected == 0
    skipped = a_rule(**vars(TWENTIETH) | {"on_rest": OnRest.SKIP})
    let_off = framed(skipped, june, date(2026, 6, 23), date(2026, 6, 23))
    assert let_off.span == Period(june.first, date(2026, 6, 23))
    assert let_off.state(nothing) is State.OPEN


def test_what_is_not_held_today_is_missed_today():
    counts = Counts(source=Source.DUTIES, codes=frozenset({"contact"}))
    rule = a_rule(every=Every.ALWAYS, counts=counts, measure=Measure.DISTINCT)
    frame = a_frame(rule, FIRST)
    nothing = tally(rule, [], frame.period, None)
    assert frame.state(nothing) is State.MISSED
    assert frame.forecast(nothing).shortfall == 1
