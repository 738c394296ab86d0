"""Judging: who is behind, who is missing, what is due, what became of past periods."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.messages import Actor, Role
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import (
    Asked,
    calendar_of,
    history,
    page_of_standings,
    standings,
    tasks,
)
from registry.application.obligations.rows import missing
from registry.application.obligations.views import standing_view
from registry.domain.errors import OutOfReach
from registry.domain.obligations.counting import Credit
from registry.domain.obligations.periods import Every, Period
from registry.domain.obligations.rules import (
    Bearer,
    Cell,
    Counts,
    Inherit,
    Measure,
    ObligationPolicy,
    OnRest,
    Owes,
    Reach,
    RuleUnknown,
    Source,
    Target,
    Whom,
)
from registry.domain.obligations.standing import State
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    record_duty,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory
from services.registry.tests.fakes_obligations import Obligations, a_judge, an_ower
from services.registry.tests.obligation_builders import (
    OF_WORKERS,
    a_fact,
    a_rule,
)

pytestmark = pytest.mark.unit

HOMES = frozenset(f"home-{number}" for number in range(6))
CHARGE = Whom(kind=Target.HOUSEHOLD, reach=Reach.CHARGE)
COVER = a_rule(code="cover", measure=Measure.COVER, whom=CHARGE, owes=OF_WORKERS)
STREET_WIDE = Scope(place=STREET)
LAST_QUARTER = date(2025, 11, 3)
HEAD = Actor(id="head", role=Role.SUPERVISOR, organisation_id=STREET)
WORKER = Actor(id="wang-li", role=Role.HANDLER, organisation_id=COMMUNITY)


@pytest.fixture
def reader():
    return Obligations(
        everybody=[an_ower("li-na"), an_ower()],
        sets={"wang-li": HOMES, "li-na": HOMES},
        done=[a_fact(TODAY, home) for home in sorted(HOMES)[:2]],
    )


@pytest.fixture
def reaching():
    store = Store()
    for command in [*the_tree(), record_staff()]:
        in_memory(store).handle(command, a_cause())
    return store, InMemoryReader(store)


def asked(rule=None, on=TODAY, today=TODAY, *, closed=False):
    return Asked(on=on, today=today, rule=rule, closed=closed)


def test_the_worst_stands_first_and_pages_go_on_where_they_ended(reader):
    judge = a_judge(reader, COVER, a_rule(code="any", owes=OF_WORKERS))
    found = standings(judge, STREET_WIDE, asked())
    order = [(each.bearer_id, each.rule.code) for each in found]
    assert order == [
        ("li-na", "any"),
        ("li-na", "cover"),
        ("wang-li", "cover"),
        ("wang-li", "any"),
    ]
    pages, after = [], ""
    while page := page_of_standings(
        judge, STREET_WIDE, asked(), behind=False, after=after, limit=3
    ):
        pages += page
        after = page[-1].cursor
    assert [(each.bearer_id, each.rule) for each in pages] == order
    behind = page_of_standings(
        judge, STREET_WIDE, asked(), behind=True, after="", limit=9
    )
    assert [each.state for each in behind] == [State.BEHIND] * 3
    assert found[1].tally.targets == frozenset()
    assert standing_view(found[2]).percent == "33.33"


def test_as_of_a_day_is_what_a_replay_until_that_day_shows(reader):
    days = [TODAY - timedelta(days=back) for back in (30, 20, 9, 0)]
    facts = [a_fact(day, home) for day, home in zip(days, sorted(HOMES), strict=False)]
    for on in days:
        reader.done = facts
        whole = standings(a_judge(reader, COVER), STREET_WIDE, asked(on=on))
        reader.done = [each for each in facts if each.day <= on]
        replayed = standings(
            a_judge(reader, COVER), STREET_WIDE, asked(on=on, today=on)
        )
        assert [each.tally for each in whole] == [each.tally for each in replayed]


@given(st.lists(st.integers(0, 61), max_size=9), st.integers(0, 61))
def test_what_was_done_after_a_day_never_changes_that_day(numbers, day):
    first = date(2026, 1, 1)
    on = first + timedelta(days=day)
    facts = [
        a_fact(first + timedelta(days=each), f"home-{no % 6}")
        for no, each in enumerate(numbers)
    ]
    told = []
    for known in (facts, [each for each in facts if each.day <= on]):
        reader = Obligations([an_ower()], known, {"wang-li": HOMES})
        [found] = standings(a_judge(reader, COVER), STREET_WIDE, asked(on=on))
        told.append(found.tally)
    assert told[0] == told[1]


def test_the_past_is_asked_as_it_was_and_the_future_as_it_stands(reader):
    judge = a_judge(reader, COVER)
    for on, past in ((TODAY, False), (TODAY - timedelta(days=1), True)):
        standings(judge, STREET_WIDE, asked(on=on))
        assert reader.asked[-1].past is past
    [ahead, _] = standings(judge, STREET_WIDE, asked(on=date(2026, 3, 31)))
    assert ahead.state is State.BEHIND
    assert not reader.asked[-1].past


def test_a18_on_day_one_the_last_quarter_is_overdue_as_it_was_ruled_then(reader):
    old = replace(COVER, valid_to=date(2026, 3, 31))
    judge = a_judge(reader, old)
    first = date(2026, 4, 1)
    found = standings(judge, STREET_WIDE, asked(on=first, today=first, closed=True))
    assert {each.bearer_id: each.state for each in found} == dict.fromkeys(
        ("li-na", "wang-li"), State.MISSED
    )
    assert reader.asked[-1].day == date(2026, 3, 31)
    assert standings(judge, STREET_WIDE, asked(on=first, today=first)) == []
    with pytest.raises(RuleUnknown):
        standings(judge, STREET_WIDE, asked("nothing", closed=True))


def test_a18_past_periods_tell_how_much_was_done_of_how_much(reader):
    reader.done = [a_fact(LAST_QUARTER, each) for each in HOMES]
    reader.done += [a_fact(LAST_QUARTER, "home-1", staff_id="li-na")]
    judge = a_judge(reader, COVER, a_rule(code="other"))
    told = history(judge, STREET_WIDE, asked("cover"), 2)
    assert [(each.first, each.owing, each.met) for each in told] == [
        (date(2025, 10, 1), 2, 1),
        (date(2025, 7, 1), 2, 0),
    ]
    assert (told[0].done, told[0].required, told[0].percent) == (7, 12, "58.33")
    since = replace(COVER, valid_from=LAST_QUARTER)
    assert len(history(a_judge(reader, since), STREET_WIDE, asked(), 3)) == 1


def test_who_is_missing_is_paged_and_named_by_id(reader, reaching):
    judge, (_, people) = a_judge(reader, COVER), reaching
    first = missing(judge, people, WORKER, "wang-li", asked("cover"), after="", limit=3)
    assert (first.number, len(first.items), first.next) == (4, 3, "home-4")
    rest = missing(
        judge, people, WORKER, "wang-li", asked("cover"), after="home-4", limit=3
    )
    assert ([each.id for each in rest.items], rest.next) == (["home-5"], None)
    assert first.standing.missing == 4
    assert first.items[0].name == "白**"


def test_whoever_is_out_of_reach_is_missing_without_a_name(reader, reaching):
    judge, (_, people) = a_judge(reader, COVER), reaching
    moved = replace(WORKER, organisation_id=OTHER)
    found = missing(judge, people, moved, "wang-li", asked("cover"), after="", limit=9)
    assert {each.name for each in found.items} == {None}


def test_who_is_missing_for_another_only_those_set_over_them_see(reader, reaching):
    judge, (_, people) = a_judge(reader, COVER), reaching
    ask = ("li-na", asked("cover"))
    assert missing(judge, people, HEAD, *ask, after="", limit=9).number == 6
    stranger = replace(HEAD, organisation_id=OTHER)
    for nobody in (WORKER, stranger):
        with pytest.raises(OutOfReach):
            missing(judge, people, nobody, *ask, after="", limit=9)
    with pytest.raises(RuleUnknown):
        missing(judge, people, HEAD, "nobody", asked("cover"), after="", limit=9)


def test_whoever_is_named_like_a_unit_does_not_see_what_the_unit_misses(
    reader, reaching
):
    unit = Owes(bearer=Bearer.UNIT, types=frozenset({"community"}))
    whom = replace(CHARGE, reach=Reach.UNIT)
    judge = a_judge(reader, replace(COVER, owes=unit, whom=whom))
    ask = ("wang-li", asked("cover"))
    with pytest.raises(OutOfReach):
        missing(judge, reaching[1], WORKER, *ask, after="", limit=9)
    own = Scope(bearer_id="wang-li", own=True)
    assert standings(judge, own, asked()) == []


def test_a_captain_sees_the_missing_of_the_own_buildings_alone(reader, reaching):
    store, people = reaching
    in_memory(store).handle(record_duty(), a_cause())
    reader.buildings = {"home-3": "65-9", "home-4": "elsewhere"}
    reader.sets = {COMMUNITY: HOMES}
    judge = a_judge(reader, replace(COVER, whom=replace(CHARGE, reach=Reach.UNIT)))
    found = missing(judge, people, WORKER, "wang-li", asked("cover"), after="", limit=9)
    assert [each.id for each in found.items] == ["home-3"]
    firms = replace(CHARGE, kind=Target.FIRM)
    judge = a_judge(reader, replace(COVER, whom=firms))
    reader.sets = {"wang-li": HOMES}
    found = missing(judge, people, WORKER, "wang-li", asked("cover"), after="", limit=9)
    assert len(found.items) == 4


def test_c13_of_a_matrix_the_empty_cells_are_named(reader, reaching):
    cells = (
        Cell(code="a", title="小区", kinds=frozenset({"home"})),
        Cell(code="b", title="物业", kinds=frozenset({"property-firm"})),
    )
    counts = Counts(source=Source.VISITS, cells=cells)
    rule = a_rule(code="three", measure=Measure.CELLS, counts=counts)
    found = missing(
        a_judge(reader, rule),
        reaching[1],
        WORKER,
        "wang-li",
        asked("three"),
        after="",
        limit=9,
    )
    assert (found.number, found.items) == (0, [])
    assert found.standing.missing_cells == ["物业"]


def test_c03_what_was_done_in_a_post_before_is_inherited_unless_it_is_personal(reader):
    reader.everybody = [
        an_ower("li-na", credits=(Credit(staff_id="li-na"), Credit(staff_id="wang-li")))
    ]
    judge = a_judge(reader, COVER)
    [found] = standings(judge, STREET_WIDE, asked())
    assert (found.tally.done, found.tally.inherited) == (2, 2)
    personal = replace(COVER, inherit=Inherit.PERSON)
    [found] = standings(a_judge(reader, personal), STREET_WIDE, asked())
    assert found.tally.inherited == 0


def test_b10_whoever_does_it_the_subject_is_seen_to():
    counts = Counts(source=Source.DUTIES, codes=frozenset({"contact"}))
    unit = Owes(bearer=Bearer.UNIT, types=frozenset({"street"}))
    whom = Whom(kind=Target.GRID, reach=Reach.UNIT)
    rule = a_rule(
        owes=unit, counts=counts, whom=whom, measure=Measure.COVER, every=Every.ALWAYS
    )
    held = [a_fact(TODAY, "g-1", code="contact", at=None, organisation_id=OTHER)]
    street = an_ower(STREET, seat=STREET, credits=())
    reader = Obligations([street], held, {STREET: frozenset({"g-1", "g-2"})})
    [found] = standings(a_judge(reader, rule), STREET_WIDE, asked())
    assert (found.tally.done, found.tally.required, found.state) == (1, 2, State.MISSED)


def test_c09_what_staff_do_counts_for_their_unit():
    unit = Owes(bearer=Bearer.UNIT, types=frozenset({"community"}))
    reader = Obligations([an_ower(COMMUNITY, credits=())], [a_fact(TODAY)])
    rule = a_rule(owes=unit)
    [found] = standings(a_judge(reader, rule), STREET_WIDE, asked())
    assert found.tally.done == 1


TWENTIETH = a_rule(
    code="c14", every=Every.MONTH, month_day=20, on_rest=OnRest.NEXT, owes=OF_WORKERS
)


def test_c14_what_is_due_in_a_span_is_listed_on_the_day_that_holds(reader):
    reader.sorry = frozenset({"li-na"})
    judge = a_judge(reader, TWENTIETH, COVER)
    june = Period(date(2026, 6, 15), date(2026, 6, 30))
    listed = tasks(judge, STREET_WIDE, june, date(2026, 6, 23))
    assert [(each.rule, each.bearer_id, each.state) for each in listed] == [
        ("c14", "li-na", State.EXCUSED),
        ("c14", "wang-li", State.MISSED),
        ("cover", "li-na", State.BEHIND),
        ("cover", "wang-li", State.BEHIND),
    ]
    shown = listed[0]
    assert (shown.planned, shown.due, shown.moved) == (
        date(2026, 6, 20),
        date(2026, 6, 22),
        True,
    )
    before = tasks(judge, STREET_WIDE, Period(june.first, date(2026, 6, 22)), TODAY)
    assert [each.state for each in before] == [State.EXCUSED, State.OPEN]


def test_b24_the_calendar_shows_every_day_planned_and_where_it_moved(reader):
    tuesday = a_rule(
        code="b24", every=Every.WEEK, weekday=1, on_rest=OnRest.NEXT, owes=OF_WORKERS
    )
    judge = a_judge(reader, tuesday, COVER)
    [day] = calendar_of(judge, Period(date(2026, 10, 8), date(2026, 10, 9)))
    assert (day.planned, day.day) == (date(2026, 10, 6), date(2026, 10, 8))
    assert (day.moved, day.provisional) == (True, False)
    skips = a_judge(reader, replace(tuesday, on_rest=OnRest.SKIP))
    week = Period(date(2026, 10, 5), date(2026, 10, 11))
    assert [each.day for each in calendar_of(skips, week)] == [None]
    assert tasks(skips, STREET_WIDE, week, TODAY) == []


def test_d02_an_average_is_shown_by_the_week(reader):
    rule = a_rule(code="d02", measure=Measure.AVERAGE, amount=2)
    reader.done = [a_fact(TODAY - timedelta(days=day)) for day in range(5)]
    [_, found] = standings(a_judge(reader, rule), STREET_WIDE, asked())
    shown = standing_view(found)
    assert (shown.average, shown.done, shown.required) == ("0.57", 5, 26)


def test_nobody_is_asked_of_where_nobody_owes():
    judge = a_judge(Obligations(), COVER)
    assert standings(judge, STREET_WIDE, asked()) == []
    [one] = standings(a_judge(Obligations([an_ower()]), a_rule()), STREET_WIDE, asked())
    assert judge.owed(one, TODAY) == frozenset()
    assert ObligationPolicy().on(TODAY) == []
