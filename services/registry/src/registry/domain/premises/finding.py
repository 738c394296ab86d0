"""A place as a clerk types it while somebody speaks: jky 9d 2dy, 金科 65号 9栋.

Letters are a part of the name, its pinyin or the initials of it; numbers are those that
stand in the name, then a building, then a unit. What is found is shown, a person picks.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.names import plain_text, premises_key
from registry.domain.premises.premises import Premises

Readings = Callable[[str], Sequence[Sequence[str]]]
"""Gives each character's readings, every one with its tone: 单 is dan1, shan4."""

MOST_FOUND: Final = 9
MOST_PLACES: Final = 40
"""In so many places at most a building is looked for."""
PART = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z]+")
DIGITS = re.compile(r"[0-9]+")
COUNTED: Final = frozenset(
    {"d", "dong", "栋", "幢", "座", "号楼", "h", "hl", "haolou", "号", "号院", "院"}
    | {"dy", "danyuan", "单元", "u", "楼", "层", "室", "房", "户"}
)
"""What may stand behind a number and says no more than the number's place does."""
STEPS: Final = (PremisesKind.BUILDING, PremisesKind.UNIT)


@dataclass(frozen=True, kw_only=True)
class AskedPlace:
    """What was typed: parts of a name, and numbers in their order."""

    parts: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FoundPlace:
    """Premises with what they stand in, outermost first; `rest` is still looked for."""

    path: tuple[Premises, ...]
    rest: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the place as an address says it: 金科苑 is in 金科苑东街65号."""
        names = [each.profile.name for each in self.path]
        pairs = zip(names, [*names[1:], ""], strict=True)
        return "".join(name for name, inner in pairs if not inner.startswith(name))

    @property
    def told(self) -> dict[str, str]:
        """Return which it is."""
        last = self.path[-1]
        return {
            "premises_id": last.premises_id,
            "organisation_id": last.profile.organisation_id,
            "kind": last.profile.kind.value,
        }


class Places(Protocol):
    """The active premises of an organisation and those below it."""

    def named(self) -> Iterable[tuple[Premises, ...]]:
        """Return places that have a name of their own, each with what it stands in."""
        ...

    def within(
        self, parent_ids: Sequence[str], kind: PremisesKind, key: str
    ) -> Iterable[Premises]:
        """Return what stands in one of these under a key, by id."""
        ...


def read_place(text: str) -> AskedPlace | None:
    """Return what a text asks for; None where it names no place."""
    parts: list[str] = []
    numbers: list[str] = []
    typed = [part for word in text.split() for part in PART.findall(plain_text(word))]
    for each in typed:
        if each.isdigit():
            numbers.append(each)
        elif not (numbers and each in COUNTED):
            parts.append(each)
    return AskedPlace(parts=tuple(parts), numbers=tuple(numbers)) if parts else None


def find_places(
    asked: AskedPlace, places: Places, readings: Readings
) -> list[FoundPlace]:
    """Return at most nine, shortest first.

    Where a number was typed that stands in no name, its building must be there, and the
    unit of a further one; still further ones are a door's and are left alone.
    """
    found = [
        _begun(path, asked.numbers)
        for path in places.named()
        if _fits(asked.parts, path, readings)
    ]
    found.sort(key=_rank)
    found = found[:MOST_PLACES]
    for kind in STEPS:
        found = _inside(found, places, kind)
    return found[:MOST_FOUND]


def _begun(path: tuple[Premises, ...], numbers: tuple[str, ...]) -> FoundPlace:
    """Return a place; a first number that stands in its own name is found already."""
    said = {
        each for one in path for each in DIGITS.findall(plain_text(one.profile.name))
    }
    own = bool(numbers) and numbers[0] in said
    return FoundPlace(path=path, rest=numbers[1:] if own else numbers)


def _inside(
    found: Sequence[FoundPlace], places: Places, kind: PremisesKind
) -> list[FoundPlace]:
    """Return what stands in each place under its next number; those without stay."""
    told = [each for each in found if not each.rest]
    for number in sorted({each.rest[0] for each in found if each.rest}):
        around = {e.path[-1].premises_id: e for e in found if e.rest[:1] == (number,)}
        for inner in places.within(list(around), kind, premises_key(kind, number)):
            outer = around[inner.profile.parent_id or ""]
            told.append(FoundPlace(path=(*outer.path, inner), rest=outer.rest[1:]))
    return sorted(told, key=_rank)


def _fits(parts: Sequence[str], path: Sequence[Premises], readings: Readings) -> bool:
    return all(
        any(_names(part, each.profile.name, readings) for each in path)
        for part in parts
    )


def _names(part: str, name: str, readings: Readings) -> bool:
    plain = plain_text(name)
    if part in plain:
        return True
    if not part.isascii():
        return False
    return any(part in sound for sound in _sounds(plain, readings))


def _sounds(name: str, readings: Readings) -> tuple[str, str]:
    """Return a name's initials and its whole pinyin, by each character's first."""
    said = [each[0][:-1] for each in readings(name) if each]
    return "".join(each[:1] for each in said), "".join(said)


def _rank(found: FoundPlace) -> tuple[int, str, str]:
    return len(found.label), found.label, found.path[-1].premises_id
