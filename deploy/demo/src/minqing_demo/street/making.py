"""Makes a street from a seed: the same seed and size give the same street."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random
from uuid import UUID, uuid5

from minqing_demo.street.families import ages, birthday, hardships
from minqing_demo.street.names import (
    given_name,
    identity_number,
    surname,
    telephone,
)
from minqing_demo.street.seeds import (
    CaptainSeed,
    GridSeed,
    HouseholdSeed,
    PersonSeed,
    PremisesSeed,
    Street,
)

HERE = UUID("0d6f4f0e-6b2f-5d0a-9b1c-3a9f5f6e2c11")
ROADS = ("梨花路", "桃花街", "杏林巷", "槐荫路", "竹园街")
BUILDINGS, UNITS, FLOORS, DOORS = 4, 3, 6, 2
"""In a courtyard, a building, a unit, on a floor."""
COURTYARDS_A_GRID = 2
CHILD = 14


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What street to make; `prefix` begins every id, two plans share none."""

    residents: int
    seed: int = 1
    captains: int = 40
    prefix: str = "st"
    today: date = date(2026, 3, 2)


def make_street(plan: Plan) -> Street:
    """Make a street of at least so many residents, each behind a door."""
    return _Maker(plan).make()


class _Maker:
    """One street in the making."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chance = Random(plan.seed)
        self._premises: list[PremisesSeed] = []
        self._households: list[HouseholdSeed] = []
        self._people = 0
        self._born: Counter[date] = Counter()

    def make(self) -> Street:
        number = 0
        while self._people < self._plan.residents:
            self._settle(list(_courtyard(self._plan.prefix, number)))
            number += 1
        return Street(
            premises=self._premises,
            households=self._households,
            grids=list(_grids(self._plan.prefix, number)),
            captains=self._captains(),
        )

    def _settle(self, built: list[PremisesSeed]) -> None:
        """Let people move into a new courtyard, door by door, until all are here."""
        self._premises += built
        names: dict[str | None, str] = {None: ""}
        for each in built:
            names[each.premises_id] = names[each.parent_id] + each.name
            if each.kind == "door" and self._people < self._plan.residents:
                address = names[each.premises_id]
                self._households.append(self._household(each.premises_id, address))

    def _household(self, premises_id: str, address: str) -> HouseholdSeed:
        family = surname(self._chance)
        people = []
        for at, age in enumerate(ages(self._chance)):
            name = surname(self._chance) if at == 1 else family
            people.append(self._person(name, age))
        return HouseholdSeed(
            household_id=self._id(premises_id),
            premises_id=premises_id,
            address=address,
            people=people,
        )

    def _person(self, family: str, age: int) -> PersonSeed:
        order, born = self._people, birthday(age, self._plan.today, self._chance)
        self._people += 1
        self._born[born] += 1
        return PersonSeed(
            resident_id=self._id(f"person/{order}"),
            name=family + given_name(self._chance),
            born=born,
            identity_number=identity_number(born, self._born[born]),
            telephone=telephone(order) if age >= CHILD else None,
            hardships=hardships(age, self._chance),
        )

    def _captains(self) -> list[CaptainSeed]:
        """Share the buildings out, a run of neighbours to each."""
        buildings = [e.premises_id for e in self._premises if e.kind == "building"]
        share = -(-len(buildings) // self._plan.captains)
        return [
            CaptainSeed(
                staff_id=f"{self._plan.prefix}-captain-{at // share + 1}",
                name=surname(self._chance) + given_name(self._chance),
                buildings=buildings[at : at + share],
            )
            for at in range(0, len(buildings), share)
        ]

    def _id(self, what: str) -> UUID:
        return uuid5(HERE, f"{self._plan.prefix}/{self._plan.seed}/{what}")


def _courtyard(prefix: str, number: int) -> Iterator[PremisesSeed]:
    yard = f"{prefix}-{number}"
    name = f"{ROADS[number % len(ROADS)]}{2 * (number // len(ROADS)) + 1}号"
    yield _premises(yard, "courtyard", name, None)
    for n in range(1, BUILDINGS + 1):
        yield from _building(yard, n)


def _building(yard: str, number: int) -> Iterator[PremisesSeed]:
    building = f"{yard}-{number}"
    yield _premises(building, "building", f"{number}栋", yard)
    for n in range(1, UNITS + 1):
        unit = f"{building}-{n}"
        yield _premises(unit, "unit", f"{n}单元", building)
        for floor, door in product(range(1, FLOORS + 1), range(1, DOORS + 1)):
            room = f"{floor}{door:02d}"
            yield _premises(f"{unit}-{room}", "door", f"{room}室", unit)


def _premises(
    premises_id: str, kind: str, name: str, parent_id: str | None
) -> PremisesSeed:
    return PremisesSeed(
        premises_id=premises_id, kind=kind, name=name, parent_id=parent_id
    )


def _grids(prefix: str, yards: int) -> Iterator[GridSeed]:
    """Give three levels: one large, one for the community, one for two courtyards."""
    large, middle = f"{prefix}-g1", f"{prefix}-g2"
    yield _grid(large, "大网格", 1, None)
    yield _grid(middle, "社区网格", 2, large)
    for first in range(0, yards, COURTYARDS_A_GRID):
        covered = range(first, min(first + COURTYARDS_A_GRID, yards))
        number = first // COURTYARDS_A_GRID + 1
        claims = [f"{prefix}-{yard}" for yard in covered]
        yield _grid(f"{prefix}-g3-{number}", f"第{number}网格", 3, middle, claims)


def _grid(
    grid_id: str,
    name: str,
    level: int,
    parent_id: str | None,
    claims: Sequence[str] = (),
) -> GridSeed:
    return GridSeed(
        grid_id=grid_id, name=name, level=level, parent_id=parent_id, claims=claims
    )
