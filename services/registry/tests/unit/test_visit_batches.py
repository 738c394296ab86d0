"""What devices noted while they were away: any order, any repetition, one end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor
from registry.application.visits.commands import (
    CloseVisit,
    RecordFinding,
    RecordVisit,
)
from registry.application.visits.device import Batch, Batches, Record
from registry.domain.errors import Taken
from registry.domain.visits.closing import Family
from registry.domain.visits.device_clock import offset_of
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Outcome
from services.registry.tests.builders import (
    NOON,
    a_cause,
    record_household,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.fakes_visits import Listed
from services.registry.tests.visit_builders import (
    WENT,
    a_difficulty,
    a_home,
    a_visitor,
    an_account,
    record_visit,
)

pytestmark = pytest.mark.unit

HOME, VISIT, FINDING = UUID(int=7), UUID(int=9), UUID(int=10)
DEVICES = ("tablet-1", "tablet-2", "phone-3")
MINUTE = timedelta(minutes=1)


def a_store() -> tuple[Store, Any]:
    store = Store()
    bus = in_memory(store)
    for command in [*the_tree(), record_staff(), record_household(HOME)]:
        bus.handle(command, a_cause(command.actor))
    return store, bus


def a_record(number: int, minute: int, noted: Any) -> Record:
    at = WENT + minute * MINUTE
    return Record(
        record_id=UUID(int=1000 + number),
        sequence=number,
        device_at=at,
        noted=noted,
    )


def a_batch(records: list[Record], device: str, sent_at: Any = NOON) -> Batch:
    return Batch(device_id=device, sent_at=sent_at, records=records)


def noted_visit(diary: str) -> Any:
    def noted(actor: Actor, offset: timedelta) -> RecordVisit:
        said = an_account(subjects=[a_home(HOME)], diary=diary, held_at=WENT + offset)
        return RecordVisit(actor=actor, visit_id=VISIT, account=said)

    return noted


def noted_finding(text: str, outcome: Outcome | None, how: str | None = None) -> Any:
    def noted(actor: Actor, _: timedelta) -> RecordFinding:
        said = a_difficulty(text=text, outcome=outcome, how=how)
        return RecordFinding(
            actor=actor, visit_id=VISIT, finding_id=FINDING, difficulty=said
        )

    return noted


def noted_closing(family: Family) -> Any:
    return lambda actor, _: CloseVisit(actor=actor, visit_id=VISIT, family=family)


NOTED = (
    (0, a_record(1, 1, noted_visit("漏水"))),
    (0, a_record(2, 6, noted_visit("漏水三天"))),
    (0, a_record(3, 7, noted_closing(Family.CONFIRMED))),
    (1, a_record(4, 5, noted_visit("不漏了"))),
    (1, a_record(5, 6, noted_finding("楼上不修", Outcome.SETTLED, "已劝"))),
    (1, a_record(6, 9, noted_finding("楼上还是不修", None))),
    (2, a_record(7, 3, noted_closing(Family.UNASKED))),
    (2, a_record(8, 6, noted_visit("漏水三天"))),
    (2, a_record(9, 8, noted_finding("要求赔偿", Outcome.TAKEN_BACK))),
)


def deliver(order: list[int]) -> Store:
    """Let records come in an order, then each again until nothing waits."""
    store, bus = a_store()
    batches = Batches(bus, FrozenClock(NOON), Listed())
    waiting = [*order, *range(len(NOTED))]
    while waiting:
        later = []
        for number in waiting:
            device, record = NOTED[number]
            cause = a_cause(a_visitor())
            told = batches.take(a_batch([record], DEVICES[device]), cause).items[0]
            assert told.status in {"taken", "waiting", "known", "later"}, told
            later += [number] if told.status == "later" else []
        waiting = later
    return store


def end_of(store: Store) -> tuple:
    visit, finding = store.visits[VISIT], store.findings[FINDING]
    words = {each.account.diary for each in visit.replaced}
    return (
        visit.account,
        visit.said,
        words | {visit.account.diary},
        visit.closing,
        visit.closed_at,
        finding.words,
        finding.difficulty,
        finding.state,
        len(store.device_records),
    )


IN_ORDER = end_of(deliver(list(range(len(NOTED)))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(NOTED) - 1), max_size=20))
def test_c26_three_devices_in_any_order_and_repetition_end_the_same(order):
    assert end_of(deliver(order)) == IN_ORDER


def off_by(record: Record, minutes: int) -> Record:
    """Return a record as a device notes it whose clock is wrong by so much."""
    wrong = minutes * MINUTE

    def noted(actor: Actor, offset: timedelta) -> Any:
        return record.noted(actor, offset + wrong)

    return replace(record, device_at=record.device_at + wrong, noted=noted)


def deliver_by_wrong_clocks(order: list[int], errors: list[int], size: int) -> Store:
    """Let each device send batches by its own clock, then all again."""
    store, bus = a_store()
    batches = Batches(bus, FrozenClock(NOON), Listed())
    waiting = [*order, *range(len(NOTED))]
    while waiting:
        later: list[int] = []
        while waiting:
            device = NOTED[waiting[0]][0]
            mine = [each for each in waiting if NOTED[each][0] == device][:size]
            for each in mine:
                waiting.remove(each)
            records = [off_by(NOTED[each][1], errors[device]) for each in mine]
            sent_at = NOON + errors[device] * MINUTE
            cause = a_cause(a_visitor())
            told = batches.take(a_batch(records, DEVICES[device], sent_at), cause).items
            statuses = {each.record_id: each.status for each in told}
            assert set(statuses.values()) <= {"taken", "waiting", "known", "later"}
            numbers = {NOTED[each][1].record_id: each for each in mine}
            later += [numbers[k] for k, v in statuses.items() if v == "later"]
        waiting = later
    return store


WRONG = st.one_of(st.just(0), st.integers(6, 600_000), st.integers(-600_000, -6))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, len(NOTED) - 1), max_size=12),
    st.lists(WRONG, min_size=3, max_size=3),
    st.integers(1, 4),
)
def test_c26_three_devices_with_wrong_clocks_end_as_with_right_ones(
    order, errors, size
):
    assert end_of(deliver_by_wrong_clocks(order, errors, size)) == IN_ORDER


def test_c26_the_last_word_holds_and_no_word_is_lost():
    account, said, words, closing, closed_at, _, finding, state, taken = IN_ORDER
    assert account.diary == "漏水三天"
    assert (said.device, said.sequence) == ("tablet-1", 2)
    assert words == {"漏水", "漏水三天", "不漏了"}
    assert closing.family is Family.CONFIRMED
    assert closed_at == closing.said.at
    assert (finding.text, finding.outcome, finding.how) == (
        "楼上还是不修",
        Outcome.TAKEN_BACK,
        "已劝",
    )
    assert (state, taken) == ("due", len(NOTED))


def test_c26_one_bad_record_sinks_no_other_and_what_misses_its_visit_waits():
    store, bus = a_store()
    batches = Batches(bus, FrozenClock(NOON), Listed())
    bad = a_record(1, 1, lambda *_: noted_finding("\x00", None)(*_))
    early = a_record(2, 1, noted_finding("漏水", None))
    good = a_record(3, 1, noted_visit("漏水"))
    future = a_record(4, 60 * 24, noted_visit("明天"))
    told = batches.take(
        a_batch([good, bad, early, future], "t-1"), a_cause(a_visitor())
    )
    assert [each.status for each in told.items] == [
        "taken",
        "refused",
        "later",
        "refused",
    ]
    assert told.items[1].code == "unreadable-text"
    assert told.items[3].fields == {"at": "not-yet"}
    again = batches.take(a_batch([good, early], "t-2"), a_cause(a_visitor()))
    assert [each.status for each in again.items] == ["known", "taken"]
    assert len(store.findings) == 1


def test_c26_a_wrong_clock_is_mended_by_when_the_batch_was_sent():
    store, bus = a_store()
    wrong = timedelta(days=-400)
    at = WENT + wrong + 5 * MINUTE
    record = replace(
        a_record(1, 0, lambda actor, offset: noted_of(actor, WENT + wrong + offset)),
        device_at=at,
    )
    batches = Batches(bus, FrozenClock(NOON), Listed())
    told = batches.take(a_batch([record], "t-1", NOON + wrong), a_cause(a_visitor()))
    assert told.items[0].status == "taken"
    assert told.offset_seconds == -wrong.total_seconds()
    visit = store.visits[VISIT]
    assert (visit.account.held_at, visit.said.at) == (WENT, WENT + 5 * MINUTE)
    [kept] = store.device_records.values()
    assert (kept.device_at, kept.said_at) == (at, WENT + 5 * MINUTE)


def noted_of(actor, held_at):
    said = an_account(subjects=[a_home(HOME)], held_at=held_at)
    return RecordVisit(actor=actor, visit_id=VISIT, account=said)


def test_c26_a_clock_that_runs_back_does_not_turn_its_own_words_round():
    store, bus = a_store()
    batches = Batches(bus, FrozenClock(NOON), Listed())
    first = a_record(1, 60, noted_visit("先说的"))
    then = a_record(2, 10, noted_visit("后说的"))
    batches.take(a_batch([then, first], "t-1"), a_cause(a_visitor()))
    assert store.visits[VISIT].account.diary == "后说的"


def test_a_correction_at_the_door_holds_against_a_device_that_is_a_little_ahead():
    store, bus = a_store()
    ahead = replace(a_record(1, 0, noted_visit("漏水")), device_at=NOON + 4 * MINUTE)
    batches = Batches(bus, FrozenClock(NOON), Listed())
    batches.take(a_batch([ahead], "t-1"), a_cause(a_visitor()))
    better = record_visit(an_account(subjects=[a_home(HOME)], diary="已修好"), VISIT)
    bus.handle(better, a_cause(better.actor))
    assert store.visits[VISIT].account.diary == "已修好"


def test_what_another_device_wrote_at_the_same_moment_is_tried_again():
    class Busy:
        left = 2

        def handle(self, *_: Any) -> str:
            self.left -= 1
            if self.left >= 0:
                raise Taken
            return "taken"

    record = a_record(1, 1, noted_visit("漏水"))
    cause = a_cause(a_visitor())
    told = Batches(Busy(), FrozenClock(NOON), Listed()).take(
        a_batch([record], "t-1"), cause
    )
    assert told.items[0].status == "taken"


def test_c26_a_closing_that_comes_before_the_rest_waits_for_it():
    store, bus = a_store()
    batches, cause = Batches(bus, FrozenClock(NOON), Listed()), a_cause(a_visitor())
    visit, closing = NOTED[0][1], NOTED[2][1]
    first = a_record(90, 2, noted_finding("漏水", None))
    batches.take(a_batch([visit, first], "t-1"), cause)
    [told] = batches.take(a_batch([closing], "t-1"), cause).items
    assert (told.status, store.visits[VISIT].closed_at) == ("waiting", None)
    late = a_record(91, 3, noted_finding("漏水", Outcome.SETTLED, "已修"))
    told = batches.take(a_batch([late, closing], "t-2"), cause).items
    assert [each.status for each in told] == ["taken", "known"]
    assert store.visits[VISIT].closed_at is not None


def test_the_road_is_no_fault_of_the_clock():
    assert offset_of(NOON - 4 * MINUTE, NOON) == timedelta(0)
    assert offset_of(NOON - timedelta(seconds=615), NOON) == 10 * MINUTE
    now = Stamp(at=NOON, device="t-1", sequence=3)
    assert Stamp.next(NOON, now) > now
    assert Stamp.next(NOON, None) == Stamp(at=NOON)


def test_b26_a_category_that_no_list_names_loses_no_word_and_is_told_so():
    store, bus = a_store()
    cause = a_cause(a_visitor())

    def noted(actor: Actor, offset: timedelta) -> RecordFinding:
        told = noted_finding("漏水", Outcome.TAKEN_BACK)(actor, offset)
        return replace(told, difficulty=replace(told.difficulty, matter="zz"))

    records = [NOTED[0][1], a_record(20, 2, noted)]
    batches = Batches(bus, FrozenClock(NOON), Listed("B02"))
    for status in ("taken", "known"):
        told = batches.take(a_batch(records, "t-1"), cause).items[1]
        assert (told.status, told.code) == (status, "finding-category-unknown")
        assert told.fields == {"matter": "unknown-category"}
    [finding] = store.findings.values()
    assert (finding.difficulty.text, finding.difficulty.matter) == ("漏水", None)
    assert finding.state == "due"
