"""The worklist's SELECT: quick for one unit and for a district, however many rows.

Each unit's cases are taken from its own stretch of an index, in the order of what is
due, and never more than a page of them; the pages are merged. What one person handles,
and where more time was asked for, is little, and found by an index of its own.
"""

from typing import Any

from routing.adapters.tables import EXTENSION_ASKED
from routing.application.views import Wanted
from routing.domain.lifecycle import OWING, CaseState

DUE = "coalesce(due_at, 'infinity'::timestamptz)"
ROW = f"""
select petition_id, receipt, state, revision, organisation_id, handler_id, due_at,
    escalation_level, category, division_code, accepted_at, {DUE} < :now as overdue
from cases where
"""
ORDER = f" order by {DUE}, petition_id limit :limit"
AFTER = (
    f"({DUE}, petition_id) > (cast(:due as timestamptz), cast(:petition_id as uuid))"
)
NOT_AGAINST = "(accused is null or not accused && cast(:line as text[]))"
"""Who is accused, and all below them, are not shown it (条例第30条)."""
EXTENSION_OPEN = f"""{DUE} < 'infinity' and petition_id in (
    select petition_id from dossiers where {EXTENSION_ASKED})"""
OF_FEW = "organisation_id = any(:units)"
OF_UNITS = "select p.* from unnest(:units) as u cross join lateral ({page}) as p"


def worklist(wanted: Wanted, *, continued: bool) -> tuple[str, dict[str, Any]]:
    """Return the statement and its values.

    It also takes `now` and `limit` and, if it is `continued`, `due` and `petition_id`.
    """
    conditions, values = _conditions(wanted)
    if continued:
        conditions.append(AFTER)
    if wanted.units is None:
        return _page(conditions), values
    parts = [_of_units(wanted, conditions)]
    if wanted.waiting:
        parts.append(f"({_page(['organisation_id is null', *conditions])})")
    merged = f"select * from ({' union all '.join(parts)}) as found" + ORDER
    return merged, values | {"units": sorted(wanted.units)}


def counted(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """Return the statement that counts a list as far as `limit`, and its values.

    No list is read to its end for a number that nobody reads.
    """
    sql, values = worklist(wanted, continued=False)
    return f"select count(*) as n from ({sql}) as found", values


def _of_units(wanted: Wanted, conditions: list[str]) -> str:
    if wanted.handler_id is not None or wanted.extension_open:
        return f"({_page([OF_FEW, *conditions])})"
    return OF_UNITS.format(page=_page(["organisation_id = u", *conditions]))


def _page(conditions: list[str]) -> str:
    return ROW + " and ".join(conditions) + ORDER


def _conditions(wanted: Wanted) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = ["true"]
    values: dict[str, Any] = {}
    for column, value in (("state", wanted.state), ("handler_id", wanted.handler_id)):
        if value is not None:
            conditions.append(f"{column} = :{column}")
            values[column] = value
    if wanted.line is not None:
        conditions.append(NOT_AGAINST)
        values["line"] = sorted(wanted.line)
    if wanted.state is not None:
        conditions += _known_of(CaseState(wanted.state))
    if wanted.extension_open:
        conditions.append(EXTENSION_OPEN)
    if wanted.overdue is not None:
        conditions.append(f"{DUE} {'<' if wanted.overdue else '>='} :now")
    return conditions + _owing(wanted, values), values


def _owing(wanted: Wanted, values: dict[str, Any]) -> list[str]:
    """Return what holds of cases that owe something soon, or of a kind.

    A kind is looked for among those alone: the others are ten times as many.
    """
    conditions: list[str] = []
    if wanted.due_within is not None:
        conditions.append(f"{DUE} between :now and :now + :due_within")
        values["due_within"] = wanted.due_within
    if wanted.category is not None:
        conditions.append("category = :category")
        values["category"] = wanted.category
    known = wanted.state is not None or wanted.due_within is not None
    if not known and (wanted.owing or wanted.category is not None):
        conditions.append(f"{DUE} < 'infinity'")
    return conditions


def _known_of(state: CaseState) -> list[str]:
    """Return what else holds of cases in a state, so that an index can serve."""
    dated = OWING | {CaseState.RELEASING}
    owed = [f"{DUE} {'<' if state in dated else '='} 'infinity'"]
    return [*owed, "organisation_id is null"] if state is CaseState.UNROUTED else owed
