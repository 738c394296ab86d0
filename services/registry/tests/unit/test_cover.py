"""Every household in exactly one grid at each level; every grid with a head."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing_kernel.errors import Forbidden, Invalid, NotFound
from minqing_kernel.messages import Role
from registry.application.cover.commands import ClaimPremises
from registry.application.cover.pages import Counted, counts_of, sight_of
from registry.application.cover.queries import cover_of
from registry.domain.cover.cover import LEVELS, Cell, GridMap, Home
from registry.domain.errors import GridUnknown, OutOfReach
from registry.domain.events import GridCovered
from registry.domain.ledgers.policy import STATUTORY_LEDGERS
from services.registry.tests.archive_builders import define
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    record_duty,
    record_grid,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("actor", "bounds", "ledgers"),
    [
        (an_actor(Role.CLERK, COMMUNITY), None, {"petitions", "hardship"}),
        (an_actor(Role.HANDLER, COMMUNITY), ["65-9"], {"petitions", "hardship"}),
        (an_actor(), None, {"petitions", "hardship", "stability"}),
    ],
)
def test_b20_what_is_seen_of_a_grid_is_what_the_role_and_the_duties_reach(
    actor, bounds, ledgers
):
    store = Store()
    bus = in_memory(store)
    said = [*the_tree(), record_grid(), record_staff(), record_duty()]
    for command in [*said, define(readers=frozenset({Role.CLERK}))]:
        bus.handle(command, a_cause())
    reader = InMemoryReader(store)
    grid, sight = sight_of(reader, actor, "g-1", STATUTORY_LEDGERS)
    assert (grid.grid_id, sight.grid_id) == ("g-1", "g-1")
    assert (sight.buildings and sight.buildings[:1]) == bounds
    assert set(sight.ledgers) == ledgers
    assert sight.desk is (actor.role is not Role.HANDLER)
    assert sight.sections == (["health"] if actor.role is Role.CLERK else [])
    assert sight.place == sight.above[0] == actor.organisation_id
    for stranger in (an_actor(Role.CLERK, OTHER), an_actor(Role.OPS, None)):
        with pytest.raises(OutOfReach):
            sight_of(reader, stranger, "g-1", STATUTORY_LEDGERS)
    with pytest.raises(GridUnknown):
        sight_of(reader, actor, "g-2", STATUTORY_LEDGERS)


def test_b20_a_page_of_which_there_is_nothing_is_empty():
    lamp = Counted(page="things", kind="fixture", count=1, open=None)
    door = Counted(page="things", kind="door", count=2, open=None)
    assert counts_of([lamp, door]) == {
        "things": [door, lamp],
        "people": [],
        "matters": [],
    }


AROUND = {"b-1": "yard", "b-2": "yard", "b-3": None, "yard": "estate", "estate": None}
TREE = [
    Cell(grid_id="big", level=1, parent_id=None),
    Cell(grid_id="mid", level=2, parent_id="big"),
    Cell(grid_id="s-1", level=3, parent_id="mid", claims=frozenset({"yard"})),
    Cell(grid_id="s-2", level=3, parent_id="mid", claims=frozenset({"b-3"})),
]


def a_home(building_id=None, grid_id=None) -> Home:
    return Home(household_id=uuid4(), grid_id=grid_id, building_id=building_id)


def wrong(cells, *homes):
    """Return the levels with gaps, and the grids that overlap at each level."""
    levels = GridMap(cells, AROUND).check(homes)
    overlaps = {each.level: o.grid_ids for each in levels for o in each.overlaps}
    return [each.level for each in levels if each.gaps], overlaps


def test_b17_a_household_is_held_by_what_claims_its_building_or_a_place_round_it():
    assert wrong(TREE, a_home("b-1"), a_home("b-3"), a_home(grid_id="s-1")) == ([], {})
    assert wrong(TREE, a_home("b-1"), a_home("b-1")) == ([], {})


def test_b17_a_household_that_nothing_claims_is_a_gap_at_every_level():
    assert wrong(TREE, a_home()) == ([1, 2, 3], {})
    assert wrong(TREE, a_home("estate")) == ([1, 2, 3], {})


def test_b17_a_grid_that_is_no_more_holds_nobody():
    assert wrong(TREE, a_home(grid_id="gone")) == ([1, 2, 3], {})


def test_b17_two_grids_of_one_level_overlap_where_both_hold_a_household():
    more = Cell(grid_id="s-3", level=3, parent_id="mid", claims=frozenset({"b-1"}))
    assert wrong([*TREE, more], a_home("b-1")) == ([], {3: ["s-1", "s-3"]})
    assert wrong([*TREE, more], a_home("b-2")) == ([], {})
    assert wrong(TREE, a_home("b-1", "s-2")) == ([], {3: ["s-1", "s-2"]})


def test_d28_a_large_grid_alone_leaves_gaps_at_the_smaller_levels():
    assert wrong(TREE, a_home(grid_id="big")) == ([2, 3], {})


BUILDINGS = [f"b-{n}" for n in range(6)]
SMALL = [f"s-{n}" for n in range(3)]


@given(
    owner=st.lists(st.sampled_from(SMALL), min_size=6, max_size=6),
    homes=st.lists(st.sampled_from(BUILDINGS), max_size=12),
    extra=st.lists(st.tuples(st.sampled_from(SMALL), st.sampled_from(BUILDINGS))),
    dropped=st.sets(st.sampled_from(BUILDINGS)),
)
@settings(max_examples=60, deadline=None)
def test_b17_gaps_and_overlaps_are_exactly_where_the_claims_leave_them(
    owner, homes, extra, dropped
):
    claims = {(grid, b) for grid, b in zip(owner, BUILDINGS, strict=True)}
    claims = {(g, b) for g, b in claims if b not in dropped} | set(extra)
    cells = [
        Cell(grid_id="big", level=1, parent_id=None),
        Cell(grid_id="mid", level=2, parent_id="big"),
        *(
            Cell(
                grid_id=grid,
                level=3,
                parent_id="mid",
                claims=frozenset(b for g, b in claims if g == grid),
            )
            for grid in SMALL
        ),
    ]
    people = [a_home(building) for building in homes]
    levels = GridMap(cells, {}).check(people)
    holders = {b: sorted(g for g, c in claims if c == b) for b in BUILDINGS}
    gaps = [h.household_id for h in people if not holders[h.building_id]]
    assert [list(each.gaps) for each in levels] == [gaps] * len(LEVELS)
    overlaps = [
        (h.household_id, holders[h.building_id])
        for h in people
        if len(holders[h.building_id]) > 1
    ]
    assert [(o.household_id, o.grid_ids) for o in levels[2].overlaps] == overlaps
    assert not levels[0].overlaps
    assert not levels[1].overlaps


class Read:
    """What a validator reads: one household, and perhaps a grid without a head."""

    def __init__(self, home: Home, headless=()) -> None:
        self._home, self._headless = home, headless

    def homes(self, organisation_id: str) -> list[Home]:
        return [self._home]

    def cells(self) -> list[Cell]:
        return TREE

    def around(self) -> dict:
        return AROUND

    def headless(self, organisation_id: str, day) -> list[str]:
        return list(self._headless)


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        (Read(a_home("b-1")), True),
        (Read(a_home()), False),
        (Read(a_home("b-1", "s-2")), False),
        (Read(a_home("b-1"), ["s-1"]), False),
    ],
)
def test_b17_b18_a_place_is_whole_without_gap_overlap_or_headless_grid(read, whole):
    assert cover_of(read, COMMUNITY, TODAY).whole is whole


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in [*the_tree(), record_grid()]:
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


def claim(*premises_ids, grid_id="g-1", **changes) -> ClaimPremises:
    said = {"actor": an_actor(), "grid_id": grid_id}
    return ClaimPremises(premises_ids=frozenset(premises_ids), **(said | changes))


def test_b17_a_grid_covers_what_was_said_last(say, store):
    for premises in (["65"], ["65"], ["65-9"], []):
        say(claim(*premises))
    assert store.claims["g-1"] == frozenset()
    assert [type(fact) for fact in store.facts] == [GridCovered] * 3
    assert store.grids["g-1"].revision == 4


@pytest.mark.parametrize(
    ("premises_id", "code"),
    [("zz", "unknown-premises"), ("65-9-2", "smaller-than-a-building")],
)
def test_a_grid_is_bounded_by_what_may_be_told_openly(say, premises_id, code):
    with pytest.raises(Invalid) as refused:
        say(claim(premises_id))
    assert refused.value.fields == {"premises_ids": code}


def test_who_governs_a_grid_bounds_it(say):
    with pytest.raises(Forbidden):
        say(claim("65", actor=an_actor(organisation=OTHER)))
    with pytest.raises(NotFound):
        say(claim("65", grid_id="g-9"))
