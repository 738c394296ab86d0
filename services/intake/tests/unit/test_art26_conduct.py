"""条例第26条: conduct at the door is written down in its words, and closes no door."""

import pytest

from intake.application.channel_commands import (
    RecordArrival,
    RegisterArrival,
    TurnArrival,
)
from intake.application.conduct import RecordConduct
from intake.domain.channel import Channel
from intake.domain.conduct import LONGEST_CONDUCT, ConductKind
from intake.domain.errors import BrokenPetition, OutsideScope, UnknownArrival
from intake.domain.reception import Ground, ReceptionState, ReceptionStep
from minqing_kernel.text import Unreadable
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    PETITION,
    STORY,
    a_clerk,
)
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit


class Hall(House):
    def do(self, command):
        return self.intake.bus.handle(command, STORY)

    def arrival(self):
        command = RecordArrival(
            organisation_id=COMMUNITY,
            channel=Channel.WINDOW,
            people=7,
            actor=a_clerk(),
        )
        return self.do(command).reception_id

    def note(self, reception_id, words="在大厅停留至下班后。", by=None, **said):
        said = {"kind": ConductKind.STAYING, "warned": True, **said}
        command = RecordConduct(
            reception_id=reception_id, words=words, actor=by or a_clerk(), **said
        )
        self.do(command)


@pytest.fixture
def hall():
    return Hall()


def test_art26_conduct_is_kept_with_who_wrote_it_and_whether_one_was_warned(hall):
    arrival = hall.arrival()
    hall.note(arrival, " 在大厅停留。 ")
    [entry] = hall.store.channels.conduct
    assert (entry.kind, entry.words, entry.warned) == (
        ConductKind.STAYING,
        "在大厅停留。",
        True,
    )
    assert (entry.recorded_by, entry.organisation_id) == ("clerk-1", COMMUNITY)
    assert (entry.reception_id, entry.at) == (arrival, NOON)


def test_art26_a_form_that_was_sent_twice_is_written_down_once(hall):
    arrival = hall.arrival()
    for _ in range(2):
        hall.note(arrival, "在大厅停留。")
    assert len(hall.store.channels.conduct) == 1
    hall.note(arrival, "在大厅停留。", warned=False)
    hall.note(arrival, "在大厅停留。")
    hall.note(hall.arrival(), "在大厅停留。")
    assert len(hall.store.channels.conduct) == 4


def test_art26_the_six_items_stand_in_their_order():
    assert [each.value for each in ConductKind] == [
        "crowding",
        "dangerous-goods",
        "force",
        "staying",
        "inciting",
        "other",
    ]


@pytest.mark.parametrize("kind", ConductKind)
def test_d10_art26_whatever_was_written_the_arrival_is_registered(hall, kind):
    arrival = hall.arrival()
    hall.note(arrival, kind=kind)
    command = RegisterArrival(
        reception_id=arrival, petition_id=PETITION, actor=a_clerk()
    )
    assert hall.do(command).state is ReceptionState.REGISTERED
    hall.note(arrival, kind=kind, warned=False)
    assert hall.store.channels.receptions[arrival].petition_id == PETITION


def test_d10_art26_conduct_is_no_ground_to_turn_anybody_away(hall):
    assert not {each.value for each in Ground} & {each.value for each in ConductKind}
    arrival = hall.arrival()
    hall.note(arrival)
    command = TurnArrival(
        reception_id=arrival,
        step=ReceptionStep.REDIRECT,
        ground=Ground.LITIGATION,
        words="请到法院。",
        actor=a_clerk(),
    )
    assert hall.do(command).ground is Ground.LITIGATION


@pytest.mark.parametrize(
    "words, fault",
    [
        (" ", BrokenPetition),
        ("x" * (LONGEST_CONDUCT + 1), BrokenPetition),
        ("\x00", Unreadable),
    ],
)
def test_art26_conduct_has_words_of_a_fitting_length(hall, words, fault):
    with pytest.raises(fault):
        hall.note(hall.arrival(), words)
    assert not hall.store.channels.conduct


def test_art26_only_whose_door_it_was_writes_it_down(hall):
    with pytest.raises(OutsideScope):
        hall.note(hall.arrival(), by=a_clerk(OTHER_COMMUNITY))
    with pytest.raises(UnknownArrival):
        hall.note(PETITION)
