"""Grids are cut anew from a day on; what that touches is seen before it is said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from minqing_kernel.errors import Forbidden, Invalid
from minqing_kernel.messages import Role
from registry.application.cover.commands import RecutGrid
from registry.application.cover.effects import Wrongs, effect_of
from registry.application.cover.pages import Counted
from registry.domain.cover.cover import Cell
from registry.domain.cover.cut import whole_cuts
from registry.domain.errors import ChangedMeanwhile, WouldCircle
from registry.domain.events import GridRecut
from registry.domain.ledgers.policy import STATUTORY_LEDGERS
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    TODAY,
    a_cause,
    a_grid_profile,
    an_actor,
    appoint_head,
    record_grid,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory
from services.registry.tests.unit.test_cover import AROUND, TREE, a_home, claim

pytestmark = pytest.mark.unit

EARLIER = TODAY - timedelta(days=5)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in [*the_tree(), record_staff()]:
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


def recut(*premises_ids, grid_id="g-7", **changes) -> RecutGrid:
    said = {"actor": an_actor(), "grid_id": grid_id, "since": None, "seen": None}
    said |= {"profile": a_grid_profile(), "reason": "合并两格"}
    return RecutGrid(premises_ids=frozenset(premises_ids), **(said | changes))


def cuts_of(store, grid_id="g-7"):
    return [each for each in store.grid_cuts.values() if each.grid_id == grid_id]


def test_b18_a_grid_is_cut_and_cut_anew_from_a_day_on_and_the_past_stays(say, store):
    say(recut("65", since=EARLIER, seen=0))
    say(recut("65", since=EARLIER))
    say(recut("65-9", seen=1, reason="分出9栋"))
    first, second = cuts_of(store)
    assert (first.since, first.premises_ids, first.revision) == (EARLIER, ("65",), 1)
    assert (second.since, second.premises_ids) == (TODAY, ("65-9",))
    assert (second.by, second.reason) == (an_actor().id, "分出9栋")
    assert store.claims["g-7"] == {"65-9"}
    told = [(fact.since, fact.came, fact.went) for fact in store.facts]
    assert told == [(EARLIER, 1, 0), (TODAY, 1, 1)]
    assert {type(fact) for fact in store.facts} == {GridRecut}


def test_what_is_said_of_a_grid_in_part_is_kept_with_what_it_covered(say, store):
    say(record_grid("g-7"))
    say(record_grid("g-7"))
    say(claim("65", grid_id="g-7"))
    say(record_grid("g-7", name="东片"))
    cuts = whole_cuts(cuts_of(store))
    assert [each.premises_ids for each in cuts] == [None, ("65",), ("65",)]
    assert [each.reason for each in cuts] == ["", "", ""]
    assert cuts[-1].profile.name == "东片"


def test_a_grid_that_is_no_more_has_no_head_from_that_day_on(say, store):
    say(recut("65", since=EARLIER))
    say(appoint_head(grid_id="g-7", since=EARLIER))
    ended = replace(a_grid_profile(), active=False)
    say(recut(profile=ended))
    [duty] = store.duties.values()
    assert duty.profile.until == TODAY
    assert store.claims["g-7"] == frozenset()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"since": TODAY + timedelta(days=1)}, {"since": "in-the-future"}),
        ({"since": date(2014, 1, 1)}, {"since": "before-newest"}),
        (
            {"profile": replace(a_grid_profile(), level=3, parent_id="g-0")},
            {"parent_id": "unknown-grid"},
        ),
    ],
)
def test_a_cut_begins_neither_in_the_future_nor_before_the_newest(say, said, code):
    say(recut("65"))
    with pytest.raises(Invalid) as refused:
        say(recut("65-9", **said))
    assert refused.value.fields == code


def test_a_cut_is_made_on_what_was_seen_by_who_governs_both_places(say, store):
    say(recut("65"))
    for seen in (0, 2):
        with pytest.raises(ChangedMeanwhile):
            say(recut("65-9", seen=seen))
    with pytest.raises(ChangedMeanwhile):
        say(recut("65", grid_id="g-8", seen=1))
    with pytest.raises(Forbidden):
        say(recut("65-9", actor=an_actor(organisation=OTHER)))
    inside = replace(a_grid_profile(), level=3, parent_id="g-7")
    with pytest.raises(WouldCircle):
        say(recut("65", profile=inside))
    assert len(cuts_of(store)) == 1


class Cover:
    """What tells of a cut: three homes, of which one has an open visit."""

    def __init__(self, *homes) -> None:
        self._homes = homes
        self.asked = []

    def homes(self, organisation_id):
        return self._homes

    def cells(self):
        return TREE

    def around(self):
        return AROUND

    def matters_of(self, sight, homes):
        self.asked = homes
        visit = Counted(page="matters", kind="visit", count=4, open=1)
        return [visit, replace(visit, kind="finding", open=0)]


def effect(cover, store, actor=None, **changes):
    said = {"grid_id": "s-2", "level": 3, "parent_id": "mid"}
    cell = Cell(**said, claims=frozenset({"b-1"}))
    profile = a_grid_profile(**{"level": 3, "parent_id": "mid", **changes})
    reader = InMemoryReader(store)
    actor = actor or an_actor()
    return effect_of(actor, cell, profile, reader, cover, STATUTORY_LEDGERS)


def test_b17_a_cut_tells_first_who_comes_who_goes_and_what_is_wrong_then(say, store):
    taken, kept, lost = a_home("b-1"), a_home("b-2"), a_home("b-3")
    cover = Cover(taken, kept, lost)
    found = effect(cover, store)
    assert (found.households, found.joining, found.leaving) == (1, 1, 1)
    assert found.before == Wrongs(gaps=0, overlaps=0)
    assert found.after == Wrongs(gaps=1, overlaps=1)
    assert [(e.kind, e.open) for e in found.matters] == [("visit", 1)]
    assert set(cover.asked) == {taken.household_id, lost.household_id}
    assert found.inside == 0
    gone = effect(cover, store, active=False)
    assert (gone.households, gone.leaving, gone.after.gaps) == (0, 1, 1)
    assert effect(Cover(kept), store).matters == []


def test_who_operates_is_told_counts_of_homes_and_nothing_of_people(say, store):
    ops = an_actor(Role.OPS, None)
    assert effect(Cover(a_home("b-1")), store, ops).matters is None
    with pytest.raises(Forbidden):
        effect(Cover(), store, an_actor(organisation=OTHER))
    assert a_grid_profile().organisation_id == COMMUNITY
