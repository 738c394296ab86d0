"""Figures over PostgreSQL: sums kept while facts change equal a full recount."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notify.adapters.figures.reader import SqlFigureReader
from notify.adapters.figures.rebuilding import Rebuilding
from notify.application.figures.views import Cut
from notify.domain.figures.measures import Basis, Dimension, Measures, total
from notify.domain.figures.period import Period
from services.notify.tests.figure_facts import (
    COMMUNITY,
    SPRING,
    a_petition_id,
    answered,
    pieces,
    visited,
)

pytestmark = pytest.mark.integration

MARCH = Period(first=date(2026, 3, 1), last=date(2026, 3, 31))
ALWAYS = Period(first=date(2000, 1, 1), last=date(2100, 1, 1))


@pytest.fixture
def take(unit):
    def take_in(*told):
        with unit() as work:
            work.figures.take(*told)
            work.commit()

    return take_in


@pytest.fixture
def fold(unit):
    def fold_once(limit=1000):
        with unit() as work:
            folded = work.figures.fold(limit)
            work.commit()
            return folded

    return fold_once


@pytest.fixture
def reader(rows):
    return SqlFigureReader(rows)


def counts(reader, basis=Basis.ACCEPTED, period=ALWAYS, **cut):
    found = reader.tally(Cut(basis=basis, period=period, **cut))
    return {key: total(tally) for key, tally in found.items()}


def test_what_is_told_counts_at_once_before_and_after_it_is_folded(take, fold, reader):
    own = a_petition_id()
    take(*pieces(own, **answered(**visited())))
    before = counts(reader)
    assert before[""].cases == before[""].done == before[""].satisfied == 1
    assert fold() == 1
    assert counts(reader) == before
    take(*pieces(own, revision=9, state="assigned", standing_at=SPRING))
    assert counts(reader)[""].done == 0
    assert fold() == 2
    assert counts(reader)[""].done == 0


def test_a_period_is_summed_over_months_ten_days_and_single_days(take, fold, reader):
    for day in range(120):
        take(*pieces(at=SPRING + timedelta(days=day), **answered()))
    fold()
    for first, last in [(0, 119), (3, 3), (5, 40), (9, 30), (0, 90), (30, 59)]:
        start = date(2026, 3, 2)
        period = Period(
            first=start + timedelta(days=first), last=start + timedelta(days=last)
        )
        assert counts(reader, period=period)[""].cases == last - first + 1


@st.composite
def stories(draw):
    """Pieces of a few petitions, some told twice, in any order."""
    told = []
    for number in range(draw(st.integers(1, 3))):
        own = a_petition_id()
        for revision in range(1, draw(st.integers(2, 5))):
            values = answered(
                SPRING + timedelta(days=draw(st.integers(0, 40))),
                outcome=draw(st.sampled_from(["resolved", "explained", "referred"])),
                state=draw(st.sampled_from(["assigned", "resolved", "closed"])),
                category=draw(st.sampled_from(["lamps", "roads"])),
                unit_id=draw(st.sampled_from([COMMUNITY, "other", None])),
                merged=draw(st.booleans()),
            )
            if draw(st.booleans()):
                values |= visited(solved=draw(st.sampled_from([True, False, None])))
            told += pieces(own, revision=revision, persons=number + 1, **values)
    repeated = [*told, *draw(st.lists(st.sampled_from(told), max_size=5))]
    return told, draw(st.permutations(repeated)), draw(st.integers(1, 6))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(story=stories())
def test_any_order_and_repetition_ends_in_the_sums_of_a_recount(
    rows, take, fold, reader, story
):
    told, shuffled, step = story
    rows.rows("delete from figure_facts")
    rows.rows("delete from figure_changes")
    rows.rows("delete from figure_cells")
    for at in range(0, len(shuffled), step):
        take(*shuffled[at : at + step])
        fold(3)
    found = counts(reader, by=Dimension.CATEGORY), counts(reader, Basis.CLOSED)
    rebuilding = Rebuilding(rows)
    assert rebuilding.differences() == 0
    rows.rows("delete from figure_facts")
    rows.rows("delete from figure_changes")
    take(*told)
    rebuilding.rebuild()
    again = counts(reader, by=Dimension.CATEGORY), counts(reader, Basis.CLOSED)
    assert found == again


def a_turn(petitions, number):
    """Return what one message more tells of each; revisions come in any order."""
    at = SPRING + timedelta(days=number * 7 % 40)
    values = answered(at, unit_id=f"unit-{number % 3}")
    revision = number * 11 % 37 + 1
    return [p for own in petitions for p in pieces(own, revision=revision, **values)]


def test_units_of_work_at_once_and_a_folder_among_them_lose_nothing(rows, take, fold):
    petitions = [a_petition_id() for _ in range(4)]

    def act(number):
        return fold(5) if number % 4 == 0 else take(*a_turn(petitions, number))

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(act, range(48)))
    assert Rebuilding(rows).differences() == 0
    while fold():
        pass
    assert Rebuilding(rows).differences() == 0


def test_a_recount_finds_a_sum_that_is_wrong_and_a_rebuild_mends_it(
    rows, take, fold, reader
):
    take(*pieces(**answered()))
    fold()
    rows.rows("update figure_cells set done = 7 where dimension = 'all'")
    rebuilding = Rebuilding(rows)
    assert rebuilding.differences() > 0
    rebuilding.rebuild()
    assert rebuilding.differences() == 0
    assert counts(reader)[""].done == 1


def test_every_figure_is_the_number_of_its_rows(take, fold, reader):
    take(*pieces(**answered(**visited(satisfied=False))))
    take(*pieces(**answered(contacted_at=SPRING, clock_by=None)))
    take(*pieces())
    fold()
    take(*pieces(category="roads", returned_at=SPRING))
    for where in ((), ((Dimension.CATEGORY, "lamps"),)):
        cut = Cut(basis=Basis.ACCEPTED, period=MARCH, where=where)
        told = total(reader.tally(cut)[""])
        for measure in set(vars(Measures())) - {"persons"}:
            rows = reader.rows(cut, measure, aside=None, after=None, limit=50)
            assert len(rows) == getattr(told, measure), measure
