"""Who there is to answer, as registry told it, and who stands above whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from minqing_kernel.messages import Role

DIVISION_LEVELS = (2, 4, 6, 9, 12)
"""Digits of a code down to province, city, district, street, community (GB/T 2260)."""


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A unit; the higher `revision` is the newer truth."""

    organisation_id: str
    revision: int
    name: str
    kind: str
    parent_id: str | None
    division_code: str
    active: bool

    @property
    def division_stem(self) -> str:
        """The beginning that all codes of its division share: 510106000000 → 510106."""
        code = self.division_code
        ends = (end for end in DIVISION_LEVELS if not code[end:].strip("0"))
        return code[: next(ends, len(code))]


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """Somebody who serves in a unit; the higher `revision` is the newer truth.

    `person` is equal for accounts of one person; None where nobody said whose it is.
    """

    staff_id: str
    revision: int
    organisation_id: str
    roles: frozenset[str]
    active: bool
    person: str | None = None

    def handles_for(self, organisation_id: str) -> bool:
        """Say whether a case of that organisation can be put in these hands."""
        return (
            self.active
            and self.organisation_id == organisation_id
            and not self.roles.isdisjoint({Role.HANDLER, Role.SUPERVISOR})
        )

    @property
    def is_leader(self) -> bool:
        """Say whether a grave matter can be put in these hands."""
        return self.active and Role.SUPERVISOR in self.roles


class OrganisationTree:
    """All units that are known; it never changes, a newer one is made from it."""

    def __init__(self, units: Mapping[str, Organisation] | None = None) -> None:
        self._units = dict(units or {})

    def find(self, organisation_id: str) -> Organisation | None:
        """Return a unit, or None when it is not known here."""
        return self._units.get(organisation_id)

    def is_active(self, organisation_id: str | None) -> bool:
        """Say whether that unit is known and serves."""
        unit = self._units.get(organisation_id or "")
        return unit is not None and unit.active

    def is_news(self, unit: Organisation) -> bool:
        """Say whether `unit` is newer than what is known."""
        known = self.find(unit.organisation_id)
        return known is None or known.revision < unit.revision

    def with_unit(self, unit: Organisation) -> Self:
        """Return the tree in which `unit` is as told."""
        return type(self)(self._units | {unit.organisation_id: unit})

    def superiors(self, organisation_id: str) -> Iterator[Organisation]:
        """Yield the active units above, nearest first; a circle ends the climb."""
        climbed = {organisation_id}
        unit = self.find(organisation_id)
        while unit and unit.parent_id and unit.parent_id not in climbed:
            climbed.add(unit.parent_id)
            unit = self.find(unit.parent_id)
            if unit and unit.active:
                yield unit

    def nearest_superior(self, organisation_id: str) -> Organisation | None:
        """Return the active unit next above, None at the top."""
        return next(self.superiors(organisation_id), None)

    def common_superior(self, organisation_ids: Iterable[str]) -> Organisation | None:
        """Return the nearest active unit above all of these; None where there is none.

        None of them is its own superior: who disagrees does not decide.
        """
        lines = [
            {unit.organisation_id: unit for unit in self.superiors(each)}
            for each in organisation_ids
        ]
        shared = (key for key in lines[0] if all(key in line for line in lines[1:]))
        return next((lines[0][key] for key in shared), None)

    def stands_over(self, superior_id: str | None, organisation_id: str) -> bool:
        """Say whether the one is the other, or one of its superiors."""
        return superior_id == organisation_id or any(
            unit.organisation_id == superior_id
            for unit in self.superiors(organisation_id)
        )

    def line(self, organisation_id: str) -> frozenset[str]:
        """Return a unit and all above it, those too that no longer serve."""
        climbed: set[str] = set()
        at: str | None = organisation_id
        while at and at not in climbed:
            climbed.add(at)
            unit = self.find(at)
            at = unit.parent_id if unit else None
        return frozenset(climbed)

    def every(self) -> frozenset[str]:
        """Return all units that are known."""
        return frozenset(self._units)

    def under(self, organisation_id: str) -> frozenset[str]:
        """Return a unit and all below it, those too that no longer serve."""
        found = {organisation_id}
        front = [organisation_id]
        while front:
            below = self._below.get(front.pop(), frozenset()) - found
            found |= below
            front += below
        return frozenset(found)

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        below: dict[str, set[str]] = defaultdict(set)
        for unit in self._units.values():
            if unit.parent_id:
                below[unit.parent_id].add(unit.organisation_id)
        return {key: frozenset(keys) for key, keys in below.items()}
