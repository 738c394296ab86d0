"""What messages tell that counts: read from a sample of every contract."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from minqing_contracts.catalogue import load
from minqing_contracts.envelope import read_envelope
from minqing_contracts.intake import PetitionEvent
from minqing_contracts.routing import CaseEvent
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_docs.samples import read_samples
from notify.adapters.figures.sightings import COUNTING, Sightings
from notify.adapters.policies import load_policies, rates_of
from notify.adapters.translation import COMMANDS
from notify.application.commands import RecordAccount, RecordOrganisation, TellOfStep
from notify.application.figures.commands import FoldFigures, NoteFacts
from notify.application.figures.handlers import fold_figures, note_facts
from notify.domain.figures.fact import VALUES, Group

pytestmark = pytest.mark.unit

SAMPLES = read_samples()
SIGHTINGS = Sightings(book=rates_of(load_policies()))
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def sample(key, **changes):
    return replace(load(key, SAMPLES[key]["body"]), **changes)


def told(key, **changes):
    """Return the values that a message tells, by their names."""
    pieces = SIGHTINGS.of(sample(key, **changes))
    return {name: value for piece in pieces for name, value in piece.values.items()}


@pytest.mark.parametrize("kind", SUBSCRIPTIONS["notify"])
def test_every_message_about_a_petition_tells_whole_groups(kind):
    event = sample(kind.routing_key())
    pieces = SIGHTINGS.of(event)
    if not isinstance(event, COUNTING):
        assert pieces == ()
        return
    for piece in pieces:
        assert piece.petition_id == event.petition_id
        assert piece.revision == event.revision
        assert set(piece.values) == set(VALUES[piece.group])
    first = Group.PETITION if isinstance(event, PetitionEvent) else Group.OWNER
    assert first in {piece.group for piece in pieces}
    assert isinstance(event, PetitionEvent | CaseEvent)


@pytest.mark.parametrize("kind", SUBSCRIPTIONS["notify"])
def test_what_counts_is_noted_and_what_else_is_asked_is_asked_still(kind):
    key = kind.routing_key()
    envelope = read_envelope(SAMPLES[key]["headers"])
    command = SIGHTINGS.counted(COMMANDS)[kind](envelope, sample(key))
    usual = COMMANDS[kind](envelope, sample(key)) if kind in COMMANDS else None
    if isinstance(command, NoteFacts):
        assert command.then == usual
    else:
        assert isinstance(command, RecordAccount | RecordOrganisation | TellOfStep)
        assert command == usual


def test_an_acceptance_tells_what_and_how_many_came_from_where():
    said = told("intake.petition.accepted.v1", representatives=4, kind=None)
    assert said["persons"] == 4
    assert said["source"] == said["channel"]
    assert said["kind"] == ""
    assert told("intake.petition.accepted.v1", representatives=None)["persons"] == 1


def test_art30_the_door_of_an_accusation_is_nobodys():
    assert told("intake.petition.accepted.v1", accused=["510106040"])["door_id"] is None


def test_refused_and_referred_elsewhere_are_not_taken_in():
    assert told("intake.petition.refused.v1")["refused_at"]
    assert told("intake.petition.referred.v1")["refused_at"]


def test_merged_and_separated_again():
    assert told("intake.petition.merged.v1")["merged"] is True
    assert told("intake.petition.separated.v1")["merged"] is False
    assert told("intake.petition.repeated.v1", visit=3)["visits"] == 3


def test_a_case_is_dispatched_first_and_its_petitioner_called_within_a_day():
    said = told("routing.case.assigned.v1", assigned_at=NOON, mode="entrust")
    assert said["dispatched_at"] == NOON
    assert said["contact_by"] == NOON + timedelta(days=1)
    assert said["passed_by"] == "entrust"
    assert "passed_by" not in told("routing.case.assigned.v1", mode="rule")


def test_a_return_and_a_dispute_are_both_a_case_given_back():
    assert told("routing.case.returned.v1")["returned_at"]
    assert told("routing.case.disputed.v1")["returned_at"]


def test_only_supervision_counts_as_such():
    assert told("routing.case.urged.v1", measure="supervise")["supervised_at"]
    assert "supervised_at" not in told("routing.case.urged.v1", measure="urge")


def test_a_separated_case_stands_where_it_stood_with_or_without_a_date():
    said = told("routing.case.separated.v1", state="suspended", due_at=None)
    assert said["state"] == "suspended"
    assert "due_at" not in said


def test_an_answer_tells_what_was_achieved_if_anything():
    figure = {"kind": "wages", "unit": "元", "amount": "1", "qualifier": "exact"}
    assert "wages" in told("routing.case.resolved.v1", figures=[figure])["achieved"]
    assert told("routing.case.resolved.v1", figures=[])["achieved"] is None


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ({"solved": None, "satisfied": None, "reason": "no-answer"}, True),
        ({"solved": None, "satisfied": None, "reason": "说不清"}, False),
        ({"solved": True, "satisfied": None, "reason": "no-answer"}, False),
    ],
)
def test_silence_is_not_an_answer(said, silent):
    assert told("notify.followup.answered.v1", **said)["silent"] is silent


class Figures:
    def __init__(self):
        self.taken, self.folds = [], []

    def take(self, *pieces):
        self.taken += pieces

    def fold(self, limit):
        self.folds.append(limit)
        return 7


class Work:
    def __init__(self):
        self.figures = Figures()


def test_a_message_is_counted_and_then_handled_as_ever():
    work, asked = Work(), []
    pieces = SIGHTINGS.of(sample("routing.case.closed.v1"))
    then = FoldFigures(limit=1)
    others = {FoldFigures: lambda command, _: asked.append(command)}
    note_facts(NoteFacts(pieces=pieces, then=then), work, others=others)
    note_facts(NoteFacts(pieces=()), work, others=others)
    assert work.figures.taken == list(pieces)
    assert asked == [then]
    assert fold_figures(FoldFigures(limit=3), work) == 7
    assert work.figures.folds == [3]


def test_what_counts_nowhere_tells_nothing():
    event = sample("registry.organisation.recorded.v1", organisation_id=str(uuid4()))
    assert SIGHTINGS.of(event) == ()
