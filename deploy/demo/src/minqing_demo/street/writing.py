"""A street written down as the register reads it: a census, and who answers for it."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import yaml

from minqing_demo.street.papers import sections_of, whole_files
from minqing_demo.street.seeds import (
    CaptainSeed,
    GridSeed,
    HouseholdSeed,
    PersonSeed,
    Street,
)

REASONS: Final = {
    "low-income": "收入低于当地标准",
    "disabled": "残疾",
    "seriously-ill": "重病",
    "unemployed": "失业",
    "living-alone": "高龄独居",
}
HEAD: Final = "户主"
SINCE: Final = "2014-03-01"
Line = tuple[str, dict[str, Any]]


def write_census(street: Street, organisation: str, file: Path) -> None:
    """Write premises, households, people and firms as the register's census."""
    with file.open("w", encoding="utf-8") as census:
        for kind, said in _lines(street, organisation):
            line = json.dumps({kind: said}, ensure_ascii=False, default=str)
            census.write(line + "\n")


def write_answering(street: Street, organisation: str, file: Path) -> None:
    """Write captains, grids and their heads as a file that the register loads."""
    heads = [_member(each.head_id, each.head_name) for each in street.grids]
    said = {
        "staff": [*map(_captain, street.captains), *heads],
        "grids": [_grid(each, organisation) for each in street.grids],
    }
    for each in said["staff"]:
        each["organisation"] = organisation
    file.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")


def _lines(street: Street, organisation: str) -> Iterator[Line]:
    at = {"organisation": organisation}
    for place in street.premises:
        yield (
            "premises",
            at
            | {
                "id": place.premises_id,
                "kind": place.kind,
                "name": place.name,
                "parent": place.parent_id,
            },
        )
    for home in street.households:
        said = {"id": home.household_id, "address": home.address}
        yield "household", at | said | {"premises": home.premises_id}
    for home in street.households:
        for person in home.people:
            yield "resident", at | {"household": home.household_id} | _person(person)
    for home in street.households:
        yield from _head(home)
    yield from _ties(street, at)


def _head(home: HouseholdSeed) -> Iterator[Line]:
    for person in home.people:
        if person.relation == HEAD:
            said = {"household": home.household_id, "resident": person.resident_id}
            yield "head", said


def _ties(street: Street, at: dict[str, Any]) -> Iterator[Line]:
    for each in street.tenancies:
        yield (
            "tenancy",
            {
                "id": each.tenancy_id,
                "household": each.household_id,
                "owner": each.owner_id,
                "since": each.since,
            },
        )
    for firm in street.firms:
        yield (
            "firm",
            at
            | {
                "id": firm.firm_id,
                "kind": firm.kind,
                "name": firm.name,
                "address": firm.address,
                "credit_code": firm.credit_code,
                "premises": firm.premises_id,
            },
        )
    for person in chain.from_iterable(home.people for home in street.households):
        if person.hardships:
            yield "section", _assistance(person)
    for home in street.households:
        yield from _relations(home)
    for home in whole_files(iter(street.households)):
        yield from _files(home)


def _files(home: HouseholdSeed) -> Iterator[Line]:
    """Tell what else stands in the files of those who live there."""
    for person in home.people:
        if person.relation == HEAD or not _is_in_need(home):
            yield "section", _basic(person)
        for section, values in sections_of(person):
            said = {"id": person.resident_id, "section": section, "values": values}
            yield "section", said


def _is_in_need(home: HouseholdSeed) -> bool:
    return any(person.hardships for person in home.people)


def _relations(home: HouseholdSeed) -> Iterator[Line]:
    """Tell what people are to their head where somebody is helped: who is visited."""
    if _is_in_need(home):
        for person in home.people:
            if person.relation != HEAD:
                yield "section", _basic(person)


def _basic(person: PersonSeed) -> dict[str, Any]:
    values = {"residence": person.registration.residence, "relation": person.relation}
    return {"id": person.resident_id, "section": "basic", "values": values}


def _assistance(person: PersonSeed) -> dict[str, Any]:
    why = "、".join(REASONS[each] for each in sorted(person.hardships))
    values = {"helped": True, "reason": why}
    return {"id": person.resident_id, "section": "assistance", "values": values}


def _person(person: PersonSeed) -> dict[str, Any]:
    return {
        "id": person.resident_id,
        "name": person.name,
        "identity_number": person.identity_number,
        "telephone": person.telephone,
        "registered_division": person.registration.division,
        "registered_address": person.registration.address,
    }


def _member(staff_id: str, name: str) -> dict[str, Any]:
    return {"id": staff_id, "name": name, "roles": ["handler"]}


def _captain(captain: CaptainSeed) -> dict[str, Any]:
    duty = {"duty": "building-captain", "scope": "building", "since": SINCE}
    duties = [duty | {"of": building} for building in captain.buildings]
    return _member(captain.staff_id, captain.name) | {"duties": duties}


def _grid(grid: GridSeed, organisation: str) -> dict[str, Any]:
    return {
        "id": grid.grid_id,
        "name": grid.name,
        "level": grid.level,
        "parent": grid.parent_id,
        "organisation": organisation,
        "head": grid.head_id,
        "head_since": SINCE,
        "claims": list(grid.claims),
    }
