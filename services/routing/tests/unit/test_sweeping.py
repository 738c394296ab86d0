"""Walking along the line of what is due."""

from uuid import UUID, uuid4

import pytest

from minqing_kernel.sweeping import Due, Sweep
from routing.application.commands import EscalateOverdue

pytestmark = pytest.mark.unit


class Line:
    """A line of cases, some of which cannot be worked on."""

    def __init__(self, length: int, bad: set[int] | None = None) -> None:
        self.ids = [uuid4() for _ in range(length)]
        self.bad = {self.ids[at] for at in bad or set()}
        self.done: list[UUID] = []
        self.batches: list[int] = []
        self.away = False
        self.tried: list[list[UUID]] = []

    def find(self, place, limit):
        begin = 0 if place is None else place[0] + 1
        return [
            Due(place=(at,), petition_id=self.ids[at])
            for at in range(begin, min(begin + limit, len(self.ids)))
        ]

    def handle(self, command, cause):
        self.tried.append(list(command.petition_ids))
        if self.away or self.bad & set(command.petition_ids):
            raise RuntimeError("spoiled")
        self.batches.append(len(command.petition_ids))
        self.done += command.petition_ids

    def sweep(self, **options) -> Sweep:
        return Sweep(
            self,
            self.find,
            lambda ids: EscalateOverdue(petition_ids=ids),
            is_away=lambda: self.away,
            **options,
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


def test_bad_cases_in_front_keep_nobody_behind_them_waiting():
    line = Line(30, bad=set(range(12)))
    sweep = line.sweep(batch=10)
    assert sweep.run() == 30
    assert line.done == line.ids[12:]


def test_each_bad_case_is_logged_once_a_pass(caplog):
    line = Line(30, bad={1, 2, 3, 4})
    sweep = line.sweep(batch=10)
    for _ in range(2):
        caplog.clear()
        sweep.run()
        said = [r.getMessage() for r in caplog.records if r.exc_info]
        assert said == [f"case {line.ids[at]} is passed over" for at in (1, 2, 3, 4)]


def test_a_case_known_as_bad_spoils_no_batch_and_is_tried_again():
    line = Line(10, bad={4})
    sweep = line.sweep(batch=10)
    sweep.run()
    line.batches.clear()
    sweep.run()
    assert line.batches == [9]
    line.bad.clear()
    line.done.clear()
    sweep.run()
    assert set(line.done) == set(line.ids)
    line.batches.clear()
    sweep.run()
    assert line.batches == [10]


def test_no_batch_is_asked_for_when_every_case_is_known_as_bad():
    line = Line(3, bad={0, 1, 2})
    sweep = line.sweep(batch=10)
    sweep.run()
    line.tried.clear()
    sweep.run()
    assert line.tried == [[petition_id] for petition_id in line.ids]


def test_a_pass_ends_with_the_error_when_the_database_is_away():
    line = Line(30)
    line.away = True
    with pytest.raises(RuntimeError):
        line.sweep(batch=10).run()
    assert line.tried == [line.ids[:10]]


def test_a_pass_ends_when_the_database_goes_away_among_bad_cases():
    line = Line(30, bad={0, 3})
    answers = iter([False, False, True])
    sweep = Sweep(
        line,
        line.find,
        lambda ids: EscalateOverdue(petition_ids=ids),
        is_away=lambda: next(answers),
        batch=10,
    )
    with pytest.raises(RuntimeError):
        sweep.run()
    assert line.done == line.ids[1:3]
