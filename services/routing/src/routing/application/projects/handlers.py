"""One function for each command of the projects' room."""

from minqing_kernel.clock import Clock
from minqing_kernel.working_time import local_day
from routing.application.projects.commands import (
    CountInventory,
    EndProject,
    HearPicture,
    JoinProject,
    OpenProject,
    PlanCosts,
    ProjectAction,
    ReportProgress,
    SuggestProjects,
)
from routing.application.projects.ports import ProjectsWork
from routing.domain.accused import is_hidden_from
from routing.domain.case import Case
from routing.domain.errors import CaseNotFound, StaleRevision, UnknownUnit
from routing.domain.policy import Gathering
from routing.domain.projects.project import Festivals, Project, Target


def open_project(
    command: OpenProject, work: ProjectsWork, *, clock: Clock, festivals: Festivals
) -> Project:
    """Open a project out of cases."""
    if not work.directory.units.is_active(command.organisation_id):
        raise UnknownUnit(fields={"organisation_id": "not-known"})
    now = clock.now()
    target = _target(command, festivals)
    if target is not None:
        target.ensure_ahead(local_day(now))
    project = Project(
        project_id=command.project_id,
        name=command.name,
        goal=command.goal,
        category=command.category,
        division_code=command.division_code,
        organisation_id=command.organisation_id,
        opened_at=now,
        opened_by=command.actor.id,
        target=target,
        budget=list(command.budget),
    )
    cases = _cases(command, command.organisation_id, work)
    project.join(cases, by=command.actor, units=work.directory.units, at=now)
    work.projects.add(project)
    return project


def join_project(command: JoinProject, work: ProjectsWork, *, clock: Clock) -> Project:
    """Take more cases in."""
    project = _seen(command, work)
    cases = _cases(command, project.organisation_id, work)
    project.join(cases, by=command.actor, units=work.directory.units, at=clock.now())
    return project


def count_inventory(
    command: CountInventory, work: ProjectsWork, *, clock: Clock
) -> Project:
    """Write down how many were checked and how many are wrong."""
    project = _seen(command, work)
    project.count(
        checked=command.checked,
        found=command.found,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return project


def plan_costs(command: PlanCosts, work: ProjectsWork, *, clock: Clock) -> Project:
    """Say what it is to cost."""
    project = _seen(command, work)
    units = work.directory.units
    project.plan_costs(command.budget, by=command.actor, units=units, at=clock.now())
    return project


def report_progress(
    command: ReportProgress, work: ProjectsWork, *, clock: Clock
) -> Project:
    """Add a report."""
    project = _seen(command, work)
    units = work.directory.units
    project.report(command.entry, by=command.actor, units=units, at=clock.now())
    return project


def end_project(
    command: EndProject, work: ProjectsWork, *, clock: Clock, photo_needed: bool
) -> Project:
    """End it, done or dropped."""
    project = _seen(command, work)
    project.end(
        done=command.done,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
        photo_needed=photo_needed,
    )
    return project


def hear_picture(command: HearPicture, work: ProjectsWork, *, clock: Clock) -> None:
    """Learn of a picture; one of a project that there is not changes nothing.

    Ids of projects are made here: such a picture names a wrong one, and stays listed
    under it at registry until it is sent again. No word of it can be mended here.
    """
    known = work.projects.get_many([command.project_id])
    for project in known.values():
        project.show(command.photo, work.directory.units, at=clock.now())


def suggest_projects(
    _: SuggestProjects, work: ProjectsWork, *, clock: Clock, gathering: Gathering
) -> None:
    """Look where so many open cases are of one kind, and remember it."""
    work.suggestions.refresh(gathering, clock.now())


def _seen(command: ProjectAction, work: ProjectsWork) -> Project:
    """Return the project, as the actor saw it; raise ProjectNotFound, StaleRevision."""
    project = work.projects.get(command.project_id)
    if command.revision not in {None, project.revision}:
        raise StaleRevision
    return project


def _cases(
    command: OpenProject | JoinProject, leader_id: str, work: ProjectsWork
) -> list[Case]:
    """Return the cases, locked in the order in which everybody locks them.

    Raises CaseNotFound to whom one accuses, AccusedUnit where it accuses who leads, or
    one above (条例第30条).
    """
    units = work.directory.units
    cases = [work.cases.get(each) for each in sorted(set(command.petitions))]
    for case in cases:
        if is_hidden_from(command.actor, case.matter.accused, units):
            raise CaseNotFound(f"no case for petition {case.petition_id}")
        case.ensure_not_accused(leader_id, units)
    return cases


def _target(command: OpenProject, festivals: Festivals) -> Target | None:
    if command.festival is not None and command.festival_year is not None:
        return Target.before(command.festival, command.festival_year, festivals)
    return Target(on=command.target_on) if command.target_on else None
