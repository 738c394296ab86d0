"""What routing shows: SELECTs for views, no aggregates."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, column

from minqing_chassis.database import Database
from minqing_chassis.prepared import Prepared, asking
from minqing_kernel.clock import Clock
from routing.adapters.lines import FIRST, SqlLines
from routing.adapters.listing import listed_case
from routing.adapters.paging import page, read_cursor, write_cursor
from routing.adapters.tables import cases
from routing.adapters.worklist import worklist
from routing.application.views import (
    CaseSheet,
    CoTaskRow,
    ListedCase,
    Page,
    RuleRow,
    Wanted,
)
from routing.domain.errors import BadCursor, CaseNotFound, RuleNotFound

OWN = [name for name in CaseSheet.__dataclass_fields__ if name in cases.c]
GATHERED = [
    "overdue",
    "assignments",
    "deadlines",
    "resolutions",
    "remarks",
    "dossier",
    "repeat_of",
    "visit",
    "first_receiver_id",
]
SHEET = f"""
select {", ".join(f"c.{name}" for name in OWN)},
    coalesce(due_at, 'infinity'::timestamptz) < :now as overdue,
    array(select to_jsonb(a) - 'petition_id' from assignments a
        where a.petition_id = c.petition_id order by revision) as assignments,
    array(select to_jsonb(d) - 'petition_id' from deadlines d
        where d.petition_id = c.petition_id order by revision, kind) as deadlines,
    array(select to_jsonb(r) - 'petition_id' from resolutions r
        where r.petition_id = c.petition_id order by revision) as resolutions,
    array(select to_jsonb(m) - 'petition_id' from remarks m
        where m.petition_id = c.petition_id order by revision) as remarks,
    coalesce((select content from dossiers o where o.petition_id = c.petition_id),
        '{{}}') as dossier,
    v.first_petition_id as repeat_of, coalesce(v.visit, 1) as visit, (
        select coalesce(f.named_organisation_id, (
            select a.organisation_id from assignments a
            where a.petition_id = f.petition_id order by revision limit 1))
        from cases f
        where f.petition_id = coalesce(v.first_petition_id, c.petition_id)
    ) as first_receiver_id
from cases c left join (select * from repeats where visit > 0) v using (petition_id)
where c.petition_id = :petition_id
"""
ONE_SHEET = asking(
    Prepared(
        name="read_sheet",
        sql=SHEET,
        types={"petition_id": "uuid", "now": "timestamptz"},
    ),
    columns=[column(name) for name in [*OWN, *GATHERED]],
)
HELPING = """
select c.petition_id, c.receipt, c.category, c.organisation_id as lead_id,
    d.organisation_id, d.revision as task, d.due_at, d.due_at < :now as overdue
from unnest(:units) as u cross join lateral (
    select * from deadlines where organisation_id = u and kind = 'co-handling'
        and met_at is null and replaced_at is null
        and (due_at, petition_id, revision) > (cast(:due as timestamptz),
            cast(:petition_id as uuid), cast(:task as integer))
    order by due_at, petition_id, revision limit :limit
) as d join cases c using (petition_id)
order by d.due_at, petition_id, task limit :limit
"""
RULES = "select * from jurisdiction_rules"
START = ["-infinity", str(FIRST), "0"]


class SqlReader(SqlLines):
    """Reads outside any unit of work; `clock` says what is overdue.

    `supervises`: whether the first receiver of a matter keeps an eye on it (D-09).
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        supervises: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(database, clock)
        self._supervises = supervises

    # -- cases -------------------------------------------------------------------------

    def find(self, name: str) -> UUID:
        """Return the petition's id for an id or a receipt.

        Raises CaseNotFound for a receipt without a case; an id is taken at its word.
        """
        petition_id = _uuid(name)
        if petition_id is not None:
            return petition_id
        rows = self._database.rows(
            "select petition_id from cases where receipt = :receipt", receipt=name
        )
        if not rows:
            raise CaseNotFound(f"no case under {name}")
        found: UUID = rows[0]["petition_id"]
        return found

    def sheet(self, petition_id: UUID) -> CaseSheet:
        """Return one case whole; raise CaseNotFound."""
        rows = self._database.rows(
            ONE_SHEET,
            petition_id=str(petition_id),
            now=self._clock.now(),
        )
        if not rows:
            raise CaseNotFound(f"no case for petition {petition_id}")
        sheet = CaseSheet(**_only(rows[0], CaseSheet))
        return sheet if self._supervises() else replace(sheet, first_receiver_id=None)

    def worklist(
        self, wanted: Wanted, after: str | None, limit: int
    ) -> Page[ListedCase]:
        """Return the cases that are wanted, what is due first first."""
        sql, values = worklist(wanted, continued=after is not None)
        if after is not None:
            values |= _place(after)
        now = self._clock.now()
        rows = self._database.rows(sql, now=now, limit=limit + 1, **values)
        return page([*map(listed_case, rows)], limit, [*map(_cursor, rows)])

    def helping(
        self, units: frozenset[str], after: str | None, limit: int
    ) -> Page[CoTaskRow]:
        """Return the co-handling tasks that units still owe, what is due first first.

        Raises BadCursor.
        """
        place = read_cursor(after, 3) if after is not None else START
        due, petition_id, task = _task_place(place)
        rows = self._database.rows(
            HELPING,
            units=sorted(units),
            now=self._clock.now(),
            due=due,
            petition_id=petition_id,
            task=task,
            limit=limit + 1,
        )
        cursors = [
            write_cursor(
                row["due_at"].isoformat(), str(row["petition_id"]), str(row["task"])
            )
            for row in rows
        ]
        return page([CoTaskRow(**row) for row in rows], limit, cursors)

    # -- rules -------------------------------------------------------------------------

    def rule(self, code: str) -> RuleRow:
        """Return one rule as it reads now; raise RuleNotFound."""
        rows = self._database.rows(RULES + " where code = :code", code=code)
        if not rows:
            raise RuleNotFound(f"no rule {code}")
        return RuleRow(**rows[0])

    def rules(self, after: str | None, limit: int) -> Page[RuleRow]:
        """Return the rules in the order of their codes."""
        [code] = read_cursor(after, 1) if after is not None else [""]
        sql = RULES + " where code > :code order by code limit :limit"
        rows = self._database.rows(sql, code=code, limit=limit + 1)
        cursors = [write_cursor(row["code"]) for row in rows]
        return page([RuleRow(**row) for row in rows], limit, cursors)


def _cursor(row: Mapping[Any, Any]) -> str:
    due_at: datetime | None = row["due_at"]
    due = due_at.isoformat() if due_at else "infinity"
    return write_cursor(due, str(row["petition_id"]))


def _place(after: str) -> dict[str, str]:
    due, petition_id = read_cursor(after, 2)
    try:
        if due != "infinity":
            due = datetime.fromisoformat(due).astimezone(UTC).isoformat()
        petition_id = str(UUID(petition_id))
    except (ValueError, OverflowError):
        raise BadCursor(fields={"after": "invalid-value"}) from None
    return {"due": due, "petition_id": petition_id}


def _task_place(place: list[str]) -> tuple[str, str, int]:
    due, petition_id, task = place
    try:
        if due != "-infinity":
            due = datetime.fromisoformat(due).astimezone(UTC).isoformat()
        return due, str(UUID(petition_id)), min(int(task), 2**31 - 1)
    except (ValueError, OverflowError):
        raise BadCursor(fields={"after": "invalid-value"}) from None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _only(row: RowMapping, view: Any) -> dict[str, Any]:  # noqa: ANN401
    return {str(name): row[name] for name in view.__dataclass_fields__}
