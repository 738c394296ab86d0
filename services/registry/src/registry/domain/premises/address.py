"""An address as people write it, read within a known community (domain.md 2.7).

No library read 金科苑路93号1栋1单元7号; these rules do. What is not understood is left
for a person: nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.names import plain_text, premises_key

NUMBER = r"[0-9a-z一二三四五六七八九十两甲乙丙丁]{1,5}"
ADDRESS = re.compile(
    rf"(?P<base>.+?)"
    rf"(?:(?P<building>{NUMBER})(?:栋|幢|座|号楼|#楼?))?"
    rf"(?:(?P<unit>{NUMBER})单元)?"
    rf"(?:[0-9]{{1,2}}(?:楼|层))?"
    rf"(?:附?(?P<door>[0-9a-z][0-9a-z-]{{0,6}})(?:号房|号|室|房|户)?)?"
)
DISTRICT = re.compile(r".*(?:[省市县镇乡]|街道|社区|(?<![小园校院片景住])区)(?!\Z)")
"""What stands above a place; 小区 and its like do not. It is tried with and without:
菜市街 is a street, no city's."""
ROAD = re.compile(r"(.*?[路街巷道弄里村]\d+号?)(?:大?院)?(.*)")


@dataclass(frozen=True, kw_only=True, repr=False)
class Address:
    """What was read: names for the place, then keys for what stands in it."""

    places: Sequence[str]
    building: str | None = None
    unit: str | None = None
    door: str | None = None

    def steps(self) -> list[tuple[PremisesKind, str]]:
        """Return what to look for within the place, from the building inwards."""
        said = [
            (PremisesKind.BUILDING, self.building),
            (PremisesKind.UNIT, self.unit),
            (PremisesKind.DOOR, self.door),
        ]
        return [(kind, premises_key(kind, key)) for kind, key in said if key]


def read_address(text: str) -> Address:
    """Return what an address says."""
    plain = re.sub("[,，。.、()（）]", "", plain_text(text))
    found = ADDRESS.fullmatch(plain)
    if found is None:
        return Address(places=(plain,))
    base = found["base"]
    names = [*_places(base), *_places(DISTRICT.sub("", base))]
    return Address(
        places=tuple(dict.fromkeys(names)),
        building=found["building"],
        unit=found["unit"],
        door=found["door"],
    )


def _places(base: str) -> tuple[str, ...]:
    """Return the names a place goes by: 竞舟路88号香港城 is two."""
    road = ROAD.fullmatch(base)
    if road is None:
        return (base,)
    return (road[1], road[2]) if road[2] else (road[1],)
