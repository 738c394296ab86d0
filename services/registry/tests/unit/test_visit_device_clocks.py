"""Devices whose clocks run forth and back: one end, however it is cut (C-26)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from minqing_kernel.clock import FrozenClock
from registry.application.visits.device import Batch, Batches, Record
from registry.domain.visits.device_clock import EarlierRun, Tick, beginnings
from registry.entrypoints.visits.batch_schemas import (
    MOST_MILLISECONDS,
    SentTickSchema,
)
from services.registry.tests.builders import NOON, a_cause
from services.registry.tests.fakes_visits import Listed
from services.registry.tests.unit.test_visit_batches import (
    DEVICES,
    IN_ORDER,
    NOTED,
    WRONG,
    a_record,
    a_store,
    end_of,
    noted_visit,
    off_by,
)
from services.registry.tests.visit_builders import WENT, a_visitor

pytestmark = pytest.mark.unit

MINUTE = timedelta(minutes=1)
LAST = 9
"""The run in which what was left is sent at last; it began at noon."""
RIGHT = (0,) * len(NOTED)
MINE = tuple(
    tuple(number for number, (owner, _) in enumerate(NOTED) if owner == device)
    for device in range(3)
)
DONE = {"taken", "waiting", "known", "later"}


@dataclass(frozen=True, kw_only=True)
class Story:
    """How three devices fared; times are in minutes.

    `clocks`: by how much a clock was wrong at each record; `runs`: in which run each
    record was noted; `pauses`: for how long a device says that it was off after each
    record that ended a run, None for what is true; `early`: who sent the first at once.
    """

    clocks: Sequence[int] = RIGHT
    runs: Sequence[int] = RIGHT
    pauses: Sequence[int | None] = (None,) * len(NOTED)
    early: Sequence[bool] = (False, False, False)

    def began(self, number: int) -> datetime:
        """Return when the run of a record truly began."""
        mine = MINE[NOTED[number][0]]
        first = next(each for each in mine if self.runs[each] == self.runs[number])
        return NOTED[first][1].device_at - MINUTE / 2

    def record(self, number: int) -> Record:
        """Return a record as its device noted it."""
        noted = NOTED[number][1]
        after = noted.device_at - self.began(number)
        tick = Tick(run=self.runs[number], after=after)
        return replace(off_by(noted, self.clocks[number]), tick=tick)

    def earlier(self, device: int) -> tuple[EarlierRun, ...]:
        """Return what a device says of its runs that are over."""
        following, told = NOON, []
        for number in reversed(MINE[device]):
            run, record = self.runs[number], self.record(number)
            if record.tick and run not in {each.last.run for each in told}:
                pause = self.pauses[number]
                truly = following - NOTED[number][1].device_at
                off = truly if pause is None else pause * MINUTE
                told.append(EarlierRun(last=record.tick, off=off))
            following = self.began(number)
        return tuple(reversed(told))


def deliver(
    story: Story, order: Sequence[int], size: int, clocks: Sequence[int] = (0,)
) -> tuple:
    """Let records come in an order, cut so, then each again until nothing waits."""
    store, bus = a_store()
    for device in (each for each in range(3) if story.early[each]):
        send_at_once(story, MINE[device][0], bus)
    sent, waiting = 0, [*order, *range(len(NOTED))]
    while waiting:
        later: list[int] = []
        while waiting:
            device = NOTED[waiting[0]][0]
            mine = [each for each in waiting if NOTED[each][0] == device][:size]
            for each in mine:
                waiting.remove(each)
            now, wrong = NOON + sent * MINUTE, clocks[sent % len(clocks)]
            batch = Batch(
                device_id=DEVICES[device],
                sent_at=now + wrong * MINUTE,
                records=[story.record(each) for each in mine],
                sent=Tick(run=LAST, after=now - NOON),
                earlier=story.earlier(device),
            )
            told = Batches(bus, FrozenClock(now), Listed()).take(
                batch, a_cause(a_visitor())
            )
            statuses = [each.status for each in told.items]
            assert set(statuses) <= DONE, told
            pairs = zip(mine, statuses, strict=True)
            later += [number for number, status in pairs if status == "later"]
            sent += 1
        waiting = later
    return end_of(store)


def send_at_once(story: Story, number: int, bus: Any) -> None:
    """Send a record in the very minute in which it was noted."""
    record, now = story.record(number), NOTED[number][1].device_at
    batch = Batch(
        device_id=DEVICES[NOTED[number][0]],
        sent_at=record.device_at,
        records=[record],
        sent=record.tick,
    )
    Batches(bus, FrozenClock(now), Listed()).take(batch, a_cause(a_visitor()))


ORDERS = st.lists(st.integers(0, len(NOTED) - 1), max_size=12)
JUMPING = st.lists(WRONG, min_size=len(NOTED), max_size=len(NOTED))
THREE_RUNS = st.lists(st.integers(0, 2), min_size=3, max_size=3).map(sorted)


@settings(max_examples=25, deadline=None)
@given(ORDERS, st.integers(1, 5), JUMPING)
def test_c26_clocks_that_jump_between_batches_change_nothing(order, size, clocks):
    assert deliver(Story(clocks=clocks), order, size, clocks) == IN_ORDER


def stories() -> st.SearchStrategy[Story]:
    runs = st.tuples(THREE_RUNS, THREE_RUNS, THREE_RUNS).map(
        lambda three: [
            three[owner][MINE[owner].index(number)]
            for number, (owner, _) in enumerate(NOTED)
        ]
    )
    pauses = st.lists(
        st.one_of(st.none(), st.integers(0, 5_000)),
        min_size=len(NOTED),
        max_size=len(NOTED),
    )
    return st.builds(
        Story,
        clocks=JUMPING,
        runs=runs,
        pauses=pauses,
        early=st.lists(st.booleans(), min_size=3, max_size=3),
    )


@settings(max_examples=25, deadline=None)
@given(stories(), ORDERS, st.integers(1, 5))
def test_c26_devices_that_were_started_anew_end_the_same_however_it_is_cut(
    story, order, size
):
    assert deliver(story, order, size) == deliver(story, [], len(NOTED))


def test_c26_what_was_noted_before_a_restart_stands_where_it_was_noted():
    runs = [{0: 0, 1: 1, 2: 1}.get(number % 3, 2) for number in range(len(NOTED))]
    assert deliver(Story(runs=runs), [], 1) == IN_ORDER


def test_c26_a_run_that_was_placed_stays_and_no_later_one_reaches_before_it():
    first = EarlierRun(last=Tick(run=1, after=9 * MINUTE), off=600 * MINUTE)
    second = EarlierRun(last=Tick(run=2, after=4 * MINUTE), off=0 * MINUTE)
    sent = Tick(run=3, after=10 * MINUTE)
    none_known = beginnings(sent, [first, second], {}, NOON)
    assert none_known == {
        3: NOON - 10 * MINUTE,
        2: NOON - 14 * MINUTE,
        1: NOON - 623 * MINUTE,
    }
    known = {1: NOON - 12 * MINUTE}
    assert beginnings(sent, [first, second], known, NOON) == {
        1: NOON - 12 * MINUTE,
        2: NOON - 3 * MINUTE,
        3: NOON + 1 * MINUTE,
    }
    assert beginnings(sent, (), {3: WENT}, NOON) == {3: WENT}


def test_c26_a_run_that_nobody_spoke_of_is_refused_and_told_so():
    _, bus = a_store()
    tick = Tick(run=4, after=MINUTE)
    record = replace(a_record(1, 1, noted_visit("漏水")), tick=tick)
    batch = Batch(device_id="t-1", sent_at=NOON, records=[record])
    batches, cause = Batches(bus, FrozenClock(NOON), Listed()), a_cause(a_visitor())
    [told] = batches.take(batch, cause).items
    assert (told.status, told.fields) == ("refused", {"tick": "unknown-run"})
    [told] = batches.take(replace(batch, sent=tick), cause).items
    assert told.status == "taken"


def test_c26_nobody_moves_what_another_noted_on_a_device_of_the_same_name():
    store, bus = a_store()
    record = replace(
        a_record(1, 1, noted_visit("漏水")), tick=Tick(run=1, after=MINUTE)
    )
    batch = Batch(
        device_id="t-1", sent_at=NOON, records=[], sent=Tick(run=1, after=900 * MINUTE)
    )
    batches = Batches(bus, FrozenClock(NOON), Listed())
    batches.take(batch, a_cause(a_visitor("zhao-min")))
    mine = replace(batch, records=[record], sent=Tick(run=1, after=11 * MINUTE))
    assert batches.take(mine, a_cause(a_visitor())).items[0].status == "taken"
    [kept] = store.device_records.values()
    assert kept.said_at == NOON - 10 * MINUTE


def test_c26_runs_that_began_before_there_were_devices_are_refused():
    long = {"ms": MOST_MILLISECONDS // 2, "off_ms": MOST_MILLISECONDS // 2}
    tick = {"run": 9, "ms": 0, "earlier": [{"run": 1, **long}]}
    assert SentTickSchema().load(tick)
    for more in ({"ms": 1}, {"earlier": [{"run": n, **long} for n in (1, 2)]}):
        with pytest.raises(ValidationError) as refused:
            SentTickSchema().load(tick | more)
        assert refused.value.messages == {"earlier": ["runs-too-long"]}
