"""The same matter at two levels: found by fingerprints, suggested by 第19条."""

import json
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from minqing_kernel.clock import FrozenClock
from routing.adapters.agencies.accounts import read_account
from routing.adapters.agencies.post import Letter, Post, Suspect
from routing.adapters.agencies.signing import Signer
from routing.adapters.agencies.wire import MAX_BYTES, Unreadable
from routing.application.same.commands import (
    ForgetMarks,
    HearMarks,
    KeepMarks,
    TellMarks,
)
from routing.application.same.handlers import mark_handlers, own_mark_handlers
from routing.domain.agencies.checking import faults
from routing.domain.agencies.directory import Directory
from routing.domain.same.matters import (
    BASIS,
    MOST_MARKS,
    MOST_PRINTS,
    Advice,
    Echo,
    Grade,
    Mark,
    Marks,
    OwnMark,
    advise,
    grade_of,
)
from services.routing.tests.agencies_town import (
    BUREAU,
    DIRECTORY,
    DISTRICT_HALL,
    KEYS,
    STREET_OFFICE,
)
from services.routing.tests.builders import NOON
from services.routing.tests.fakes_same import FakeSameWork

pytestmark = pytest.mark.unit
BELOW, ABOVE = UUID(int=1), UUID(int=2)
DUE = NOON + timedelta(days=60)
LIGHTS, NOISE, HERE = "c" + "1" * 32, "c" + "2" * 32, "p" + "3" * 32


@pytest.mark.parametrize(
    ("looked", "told", "grade"),
    [
        ((LIGHTS, HERE), (LIGHTS, HERE), Grade.CATEGORY),
        ((NOISE, HERE), (LIGHTS, HERE), Grade.PLACE),
        ((NOISE,), (LIGHTS, HERE), None),
        ((), (LIGHTS,), None),
        (("x" + "4" * 32,), ("x" + "4" * 32,), None),
    ],
)
def test_the_strongest_that_both_share_counts(looked, told, grade):
    assert grade_of(looked, told) is grade


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({}, Advice.REFUSE),
        ({"grade": Grade.PLACE}, Advice.LOOK),
        ({"open_there": False}, Advice.LOOK),
        ({"above": False}, Advice.LOOK),
        ({"due_at": NOON}, Advice.REFUSE),
        ({"due_at": NOON - timedelta(seconds=1)}, Advice.LOOK),
        ({"due_at": None}, Advice.LOOK),
    ],
)
def test_art19_only_above_and_within_its_time_is_refusing_suggested(changes, advice):
    about = {"grade": Grade.CATEGORY, "due_at": DUE, "open_there": True, "above": True}
    assert advise(**about | changes, at=NOON) is advice
    assert bool(BASIS[advice]) is (advice is Advice.REFUSE)


class Pair:
    """Street and district, each with the use cases and a room in memory."""

    def __init__(self):
        self.works = {STREET_OFFICE: FakeSameWork(), DISTRICT_HALL: FakeSameWork()}
        self.clock = FrozenClock(NOON)

    def do(self, at, command):
        house = SimpleNamespace(me=at, clock=self.clock)
        every = {**own_mark_handlers(self.clock), **mark_handlers(house)}
        return every[type(command)](command, self.works[at])

    def bring(self, at, petition_id, *, accepted=True, **changes):
        far = DISTRICT_HALL if at == STREET_OFFICE else STREET_OFFICE
        mark = OwnMark(
            petition_id=petition_id,
            agency=far,
            receipt=f"R-{at}",
            revision=1,
            organisation_id=None,
            received_at=NOON,
            told=(LIGHTS, HERE),
            looked=(LIGHTS, HERE),
        )
        if accepted:
            self.works[at].same.open[petition_id] = DUE
        marks = [replace(mark, **changes)]
        self.do(at, KeepMarks(petition_id=petition_id, marks=marks))

    def exchange(self):
        """Let everything that waits be told and heard; return all letters."""
        letters = []
        for _ in range(10):
            fresh = [each for here in self.works for each in self.tell(here)]
            for each in fresh:
                self.do(each.to, HearMarks(letter=each, said_at=NOON))
            letters += fresh
            if not fresh:
                return letters
        raise AssertionError("letters without end")

    def tell(self, here):
        """Return what one of both says now."""
        far = DISTRICT_HALL if here == STREET_OFFICE else STREET_OFFICE
        self.do(here, TellMarks(to=far))
        sent = list(self.works[here].sent)
        self.works[here].sent.clear()
        return sent

    def found(self, at):
        return {(e.petition_id, e.mark_id) for e in self.works[at].same.found.values()}


@pytest.fixture
def pair():
    return Pair()


def test_art19_before_it_is_accepted_above_the_clerk_sees_it_and_below_nobody_does(
    pair,
):
    pair.bring(STREET_OFFICE, BELOW)
    pair.exchange()
    pair.bring(DISTRICT_HALL, ABOVE, accepted=False)
    pair.exchange()
    assert pair.found(DISTRICT_HALL) == {(ABOVE, BELOW)}
    assert pair.found(STREET_OFFICE) == set()


def test_b29_once_both_have_it_both_see_it_whichever_came_first(pair):
    pair.bring(STREET_OFFICE, BELOW)
    pair.exchange()
    # Told in its month, it finds what came before; what was before finds it not.
    pair.bring(DISTRICT_HALL, ABOVE, told=(NOISE,))
    pair.exchange()
    assert pair.found(DISTRICT_HALL) == {(ABOVE, BELOW)}
    assert pair.found(STREET_OFFICE) == {(BELOW, ABOVE)}


def test_nothing_is_said_twice_and_the_same_letter_changes_nothing(pair):
    pair.bring(STREET_OFFICE, BELOW)
    pair.bring(DISTRICT_HALL, ABOVE)
    letters = pair.exchange()
    before = [pair.found(each) for each in pair.works]
    for each in letters:
        pair.do(each.to, HearMarks(letter=each, said_at=NOON))
    assert [pair.found(each) for each in pair.works] == before
    assert pair.exchange() == []


def test_what_ended_is_taken_back_and_found_no_more(pair):
    pair.bring(STREET_OFFICE, BELOW)
    pair.exchange()
    pair.works[STREET_OFFICE].ends(BELOW)
    [letter] = pair.exchange()
    assert letter.gone == (BELOW,)
    pair.bring(DISTRICT_HALL, ABOVE)
    pair.exchange()
    assert pair.found(DISTRICT_HALL) == set()
    pair.do(DISTRICT_HALL, ForgetMarks())
    assert pair.works[DISTRICT_HALL].same.far == {}


def test_a_matter_that_was_handed_over_is_not_another_one(pair):
    pair.bring(STREET_OFFICE, BELOW)
    pair.bring(DISTRICT_HALL, BELOW)
    pair.exchange()
    assert pair.found(DISTRICT_HALL) == pair.found(STREET_OFFICE) == set()


def test_who_answers_a_number_that_nobody_told_it_is_passed_over(pair):
    pair.bring(STREET_OFFICE, BELOW, accepted=False)
    forged = a_letter(same=({"mark_id": BELOW, "matter_id": ABOVE},))
    pair.do(STREET_OFFICE, HearMarks(letter=forged, said_at=NOON))
    assert pair.found(STREET_OFFICE) == set()


def test_many_are_told_in_letters_that_can_be_read(pair):
    for n in range(MOST_MARKS + 1):
        pair.bring(STREET_OFFICE, UUID(int=100 + n))
    assert pair.do(STREET_OFFICE, TellMarks(to=DISTRICT_HALL)) is True
    assert pair.do(STREET_OFFICE, TellMarks(to=DISTRICT_HALL)) is False
    assert pair.do(STREET_OFFICE, TellMarks(to=DISTRICT_HALL)) is False
    assert [len(each.marks) for each in pair.works[STREET_OFFICE].sent] == [
        MOST_MARKS,
        1,
    ]


def a_letter(marks=(), same=(), gone=(), sender=DISTRICT_HALL, to=STREET_OFFICE):
    echoes = tuple(Echo(receipt="R", grade=Grade.PLACE, **each) for each in same)
    about = {"sender": sender, "to": to, "incarnation": 0, "heard": 0}
    return Marks(**about, marks=tuple(marks), gone=tuple(gone), same=echoes)


def a_mark(n=1, prints=(LIGHTS,), **changes):
    about = {"mark_id": UUID(int=n), "receipt": "R" * 64, "accepted_at": NOON}
    return Mark(**about | changes, prints=prints, due_at=DUE)


def post_of(me, directory=DIRECTORY):
    return Post(me, directory, Signer(KEYS[me], "k1"))


def test_the_longest_letter_comes_through_as_it_was_said():
    prints = tuple(f"c{n:032x}" for n in range(MOST_PRINTS))
    marks = [a_mark(n, prints) for n in range(MOST_MARKS)]
    ids = [UUID(int=n) for n in range(MOST_MARKS)]
    echoes = [{"mark_id": each, "matter_id": each} for each in ids]
    letter = a_letter(marks, echoes, ids)
    sealed = post_of(DISTRICT_HALL).seal_account(letter, NOON)
    assert len(sealed.body) < MAX_BYTES
    assert post_of(STREET_OFFICE).open_account(sealed, NOON).account == letter


def test_what_is_no_fingerprint_is_refused_whole():
    sealed = post_of(DISTRICT_HALL).seal_account(a_letter([a_mark()]), NOON)
    for wrong in ("13800001234", "c" + "G" * 32, "c1"):
        said = json.loads(sealed.body)
        said["marks"][0]["prints"] = [wrong]
        with pytest.raises(Unreadable):
            read_account(json.dumps(said).encode())


def test_a_neighbour_that_was_not_granted_it_is_refused():
    letter = a_letter([a_mark()], sender=BUREAU)
    sealed = post_of(BUREAU).seal_account(letter, NOON)
    with pytest.raises(Suspect, match="no grant to compare"):
        post_of(STREET_OFFICE).open_account(sealed, NOON)
    forged = post_of(DISTRICT_HALL).seal_account(a_letter([a_mark()]), NOON)
    changed = Letter(body=forged.body.replace(b"R", b"S"), signature=forged.signature)
    with pytest.raises(Suspect, match="not signed"):
        post_of(STREET_OFFICE).open_account(changed, NOON)


def test_both_must_say_that_they_compare_and_be_neighbours():
    def directory(**compares):
        return [
            replace(e, compares=compares.get(e.agency_id.replace("-", "_"), ()))
            for e in DIRECTORY
        ]

    one = directory(jinquan=(DISTRICT_HALL,))
    assert [(e.field, e.why) for e in faults(one, NOON.date())] == [
        ("compares.0", "not-mutual")
    ]
    assert not Directory(one).compares(STREET_OFFICE, DISTRICT_HALL)
    assert not Directory(one).compares(STREET_OFFICE, "nobody")
    both = directory(jinquan=(DISTRICT_HALL,), jinniu=(STREET_OFFICE,))
    assert not any(e.field.startswith("compares") for e in faults(both, NOON.date()))
    assert Directory(both).compares(STREET_OFFICE, DISTRICT_HALL)
    strange = directory(jinquan=("nobody",))
    assert [e.why for e in faults(strange, NOON.date())] == ["no-neighbour"]
    assert DIRECTORY.compared_with(STREET_OFFICE) == [DISTRICT_HALL]
    assert DIRECTORY.compared_with(BUREAU) == []
