"""Figures for who asks: whose, of which period, against which other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from notify.application.figures.asking import Asking, Compare, branches
from notify.application.figures.views import Cut, Unit
from notify.domain.errors import NoOrganisation, OutOfScope
from notify.domain.figures.measures import Basis, Dimension, Measures
from notify.domain.figures.period import Period
from notify.domain.figures.policy import DEFAULT_RATES

pytestmark = pytest.mark.unit

MARCH = Period(first=date(2026, 3, 1), last=date(2026, 3, 31))
CUT = Cut(basis=Basis.ACCEPTED, period=MARCH)
BELOW = {"street": frozenset({"street", "a", "b"}), "a": frozenset({"a"})}


@dataclass
class Reader:
    """Knows counts by the first day of a period and by key."""

    counts: Mapping[date, Mapping[str, int]] = field(default_factory=dict)

    def tally(self, cut):
        known = self.counts.get(cut.period.first, {})
        return {key: {"": Measures(cases=n)} for key, n in known.items()}

    def below(self, organisation_id):
        return BELOW.get(organisation_id, frozenset({organisation_id}))

    def units(self, ids):
        return [a_unit(each, "street") for each in sorted(ids) if each != "street"]


def a_unit(organisation_id, parent_id):
    return Unit(
        organisation_id=organisation_id, name=organisation_id, parent_id=parent_id
    )


def asking(counts=None):
    clock = FrozenClock(datetime(2026, 4, 2, tzinfo=UTC))
    reader = Reader(counts or {})
    return Asking(reader=reader, rules=lambda _: DEFAULT_RATES, clock=clock)


def clerk(organisation_id):
    return Actor(id="c", role=Role.CLERK, organisation_id=organisation_id)


OPS = Actor(id="o", role=Role.OPS)


def test_who_serves_a_unit_reaches_it_and_all_below():
    assert asking().reach(clerk("street"), None) == BELOW["street"]
    assert asking().reach(clerk("street"), "a") == {"a"}
    with pytest.raises(OutOfScope):
        asking().reach(clerk("a"), "street")
    with pytest.raises(NoOrganisation):
        asking().reach(clerk(None), None)


def test_the_operator_reaches_everything():
    assert asking().reach(OPS, None) is None
    assert asking().reach(OPS, "street") == BELOW["street"]


@pytest.mark.parametrize(
    ("compare", "first", "change"),
    [
        (Compare.PERIOD_BEFORE, date(2026, 2, 1), "-80.0"),
        (Compare.YEAR_BEFORE, date(2025, 3, 1), "-80.0"),
    ],
)
def test_figures_are_held_against_another_period(compare, first, change):
    told = asking({MARCH.first: {"": 16}, first: {"": 80}}).sheet(CUT, compare)
    assert str(told.total.change) == change
    assert told.compared_with.first == first
    assert told.lines == ()


def test_what_was_there_before_and_is_no_more_stands_there_with_nothing():
    cut = Cut(basis=Basis.ACCEPTED, period=MARCH, by=Dimension.CATEGORY)
    counts = {MARCH.first: {"lamps": 3}, date(2026, 2, 1): {"roads": 2}}
    told = asking(counts).sheet(cut, Compare.PERIOD_BEFORE)
    changes = {
        each.key: (each.figures.counts.cases, each.change) for each in told.lines
    }
    assert changes == {"lamps": (3, None), "roads": (0, -100)}


def test_stations_hold_all_below_them():
    units = [
        a_unit("street", "district"),
        a_unit("a", "street"),
        a_unit("grid", "a"),
        a_unit("yard", "grid"),
        a_unit("lost", None),
        a_unit("egg", "hen"),
        a_unit("hen", "egg"),
    ]
    assert branches("street", units) == {
        "street": "street",
        "a": "a",
        "grid": "a",
        "yard": "a",
        "lost": "lost",
        "egg": "hen",
        "hen": "egg",
    }
    told = asking({MARCH.first: {"a": 2, "b": 3, "street": 1}}).stations(CUT, "street")
    assert {each.key: each.figures.counts.cases for each in told.lines} == {
        "a": 2,
        "b": 3,
        "street": 1,
    }
    assert told.total.figures.counts.cases == 6


def test_sums_are_kept_of_one_dimension_at_a_time():
    lamps = (Dimension.CATEGORY, "lamps")
    for by, where, kept in (
        (Dimension.ALL, (), True),
        (Dimension.ALL, (lamps,), True),
        (Dimension.CATEGORY, (lamps,), True),
        (Dimension.CHANNEL, (lamps,), False),
        (Dimension.ALL, (lamps, (Dimension.KIND, "claim")), False),
    ):
        cut = Cut(basis=Basis.ACCEPTED, period=MARCH, by=by, where=where)
        assert cut.has_sums is kept


def test_organisations_that_are_known_are_told_by_name():
    assert asking().names(["a", None, "street"]) == {"a": "a"}


def test_figures_that_are_held_against_nothing_stand_alone():
    told = asking({MARCH.first: {"": 16}}).sheet(CUT)
    assert (told.compared_with, told.total.before) == (None, None)
