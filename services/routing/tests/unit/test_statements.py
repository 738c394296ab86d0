"""Statements between neighbours: what they find, mend, and leave to a person."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from routing.adapters.statements.neighbours import NeighbourNotes
from routing.domain.handover.dealing import Head
from routing.domain.handover.lifecycle import SentState
from routing.domain.statements.comparing import AGREEING, Difference, Known, compare
from routing.domain.statements.letters import (
    MOST_LINES,
    MOST_STANDINGS,
    Line,
    Mark,
    Request,
    Standing,
    Statement,
    line_of,
    owned_at,
    page_of,
)
from services.routing.tests import handover_mutants as mutants
from services.routing.tests.agencies_town import BUREAU, DISTRICT_HALL, STREET_OFFICE
from services.routing.tests.builders import NOON
from services.routing.tests.fakes_statements import exchange, hear, taken, tell
from services.routing.tests.handover_explorer import Explorer
from services.routing.tests.unit.test_handover_explored import BOUNDS

pytestmark = pytest.mark.unit

BOTH = (STREET_OFFICE, DISTRICT_HALL)


def compare_all(town):
    tell(town, STREET_OFFICE, DISTRICT_HALL)
    tell(town, DISTRICT_HALL, STREET_OFFICE)
    exchange(town)


def differences(town, *names):
    rows = [e for n in names or BOTH for e in town[n].kept["differences"].values()]
    return [each.kind for each in rows]


def test_c20_every_word_of_a_life_may_be_lost_and_statements_alone_find_it(town):
    petition, handover = town.offered()
    town.wire.lose()
    compare_all(town)
    town.accept(handover)
    town.wire.lose()
    compare_all(town)
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    assert town[DISTRICT_HALL].state(petition) == "assigned"
    town.answer(petition)
    town.wire.lose()
    compare_all(town)
    assert town[STREET_OFFICE].state(petition) == "resolved"
    assert not town.broken(petition)
    assert not town.differ(petition)
    compare_all(town)
    assert differences(town) == []


def test_two_that_agree_have_nothing_to_say_after_their_statements(town):
    town.handed()
    compare_all(town)
    tell(town, STREET_OFFICE, DISTRICT_HALL)
    [statement] = taken(town[STREET_OFFICE])
    assert hear(town, statement) is None
    assert hear(town, statement) is None
    town.wire.collect()
    assert town.wire.on_way == []
    assert taken(town[DISTRICT_HALL]) == []


def test_a_mutant_that_says_nothing_again_is_seen(monkeypatch):
    mutants.nothing_is_said_again(monkeypatch)
    assert Explorer(BOUNDS["to and fro"]).run().fault


def test_ten_thousand_matters_are_told_in_pages_that_leave_none_out(town):
    lines = [Line(matter_id=UUID(int=n)) for n in range(1, 10_001)]
    pages = []
    while lines:
        page = page_of(lines[: MOST_LINES + 1])
        pages.append(page)
        lines = lines[len(page) :]
    assert len(pages) == 10_000 / MOST_LINES
    assert sum(map(len, pages)) == 10_000


def test_a_page_ends_before_it_is_too_long_for_a_letter_but_has_one_line():
    standing = Standing(handover_id=UUID(int=1), sent=True, state="offered")
    long = Line(matter_id=UUID(int=2), standings=(standing,) * (MOST_STANDINGS - 1))
    assert len(page_of([long, long])) == 1
    assert page_of([]) == ()


def test_the_next_page_begins_after_the_last_matter_and_the_last_has_no_end(
    town, monkeypatch
):
    petitions = sorted(town.handed()[0] for _ in range(3))
    monkeypatch.setattr(
        "routing.application.statements.handlers.page_of", lambda found: found[:1]
    )
    tell(town, STREET_OFFICE, DISTRICT_HALL)
    told = taken(town[STREET_OFFICE])
    assert [each.after for each in told] == [None, *petitions[:2]]
    assert [each.upto for each in told] == [*petitions[:2], None]
    for each in told:
        hear(town, each)
    assert differences(town) == []


def test_nobody_is_told_of_what_is_not_shared_with_them(town):
    petition, _ = town.handed()
    asked = Request(
        sender=BUREAU,
        to=DISTRICT_HALL,
        incarnation=0,
        heard=0,
        matters=(petition, uuid4()),
    )
    hear(town, asked)
    tell(town, DISTRICT_HALL, BUREAU)
    [statement] = taken(town[DISTRICT_HALL])
    assert statement.lines == ()
    town.wire.collect()
    assert town.wire.on_way == []


def test_the_clock_of_a_neighbour_is_the_least_that_a_letter_took_in_a_day():
    clock, written = FrozenClock(NOON), []
    database = SimpleNamespace(rows=lambda _, **row: written.append(row))
    notes = NeighbourNotes(database, clock)

    def hear(seconds, edition=2):
        notes.heard(BUREAU, edition, clock.now() - timedelta(seconds=seconds))

    hear(7200)
    hear(3)
    hear(40)
    hear(-200)
    assert [row["skew"] for row in written] == [7200, 3, -200]
    hear(5, edition=1)
    clock.advance(timedelta(minutes=2))
    hear(6, edition=1)
    assert [(row["skew"], row["edition"]) for row in written[3:]] == [(-200, 1)] * 2
    clock.advance(timedelta(days=2))
    hear(9, edition=1)
    assert written[-1]["skew"] == 9


def test_while_one_side_still_asks_nothing_is_called_a_difference(town):
    petition, _ = town.handed()
    leg = town[STREET_OFFICE].leg(petition)
    line = line_of(leg, DISTRICT_HALL)
    resting = replace(line, resting=True)
    known = Known(leg=leg, line=line)
    assert list(compare(known, resting)) == []
    assert list(compare(None, resting)) == []
    assert list(compare(Known(leg=leg, line=resting), line)) == []


def test_what_one_side_lacks_entirely_is_named_on_both(town):
    petition, _ = town.handed()
    known = known_of(town, petition)
    assert [e.kind for e in compare(None, known.line)] == [Difference.UNKNOWN_HERE]
    assert [e.kind for e in compare(known, None)] == [Difference.UNKNOWN_THERE]
    ended = [
        replace(each, state=SentState.RECALLED.value) for each in known.line.standings
    ]
    line = replace(known.line, standings=tuple(ended))
    assert list(compare(None, line)) == []
    assert list(compare(replace(known, line=line), None)) == []


def known_of(town, petition, number=0):
    dealing = town[STREET_OFFICE].kept["matters"][petition]
    last = dealing.chain[-1]
    signed = next((e.digest for e in dealing.chain if e.number == number), None)
    head = Mark(number=last.number, digest=last.digest)
    line = line_of(dealing.leg, DISTRICT_HALL, head=head)
    return Known(leg=dealing.leg, line=line, signed=signed)


def theirs_of(town, petition, **changes):
    leg = town[DISTRICT_HALL].leg(petition)
    return replace(line_of(leg, STREET_OFFICE), **changes)


@pytest.mark.parametrize(
    ("number", "digest", "kinds"),
    [
        (1, None, []),
        (1, "f" * 64, [Difference.FORKED]),
        (99, "f" * 64, [Difference.HOLE_HERE]),
    ],
)
def test_a_timeline_that_was_rewritten_or_ends_early_is_left_to_a_person(
    town, number, digest, kinds
):
    petition, _ = town.handed()
    known = known_of(town, petition, number)
    heard = Mark(number=number, digest=digest or known.signed)
    found = list(compare(known, theirs_of(town, petition, heard=heard)))
    assert [each.kind for each in found] == kinds


def test_what_they_had_seen_before_our_restore_is_a_hole_here(town):
    petition, _ = town.handed()
    [found] = compare(known_of(town, petition), theirs_of(town, petition, lost=12))
    assert (found.kind, found.number) == (Difference.HOLE_HERE, 12)


def test_two_histories_that_contradict_are_left_to_the_common_superior(town):
    petition, _ = town.handed()
    known = known_of(town, petition)
    other = theirs_of(town, petition, owner=BUREAU)
    assert [e.kind for e in compare(known, other)] == [Difference.CONTESTED]
    rival = replace(known, leg=replace(known.leg, rival=known.leg.history))
    told = theirs_of(town, petition)
    assert [e.kind for e in compare(rival, told)] == [Difference.CONTESTED]
    assert owned_at(known.leg.history, 0) is None


def test_who_is_an_owner_behind_is_out_of_step(town):
    petition, _ = town.handed()
    other = theirs_of(town, petition, epoch=3, owner=BUREAU, way=uuid4())
    [found] = compare(known_of(town, petition), other)
    assert found.kind is Difference.OUT_OF_STEP


def test_a_state_that_a_newer_neighbour_has_is_no_difference(town):
    petition, handover = town.handed()
    known = known_of(town, petition)
    strange = Standing(handover_id=handover, sent=False, state="on-the-moon")
    told = theirs_of(town, petition, standings=(strange,))
    assert list(compare(known, told)) == []


def test_every_state_of_a_sender_has_its_receivers():
    assert set(AGREEING) == set(SentState)


def test_a_restore_there_takes_their_timeline_back_and_is_kept_in_mind(town):
    petition, _ = town.handed()
    dealing = town[STREET_OFFICE].kept["matters"][petition]
    known = dealing.heads[DISTRICT_HALL]
    dealing.hear_head(replace(known, number=1, digest="a" * 64))
    assert dealing.heads[DISTRICT_HALL] == known
    back = Head(agency=DISTRICT_HALL, number=1, digest="b" * 64, incarnation=3)
    dealing.hear_head(back)
    assert dealing.heads[DISTRICT_HALL] == back
    assert dealing.lapsed == [known]


def test_a_statement_says_nothing_of_persons():
    names = {f for kind in (Line, Standing, Statement) for f in kind.__annotations__}
    assert not names & {"name", "phone", "content", "summary", "place", "reply"}
