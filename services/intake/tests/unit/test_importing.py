"""Bringing in old records: each once, bad ones stop nobody."""

from datetime import datetime, timedelta, timezone

import pytest

from intake.application.importing import GROUP, Faulty, Importer
from intake.domain.lifecycle import PetitionState
from minqing_kernel.clock import FrozenClock
from services.intake.tests.builders import (
    NOON,
    a_category,
    a_row,
    an_old_record,
)
from services.intake.tests.fakes import FakeIntake


@pytest.fixture
def intake():
    return FakeIntake([a_category("general")])


@pytest.fixture
def reported():
    return []


@pytest.fixture
def bring_in(intake, reported):
    return lambda rows: Importer(intake.bus, intake.reader, reported.append).run(rows)


def tally(found):
    return (found.imported, found.known, found.faulty)


def test_every_record_comes_in_accepted_and_dated_as_it_was(intake, bring_in):
    assert tally(bring_in([a_row(1), a_row(2)])) == (2, 0, 0)
    petitions = list(intake.store.petitions.values())
    assert {each.external_ref for each in petitions} == {"r1", "r2"}
    assert {each.state for each in petitions} == {PetitionState.ACCEPTED}
    assert petitions[0].received_at == petitions[0].decided_at
    assert petitions[0].received_at == an_old_record().received_at


def test_a_second_run_changes_nothing(intake, bring_in):
    bring_in(a_row(n) for n in range(1, 6))
    assert tally(bring_in(a_row(n) for n in range(1, 6))) == (0, 5, 0)
    assert len(intake.store.petitions) == len(intake.store.facts) == 5


def test_a_run_that_was_broken_off_goes_on_where_it_stood(bring_in):
    bring_in(a_row(n) for n in range(1, 4))
    assert tally(bring_in(a_row(n) for n in range(1, 6))) == (2, 3, 0)


def test_records_are_committed_in_groups(intake, bring_in):
    bring_in(a_row(n) for n in range(GROUP + 1))
    assert intake.store.commits == 2


def test_the_same_record_twice_in_a_file_comes_in_once(intake, bring_in):
    assert tally(bring_in([a_row(1, "x"), a_row(2, "x")])) == (1, 1, 0)
    assert len(intake.store.petitions) == 1


def test_two_systems_may_use_the_same_number(bring_in):
    rows = [a_row(1, "x"), a_row(2, "x", source="another")]
    assert tally(bring_in(rows)) == (2, 0, 0)


def test_a_record_that_could_not_be_read_is_reported(bring_in, reported):
    broken = Faulty(line=2, external_ref="x", faults={"text": "required"})
    assert tally(bring_in([a_row(1), broken, a_row(3)])) == (2, 0, 1)
    assert reported == [broken]


def test_a_refused_record_leaves_its_group_and_the_others_come_in(bring_in, reported):
    rows = [a_row(1), a_row(2, category="nothing"), a_row(3)]
    assert tally(bring_in(rows)) == (2, 0, 1)
    [fault] = reported
    assert (fault.line, fault.faults) == (2, {"category": "unknown-category"})


def test_a_refusal_without_a_field_is_reported_by_its_code(intake, reported):
    class Full:
        def handle_group(self, group):
            from minqing_kernel.errors import Conflict

            raise Conflict

    importer = Importer(Full(), intake.reader, reported.append)
    importer.run([a_row(1)])
    assert reported[0].faults == {"": "conflict"}


def test_a_record_from_the_future_is_refused(intake, bring_in, reported):
    assert isinstance(intake.clock, FrozenClock)
    late = NOON.replace(year=2027)
    assert tally(bring_in([a_row(1, received_at=late)])) == (0, 0, 1)
    assert reported[0].faults == {"received_at": "in-the-future"}


def test_a_record_from_before_living_memory_is_refused_and_stops_nobody(
    bring_in, reported
):
    absurd = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    assert tally(bring_in([a_row(1, received_at=absurd), a_row(2)])) == (1, 0, 1)
    assert reported[0].faults == {"received_at": "moment-out-of-range"}


def test_two_runs_at_once_bring_a_record_in_once(intake, bring_in):
    class Blind:
        def known(self, source, external_refs):
            return set()

    bring_in([a_row(1)])
    importer = Importer(intake.bus, Blind(), lambda _: None)
    assert tally(importer.run([a_row(1), a_row(2)])) == (1, 1, 0)


def test_a_group_of_broken_records_alone_commits_nothing(intake, bring_in):
    bring_in([Faulty(line=1, external_ref="", faults={"": "malformed-json"})])
    assert intake.store.commits == 0
