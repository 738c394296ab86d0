"""The tables of the figures: facts, what changed of them, and sums over them."""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from notify.adapters.tables import metadata
from notify.domain.figures.fact import VALUES, Group
from notify.domain.figures.measures import MEASURES, Basis

DAYS: Final = {
    Basis.ACCEPTED: "accepted_day",
    Basis.CLOSED: "done_day",
    Basis.DUE: "due_day",
    Basis.VISITED: "visited_day",
    Basis.REFUSED: "refused_day",
}
"""The day by which a petition belongs to a period."""

WORDS: Final = (
    "organisation_id",
    "grid",
    "category",
    "channel",
    "source",
    "kind",
    "aside",
)
"""What petitions are told apart by."""

_DONE: Final = (
    "coalesce(state, ''::text) = any (array['resolved'::text, 'closed'::text])"
)
_OWES: Final = (
    "accepted_at is not null and refused_at is null and coalesce(state, ''::text)"
    " <> all (array['resolved'::text, 'closed'::text, 'merged'::text,"
    " 'suspended'::text, 'withdrawn'::text])"
)
_DONE_AT: Final = "coalesce(resolved_at, standing_at)"
_ANSWERED: Final = "answered_at is not null and not silent"
_ASIDE: Final = f"""case when from_archive then 'archive'::text
when merged or coalesce(state, ''::text) = 'merged'::text then 'merged'::text
when coalesce(state, ''::text) = 'withdrawn'::text then 'withdrawn'::text
when visits > 1 then 'repeated'::text when kind = 'thanks'::text then 'thanks'::text
when coalesce(state, ''::text) = 'suspended'::text
    and coalesce(ground, ''::text) = 'legacy'::text then 'legacy'::text
when coalesce(outcome, ''::text) = 'referred'::text and {_DONE} then 'referred'::text
else ''::text end"""

_COUNTED: Final = {
    "cases": "true",
    "dispatched": "dispatched_at is not null",
    "contacted": "contacted_at is not null",
    "contacted_in_time": "contacted_at <= coalesce(clock_by, contact_by)",
    "done": _DONE,
    "in_time": f"{_DONE} and {_DONE_AT} <= coalesce(due_at, {_DONE_AT})",
    "resolved": f"{_DONE} and outcome = 'resolved'::text",
    "explained": f"{_DONE} and outcome = 'explained'::text",
    "referred": f"{_DONE} and outcome = 'referred'::text",
    "returned": "returned_at is not null",
    "passed": "passed_by is not null",
    "supervised": "supervised_at is not null",
    "visited": _ANSWERED,
    "unreached": "silent",
    "solved_yes": f"{_ANSWERED} and solved_said",
    "solved_no": f"{_ANSWERED} and not solved_said",
    "satisfied": f"{_ANSWERED} and satisfied_said",
    "dissatisfied": f"{_ANSWERED} and not satisfied_said",
    "rebound": f"{_ANSWERED} and (not solved_said or not satisfied_said)",
}
"""When a petition counts in each measure; the database works it out from its row."""

_DATED: Final = {
    "accepted_day": ("accepted_at is not null", "accepted_at"),
    "done_day": (_DONE, _DONE_AT),
    "due_day": (_OWES, "due_at"),
    "visited_day": (_ANSWERED, "answered_at"),
    "refused_day": ("refused_at is not null", "refused_at"),
}

DEFAULTS: Final = {
    "channel": "",
    "source": "",
    "grid": "",
    "category": "",
    "kind": "",
    "persons": 1,
}
"""The values that are never empty."""

_FLAGS: Final = {"from_archive", "merged", "silent", "solved_said", "satisfied_said"}


def _value(name: str) -> Column[Any]:
    if name.endswith(("_at", "_by")) and name != "passed_by":
        return Column(name, DateTime(timezone=True))
    if name in _FLAGS:
        return Column(name, Boolean)
    if name == "visits":
        return Column(name, Integer)
    default = DEFAULTS.get(name)
    if default is None:
        return Column(name, Text)
    kind = Integer if isinstance(default, int) else Text
    return Column(name, kind, nullable=False, server_default=str(default))


def _computed(name: str, kind: Any, sql: str, *, nullable: bool) -> Column[Any]:  # noqa: ANN401
    return Column(name, kind, Computed(sql, persisted=True), nullable=nullable)


def revision_of(group: Group) -> str:
    """Return the column that holds the revision of a group of values."""
    return f"{group.value}_rev"


def _groups() -> list[Column[Any]]:
    columns: list[Column[Any]] = []
    for group, names in VALUES.items():
        columns.append(Column(revision_of(group), Integer))
        columns += [_value(name) for name in names]
    return columns


def _case(condition: str, then: str, otherwise: str) -> str:
    return f"case when {condition} then {then} else {otherwise} end"


def _local(moment: str) -> str:
    return f"({moment} at time zone 'Asia/Shanghai'::text)::date"


facts: Final = Table(
    "figure_facts",
    metadata,
    Column("petition_id", Uuid, primary_key=True),
    *_groups(),
    _computed(
        "organisation_id", Text, "coalesce(unit_id, door_id, ''::text)", nullable=False
    ),
    _computed("aside", Text, _ASIDE, nullable=False),
    *(
        _computed(name, Date, _case(when, _local(moment), "null::date"), nullable=True)
        for name, (when, moment) in _DATED.items()
    ),
    *(
        _computed(name, SmallInteger, _case(when, "1", "0"), nullable=False)
        for name, when in _COUNTED.items()
    ),
    *(
        Index(
            f"figure_facts_{basis.value}",
            name,
            "petition_id",
            postgresql_where=text(f"{name} is not null"),
        )
        for basis, name in DAYS.items()
    ),
    Index(
        "figure_facts_achieved",
        "done_day",
        postgresql_where=text("achieved is not null"),
    ),
)

changes: Final = Table(
    "figure_changes",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("sign", SmallInteger, nullable=False),
    *(Column(name, Text, nullable=False) for name in WORDS),
    *(Column(name, Date) for name in DAYS.values()),
    *(Column(name, Integer, nullable=False) for name in MEASURES),
)

cells: Final = Table(
    "figure_cells",
    metadata,
    Column("basis", String(16), primary_key=True),
    Column("dimension", String(16), primary_key=True),
    Column("grain", String(16), primary_key=True),
    Column("start", Date, primary_key=True),
    Column("organisation_id", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("aside", String(16), primary_key=True),
    *(Column(name, Integer, nullable=False) for name in MEASURES),
)
