"""Walking along the line of what is due."""

from uuid import UUID, uuid4

import pytest

from routing.application.commands import EscalateOverdue
from routing.application.sweeping import Due, Sweep

pytestmark = pytest.mark.unit


class Line:
    """A line of cases, some of which cannot be worked on."""

    def __init__(self, length: int, bad: set[int] | None = None) -> None:
        self.ids = [uuid4() for _ in range(length)]
        self.bad = {self.ids[at] for at in bad or set()}
        self.done: list[UUID] = []
        self.batches: list[int] = []

    def find(self, place, limit):
        begin = 0 if place is None else place[0] + 1
        return [
            Due(place=(at,), petition_id=self.ids[at])
            for at in range(begin, min(begin + limit, len(self.ids)))
        ]

    def handle(self, command, cause):
        if self.bad & set(command.petition_ids):
            raise RuntimeError("spoiled")
        self.batches.append(len(command.petition_ids))
        self.done += command.petition_ids

    def sweep(self, **options) -> Sweep:
        return Sweep(
            self, self.find, lambda ids: EscalateOverdue(petition_ids=ids), **options
        )


def test_the_whole_line_is_walked_in_batches():
    line = Line(450)
    assert line.sweep().run() == 450
    assert line.batches == [200, 200, 50]
    assert line.done == line.ids


def test_an_empty_line_asks_for_nothing():
    line = Line(0)
    assert line.sweep().run() == 0
    assert line.batches == []


def test_a_bad_case_stays_alone():
    line = Line(30, bad={4, 17})
    line.sweep(batch=10).run()
    assert set(line.ids) - set(line.done) == line.bad


def test_a_pass_in_which_nothing_works_ends_with_the_error():
    line = Line(30, bad=set(range(30)))
    with pytest.raises(RuntimeError):
        line.sweep(batch=10).run()
    assert line.done == []
