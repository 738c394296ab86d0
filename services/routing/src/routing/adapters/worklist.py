"""The worklist's SELECT: quick for one unit and for a district, however many rows.

Each unit's cases are taken from its own stretch of an index, in the order of what is
due, and never more than a page of them; the pages are merged. What one person handles,
and where more time was asked for, is little, and found by an index of its own. What
moved a case last is looked up for the page alone; to be pressed moves nothing.
"""

from dataclasses import dataclass, field
from typing import Any

from routing.adapters.tables import EXTENSION_ASKED, OWING_STATES
from routing.application.views import Wanted
from routing.domain.lifecycle import OWING, CaseState

DUE = "coalesce(due_at, 'infinity'::timestamptz)"
COLUMNS = f"""petition_id, receipt, state, revision, organisation_id, handler_id,
    due_at, escalation_level, category, division_code, accepted_at, redo,
    {DUE} < :now as overdue"""
ORDER = f" order by {DUE}, petition_id limit :limit"
AFTER = (
    f"({DUE}, petition_id) > (cast(:due as timestamptz), cast(:petition_id as uuid))"
)
NOT_AGAINST = "(accused is null or not accused && cast(:line as text[]))"
"""Who is accused, and all below them, are not shown it (条例第30条)."""
EXTENSION_OPEN = f"""{DUE} < 'infinity' and petition_id in (
    select petition_id from dossiers where {EXTENSION_ASKED})"""
OF_FEW = "organisation_id in (select unnest(cast(:units as text[])))"
"""Said so that no index is looked through for the units: the few are known already."""
OF_UNITS = "select p.* from unnest(:units) as u cross join lateral ({page}) as p"
LISTED = """
select p.*, t.step as last_step, t.at as last_at, t.actor as last_by,
    o.content as dossier
from ({page}) as p
left join lateral (
    select step, at, actor from timeline
    where subject = p.petition_id::text and source = 'routing'
        and step not in ('silent', 'urged')
    order by revision desc limit 1
) as t on true
left join dossiers as o on o.petition_id = p.petition_id
order by coalesce(p.due_at, 'infinity'::timestamptz), p.petition_id
"""


@dataclass
class Conditions:
    """What holds of the cases that are wanted, and the values that it names.

    `mark` ends the names of values, so that several lists fit into one statement.
    """

    mark: str = ""
    said: list[str] = field(default_factory=lambda: ["true"])
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: str, **values: Any) -> None:  # noqa: ANN401
        """Let one more thing hold; `{name}` in it stands for a value."""
        named = {name: f"{name}{self.mark}" for name in values}
        slots = {name: f":{own}" for name, own in named.items()}
        self.said.append(condition.format(**slots) if slots else condition)
        self.values |= {named[name]: value for name, value in values.items()}


def worklist(wanted: Wanted, *, continued: bool) -> tuple[str, dict[str, Any]]:
    """Return the statement and its values.

    It also takes `now` and `limit` and, if it is `continued`, `due` and `petition_id`.
    """
    held = conditions_of(wanted)
    if continued:
        held.add(AFTER)
    found = rows_of(wanted, held, COLUMNS, ORDER)
    return LISTED.format(page=found), held.values


def rows_of(wanted: Wanted, held: Conditions, columns: str, order: str) -> str:
    """Return what selects rows that are wanted, `order` and limit of each part said."""

    def page(first: str, *more: str) -> str:
        conditions = " and ".join((first, *more))
        return f"select {columns} from cases where {conditions}{order}"

    if wanted.units is None:
        return page(*held.said)
    held.values["units"] = sorted(wanted.units)
    if wanted.handler_id is not None or wanted.extension_open:
        parts = [f"({page(OF_FEW, *held.said)})"]
    else:
        parts = [OF_UNITS.format(page=page("organisation_id = u", *held.said))]
    if wanted.waiting:
        parts.append(f"({page('organisation_id is null', *held.said)})")
    return f"select * from ({' union all '.join(parts)}) as found{order}"


def conditions_of(wanted: Wanted, mark: str = "") -> Conditions:
    """Return what holds of the cases that are wanted, whoever has them."""
    held = Conditions(mark)
    if wanted.line is not None:
        held.add(NOT_AGAINST)
        held.values["line"] = sorted(wanted.line)
    if wanted.handler_id is not None:
        held.add("handler_id = {handler_id}", handler_id=wanted.handler_id)
    if wanted.state is not None:
        held.add("state = {state}", state=wanted.state)
        held.said += _known_of(CaseState(wanted.state))
    if wanted.category is not None:
        held.add("category = {category}", category=wanted.category)
    if wanted.extension_open:
        held.add(EXTENSION_OPEN)
    if wanted.of_unit is not None:
        held.add("organisation_id = {of_unit}", of_unit=wanted.of_unit)
    held.said += _flags(wanted)
    if wanted.owing and wanted.handler_id is not None:
        held.add(f"{DUE} < 'infinity'")
    _by_date(wanted, held)
    return held


def _flags(wanted: Wanted) -> list[str]:
    flags = {
        OWING_STATES: wanted.owing,
        "escalation_level > 0": wanted.escalated,
        "redo": wanted.redo,
        "silence_at is not null": wanted.silent,
    }
    return [condition for condition, asked in flags.items() if asked]


def _by_date(wanted: Wanted, held: Conditions) -> None:
    if wanted.overdue is not None:
        held.add(f"{DUE} {'<' if wanted.overdue else '>='} :now")
    if wanted.times_over is not None:
        held.add(f"{DUE} < :now")
        held.add(
            "accepted_at + {times} * (due_at - accepted_at) < :now",
            times=wanted.times_over,
        )
    if wanted.due_from is not None:
        held.add(f"{DUE} >= {{due_from}}", due_from=wanted.due_from)
    if wanted.due_to is not None:
        held.add(f"{DUE} < {{due_to}}", due_to=wanted.due_to)


def _known_of(state: CaseState) -> list[str]:
    """Return what else holds of cases in a state, so that an index can serve."""
    dated = OWING | {CaseState.RELEASING}
    owed = [f"{DUE} {'<' if state in dated else '='} 'infinity'"]
    return [*owed, "organisation_id is null"] if state is CaseState.UNROUTED else owed
