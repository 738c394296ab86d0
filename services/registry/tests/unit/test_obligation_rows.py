"""The rows behind standings: as many as are done; and what each estate lacks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing_kernel.messages import Actor, Role
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import Asked, standings
from registry.application.obligations.rows import done, missing
from registry.domain.errors import OutOfReach
from registry.domain.obligations.rules import (
    Cell,
    Counts,
    Measure,
    Reach,
    RuleUnknown,
    Source,
    Target,
    Whom,
)
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory
from services.registry.tests.fakes_obligations import Obligations, a_judge, an_ower
from services.registry.tests.obligation_builders import (
    OF_WORKERS,
    a_fact,
    a_rule,
)

pytestmark = pytest.mark.unit

HOMES = frozenset(f"home-{number}" for number in range(6))
CHARGE = Whom(kind=Target.HOUSEHOLD, reach=Reach.CHARGE)
COVER = a_rule(code="cover", measure=Measure.COVER, whom=CHARGE, owes=OF_WORKERS)
STREET_WIDE = Scope(place=STREET)
HEAD = Actor(id="head", role=Role.SUPERVISOR, organisation_id=STREET)
WORKER = Actor(id="wang-li", role=Role.HANDLER, organisation_id=COMMUNITY)


@pytest.fixture
def reader():
    return Obligations(
        everybody=[an_ower("li-na"), an_ower()],
        sets={"wang-li": HOMES, "li-na": HOMES},
        done=[a_fact(TODAY, home) for home in sorted(HOMES)[:2]],
    )


@pytest.fixture
def reaching():
    store = Store()
    for command in [*the_tree(), record_staff()]:
        in_memory(store).handle(command, a_cause())
    return store, InMemoryReader(store)


def asked(rule=None, on=TODAY, today=TODAY, *, closed=False):
    return Asked(on=on, today=today, rule=rule, closed=closed)


def test_of_two_rules_one_is_told_of_the_period_that_ended(reader):
    judge = a_judge(reader, COVER, replace(COVER, code="other"))
    found = standings(judge, STREET_WIDE, asked("other", closed=True))
    assert {each.rule.code for each in found} == {"other"}


@pytest.mark.parametrize("measure", [*Measure])
@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*sorted(HOMES), None]),
            st.sampled_from(["home", "love"]),
            st.integers(0, 5),
            st.sampled_from(["v-1", "v-2", "v-3"]),
        ),
        max_size=20,
    )
)
def test_every_standing_is_as_many_rows_as_are_done(measure, seen):
    cells = (
        Cell(code="a", title="甲", kinds=frozenset({"home"})),
        Cell(code="b", title="乙", kinds=frozenset({"love", "home"})),
    )
    matrix = measure is Measure.CELLS
    codes = frozenset() if matrix else frozenset({"home", "love"})
    counts = Counts(source=Source.VISITS, codes=codes, cells=cells if matrix else ())
    rule = a_rule(code="any", measure=measure, whom=CHARGE, counts=counts)
    reader = Obligations(
        everybody=[an_ower("li-na"), an_ower()],
        sets={"wang-li": HOMES, "li-na": frozenset()},
        done=[
            a_fact(TODAY - timedelta(days=back), home, code=code, event=visit)
            for home, code, back, visit in seen
        ],
    )
    judge = a_judge(reader, rule)
    for found in standings(judge, STREET_WIDE, asked()):
        told = judge.behind(found, TODAY)
        assert len(told) == found.tally.done
        assert all(told.values())


def test_what_counts_is_shown_to_oneself_and_to_overseers(reader, reaching):
    reader.done.append(a_fact(TODAY - timedelta(days=1), "home-0", event="v-0"))
    judge, told = a_judge(reader, COVER), []
    for after in ("", "home-0"):
        page = done(
            judge, reaching[1], WORKER, "wang-li", asked("cover"), after=after, limit=1
        )
        told += page.items
    assert [(each.key, each.times) for each in told] == [("home-0", 2), ("home-1", 1)]
    assert (told[0].event, page.number, page.standing.done) == ("v-0", 2, 2)
    more = {"after": "", "limit": 9}
    assert (
        done(judge, reaching[1], HEAD, "wang-li", asked("cover"), **more).next is None
    )
    far = Actor(id="far", role=Role.SUPERVISOR, organisation_id=OTHER)
    with pytest.raises(OutOfReach):
        done(judge, reaching[1], far, "wang-li", asked("cover"), **more)
    with pytest.raises(RuleUnknown):
        done(judge, reaching[1], WORKER, "nobody", asked("cover"), **more)


def test_c13_each_estate_that_lacks_a_cell_is_named_with_what_it_lacks(
    reader, reaching
):
    cells = (
        Cell(code="a", title="小区", kinds=frozenset({"home"})),
        Cell(code="b", title="物业", kinds=frozenset({"property-firm"})),
    )
    rule = a_rule(
        code="three",
        measure=Measure.CELLS,
        counts=Counts(source=Source.VISITS, cells=cells),
        whom=replace(CHARGE, kind=Target.PREMISES),
    )
    reader.sets = {"wang-li": frozenset({"e-1", "e-2"})}
    reader.done = [
        a_fact(TODAY, "e-1"),
        a_fact(TODAY, "e-1", code="property-firm"),
        a_fact(TODAY, "e-2"),
    ]
    found = missing(
        a_judge(reader, rule),
        reaching[1],
        WORKER,
        "wang-li",
        asked("three"),
        after="",
        limit=9,
    )
    assert (found.standing.done, found.standing.required) == (3, 4)
    assert [(e.id, e.missing_cells) for e in found.items] == [("e-2", ["物业"])]
    assert found.standing.missing_cells == ["物业"]
