"""Two processes of intake on one database: what is due is done once, by either."""

from threading import Barrier, Thread

import pytest

from intake.bootstrap import assemble, settings_from
from services.intake.tests.integration.test_the_door_by_http import (
    DAY,
    NOON,
    WAITING,
    outbox,
)

pytestmark = pytest.mark.integration

LATE = 12


@pytest.fixture
def second(intake, environ, steered):
    parts = assemble(settings_from(environ), clock=steered)
    yield parts
    parts.database.close()


def test_superiors_hear_once_of_what_two_processes_find_late_at_the_same_moment(
    door, intake, second, steered
):
    for _ in range(LATE):
        door.submit(**WAITING)
    steered.move_to(NOON + 17 * DAY)
    start, failed = Barrier(2), []

    def sweep(parts):
        start.wait()
        try:
            parts.undecided.run()
        except Exception as error:
            failed.append(error)

    both = [Thread(target=sweep, args=(parts,)) for parts in (intake, second)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert failed == []
    assert outbox(intake).count("intake.acceptance.missed.v1") == LATE
    assert [parts.undecided.run() for parts in (intake, second)] == [0, 0]
