"""A year's calendar arrives: provisional dates are found and counted anew."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar, end_of
from routing.adapters.sweeps import open_sweeps
from routing.application.merging import HearMerging
from routing.bootstrap import command_handlers
from routing.domain.deadline import Clocks
from routing.domain.merging import Note
from routing.domain.policy import STATUTE, Term, TermKind
from services.routing.tests.builders import a_cause, later, to_open

pytestmark = pytest.mark.integration

TEN_DAYS = Term(
    kind=TermKind.HANDLING, span=Span(10, SpanUnit.WORKING_DAYS), basis="本处"
)
POLICY = replace(STATUTE, terms=(*STATUTE.terms, TEN_DAYS))
UNKNOWN = WorkCalendar(official_years=frozenset({2026}), edition="2026")
ANNOUNCED = WorkCalendar(
    exceptions={date(2027, 1, 1): False},
    official_years=frozenset({2026, 2027}),
    edition="2027",
)


@pytest.fixture
def bus_under(new_work, clock):
    def make(calendar):
        clocks = Clocks(policy=POLICY, calendar=calendar)
        return CommandBus(new_work, command_handlers(clock, clocks))

    return make


@pytest.fixture
def counting(bus_under, reader, store):
    def count(calendar, line="provisional"):
        bus = bus_under(calendar)
        sweeps = open_sweeps(
            bus,
            reader,
            store,
            calendar=calendar.edition,
            directory=lambda: 0,
            no_news_days=lambda: 7,
        )
        sweeps[line]._batch = 3
        return sweeps[line].run()

    return count


def open_cases(bus, number, day):
    opened = [to_open(accepted_at=later(days=day)) for _ in range(number)]
    for command in opened:
        bus.handle(command, a_cause())
    return {str(command.petition_id) for command in opened}


@pytest.mark.usefixtures("staffed")
def test_provisional_dates_are_counted_anew_once_and_certain_ones_never(
    bus_under, counting, store
):
    provisional = open_cases(bus_under(UNKNOWN), 7, day=50)
    open_cases(bus_under(UNKNOWN), 2, day=0)
    assert counting(UNKNOWN) == 0
    assert counting(ANNOUNCED) == 7
    assert counting(ANNOUNCED) == 0
    told = store.rows("select * from timeline where step = 'recounted'")
    assert {line["subject"] for line in told} == provisional
    assert {line["detail"]["calendar"] for line in told} == {"2027"}
    due = store.rows(
        "select distinct cases.due_at, provisional from cases"
        " join deadlines using (petition_id) where cases.petition_id::text = any(:ids)",
        ids=sorted(provisional),
    )
    assert [tuple(row.values()) for row in due] == [(end_of(date(2027, 1, 6)), False)]


@pytest.mark.usefixtures("staffed")
def test_12345_a_lead_owes_by_the_new_date_of_what_rests_for_it(
    bus_under, counting, store
):
    bus = bus_under(UNKNOWN)
    [lead] = open_cases(bus, 1, day=51)
    [resting] = open_cases(bus, 1, day=50)
    note = Note(
        petition_id=UUID(resting),
        revision=2,
        lead_petition_id=UUID(lead),
        merged_at=later(days=51),
    )
    bus.handle(HearMerging(note=note), a_cause())
    assert (counting(ANNOUNCED), counting(ANNOUNCED, "resting")) == (1, 1)
    assert counting(ANNOUNCED, "resting") == 0
    due = "select due_at from cases where petition_id = cast(:lead as uuid)"
    assert store.rows(due, lead=lead)[0]["due_at"] == end_of(date(2027, 1, 6))


@pytest.mark.usefixtures("staffed")
def test_a_case_that_was_answered_meanwhile_is_left_alone(bus_under, counting, store):
    open_cases(bus_under(UNKNOWN), 1, day=50)
    store.rows("update deadlines set met_at = now(), watch_from = null")
    assert counting(ANNOUNCED) == 0
