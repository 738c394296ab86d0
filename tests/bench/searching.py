"""How long it takes to find people as one types, by kind of text and by reach."""

import time
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from pypinyin import Style, lazy_pinyin

from minqing_kernel.simplified import _table
from tests.bench.ground import Ground
from tests.bench.load import Door, run
from tests.bench.townsfolk import DISTRICT, people_of, settle, street_of

Person = tuple[str, str]
"""A name and an address."""
ROADS = 3
"""Characters of a road's name."""


def _traditional(text: str) -> str:
    back = {plain: chr(given) for given, plain in _table().items()}
    return "".join(back.get(each, each) for each in text)


def _spelt(name: str) -> str:
    return "".join(lazy_pinyin(name))


def _initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def _toned(name: str) -> str:
    return " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))


TYPED: Mapping[str, Callable[[str, str], str]] = {
    "name": lambda name, _: name,
    "name_in_traditional": lambda name, _: _traditional(name),
    "surname": lambda name, _: name[:1],
    "part_of_a_name": lambda name, _: name[-2:],
    "pinyin": lambda name, _: _spelt(name),
    "pinyin_of_a_surname": lambda name, _: _spelt(name[:1]),
    "pinyin_of_two": lambda name, _: " ".join(lazy_pinyin(name[:2])),
    "pinyin_with_tones": lambda name, _: _toned(name),
    "surname_with_its_tone": lambda name, _: _toned(name[:1]),
    "initials": lambda name, _: _initials(name),
    "initials_of_two": lambda name, _: _initials(name[:2]),
    "road": lambda _, address: address[:ROADS],
    "house": lambda _, address: address.partition("栋")[0] + "栋",
    "building_and_door": lambda _, address: address.partition("号")[2],
    "address_in_traditional": lambda _, address: _traditional(address),
    "one_number": lambda _, address: address.partition("栋")[0][-1] + "栋",
    "unit_of_any": lambda _, address: address.partition("栋")[2][:3],
    "number_and_unit": lambda _, address: (
        address.partition("号")[0][-1] + "号" + address.partition("栋")[2][:3]
    ),
    "surname_and_house": lambda name, address: f"{name[:1]} {address[:6]}",
    "initials_and_road": lambda name, address: f"{_initials(name)} {address[:ROADS]}",
    "mangled": lambda name, address: (
        f"\u3000{name[0]}({_spelt(name[0])})\u00a0{name[1:]}，"
        f"{address.translate({ord(d): ord(d) + 0xFEE0 for d in '0123456789'})}"
    ),
    "nobody": lambda name, _: f"龘{name}",
}
"""What people type of somebody, by kind."""


def search(ground: Ground, residents: int, asked: int = 30) -> dict[str, Any]:
    """Ask the running door for people of a district, in every role and reach."""
    begun = time.perf_counter()
    plans = settle(ground, residents)
    settled = time.perf_counter() - begun
    draw = Random(7)
    plan = draw.choice(plans)
    people = [(p.name, home.address) for home, p in people_of(plan)]
    chosen = [draw.choice(people) for _ in range(asked)]
    doors = _doors(ground, plan.prefix, street_of(plan.number))
    found = {
        who: _every_kind(door, people[:asked] if who == "captain" else chosen)
        for who, door in doors.items()
    }
    p95 = [each["p95_ms"] for kinds in found.values() for each in kinds.values()]
    return {
        "residents": residents,
        "settled_s": round(settled, 1),
        "residents_per_s": round(residents / settled),
        "asked": found,
        "slowest_p95_ms": max(p95),
        "index_mib": ground.value("registry", INDEX_MIB),
        "grid_cover_s": _cover(doors["district_supervisor"]),
    }


INDEX_MIB = "select pg_total_relation_size('resident_words') / 1048576"


def _doors(ground: Ground, community: str, street: str) -> dict[str, Door]:
    def door(role: str, organisation: str, subject: str) -> Door:
        token = ground.agency.token(role, organisation=organisation, subject=subject)
        return Door(ground.agency.url("registry"), token)

    return {
        "captain": door("handler", community, f"{community}-captain-1"),
        "community_clerk": door("clerk", community, "bench-clerk"),
        "street_handler": door("handler", street, "bench-handler"),
        "district_supervisor": door("supervisor", DISTRICT, "bench-supervisor"),
    }


def _every_kind(door: Door, people: list[Person]) -> dict[str, dict[str, float]]:
    return {kind: _ask(door, typed, people) for kind, typed in TYPED.items()}


def _ask(
    door: Door, typed: Callable[[str, str], str], people: list[Person]
) -> dict[str, float]:
    empty: list[str] = []

    def ask(text: str) -> None:
        told = door.do("POST", "/v1/residents/find", {"text": text})
        if not told["items"]:
            empty.append(text)

    timing = run((typed(*each) for each in people), 1, lambda: ask)
    if timing.errors:
        raise RuntimeError(f"{len(timing.errors)} errors, such as {timing.errors[0]}")
    return {
        "p50_ms": round(timing.percentile(0.5), 1),
        "p95_ms": round(timing.percentile(0.95), 1),
        "found": round(1 - len(empty) / len(people), 2),
    }


def _cover(door: Door) -> float:
    """Return how long it takes to see that every household is in its grids."""
    begun = time.perf_counter()
    told = door.do("GET", f"/v1/grid-cover?organisation={DISTRICT}")
    if not told["whole"]:
        raise RuntimeError(f"the grids leave gaps: {told}")
    return round(time.perf_counter() - begun, 2)
