"""The 54435 of grid heads (B-19): 21 items, who scores whom, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from registry.application.assessments.commands import ScoreSheet
from registry.application.assessments.queries import sheets_of, standings
from registry.application.rules import Rules
from registry.bootstrap.handling import timed
from registry.domain.assessments import sheet
from registry.domain.assessments.errors import NotAnAssessor
from registry.domain.assessments.form import (
    FORM_54435,
    USUAL_ASSESSMENTS,
    AssessmentPolicy,
)
from registry.domain.assessments.sheet import formula_of, mean_of, total_of
from registry.domain.errors import OutOfReach, StaffUnknown
from registry.domain.periods import Period
from registry.domain.persons import PersonNumber
from services.registry.tests.builders import (
    COMMUNITY,
    LATER,
    NOON,
    OTHER,
    STREET,
    a_cause,
    an_actor,
    appoint_head,
    record_grid,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryWork, Shelf, Store

pytestmark = pytest.mark.unit

QUARTER = date(2026, 1, 1)
PERIOD = Period(since=QUARTER, until=date(2026, 3, 31))
BOSS = Actor(id="boss", role=Role.SUPERVISOR, organisation_id=COMMUNITY)
HEAD = an_actor(Role.SUPERVISOR, STREET)
HEAD = replace(HEAD, id="street-head")


def all_of(score: int) -> dict[str, int]:
    return {each.code: score for each in FORM_54435.items()}


class Sheets(Shelf):
    """Sheets, and whose heads the grids have."""

    def __init__(self, store: "SheetStore") -> None:
        super().__init__(store.sheets, "sheet_id", StaffUnknown)
        self._store = store

    def units_served(self, staff_id, duty, period):
        return sorted(
            self._store.grids[each.profile.scope_id].profile.organisation_id
            for each in self._store.duties.values()
            if (each.profile.staff_id, each.profile.duty) == (staff_id, duty)
            if each.profile.since <= period.until
        )


class SheetStore(Store):
    """A store with sheets; it reads as the real reader does."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets = {}

    def of_staff(self, staff_id, form):
        found = self.sheets.values()
        return [each for each in found if each.about.staff_id == staff_id]

    def of_place(self, organisation_id, form, since):
        return [each for each in self.sheets.values() if each.about.since == since]

    def rated(self, organisation_id, duty, period):
        return ["li-na", "wang-li"]


class Work(InMemoryWork):
    """A unit of work that knows sheets."""

    def __init__(self, store: SheetStore) -> None:
        super().__init__(store)
        self.sheets = Sheets(store)

    def _shelves(self):
        return [*super()._shelves(), self.sheets]


@pytest.fixture
def store():
    return SheetStore()


def a_house(store, rules):
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER), rules)
    bus = CommandBus(partial(Work, store), handlers)
    return lambda command: bus.handle(command, a_cause(command.actor))


@pytest.fixture
def say(store):
    tell = a_house(store, Rules())
    heads = frozenset({Role.SUPERVISOR})
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("boss", roles=heads),
        record_grid(),
        record_grid("g-2"),
        appoint_head(),
        appoint_head("boss", grid_id="g-2"),
    ]:
        tell(command)
    return tell


def score(actor=BOSS, scores=None, **changes):
    said = {"form": "54435", "staff_id": "wang-li", "since": QUARTER}
    given_scores = all_of(4) if scores is None else scores
    return ScoreSheet(actor=actor, scores=given_scores, **said | changes)


def test_b19_the_form_has_21_items_in_five_four_four_three_five():
    assert [len(part.items) for part in FORM_54435.parts] == [5, 4, 4, 3, 5]
    assert [part.title for part in FORM_54435.parts] == [
        "五百家",
        "四知",
        "四能",
        "三活",
        "五大员",
    ]
    assert len({each.code for each in FORM_54435.items()}) == 21
    assert FORM_54435.full == 105


def test_b19_the_sum_is_printed_with_how_it_comes_about(say):
    told = say(score(scores=all_of(4) | {"homes-1": 0}))
    assert (told.total, told.full) == (80, 105)
    assert told.formula == (
        "五百家 16 ＋ 四知 16 ＋ 四能 16 ＋ 三活 12 ＋ 五大员 20 ＝ 80"
        "（共21项，每项0–5分，满分105）"
    )
    assert (told.parts[0].total, told.parts[0].full) == (16, 25)
    assert told.parts[0].items[0].score == 0


def test_b19_a_corrected_sheet_keeps_what_it_said_before(say, store):
    for value in (4, 4, 5):
        told = say(score(scores=all_of(value)))
    assert (told.revision, told.total, told.before[0].total) == (2, 105, 84)
    assert [each.revision for each in store.facts if hasattr(each, "sheet_id")] == [
        1,
        2,
    ]


@pytest.mark.parametrize(
    ("scores", "wrong"),
    [
        ({"homes-1": 6}, {"scores.homes-1": "bad-score"}),
        ({"homes-1": -1}, {"scores.homes-1": "bad-score"}),
        ({"charm": 5}, {"scores.charm": "unknown-score-item"}),
    ],
)
def test_b19_scores_out_of_the_form_are_refused(say, scores, wrong):
    with pytest.raises(Invalid) as told:
        say(score(scores=all_of(4) | scores))
    assert told.value.fields == wrong


def test_b19_a_sheet_is_not_corrected_without_end(say, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_SCORINGS", 1)
    say(score())
    with pytest.raises(Invalid):
        say(score(scores=all_of(5)))


def test_b19_every_item_is_scored(say):
    with pytest.raises(Invalid) as told:
        say(score(scores={}))
    assert set(told.value.fields.values()) == {"required"}
    assert len(told.value.fields) == 21


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"form": "12345"}, {"form": "unknown-form"}),
        ({"staff_id": "li-na"}, {"staff_id": "not-rated"}),
        ({"since": date(2026, 4, 1)}, {"since": "not-yet"}),
        ({"since": date(2026, 2, 1)}, {"since": "not-first-day"}),
        ({"since": date(2025, 10, 1)}, {"staff_id": "not-rated"}),
    ],
)
def test_b19_only_grid_heads_are_scored_and_of_a_period_that_began(say, changes, wrong):
    with pytest.raises(Invalid) as told:
        say(score(**changes))
    assert told.value.fields == wrong


def test_b19_superiors_score_and_nobody_themselves(say, store):
    say(score(HEAD))
    say(score(BOSS))
    strangers = [
        replace(an_actor(Role.SUPERVISOR, OTHER), id="far"),
        replace(an_actor(Role.CLERK, COMMUNITY), id="clerk"),
        replace(BOSS, id="wang-li"),
    ]
    for actor in strangers:
        with pytest.raises(NotAnAssessor):
            say(score(actor))
    with pytest.raises(NotAnAssessor):
        say(score(BOSS, staff_id="boss"))
    one = PersonNumber(person_number="7")
    for account in ("wang-li", "other-wang"):
        say(record_staff(account, number=one))
    with pytest.raises(NotAnAssessor):
        say(score(replace(BOSS, id="other-wang")))
    assert {each.about.by for each in store.sheets.values()} == {"boss", "street-head"}


def test_b19_a_period_is_scored_by_the_form_that_held_at_its_end(store, say):
    say(score())
    newer = replace(FORM_54435, highest=1)

    def at(moment):
        began = datetime(2026, 4, 1, tzinfo=UTC)
        return USUAL_ASSESSMENTS if moment < began else AssessmentPolicy(forms=(newer,))

    tell = a_house(store, Rules(assessments_at=at))
    assert tell(score(HEAD)).total == 84


def test_b19_oneself_and_superiors_see_the_sheets_and_nobody_else(say, store):
    say(score())
    rated = Actor(id="wang-li", role=Role.HANDLER, organisation_id=COMMUNITY)
    for actor in (rated, BOSS, HEAD):
        [told] = sheets_of(store, store, "wang-li", None, actor)
        assert told.by == "boss"
    far = replace(an_actor(Role.SUPERVISOR, OTHER), id="far")
    colleague = replace(rated, id="li-na")
    for actor in (far, colleague):
        with pytest.raises(OutOfReach):
            sheets_of(store, store, "wang-li", None, actor)


def test_b19_who_was_not_scored_is_told(say, store):
    say(score(scores=all_of(5)))
    say(score(HEAD))
    unscored, scored = standings(store, COMMUNITY, FORM_54435, PERIOD)
    assert (unscored.staff_id, unscored.sheets, unscored.mean) == ("li-na", 0, None)
    assert (scored.sheets, str(scored.mean)) == (2, "94.50")


@given(st.fixed_dictionaries({e.code: st.integers(0, 5) for e in FORM_54435.items()}))
def test_b19_the_sum_is_that_of_the_items(scores):
    assert total_of(FORM_54435, scores) == sum(scores.values())
    assert f"＝ {sum(scores.values())}（" in formula_of(FORM_54435, scores)


def test_a_mean_has_two_decimals_half_to_even():
    assert [str(mean_of(each)) for each in ([1, 1, 2], [1, 2])] == ["1.33", "1.50"]
