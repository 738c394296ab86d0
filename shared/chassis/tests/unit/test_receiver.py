"""What becomes of a batch, decided without a broker or a database."""

import json
from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from minqing_chassis.receiver import Delivery, Group, GroupReceiver, Outcome
from minqing_chassis.topology import RETRY_AFTER
from minqing_contracts.envelope import to_wire
from minqing_contracts.notify import FollowUpAnsweredV1
from minqing_contracts.registry import StaffRecordedV1
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Cause, Command

pytestmark = pytest.mark.unit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MOODS = ("good", "refused", "broken")


class Heard(Command):
    pass


def heard(_envelope, event):
    if event.staff_id == "untranslatable":
        raise ValueError("no such thing")
    if event.staff_id == "unexpected":
        raise AttributeError("a fault in the translation")
    if event.staff_id == "indifferent":
        return None
    command = Heard()
    object.__setattr__(command, "mood", event.staff_id)
    return command


class FakeBus:
    """Knows what it had, refuses and breaks on request, all or nothing."""

    def __init__(self):
        self.had = set()
        self.away = False

    def handle_group(self, group):
        if self.away:
            raise OperationalError("select", {}, Exception("away"))
        for message in group:
            if message.command.mood == "refused":
                raise DomainError("no")
            if message.command.mood == "broken":
                raise RuntimeError("broken")
        ids = {message.message_id for message in group}
        fresh = ids - self.had
        self.had |= ids
        return len(fresh)


class FakeStore:
    def __init__(self):
        self.letters = []

    def keep(self, letters):
        self.letters += letters


class FakeMeter:
    def __init__(self):
        self.seen = Counter()

    def message(self, event, outcome, count=1):
        self.seen[outcome] += count

    def handled(self, event, seconds):
        assert seconds >= 0


def a_delivery(mood="good", **changes):
    wire = to_wire(
        StaffRecordedV1(
            staff_id=mood, revision=1, organisation_id="o", roles=[], active=True
        ),
        message_id=uuid4(),
        source="test/registry",
        occurred_at=NOON,
        cause=Cause(correlation_id=uuid4(), causation_id=uuid4()),
    )
    values = {"headers": wire.headers, "body": json.dumps(wire.body).encode()}
    return Delivery(**(values | changes))


class House:
    def __init__(self, *, alive=False):
        self.bus, self.store, self.meter = FakeBus(), FakeStore(), FakeMeter()
        self.receiver = GroupReceiver(
            self.bus,
            {StaffRecordedV1: heard},
            self.store,
            meter=self.meter,
            database_alive=lambda: alive,
        )

    def receive(self, *deliveries, **options):
        return self.receiver.receive(Group(deliveries=deliveries, **options))


def test_a_good_batch_is_handled_as_one_group():
    house = House()
    verdict = house.receive(a_delivery(), a_delivery())
    assert [outcome for _, outcome in verdict.outcomes] == [Outcome.HANDLED] * 2


def test_a_repeated_message_counts_as_a_duplicate():
    house, delivery = House(), a_delivery()
    house.receive(delivery)
    house.receive(delivery)
    assert house.meter.seen == {Outcome.HANDLED: 1, Outcome.DUPLICATE: 1}


def test_a_refusal_is_dead_at_once_because_a_retry_cannot_help():
    house = House()
    house.receive(a_delivery(), a_delivery("refused"))
    assert house.meter.seen == {Outcome.HANDLED: 1, Outcome.DEAD: 1}
    assert house.store.letters[0].reason == "refused: no"


def test_a_fault_is_tried_again_until_the_ladder_ends():
    house = House()
    for attempt in range(1, len(RETRY_AFTER) + 1):
        verdict = house.receive(a_delivery("broken", attempt=attempt))
        assert [each.attempt for each in verdict.retries] == [attempt]
    verdict = house.receive(a_delivery("broken", attempt=len(RETRY_AFTER) + 1))
    assert verdict.retries == []
    assert house.store.letters[0].reason == "RuntimeError: broken"


def test_a_batch_waits_whole_while_the_database_is_away():
    house = House()
    house.bus.away = True
    with pytest.raises(OperationalError):
        house.receive(a_delivery())
    assert house.store.letters == []


def test_an_error_that_only_looks_like_an_outage_climbs_the_ladder():
    house = House(alive=True)
    house.bus.away = True
    verdict = house.receive(a_delivery())
    assert [outcome for _, outcome in verdict.outcomes] == [Outcome.RETRIED]


def test_an_outage_in_the_middle_of_one_by_one_keeps_the_batch():
    house = House()
    real, calls = house.bus.handle_group, []

    def fail_later(group):
        calls.append(group)
        house.bus.away = len(calls) > 1
        return real(group)

    house.bus.handle_group = fail_later
    with pytest.raises(OperationalError):
        house.receive(a_delivery("refused"), a_delivery())


def test_what_asks_nothing_of_this_service_is_done():
    verdict = House().receive(a_delivery("indifferent"))
    assert [outcome for _, outcome in verdict.outcomes] == [Outcome.HANDLED]


def test_a_fact_that_cannot_be_translated_is_dead_with_its_reason():
    house = House()
    house.receive(a_delivery("untranslatable"))
    assert "no such thing" in house.store.letters[0].reason


def test_a_translation_that_breaks_in_any_way_is_a_dead_letter_of_its_own():
    house = House()
    house.receive(a_delivery("unexpected"), a_delivery())
    assert house.meter.seen == {Outcome.DEAD: 1, Outcome.HANDLED: 1}


def test_a_database_error_is_told_without_the_values_of_the_row():
    house = House(alive=True)
    fault = OperationalError("insert", {"name": "Li"}, Exception("key (name)=(Li)"))
    house.bus.handle_group = lambda _: (_ for _ in ()).throw(fault)
    house.receive(a_delivery(attempt=len(RETRY_AFTER) + 1))
    assert "Li" not in house.store.letters[0].reason


def test_a_fact_that_nobody_here_hears_is_dead():
    wire = to_wire(
        FollowUpAnsweredV1(
            petition_id=uuid4(),
            receipt="R",
            case_revision=1,
            solved=None,
            satisfied=None,
            verdict="close",
            reason="",
            answered_at=NOON,
        ),
        message_id=uuid4(),
        source="test/notify",
        occurred_at=NOON,
        cause=Cause(correlation_id=uuid4()),
    )
    house = House()
    house.receive(Delivery(headers=wire.headers, body=json.dumps(wire.body).encode()))
    assert "nothing here hears" in house.store.letters[0].reason


def test_what_the_broker_gave_up_on_is_dead_unread():
    house = House()
    house.receive(a_delivery(), given_up=True)
    assert house.store.letters[0].reason.startswith("delivered-too-often")


@given(
    headers=st.dictionaries(
        st.text(), st.none() | st.integers() | st.text() | st.binary()
    ),
    body=st.binary(),
)
def test_any_bytes_under_any_headers_end_as_a_dead_letter(headers, body):
    house = House()
    verdict = house.receive(Delivery(headers=headers, body=body))
    assert [outcome for _, outcome in verdict.outcomes] == [Outcome.DEAD]


@given(st.lists(st.sampled_from(MOODS), max_size=12))
def test_every_message_of_a_batch_has_exactly_one_outcome(moods):
    house = House()
    verdict = house.receive(*[a_delivery(mood) for mood in moods])
    expected = {"good": "handled", "refused": "dead", "broken": "retried"}
    assert Counter(outcome for _, outcome in verdict.outcomes) == Counter(
        expected[mood] for mood in moods
    )
    assert len(verdict.retries) == moods.count("broken")
    assert len(house.store.letters) == moods.count("refused")
