"""What became of every matter, counted across the three databases."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.faults.agencies.matters import Told

Rows = Mapping[str, list[dict[str, Any]]]
"""What was found, by agency."""
LEGS = """
select l.petition_id::text as petition, l.matter_id::text as matter, l.leg, l.heads,
    l.owner
from agency_legs l where l.petition_id = any(%s::uuid[])
"""
CASES = """
select petition_id::text as petition, state from cases
where petition_id = any(%s::uuid[])
"""
ANSWERS = """
select petition_id::text as petition, reply from resolutions
where petition_id = any(%s::uuid[])
"""
OFFERS = """
select petition_id::text as petition, handover_id::text as offer from agency_handovers
where direction = 'out' and petition_id = any(%s::uuid[])
"""
ENTRIES = """
select e.matter_id::text as matter, e.number, e.previous, e.digest
from agency_entries e join agency_legs l using (matter_id)
where l.petition_id = any(%s::uuid[]) order by e.matter_id, e.number
"""
REPORTED = """
select matter_id::text as matter from agency_differences
where kind in ('hole-here', 'hole-there', 'forked')
"""
"""What a restore leaves in a timeline, as a person is told of it."""
STRAYS = """
select petition_id::text as petition from petitions where received_at >= (
    select min(received_at) from petitions where petition_id = any(%s::uuid[])
) and petition_id <> all(%s::uuid[])
"""
"""What intake took since the first petition of which nobody has a receipt."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the databases hold, by agency: of intake the `strays`, else of routing."""

    legs: Rows
    cases: Rows
    answers: Rows
    offers: Rows
    entries: Rows
    reported: Rows
    strays: Rows


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many matters are not as they should be.

    `lost`: not ended, not everywhere it came to, or without its own answer at home;
    `doubled`: two answers, two hand-overs or two petitions where one was asked for;
    `reported`: an entry is gone for good, and a person was told so.
    """

    lost: int
    doubled: int
    two_owners: int
    no_owner: int
    histories_differ: int
    reported: int


def count(told: Collection[Told], found: Found) -> Counted:
    """Count; a matter that no agency handed over has its case as its owner."""
    by_matter: dict[str, dict[str, dict[str, Any]]] = {}
    for agency, row in _each(found.legs):
        by_matter.setdefault(row["matter"], {})[agency] = row
    owners = {key: _owners(sides) for key, sides in by_matter.items()}
    excused = {row["matter"] for _, row in _each(found.reported)}
    signed = {
        (agency, row["matter"], row["number"]): row["digest"]
        for agency, row in _each(found.entries)
    }
    apart = {key for key, sides in by_matter.items() if _differ(sides)}
    gone = {key for key, sides in by_matter.items() if _lacks(key, sides, signed)}
    return Counted(
        lost=len(lost(told, found)),
        doubled=len(_doubled(told, found)),
        two_owners=sum(each > 1 for each in owners.values()),
        no_owner=sum(each == 0 for each in owners.values()),
        histories_differ=len(apart | set(_broken(found)) | (gone - excused)),
        reported=len(gone & excused),
    )


def _each(rows: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((agency, row) for agency, some in rows.items() for row in some)


def lost(told: Collection[Told], found: Found) -> dict[str, str]:
    """Return why a petition is not where it came to or not answered, for each."""
    legs = {(agency, row["petition"]) for agency, row in _each(found.legs)}
    cases = {(agency, row["petition"]) for agency, row in _each(found.cases)}
    answers = {(at, row["petition"], row["reply"]) for at, row in _each(found.answers)}

    def why(one: Told) -> Iterator[str]:
        yield from () if one.ended else ("did not end",)
        if (one.home, one.petition) not in cases:
            yield "no case at home"
        elif (one.home, one.petition, one.answer) not in answers:
            yield "no answer at home"
        for at in sorted(one.at) if len(one.at) > 1 else ():
            if (at, one.petition) not in legs:
                yield f"unknown to {at}"

    reasons = {each.petition: ", ".join(why(each)) for each in told}
    return {petition: reason for petition, reason in reasons.items() if reason}


def _doubled(told: Collection[Told], found: Found) -> set[str]:
    """Return the petitions that have two of what was asked for once."""
    answers = Counter((at, row["petition"]) for at, row in _each(found.answers))
    asked = {(each.petition, offer) for each in told for offer in each.offers}
    made = {(row["petition"], row["offer"]) for _, row in _each(found.offers)}
    twice = {petition for (_, petition), times in answers.items() if times > 1}
    twice |= {petition for petition, _ in made - asked}
    return twice | {row["petition"] for _, row in _each(found.strays)}


def _broken(found: Found) -> Iterator[str]:
    """Yield the matters of which an agency's own chain has a gap or a wrong link."""
    ends: dict[tuple[str, str], tuple[int, str]] = {}
    for agency, row in _each(found.entries):
        number, digest = ends.get((agency, row["matter"]), (0, None))
        fits = digest is None or row["previous"] == digest
        if row["number"] != number + 1 or not fits:
            yield row["matter"]
        ends[agency, row["matter"]] = row["number"], row["digest"]


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
