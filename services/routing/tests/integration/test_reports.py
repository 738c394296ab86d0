"""How long petitioners waited, counted from the rows; and what operations see."""

from functools import partial

import pytest

from minqing_chassis.observability.metrics import Metrics
from minqing_kernel.working_time import WorkCalendar
from routing.adapters.archive.answers import OldCases
from routing.adapters.gauges import CaseProbe, calendar_probe
from routing.adapters.reports import SqlReports
from routing.application.commands import HearAnswer, ResolveCase
from routing.application.replaying import OldAnswer, Replayer
from routing.application.views import Counted
from routing.domain.resolution import Answer, Outcome, Verdict
from services.routing.tests.builders import (
    COMMUNITY,
    STATION,
    a_matter,
    an_operator,
    end,
    later,
    to_open,
)

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("staffed")]


@pytest.fixture
def archive(do, bus, store):
    """Four old cases, received 100 days ago; answered after so many days each."""

    def replay(*days, find=None):
        replayer = Replayer(
            bus, find or OldCases(store), lambda row: None, an_operator()
        )
        return replayer.run(
            OldAnswer(
                line=number,
                external_ref=str(number),
                resolved_at=later(days=after - 100),
                outcome=Outcome.RESOLVED,
                reply="好",
            )
            for number, after in enumerate(days)
        )

    for number in range(4):
        do(
            to_open(
                external_ref=str(number),
                from_archive=True,
                received_at=later(days=-100),
                accepted_at=later(days=-100),
                matter=a_matter(category="road" if number else "lamp"),
            )
        )
    return replay


def test_shares_are_of_the_answered_and_days_are_of_24_hours(archive, store):
    archive(10, 15, 40)
    times = SqlReports(store).answer_times([14, 15, 60])
    assert (times.cases, times.answered) == (4, 3)
    assert [(each.days, each.answered, each.share) for each in times.within] == [
        (14, 1, 0.3333),
        (15, 2, 0.6667),
        (60, 3, 1.0),
    ]
    assert (times.median_days, times.longest_days) == (15.0, 40.0)


def test_nothing_answered_has_no_median(store):
    times = SqlReports(store).answer_times([15])
    assert (times.cases, times.median_days, times.longest_days) == (0, None, None)
    assert times.within[0].share == 0.0


@pytest.mark.parametrize(
    ("counted", "cases"),
    [
        (Counted(category="lamp"), 1),
        (Counted(organisation_ids=frozenset({COMMUNITY})), 4),
        (Counted(organisation_ids=frozenset({STATION})), 0),
        (Counted(from_archive=False), 0),
        (Counted(received_from=later(days=-100), received_to=later(days=-99)), 4),
        (Counted(received_to=later(days=-100)), 0),
    ],
)
def test_a_report_counts_what_is_asked_for(archive, store, counted, cases):
    archive()
    assert SqlReports(store).answer_times([15], counted).cases == cases


def test_a_replay_run_twice_changes_nothing(archive, store):
    first = archive(10, 15, 40)
    facts = store.rows("select count(*) as n from timeline")
    second = archive(10, 15, 40)
    assert (first.replayed, second.replayed, second.known) == (3, 0, 3)
    assert store.rows("select count(*) as n from timeline") == facts


def test_cases_of_two_old_systems_are_told_apart_by_their_unit(archive, store):
    assert archive(10, find=OldCases(store, [STATION])).faulty == 1
    assert archive(10, find=OldCases(store, [COMMUNITY])).replayed == 1


def test_the_first_answer_counts_even_if_a_second_was_owed(archive, do, store, reader):
    archive(10)
    case = store.rows("select petition_id from resolutions")[0]["petition_id"]
    answer = Answer(
        case_revision=2, verdict=Verdict.REOPEN, reason="", answered_at=later(days=-80)
    )
    do(HearAnswer(petition_id=case, answer=answer))
    do(
        ResolveCase(
            actor=an_operator(),
            petition_id=case,
            outcome=Outcome.RESOLVED,
            reply="再答",
            resolved_at=later(days=-50),
        )
    )
    times = SqlReports(store).answer_times([15])
    assert (times.answered, times.longest_days) == (1, 10.0)
    assert [each["reply"] for each in reader.sheet(case).resolutions] == ["好", "再答"]


def test_operations_see_states_and_what_is_late(archive, store, clock, do):
    archive(10)
    do(to_open(accepted_at=later(days=-60)))
    seen = gauges(CaseProbe, store, clock)
    assert seen("cases", state="resolved", organisation_id="c-1") == 1
    assert seen("cases", state="assigned", organisation_id="c-1") == 4
    assert (seen("cases_overdue"), seen("cases_due_24h")) == (3, 1)
    assert (
        seen("cases_oldest_overdue_seconds")
        == (later() - end(days=-40)).total_seconds()
    )


def test_an_empty_house_has_gauges_too(store, clock):
    assert gauges(CaseProbe, store, clock)("cases_oldest_overdue_seconds") == 0


def test_the_end_of_the_announced_calendar_is_a_series(clock):
    metrics, calendar = Metrics("routing"), WorkCalendar()
    calendar_probe(metrics, calendar, clock)()
    assert sample(metrics, "calendar_days_known") == 0


def test_counting_all_cases_is_done_more_seldom(store, clock, do):
    metrics = Metrics("routing")
    probe = CaseProbe(metrics, store, clock, seldom=2)
    numbers = []
    for _ in range(3):
        do(to_open())
        probe()
        counted = sample(metrics, "cases", state="assigned", organisation_id="c-1")
        numbers.append(counted)
    assert numbers == [1, 1, 3]


def gauges(probe, store, clock):
    metrics = Metrics("routing")
    probe(metrics, store, clock)()
    return partial(sample, metrics)


def sample(metrics, name, **labels):
    found = {"service": "routing"} | labels
    return metrics.registry.get_sample_value(f"minqing_{name}", found)
