"""What happened to an aggregate is told once, in the order in which it happened."""

from dataclasses import dataclass

import pytest

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import DomainEvent

pytestmark = pytest.mark.unit


@dataclass
class Door(Aggregate):
    number: int


@dataclass(frozen=True, kw_only=True)
class Opened(DomainEvent):
    time: int


def test_recorded_facts_are_handed_over_in_their_order():
    door = Door(1)
    door.record(Opened(time=1))
    door.record(Opened(time=2))
    assert door.release() == [Opened(time=1), Opened(time=2)]


def test_a_fact_is_handed_over_once():
    door = Door(1)
    door.record(Opened(time=1))
    door.release()
    assert door.release() == []


def test_an_aggregate_to_which_nothing_happened_has_nothing_to_tell():
    assert Door(1).release() == []


def test_recorded_facts_are_no_part_of_what_an_aggregate_is():
    door = Door(1)
    door.record(Opened(time=1))
    assert door == Door(1)


def test_two_aggregates_keep_their_facts_apart():
    left, right = Door(1), Door(2)
    left.record(Opened(time=1))
    assert right.release() == []


def test_a_witness_hears_of_the_first_fact_after_each_release():
    door, heard = Door(1), []
    door.tell(heard.append)
    assert heard == []
    door.record(Opened(time=1))
    door.record(Opened(time=2))
    assert heard == [door]
    door.release()
    door.record(Opened(time=3))
    assert heard == [door, door]


def test_a_witness_hears_at_once_of_facts_that_were_there_before():
    door, heard = Door(1), []
    door.record(Opened(time=1))
    door.tell(heard.append)
    assert heard == [door]
