"""What became of every matter, counted across the three databases."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Rows = Mapping[str, list[dict[str, Any]]]
"""What was found, by agency."""
LEGS = """
select l.matter_id::text as matter, l.leg, l.heads, l.owner, l.place
from agency_legs l where l.petition_id = any(%s::uuid[])
"""
CASES = """
select petition_id::text as petition, state from cases
where petition_id = any(%s::uuid[])
"""
TWICE = """
select petition_id::text as petition from resolutions
where petition_id = any(%s::uuid[]) group by 1 having count(*) > 1
"""
ENTRIES = """
select e.matter_id::text as matter, e.number, e.digest
from agency_entries e join agency_legs l using (matter_id)
where l.petition_id = any(%s::uuid[])
"""
REPORTED = """
select matter_id::text as matter from agency_differences
where kind in ('hole-here', 'hole-there', 'forked')
"""
"""What a restore leaves in a timeline, as a person is told of it."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many matters are not as they should be.

    `reported`: an entry is gone for good, and a person was told so.
    """

    lost: int
    doubled: int
    two_owners: int
    no_owner: int
    histories_differ: int
    reported: int


def count(
    *,
    petitions: Iterable[str],
    unended: int,
    legs: Rows,
    cases: Rows,
    twice: Rows,
    entries: Rows,
    reported: Rows,
) -> Counted:
    """Count; a matter that no agency handed over has its case as its owner."""
    told = set(petitions)
    known = {row["petition"] for rows in cases.values() for row in rows}
    by_matter: dict[str, dict[str, dict[str, Any]]] = {}
    for agency, rows in legs.items():
        for row in rows:
            by_matter.setdefault(row["matter"], {})[agency] = row
    owners = {key: _owners(sides) for key, sides in by_matter.items()}
    excused = {row["matter"] for rows in reported.values() for row in rows}
    signed = {
        (agency, row["matter"], row["number"]): row["digest"]
        for agency, rows in entries.items()
        for row in rows
    }
    apart = {key for key, sides in by_matter.items() if _differ(sides)}
    gone = {key for key, sides in by_matter.items() if _lacks(key, sides, signed)}
    doubled = Counter(row["petition"] for rows in twice.values() for row in rows)
    return Counted(
        lost=len(told - known) + unended,
        doubled=len(doubled),
        two_owners=sum(each > 1 for each in owners.values()),
        no_owner=sum(each == 0 for each in owners.values()),
        histories_differ=len(apart | (gone - excused)),
        reported=len(gone & excused),
    )


def _owners(sides: Mapping[str, dict[str, Any]]) -> int:
    return sum(row["owner"] == agency for agency, row in sides.items())


def _differ(sides: Mapping[str, dict[str, Any]]) -> bool:
    """Tell whether two who dealt with it know of other owners.

    Who was only asked about it after a restore may know how it began, and no more.
    """
    dealt = {_owned(row) for row in sides.values() if _dealt(row)} - {()}
    asked = {_owned(row) for row in sides.values() if not _dealt(row)}
    longest = max(dealt, key=len, default=())
    return len(dealt) > 1 or any(each != longest[: len(each)] for each in asked)


def _dealt(row: dict[str, Any]) -> bool:
    return bool(row["leg"].get("sent") or row["leg"].get("received"))


def _owned(row: dict[str, Any]) -> tuple[tuple[Any, Any], ...]:
    history = row["leg"].get("history", [])
    return tuple((each["owner"], each.get("handover_id")) for each in history)


def _lacks(
    matter: str,
    sides: Mapping[str, dict[str, Any]],
    signed: Mapping[tuple[str, str, int], str],
) -> bool:
    """Tell whether one has seen an entry that its author no longer has."""
    heads = (
        (far, head["number"], head["digest"])
        for row in sides.values()
        for far, head in row["heads"].items()
    )
    return any(signed.get((far, matter, n)) != digest for far, n, digest in heads)
