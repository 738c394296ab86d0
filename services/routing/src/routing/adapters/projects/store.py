"""The projects' tables and collections, and what is read."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.packing import pack, unpack
from routing.adapters.tables import METADATA
from routing.application.projects.views import SuggestionRow
from routing.domain.policy import Gathering
from routing.domain.projects.budget import BudgetLine
from routing.domain.projects.errors import ProjectNotFound
from routing.domain.projects.lifecycle import ProjectState
from routing.domain.projects.project import Entry, Photo, Project, Target
from routing.domain.rule import ANYTHING

PLAIN = (
    "project_id",
    "name",
    "goal",
    "category",
    "division_code",
    "organisation_id",
    "opened_at",
    "opened_by",
    "checked",
    "found",
    "petitions",
    "revision",
)

projects = Table(
    "projects",
    METADATA,
    Column("project_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("goal", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("division_code", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("state", String(32), nullable=False),
    Column("target", JSONB, nullable=False),
    Column("checked", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("budget", JSONB, nullable=False),
    Column("entries", JSONB, nullable=False),
    Column("petitions", ARRAY(Uuid), nullable=False),
    Column("photos", JSONB, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("projects_by_unit", "organisation_id", "opened_at"),
)
"""`target` is a list of none or one."""

project_suggestions = Table(
    "project_suggestions",
    METADATA,
    Column("category", Text, primary_key=True),
    Column("division_code", Text, primary_key=True),
    Column("cases", Integer, nullable=False),
    Column("oldest_at", DateTime(timezone=True), nullable=False),
    Column("suggested_at", DateTime(timezone=True), nullable=False),
)
"""Where problems gather now; `suggested_at` is when it was first seen."""

REFRESH = """
with asked as (
    select least, since, stem, at from jsonb_to_recordset(:rows)
        as new(least int, since timestamptz, stem text, at timestamptz)
    limit 1
), gathered as (
    select c.category, c.division_code, count(*)::int as cases,
        min(c.received_at) as oldest_at
    from cases c cross join asked
    where c.received_at >= asked.since and c.category like asked.stem
        and coalesce(c.due_at, 'infinity'::timestamptz) < 'infinity'
        and c.accused is null
        and not exists (
            select from projects p where p.state = 'open' and p.category = c.category
                and c.division_code like p.division_code || '%'
        )
    group by c.category, c.division_code
    having count(*) >= (select least from asked)
), forgotten as (
    delete from project_suggestions s where not exists (
        select from gathered g
        where (g.category, g.division_code) = (s.category, s.division_code)
    )
)
insert into project_suggestions
    (category, division_code, cases, oldest_at, suggested_at)
select gathered.*, asked.at from gathered, asked
on conflict (category, division_code) do update set
    cases = excluded.cases, oldest_at = excluded.oldest_at
"""
LIST = """
select * from projects where cast(:units as text[]) is null
    or organisation_id = any(:units)
order by opened_at desc, project_id limit 200
"""
SUGGESTED = """
select * from project_suggestions where division_code like :stem
order by cases desc, category, division_code limit 200
"""


def project_row(project: Project) -> dict[str, Any]:
    """Return the row of a project."""
    return {name: getattr(project, name) for name in PLAIN} | {
        "petitions": list(project.petitions),
        "state": project.state.value,
        "target": pack([project.target] if project.target else []),
        "budget": pack(project.budget),
        "entries": pack(project.entries),
        "photos": pack(project.photos),
    }


def project_from(row: Mapping[str, Any]) -> Project:
    """Return the project that a row tells of."""
    return Project(
        **{name: row[name] for name in PLAIN} | {"petitions": list(row["petitions"])},
        state=ProjectState(row["state"]),
        target=next(iter(unpack(Target, row["target"])), None),
        budget=unpack(BudgetLine, row["budget"]),
        entries=unpack(Entry, row["entries"]),
        photos=unpack(Photo, row["photos"]),
    )


def sql_projects(work: SqlWork) -> Repository[Project]:
    """Return the collection of all projects."""
    return Repository(
        work,
        projects,
        to_row=project_row,
        from_row=project_from,
        missing=ProjectNotFound,
    )


class SqlSuggestions:
    """Counts in the database; a case in an open project's reach does not count.

    An accusation never does: the place of its number is shown to all (条例第30条).
    """

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def refresh(self, gathering: Gathering, at: datetime) -> None:
        """Remember each place with so many, forget the others."""
        days = gathering.within_days
        asked = {
            "least": gathering.count,
            "since": at - timedelta(days=days) if days else "-infinity",
            "stem": _like(gathering.category),
            "at": at,
        }
        self._work.write(REFRESH, [asked])


def _like(category: str) -> str:
    """Return a category, or a beginning ending in `*`, as LIKE has it."""
    said = category.removesuffix(ANYTHING)
    for sign in ("\\", "%", "_"):
        said = said.replace(sign, f"\\{sign}")
    return said + ("%" if category.endswith(ANYTHING) else "")


class ProjectReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def one(self, project_id: UUID) -> Project:
        """Return a project; raise ProjectNotFound."""
        sql = "select * from projects where project_id = :project_id"
        rows = self._database.rows(sql, project_id=project_id)
        if not rows:
            raise ProjectNotFound
        return project_from(dict(rows[0]))

    def of_units(self, units: frozenset[str] | None) -> list[Project]:
        """Return the newest projects of these units, None: of all."""
        wanted = None if units is None else sorted(units)
        rows = self._database.rows(LIST, units=wanted)
        return [project_from(dict(row)) for row in rows]

    def suggested(self, stem: str) -> list[SuggestionRow]:
        """Return where problems gather in a division, the most cases first."""
        rows = self._database.rows(SUGGESTED, stem=f"{stem}%")
        return [SuggestionRow(**row) for row in rows]
