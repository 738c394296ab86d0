"""An import that fails again and again: it stops, says why, and is gone on with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from minqing_kernel.messages import Role
from registry.application.importing.commands import GoOnImport, HoldImport, UndoImport
from registry.domain.errors import OutOfReach
from registry.domain.importing.batch import DIED, MOST_TRIES, ImportState
from registry.domain.importing.errors import ImportMoved, NotStuck
from services.registry.tests.builders import OTHER, an_actor
from services.registry.tests.importing_office import CLERK, HOMES, Office

pytestmark = pytest.mark.unit


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def broken(office, monkeypatch):
    """A file that cannot be read for a reason that nobody foresaw."""

    def fails(_):
        raise RuntimeError("白小梨")

    monkeypatch.setattr(office.desk, "file", fails)
    return office.start("households", HOMES)


def work(office, batch_id, times=1):
    """Let the worker look; the lease of the last one is over."""
    for _ in range(times):
        office.runner.run_due()
        office.store.batches[batch_id].held_until = None
    return office.store.batches[batch_id]


def test_what_nobody_foresaw_is_noted_by_its_kind_and_tried_again(office, broken):
    other, heard = office.start("households", HOMES), []
    warn = lambda *told: heard.append(told)  # noqa: E731
    office.runner = replace(office.runner, warn=warn)
    batch = work(office, broken)
    assert heard == [(broken, "RuntimeError"), (other, "RuntimeError")]
    assert (batch.state, batch.why) == (ImportState.WAITING, "RuntimeError")
    assert (batch.tries, batch.stuck) == (1, False)
    assert office.store.batches[other].tries == 1


def test_after_some_tries_it_is_stuck_with_its_reason_and_nobody_tries(office, broken):
    batch = work(office, broken, MOST_TRIES + 1)
    assert (batch.stuck, batch.why) == (True, "RuntimeError")
    assert office.steps() == ["import-started", "import-stuck"]
    assert office.desk.due() is None
    with pytest.raises(ImportMoved):
        office.say(HoldImport(actor=CLERK, batch_id=broken))


def test_who_dies_at_it_again_and_again_leaves_it_stuck_too(office):
    batch_id = office.start("households", HOMES)
    batch = office.store.batches[batch_id]
    for _ in range(MOST_TRIES):
        office.say(HoldImport(actor=CLERK, batch_id=batch_id))
        office.store.batches[batch_id].held_until -= timedelta(minutes=1)
    assert office.say(HoldImport(actor=CLERK, batch_id=batch_id)) is False
    batch = office.store.batches[batch_id]
    assert (batch.stuck, batch.why) == (True, DIED)


def test_by_hand_it_is_gone_on_with_and_done(office, broken, monkeypatch):
    work(office, broken, MOST_TRIES + 1)
    monkeypatch.undo()
    with pytest.raises(OutOfReach):
        stranger = an_actor(Role.CLERK, OTHER)
        office.say(GoOnImport(actor=stranger, batch_id=broken))
    office.say(GoOnImport(actor=CLERK, batch_id=broken))
    with pytest.raises(NotStuck):
        office.say(GoOnImport(actor=CLERK, batch_id=broken))
    office.runner.run_due()
    batch = office.store.batches[broken]
    assert (batch.state, batch.why, batch.counts.created) == (ImportState.DONE, "", 2)


def test_by_hand_at_once_nobody_else_begins(office, broken):
    work(office, broken, MOST_TRIES + 1)
    office.say(GoOnImport(actor=CLERK, batch_id=broken, held=True))
    assert office.desk.due() is None
    assert office.store.batches[broken].tries == 1


def test_what_is_stuck_can_be_given_up(office, broken):
    work(office, broken, MOST_TRIES + 1)
    office.say(UndoImport(actor=CLERK, batch_id=broken))
    office.runner.run_due()
    batch = office.store.batches[broken]
    assert (batch.state, batch.stuck) == (ImportState.UNDONE, False)


def test_nothing_fails_that_is_done(office):
    batch = office.bring("households", HOMES)
    with pytest.raises(ImportMoved):
        batch.fail("RuntimeError", at=batch.started_at)
