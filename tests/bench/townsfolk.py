"""A district of people who never were, copied into the register's own tables.

What is personal is sealed and keyed as the service does it, with the agency's keys.
"""

import io
import multiprocessing
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import psycopg2

from minqing_chassis.sealing import Sealer
from minqing_demo.street.making import HERE, Plan, make_street
from minqing_demo.street.places import roads_of
from minqing_demo.street.seeds import HouseholdSeed, PersonSeed, Street
from registry.adapters.premises.store import premises_row
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.adapters.searching.pinyin import readings_of
from registry.adapters.searching.store import keyed, place_number
from registry.domain.household import Household
from registry.domain.particulars import Particulars, ResidentProfile
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.premises import Premises, PremisesProfile
from registry.domain.profiles import HouseholdProfile
from registry.domain.resident import Resident
from registry.domain.searching.words import words_of
from tests.bench.ground import Ground

DISTRICT = "bench-d"
A_COMMUNITY, A_STREET = 10_000, 10
"""Residents of a community, communities of a street."""
TABLES = (
    "premises",
    "staff",
    "grids",
    "grid_claims",
    "duties",
    "households",
    "residents",
    "resident_words",
)
WORDS_INDEX = (
    "create index ix_resident_words_words on resident_words using gin (words)"
    " with (gin_pending_list_limit = 256)"
)
SINCE = date(2020, 1, 1)
Rows = dict[str, list[dict[str, Any]]]


def communities(residents: int) -> list[Plan]:
    """Return the streets to make, one a community, so that all have so many people."""
    starts = range(0, residents, A_COMMUNITY)
    return [
        Plan(
            residents=min(A_COMMUNITY, residents - start),
            number=number,
            prefix=f"bench-c{number}",
            roads=roads_of(number),
        )
        for number, start in enumerate(starts)
    ]


def settle(ground: Ground, residents: int) -> list[Plan]:
    """Found a district and let so many people live there; return its communities."""
    plans = communities(residents)
    _organisations(ground, plans)
    connection = psycopg2.connect(ground.agency.admin_database_url("registry"))
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("set session_replication_role = replica")
    cursor.execute("set maintenance_work_mem = '512MB'")
    cursor.execute("drop index ix_resident_words_words")
    work = [(plan, ground.agency.keys.sealing) for plan in plans]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for texts in pool.imap_unordered(_texts, work):
            for table in TABLES:
                columns, lines = texts[table]
                copy = f"copy {table} ({columns}) from stdin"
                cursor.copy_expert(copy, io.StringIO(lines))
    cursor.execute(WORDS_INDEX)
    cursor.execute("alter index ix_resident_words_words owner to registry")
    cursor.execute("vacuum analyze")
    connection.close()
    return plans


def _organisations(ground: Ground, plans: Sequence[Plan]) -> None:
    door = ground.door("registry", "ops")
    streets = sorted({_street(plan) for plan in plans})
    tree = [(DISTRICT, "district", None)]
    tree += [(street, "street", DISTRICT) for street in streets]
    tree += [(plan.prefix, "community", _street(plan)) for plan in plans]
    for code, kind, parent in tree:
        body = {"name": code, "kind": kind, "parent_id": parent}
        body |= {"division_code": "990106", "desk_address": f"{code}@example.org"}
        door.do("PUT", f"/v1/organisations/{code}", body)


def street_of(number: int) -> str:
    """Return the street in which the community of that number lies."""
    return f"bench-s{number // A_STREET}"


def _street(plan: Plan) -> str:
    return street_of(plan.number)


def _texts(work: tuple[Plan, Path]) -> dict[str, tuple[str, str]]:
    plan, keys = work
    rows = _Writer(plan, Sealer.from_file(keys)).rows(make_street(plan))
    return {
        table: (", ".join(found[0]), "".join(map(_line, found)))
        for table, found in rows.items()
    }


def _line(row: dict[str, Any]) -> str:
    return "\t".join(map(_told, row.values())) + "\n"


def _told(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return str(value)


class _Writer:
    """The rows of one community."""

    def __init__(self, plan: Plan, sealer: Sealer) -> None:
        self._plan = plan
        self._rows: Rows = defaultdict(list)
        self._sealer = sealer
        self._personal = PersonalRows(Seals(sealer))
        self._keyed = cache(lambda word: keyed([word], sealer)[0])
        self._place = place_number(plan.prefix)

    def rows(self, street: Street) -> Rows:
        """Return them by table."""
        for seed in street.premises:
            self._rows["premises"].append(premises_row(self._premises(seed)))
        for grid in street.grids:
            self._grid(grid)
        for captain in street.captains:
            self._member(captain.staff_id, captain.name)
            for building in captain.buildings:
                scope = ("building-captain", "building", building)
                self._duty(captain.staff_id, scope)
        for household in street.households:
            self._home(household)
        return self._rows

    def _premises(self, seed: Any) -> Premises:
        profile = PremisesProfile(
            kind=PremisesKind(seed.kind),
            name=seed.name,
            parent_id=seed.parent_id,
            organisation_id=self._plan.prefix,
        )
        return Premises(premises_id=seed.premises_id, profile=profile, revision=1)

    def _grid(self, grid: Any) -> None:
        said = {"grid_id": grid.grid_id, "name": grid.name, "level": grid.level}
        said |= {"parent_id": grid.parent_id, "organisation_id": self._plan.prefix}
        self._rows["grids"].append(said | {"active": True, "revision": 1})
        self._member(grid.head_id, grid.head_name)
        self._duty(grid.head_id, ("grid-head", "grid", grid.grid_id))
        self._rows["grid_claims"] += [
            {"grid_id": grid.grid_id, "premises_id": each} for each in grid.claims
        ]

    def _member(self, staff_id: str, name: str) -> None:
        said = {"staff_id": staff_id, "name": name, "roles": ["handler"]}
        said |= {"organisation_id": self._plan.prefix, "active": True, "revision": 1}
        self._rows["staff"].append(said)

    def _duty(self, staff_id: str, scope: tuple[str, str, str]) -> None:
        said = dict(zip(("duty", "scope_kind", "scope_id"), scope, strict=True))
        key = uuid5(HERE, "/".join((staff_id, *scope)))
        row = {"duty_id": key, "staff_id": staff_id, **said}
        self._rows["duties"].append(row | {"since": SINCE, "revision": 1})

    def _home(self, seed: HouseholdSeed) -> None:
        profile = HouseholdProfile(
            organisation_id=self._plan.prefix,
            grid_id=None,
            address=seed.address,
            premises_id=seed.premises_id,
            building_id=seed.premises_id.rsplit("-", 2)[0],
        )
        home = Household(household_id=seed.household_id, profile=profile, revision=1)
        self._rows["households"].append(self._personal.household_row(home))
        for person in seed.people:
            self._person(person, seed)

    def _person(self, person: PersonSeed, home: HouseholdSeed) -> None:
        there = person.registration
        resident = Resident(
            resident_id=person.resident_id,
            revision=1,
            profile=ResidentProfile(
                organisation_id=self._plan.prefix,
                household_id=home.household_id,
                registered_division=there.division,
                particulars=Particulars(
                    name=person.name,
                    identity_number=person.identity_number,
                    telephone=person.telephone,
                    registered_address=there.address,
                ),
            ),
        )
        self._rows["residents"].append(self._personal.resident_row(resident))
        self._words(person.resident_id, person.name, [home.address, there.address])

    def _words(self, resident_id: UUID, name: str, addresses: list[str]) -> None:
        words = words_of(name, addresses, readings_of)
        numbers = [self._place, *map(self._keyed, words)]
        row = {"resident_id": resident_id, "words": numbers}
        self._rows["resident_words"].append(row)


def people_of(plan: Plan) -> Iterator[tuple[HouseholdSeed, PersonSeed]]:
    """Yield everybody of a community with their home."""
    for household in make_street(plan).households:
        for person in household.people:
            yield household, person
