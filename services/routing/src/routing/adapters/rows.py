"""Between a case and its rows: its own, and those of its history."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    Select,
    Table,
    and_,
    column,
    exists,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import TextualSelect

from minqing_chassis.prepared import Prepared, asking
from routing.adapters.mediations.store import mediations
from routing.adapters.plain import from_plain, to_plain
from routing.adapters.tables import (
    assignments,
    cases,
    deadlines,
    dossiers,
    remarks,
    resolutions,
)
from routing.domain.assignment import Assignment
from routing.domain.case import Case
from routing.domain.counted import Counted
from routing.domain.deadline import ClockKind, Deadline, Won
from routing.domain.dossier import NOTHING, Dossier
from routing.domain.lifecycle import OPEN, CaseState
from routing.domain.mediations.lifecycle import ENDED
from routing.domain.mode import Mode
from routing.domain.resolution import Figure, Judged, Outcome, Part, Resolution
from routing.domain.rest import Rest
from routing.domain.rule import Matter
from routing.domain.weighing import Weighed

Row = dict[str, Any]
Key = tuple[str, Any, int, str]
"""Table, petition, the revision that made the row (0: the case itself), and its kind.

The kind tells clocks apart that one fact set; elsewhere it is empty.
"""

OWN = (
    "petition_id",
    "receipt",
    "received_at",
    "accepted_at",
    "opened_at",
    "reachable",
    "from_archive",
    "external_ref",
    "channel",
    "revision",
    "edition",
    "held_to",
    "spoken_at",
    "silence_at",
)
"""The columns that are named as the case's own fields."""


Piece = tuple[Table, Key, object]
"""What one row tells: a case's own columns, or an item of its history."""


def pieces_of(case: Case) -> Iterator[Piece]:
    """Yield what makes up a case, its own columns first.

    An item that was not touched is the very same object as when it was read. What is
    kept of a dossier may have become nothing since; only NOTHING itself has no row.
    """
    of = case.petition_id
    yield cases, ("cases", of, 0, ""), _case_row(case)
    for table, items in (
        (assignments, case.assignments),
        (deadlines, case.deadlines),
        (remarks, case.remarks),
        (resolutions, case.resolutions),
    ):
        for item in items:
            yield (
                table,
                (table.name, of, item.revision, getattr(item, "kind", "")),
                item,
            )
    if case.dossier is not NOTHING:
        yield dossiers, ("dossiers", of, 0, ""), case.dossier


def row_of(key: Key, item: object) -> Row:
    """Return the row that a piece is stored as."""
    if isinstance(item, dict):
        return item
    own: Row = {"petition_id": key[1]}
    if isinstance(item, Dossier):
        return own | {"content": to_plain(item)}
    if isinstance(item, Resolution):
        lists = ("figures", "parts", "judged")
        return own | vars(item) | {n: to_plain(getattr(item, n)) for n in lists}
    return own | vars(item) | _of_clock(item)


def changes(table: Table, row: Row, was: Row) -> Row:
    """Return what differs, with the key that finds it; nothing if nothing does."""
    changed = {name: value for name, value in row.items() if value != was[name]}
    keys = {column.name: row[column.name] for column in table.primary_key}
    return keys | changed if changed else {}


def _of_clock(item: object) -> Row:
    """Return how a clock's parts are stored; nothing where it has none."""
    if not isinstance(item, Deadline):
        return {}
    return {
        "counted": to_plain(item.counted),
        "reminded": list(item.reminded) or None,
        "weighed": to_plain(item.weighed) or None,
    }


def _case_row(case: Case) -> Row:
    assignment, deadline, rest = case.assignment, case.deadline, case.rest
    return {name: getattr(case, name) for name in OWN} | {
        "category": case.matter.category,
        "division_code": case.matter.division_code,
        "named_organisation_id": case.matter.organisation_id,
        "state": case.state,
        "organisation_id": assignment.organisation_id if assignment else None,
        "handler_id": assignment.handler_id if assignment else None,
        "due_at": _owed_at(case),
        "escalation_level": deadline.level if deadline else 0,
        "accused": list(case.matter.accused) or None,
        "merged_into": rest.lead_petition_id if rest else None,
        "merged_from": rest.was if rest else None,
        "redo": case.resolution is not None and case.state in OPEN,
    }


LOCK_FREE = """
select petition_id from cases where petition_id = any(cast(:ids as uuid[]))
order by petition_id for update skip locked
"""
"""Locks those of the cases `ids` that nobody holds, and says which ones it got."""
IDS = {"ids": "uuid[]"}
LOCK = Prepared(
    name="lock_cases",
    sql="select from cases where petition_id = any(:ids)"
    " order by petition_id for update",
    types=IDS,
)


@cache
def read_cases(*, locking: bool) -> TextualSelect:
    """Return what reads the cases `ids` with their latest history, once locked.

    A case has as many rows as it has clocks that run, one if it has none. `locking`:
    locks them first, as a statement of its own: what another unit wrote while this one
    waited is seen by a later statement only.
    """
    statement = _select_cases()
    dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    literal = {"literal_binds": True}
    sql = str(statement.compile(dialect=dialect, compile_kwargs=literal))
    read = Prepared(name="read_cases", sql=sql, types=IDS)
    names = [column(each.name, each.type) for each in statement.selected_columns]
    return asking(*([LOCK] if locking else []), read, columns=names)


def _select_cases() -> Select[Any]:
    current = assignments.c.until.is_(None)
    running = and_(deadlines.c.met_at.is_(None), deadlines.c.replaced_at.is_(None))
    latest = (
        select(resolutions)
        .where(resolutions.c.petition_id == cases.c.petition_id)
        .order_by(resolutions.c.revision.desc())
        .limit(1)
        .lateral("resolutions")
    )
    source = (
        cases.outerjoin(assignments, _of_case(assignments, current))
        .outerjoin(deadlines, _of_case(deadlines, running))
        .outerjoin(latest, latest.c.petition_id == cases.c.petition_id)
        .outerjoin(dossiers, dossiers.c.petition_id == cases.c.petition_id)
    )
    columns = [
        each.label(f"{table.name}__{each.name}")
        for table in (cases, assignments, deadlines, latest, dossiers)
        for each in table.c
    ]
    going_on = mediations.c.state.not_in(ENDED)
    mediated = exists().where(_of_case(mediations, going_on)).label("mediated")
    wanted = cases.c.petition_id == literal_column("any(:ids)")
    order = (cases.c.petition_id, deadlines.c.revision, deadlines.c.kind)
    statement = select(*columns, mediated).select_from(source)
    return statement.where(wanted).order_by(*order)


def _of_case(table: Table, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(table.c.petition_id == cases.c.petition_id, which)


def case_from(rows: Sequence[Mapping[Any, Any]]) -> Case:
    """Return the case that its rows of `read_cases` tell of."""
    own, assignment, deadline, resolution, dossier = _parts(rows[0])
    others = [_parts(row)[2] for row in rows[1:]]
    return Case(
        **{name: own[name] for name in OWN},
        matter=Matter(
            category=own["category"],
            division_code=own["division_code"],
            organisation_id=own["named_organisation_id"],
            accused=tuple(own["accused"] or ()),
        ),
        state=CaseState(own["state"]),
        rest=_rest(own),
        assignments=_history(assignment, _assignment),
        deadlines=[d for each in (deadline, *others) for d in _history(each, _clock)],
        resolutions=_history(resolution, _resolution),
        dossier=_dossier(dossier["content"]),
    )


def _owed_at(case: Case) -> datetime | None:
    """Return by when an answer is owed; nothing while it rests or another owes it."""
    deadline, gone = case.deadline, case.state is CaseState.HANDED_OVER
    if deadline is None or deadline.is_paused or case.rest or gone:
        return None
    return deadline.due_at


def _rest(own: Row) -> Rest | None:
    if own["merged_into"] is None:
        return None
    was = CaseState(own["merged_from"])
    return Rest(lead_petition_id=own["merged_into"], was=was)


def _parts(row: Mapping[Any, Any]) -> list[Row]:
    values = iter(row.values())
    return [
        dict(zip(table.c.keys(), islice(values, len(table.c)), strict=True))
        for table in (cases, assignments, deadlines, resolutions, dossiers)
    ]


def _history(page: Row, kind: Any) -> list[Any]:  # noqa: ANN401
    """Return the latest item, or nothing where the join found nothing."""
    return [kind(**page)] if page.pop("petition_id") is not None else []


def _assignment(**part: Any) -> Assignment:  # noqa: ANN401
    return Assignment(**part | {"mode": Mode(part["mode"])})


def _clock(**part: Any) -> Deadline:  # noqa: ANN401
    words: Row = {"kind": ClockKind(part["kind"]), "won": Won(part["won"])}
    if part["counted"] is not None:
        words["counted"] = from_plain(Counted, part["counted"])
    words["reminded"] = tuple(part["reminded"] or ())
    words["weighed"] = from_plain(tuple[Weighed, ...], part["weighed"] or ())
    return Deadline(**part | words)


def _resolution(**part: Any) -> Resolution:  # noqa: ANN401
    figures = from_plain(tuple[Figure, ...], part["figures"])
    parts = from_plain(tuple[Part, ...], part["parts"])
    outcome = Outcome(part["outcome"])
    said = part["judged"]
    judged = None if said is None else from_plain(Judged, said)
    told = {"figures": figures, "parts": parts, "judged": judged}
    return Resolution(**part | {"outcome": outcome} | told)


def _dossier(content: dict[str, Any] | None) -> Dossier:
    return NOTHING if content is None else from_plain(Dossier, content)
