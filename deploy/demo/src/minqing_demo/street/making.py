"""Makes a street from a seed: the same seed and size give the same street."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from uuid import UUID, uuid5

from minqing_demo.street.belonging import registration, rents
from minqing_demo.street.families import (
    Member,
    birthday,
    hardships,
    members,
    sexes,
)
from minqing_demo.street.firms import firm
from minqing_demo.street.names import (
    given_name,
    identity_number,
    nowhere,
    surname,
    telephone,
)
from minqing_demo.street.places import ROADS, courtyard
from minqing_demo.street.seeds import (
    FirmSeed,
    HouseholdSeed,
    PersonSeed,
    PremisesSeed,
    Registration,
    Street,
    TenancySeed,
)
from minqing_demo.street.staffing import captains, grids

HERE = UUID("0d6f4f0e-6b2f-5d0a-9b1c-3a9f5f6e2c11")
CHILD, OF_AGE = 14, 18
FIRMS_A_COURTYARD = 3
LARGEST = 20_000
"""More residents than any community has; telephones are counted by it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What street to make; `prefix` begins every id, two plans share none.

    Two plans of different `number` share no identity number and no telephone either.
    The grids of its courtyards lie in `within`, or in two larger ones of its own.
    """

    residents: int
    seed: int = 1
    number: int = 0
    captains: int = 40
    prefix: str = "st"
    today: date = date(2026, 3, 2)
    division: str = "510106040019"
    roads: Sequence[str] = ROADS
    within: str | None = None


def make_street(plan: Plan) -> Street:
    """Make a street of exactly so many residents, each behind a door."""
    return _Maker(plan).make()


class _Maker:
    """One street in the making."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chance = Random(f"{plan.seed}/{plan.number}")
        self._premises: list[PremisesSeed] = []
        self._households: list[HouseholdSeed] = []
        self._tenants: list[HouseholdSeed] = []
        self._owners: list[UUID] = []
        self._firms: list[FirmSeed] = []
        self._people = 0
        self._born: Counter[date] = Counter()

    def make(self) -> Street:
        plan, yards = self._plan, 0
        while self._people < plan.residents:
            self._settle(courtyard(plan.prefix, plan.roads, yards))
            yards += 1
        return Street(
            premises=self._premises,
            households=self._households,
            tenancies=self._tenancies(),
            firms=self._firms,
            grids=list(grids(plan.prefix, yards, plan.within, self._chance)),
            captains=list(
                captains(plan.prefix, self._buildings, plan.captains, self._chance)
            ),
        )

    def _settle(self, built: list[PremisesSeed]) -> None:
        """Let people move into a new courtyard, door by door, until all are here."""
        self._premises += built
        names: dict[str | None, str] = {None: ""}
        for each in built:
            names[each.premises_id] = names[each.parent_id] + each.name
            if each.kind == "door" and self._people < self._plan.residents:
                self._move_in(each.premises_id, names[each.premises_id])
        self._open_firms(built[0])

    def _move_in(self, premises_id: str, address: str) -> None:
        home = registration(self._plan.division, address, self._chance)
        coming = members(self._chance)[: self._plan.residents - self._people]
        family = surname(self._chance)
        names = [
            surname(self._chance) if each.relation == "配偶" else family
            for each in coming
        ]
        household = HouseholdSeed(
            household_id=self._id(premises_id),
            premises_id=premises_id,
            address=address,
            people=[
                self._person(name, each, home, is_male=sex)
                for name, each, sex in zip(
                    names, coming, sexes(premises_id, coming), strict=True
                )
            ],
        )
        self._households.append(household)
        if rents(home.residence, self._chance):
            self._tenants.append(household)
        elif coming[0].age >= OF_AGE:
            self._owners.append(household.people[0].resident_id)

    def _person(
        self, family: str, who: Member, home: Registration, *, is_male: bool
    ) -> PersonSeed:
        order, born = self._people, birthday(who.age, self._plan.today, self._chance)
        self._people += 1
        self._born[born] += 1
        # The last digit but one tells the sex: odd for men.
        order_of_day = 2 * self._born[born] + is_male
        number = identity_number(self._area, born, order_of_day)
        called = telephone(self._plan.number * LARGEST + order)
        return PersonSeed(
            resident_id=self._id(f"person/{order}"),
            name=family + given_name(self._chance),
            relation=who.relation,
            born=born,
            identity_number=number,
            telephone=called if who.age >= CHILD else None,
            registration=home,
            hardships=hardships(who.age, self._chance),
        )

    def _open_firms(self, yard: PremisesSeed) -> None:
        for _ in range(FIRMS_A_COURTYARD):
            order = len(self._firms)
            kind, name, code = firm(order, self._area, self._chance)
            self._firms.append(
                FirmSeed(
                    firm_id=self._id(f"firm/{order}"),
                    kind=kind,
                    name=name,
                    address=f"{yard.name}附{order % FIRMS_A_COURTYARD + 1}号",
                    credit_code=code,
                    premises_id=yard.premises_id,
                )
            )

    def _tenancies(self) -> list[TenancySeed]:
        """Let each tenant rent from somebody who lives in the street."""
        if not self._owners:
            return []
        return [
            TenancySeed(
                tenancy_id=self._id(f"tenancy/{each.premises_id}"),
                household_id=each.household_id,
                owner_id=self._chance.choice(self._owners),
                since=birthday(
                    self._chance.randint(0, 6), self._plan.today, self._chance
                ),
            )
            for each in self._tenants
        ]

    @cached_property
    def _area(self) -> str:
        return nowhere(self._plan.number)

    @property
    def _buildings(self) -> list[str]:
        return [e.premises_id for e in self._premises if e.kind == "building"]

    def _id(self, what: str) -> UUID:
        return uuid5(HERE, f"{self._plan.prefix}/{self._plan.seed}/{what}")
