"""Facts taken in, and their changes folded into sums; nothing is read on the way."""

from typing import Any, Final

from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.figures.tables import (
    DAYS,
    DEFAULTS,
    WORDS,
    changes,
    facts,
    revision_of,
)
from notify.domain.figures.fact import (
    KEEPS_FIRST,
    VALUES,
    Group,
    Known,
    Piece,
    joined,
)
from notify.domain.figures.measures import MEASURES, Dimension

_COLUMNS: Final = tuple(
    name for group in Group for name in (revision_of(group), *VALUES[group])
)


def _holds(group: Group) -> str:
    """Return when what comes takes the place of what is known of a group."""
    revision = revision_of(group)
    known, new = f"{facts.name}.{revision}", f"excluded.{revision}"
    better = "<" if group in KEEPS_FIRST else ">"
    return f"{new} is not null and ({known} is null or {new} {better} {known})"


def _take() -> str:
    names = ", ".join(_COLUMNS)
    sets = ", ".join(
        f"{name} = case when {_holds(group)} then excluded.{name}"
        f" else {facts.name}.{name} end"
        for group in Group
        for name in (revision_of(group), *VALUES[group])
    )
    newer = " or ".join(_holds(group) for group in Group)
    return (
        f"insert into {facts.name} (petition_id, {names})"
        f" select petition_id, {names}"
        f" from jsonb_populate_recordset(null::{facts.name}, :rows)"
        f" on conflict (petition_id) do update set {sets} where {newer}"
    )


TAKE: Final = _take()

_BASES = ", ".join(f"('{basis}', {day})" for basis, day in DAYS.items())
_DIMENSIONS = ", ".join(
    f"('{each}', {'text ' + repr('') if each is Dimension.ALL else each.value})"
    for each in Dimension
)
_SUMS = ", ".join(f"sum(sign * {name}) as {name}" for name in MEASURES)
_KEYS = "basis, dimension, grain, start, organisation_id, value, aside"
_NAMES = ", ".join(MEASURES)

SPREAD: Final = f"""
select basis, dimension, grain, start, organisation_id, value, aside, {_SUMS}
from {{source}}
cross join lateral (values {_BASES}) as b (basis, day)
cross join lateral (values
    ('month', date_trunc('month', day)::date),
    ('ten-days', day - (extract(day from day)::int - 1)
        + least((extract(day from day)::int - 1) / 10, 2) * 10)
) as g (grain, start)
cross join lateral (values {_DIMENSIONS}) as d (dimension, value)
where day is not null {{condition}}
group by {_KEYS}
"""
"""A row for each sum that some facts or changes of facts count in."""

_ADDED = ", ".join(f"{n} = figure_cells.{n} + excluded.{n}" for n in MEASURES)

FOLD: Final = f"""
with taken as (
    delete from {changes.name} where seq in (
        select seq from {changes.name} order by seq limit :limit
        for update skip locked)
    returning *
), summed as (
    {SPREAD.format(source="taken", condition="")}
), stored as (
    insert into figure_cells ({_KEYS}, {_NAMES})
    select {_KEYS}, {_NAMES} from summed
    where ({_NAMES}) <> ({", ".join("0" for _ in MEASURES)})
    order by {_KEYS}
    on conflict ({_KEYS}) do update set {_ADDED}
)
select count(*) as n from taken
"""


class SqlFigures:
    """The facts of every petition; their table tells what changed by itself."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._pieces: list[Piece] = []
        work.before_commit(self._write)

    def take(self, *pieces: Piece) -> None:
        """Join pieces to what is known; never reads."""
        self._pieces += pieces

    def fold(self, limit: int) -> int:
        """Fold up to `limit` changes into the sums; return how many there were."""
        return int(self._work.read(FOLD, limit=limit)[0]["n"])

    def _write(self) -> None:
        known = joined(self._pieces)
        rows = [
            row_of(petition_id, known[petition_id]) for petition_id in sorted(known)
        ]
        if rows:
            self._work.write(TAKE, rows)


def row_of(petition_id: Any, known: Known) -> dict[str, Any]:  # noqa: ANN401
    """Return the columns of what is known of a petition."""
    row: dict[str, Any] = dict.fromkeys(_COLUMNS) | DEFAULTS
    for group, piece in known.items():
        row |= {revision_of(group): piece.revision, **piece.values}
    return row | {"petition_id": petition_id}


COUNTED: Final = ", ".join((*WORDS, *DAYS.values(), *MEASURES))
"""All columns that facts and their changes have in common."""
