"""Replaying an older system's answers."""

from uuid import uuid4

import pytest

from minqing_kernel.errors import TransitionRefused
from routing.application.replaying import Faulty, OldAnswer, OldCase, Replayer
from routing.domain.resolution import Outcome
from services.routing.tests.builders import NOON, an_operator

pytestmark = pytest.mark.unit


class OldHouse:
    """Cases of an older system; those named in `stubborn` refuse an answer."""

    def __init__(self, *refs: str, stubborn: tuple[str, ...] = ()) -> None:
        self.cases = [
            OldCase(external_ref=ref, petition_id=uuid4(), answered=False)
            for ref in refs
        ]
        self.stubborn = {
            case.petition_id for case in self.cases if case.external_ref in stubborn
        }
        self.answered: list[object] = []
        self.reported: list[Faulty] = []

    def find(self, refs):
        return [
            OldCase(
                external_ref=case.external_ref,
                petition_id=case.petition_id,
                answered=case.petition_id in self.answered,
            )
            for case in self.cases
            if case.external_ref in refs
        ]

    def handle_group(self, group):
        ids = [message.command.petition_id for message in group]
        if self.stubborn & set(ids):
            raise TransitionRefused
        self.answered += ids
        return len(ids)

    def replay(self, *rows):
        replayer = Replayer(self, self.find, self.reported.append, an_operator())
        return replayer.run(rows)


def an_old_answer(ref: str, line: int = 1) -> OldAnswer:
    return OldAnswer(
        line=line,
        external_ref=ref,
        resolved_at=NOON,
        outcome=Outcome.RESOLVED,
        reply="好",
    )


def test_every_answer_is_replayed_and_a_second_run_changes_nothing():
    house = OldHouse("1", "2")
    rows = [an_old_answer("1"), an_old_answer("2"), None]
    first, second = house.replay(*rows), house.replay(*rows)
    assert (first.replayed, first.known, first.unanswered) == (2, 0, 1)
    assert (second.replayed, second.known) == (0, 2)
    assert len(house.answered) == 2


def test_a_row_that_stands_twice_is_replayed_once():
    tally = OldHouse("1").replay(an_old_answer("1"), an_old_answer("1", line=2))
    assert (tally.replayed, tally.known) == (1, 1)


def test_bad_rows_are_reported_and_the_others_go_on():
    house = OldHouse("1", "2", "2", "3", stubborn=("3",))
    unreadable = Faulty(line=9, external_ref="", faults={"": "malformed-json"})
    tally = house.replay(
        an_old_answer("0"),
        an_old_answer("1"),
        an_old_answer("2"),
        an_old_answer("3"),
        unreadable,
    )
    assert (tally.replayed, tally.faulty) == (1, 4)
    assert [row.faults[""] for row in house.reported] == [
        "malformed-json",
        "not-known",
        "ambiguous",
        "transition-refused",
    ]


def test_a_long_file_is_committed_in_groups():
    house = OldHouse(*map(str, range(450)))
    tally = house.replay(*(an_old_answer(str(number)) for number in range(450)))
    assert tally.replayed == len(house.answered) == 450
