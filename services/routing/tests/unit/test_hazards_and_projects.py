"""Hazards are told at once; projects count, are dated, and gather cases."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Forbidden, TransitionRefused
from routing.adapters.projects.festivals import LibraryFestivals
from routing.application.hazards.commands import FlagHazard
from routing.application.projects.commands import (
    CountInventory,
    EndProject,
    HearPicture,
    JoinProject,
    OpenProject,
    PlanCosts,
    ReportProgress,
    SuggestProjects,
)
from routing.application.views import Standing
from routing.domain.deadline import Clocks
from routing.domain.errors import NotYours, OutOfTime, StaleRevision, UnknownUnit
from routing.domain.hazards.errors import NobodyToInform
from routing.domain.hazards.events import HazardFlagged
from routing.domain.hazards.hazard import HazardDesks, HazardKind
from routing.domain.organisation import OrganisationTree
from routing.domain.policy import Gathering, RoutingPolicy
from routing.domain.projects.budget import BudgetLine, cents_of
from routing.domain.projects.errors import (
    ForeignCase,
    NoCases,
    OverBudget,
    PhotoNeeded,
    UnknownFestival,
    WrongAmount,
    WrongInventory,
)
from routing.domain.projects.events import ProjectJoined, ProjectMoved
from routing.domain.projects.lifecycle import PROJECT_LIFE, ProjectState, ProjectStep
from routing.domain.projects.project import Entry, Festival, Photo
from routing.entrypoints.rooms.project_routes import shown
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    TODAY,
    a_clerk,
    a_handler,
    an_operator,
)
from services.routing.tests.room_builders import FIRE, House, house

pytestmark = pytest.mark.unit

__all__ = ["house"]
README = Path(__file__).parents[2] / "README.md"


# -- hazards ---------------------------------------------------------------------------


def flag(house, case, kind=HazardKind.FIRE, by=None):
    return house.do(
        FlagHazard(
            actor=by or a_handler(),
            hazard_id=uuid4(),
            petition_id=case,
            kind=kind,
            description="厨房存放五桶菜油",
        )
    )


def test_a31_five_barrels_of_oil_are_told_to_the_fire_station_and_the_owner_stays(
    house,
):
    case = house.open()
    before = Standing.of(house.store.stored.cases[case])
    hazard = flag(house, case)
    assert hazard.informed == [FIRE]
    after = Standing.of(house.store.stored.cases[case])
    assert (after.organisation_id, after.state, after.due_at) == (
        before.organisation_id,
        before.state,
        before.due_at,
    )
    [fact] = house.facts(HazardFlagged)
    assert (fact.informed_id, fact.hazard) == (FIRE, "fire")
    assert fact.organisation_id == COMMUNITY


def test_a31_a_kind_that_is_not_named_goes_to_the_desk_for_every_other(house):
    assert flag(house, house.open(), HazardKind.GAS).informed == [DISTRICT]


def test_a31_a_hazard_that_nobody_would_hear_of_is_refused():
    with pytest.raises(NobodyToInform):
        HazardDesks().for_kind(HazardKind.FIRE, OrganisationTree())


@pytest.mark.parametrize(
    ("actor", "error"), [(an_operator(), Forbidden), (a_handler(STATION), NotYours)]
)
def test_a31_only_the_line_flags(house, actor, error):
    with pytest.raises(error):
        flag(house, house.open(), by=actor)


# -- projects --------------------------------------------------------------------------


def open_project(house, cases, by=None, **changes):
    return house.do(
        OpenProject(
            **{
                "actor": by or a_clerk(),
                "project_id": uuid4(),
                "name": "路灯专项",
                "goal": "春节前基本解决",
                "category": "road",
                "division_code": "510106",
                "organisation_id": STREET,
                "petitions": cases,
            }
            | changes
        )
    )


def act(house, project, kind, by=None, **told):
    command = kind(actor=by or a_clerk(), project_id=project.project_id, **told)
    return house.do(command)


def count(house, project, checked=5100, found=800):
    return act(house, project, CountInventory, checked=checked, found=found)


def report(house, project, fixed, on=TODAY):
    entry = Entry(on=on, fixed=fixed, note="换LED")
    return act(house, project, ReportProgress, entry=entry)


def test_the_readme_draws_the_table_as_it_is():
    assert PROJECT_LIFE.as_mermaid() in README.read_text("utf-8")


@given(st.lists(st.sampled_from(ProjectStep), max_size=20))
def test_a_project_that_ended_is_left_alone(steps):
    state = ProjectState.OPEN
    for step in steps:
        if state is not ProjectState.OPEN:
            assert PROJECT_LIFE.steps_from(state) == frozenset()
        elif step in PROJECT_LIFE.steps_from(state):
            state = PROJECT_LIFE.after(state, step)


def test_d15_one_case_spawns_a_project_that_is_counted_and_reported_on(house):
    case = house.open()
    project = open_project(house, [case])
    counted = count(house, project)
    assert (counted.checked, counted.found) == (5100, 800)
    report(house, project, 300)
    later = TODAY + timedelta(days=3)
    house.clock.move_to(NOON + timedelta(days=3))
    assert report(house, project, 500, later).fixed == 800
    done = act(house, project, EndProject, done=True)
    assert (done.state, done.revision) == (ProjectState.DONE, 5)
    [joined] = house.facts(ProjectJoined)
    assert (joined.petition_id, joined.target_at) == (case, None)
    moved = house.facts(ProjectMoved)
    assert [fact.revision for fact in moved] == [1, 2, 3, 4, 5]
    assert (moved[-1].fixed, moved[-1].what) == (800, "finish")


def test_d15_before_the_spring_festival_of_2016_is_the_7th_of_february(house):
    house.clock.move_to(datetime(2015, 11, 20, tzinfo=UTC))
    project = open_project(
        house, [house.open()], festival=Festival.SPRING, festival_year=2016
    )
    target = project.target
    assert (target.on, target.festival, target.year) == (
        date(2016, 2, 7),
        Festival.SPRING,
        2016,
    )


@pytest.mark.parametrize(
    ("festival", "year", "day"),
    [
        (Festival.SPRING, 2010, date(2010, 2, 14)),
        (Festival.SPRING, 2025, date(2025, 1, 29)),
        (Festival.SPRING, 2027, date(2027, 2, 6)),
        (Festival.DRAGON_BOAT, 2026, date(2026, 6, 19)),
        (Festival.MID_AUTUMN, 2026, date(2026, 9, 25)),
    ],
)
def test_d15_the_feasts_of_the_moon_are_known(festival, year, day):
    assert LibraryFestivals().day_of(festival, year) == day


@pytest.mark.parametrize("on", [date(2026, 11, 1), date(2037, 1, 1), date(1, 1, 1)])
def test_a_target_lies_ahead_and_within_ten_years(house, on):
    with pytest.raises(OutOfTime):
        open_project(house, [house.open()], target_on=on)


@pytest.mark.parametrize("year", [1, 2007, 2100, 9999])
def test_a_feast_beyond_the_librarys_table_is_refused(year):
    with pytest.raises(UnknownFestival):
        LibraryFestivals().day_of(Festival.SPRING, year)


def test_d15_a_target_may_be_a_plain_date_and_the_cases_are_told_of_it(house):
    open_project(house, [house.open()], target_on=date(2027, 1, 31))
    [joined] = house.facts(ProjectJoined)
    assert joined.target_at.isoformat() == "2027-01-31T15:59:59+00:00"


def test_a13_many_cases_go_into_one_project_each_once(house):
    first, second = house.open(), house.open()
    project = open_project(house, [first, first])
    joined = act(house, project, JoinProject, petitions=[second, first])
    assert set(joined.petitions) == {first, second}
    assert len(house.facts(ProjectJoined)) == 2


def test_a13_it_is_looked_for_where_problems_gather(house):
    house.do(SuggestProjects())
    assert house.store.kept["suggested"] == (Gathering(count=3), NOON)


def test_a_project_without_cases_is_none(house):
    with pytest.raises(NoCases):
        open_project(house, [])


def test_a_case_of_another_line_does_not_join(house):
    with pytest.raises(ForeignCase):
        open_project(house, [house.open()], organisation_id=STATION)
    waiting = house.open()
    house.store.stored.cases[waiting].assignments.clear()
    assert open_project(house, [waiting]).petitions == [waiting]


def test_an_unknown_unit_leads_nothing(house):
    with pytest.raises(UnknownUnit):
        open_project(house, [house.open()], organisation_id="nobody")


@pytest.mark.parametrize(
    ("actor", "error"), [(an_operator(), Forbidden), (a_clerk(COMMUNITY), NotYours)]
)
def test_only_the_leading_line_leads(house, actor, error):
    with pytest.raises(error):
        open_project(house, [house.open()], by=actor)


def test_d15_figures_that_cannot_be_are_refused(house):
    project = open_project(house, [house.open()])
    with pytest.raises(WrongInventory):
        count(house, project, checked=800, found=5100)
    count(house, project)
    with pytest.raises(WrongInventory):
        report(house, project, 801)
    report(house, project, 800)
    with pytest.raises(WrongInventory):
        count(house, project, found=799)


RACKS = [
    BudgetLine(item="不锈钢晾衣架两排", cents=420_050, source="社区公共服务资金"),
    BudgetLine(item="人工", cents=59_950, source="社区公共服务资金"),
]


def a_photo(kind="completion", organisation_id=COMMUNITY) -> Photo:
    said = {"organisation_id": organisation_id, "kept_at": NOON}
    return Photo(picture_id=uuid4(), kind=kind, **said)


def test_c22_where_the_place_asks_it_is_done_once_what_was_built_is_shown(house):
    policy = RoutingPolicy(code="c", completion_photo=True)
    strict = House(house.store.work, house.store, clocks=Clocks(policy=policy))
    project = open_project(strict, [strict.open()])
    for photo in (a_photo("survey"), a_photo(organisation_id="nobody")):
        strict.do(HearPicture(project_id=project.project_id, photo=photo))
    with pytest.raises(PhotoNeeded):
        act(strict, project, EndProject, done=True)
    built = HearPicture(project_id=project.project_id, photo=a_photo())
    for _ in range(2):
        strict.do(built)
    done = act(strict, project, EndProject, done=True)
    assert (done.state, [each.kind for each in done.photos]) == (
        ProjectState.DONE,
        ["survey", "completion"],
    )
    dropped = open_project(strict, [strict.open()])
    assert act(strict, dropped, EndProject, done=False).state is ProjectState.DROPPED
    plain = open_project(house, [house.open()])
    assert act(house, plain, EndProject, done=True).state is ProjectState.DONE


def test_c22_a_picture_of_no_project_is_no_dead_letter_and_shows_nowhere(house):
    project = open_project(house, [house.open()])
    house.do(HearPicture(project_id=uuid4(), photo=a_photo()))
    assert house.store.kept["projects"][project.project_id].photos == []


def test_c22_two_who_saw_the_same_state_do_not_both_spend(house):
    project = open_project(house, [house.open()], budget=RACKS)
    seen = count(house, project, 2, 2).revision
    entry = Entry(on=TODAY, fixed=1, note="搭建", spent_cents=100_000)
    act(house, project, ReportProgress, entry=entry, revision=seen)
    with pytest.raises(StaleRevision):
        act(house, project, ReportProgress, entry=entry, revision=seen)
    assert house.store.kept["projects"][project.project_id].spent == "1000.00"


def test_c22_a_project_costs_what_its_lines_come_to_and_no_more_is_spent(house):
    project = open_project(house, [house.open()], budget=RACKS[:1])
    count(house, project, 1, 1)
    assert (project.budgeted, project.spent) == ("4200.50", "0.00")
    entry = Entry(on=TODAY, fixed=1, note="搭建", spent_cents=480_000)
    with pytest.raises(OverBudget):
        act(house, project, ReportProgress, entry=entry)
    assert act(house, project, PlanCosts, budget=RACKS).budgeted == "4800.00"
    done = act(house, project, ReportProgress, entry=entry)
    assert (done.spent, done.entries[0].spent) == ("4800.00", "4800.00")
    with pytest.raises(OverBudget):
        act(house, project, PlanCosts, budget=RACKS[:1])
    assert RACKS[0].amount == "4200.50"


def test_c22_the_door_tells_yuan_under_the_names_that_it_publishes(house):
    project = open_project(house, [house.open()], budget=RACKS)
    count(house, project, 1, 1)
    entry = Entry(on=TODAY, fixed=1, note="搭建", spent_cents=420_050)
    told = shown(act(house, project, ReportProgress, entry=entry))
    assert told["budget"][0] == {
        "item": RACKS[0].item,
        "amount": "4200.50",
        "source": RACKS[0].source,
    }
    said = {"on": TODAY, "fixed": 1, "note": "搭建", "spent": "4200.50"}
    assert told["entries"] == [said]


def test_c22_an_amount_is_in_yuan_to_the_cent():
    said = [cents_of(each, "spent") for each in ("0", "4800", "4800.5", "0.01")]
    assert said == [0, 480_000, 480_050, 1]
    for words in ("4,800", "-1", "1.234", "４８００", ""):
        with pytest.raises(WrongAmount):
            cents_of(words, "spent")


@pytest.mark.parametrize("days", [-1, 1])
def test_d15_a_report_is_of_a_day_that_was(house, days):
    project = open_project(house, [house.open()])
    count(house, project)
    with pytest.raises(OutOfTime):
        report(house, project, 1, TODAY + timedelta(days=days))


def test_reports_come_in_order(house):
    project = open_project(house, [house.open()])
    count(house, project)
    house.clock.move_to(NOON + timedelta(days=2))
    report(house, project, 1, TODAY + timedelta(days=2))
    with pytest.raises(OutOfTime):
        report(house, project, 1, TODAY)


def test_what_was_dropped_is_not_reported_on(house):
    project = open_project(house, [house.open()])
    assert act(house, project, EndProject, done=False).state is ProjectState.DROPPED
    with pytest.raises(TransitionRefused):
        report(house, project, 0)
