"""From an address to its door: step by step down the tree, or as far as it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from registry.domain.premises.address import Address
from registry.domain.premises.kinds import PRIVATE, PremisesKind
from registry.domain.premises.premises import Premises


class Ground(Protocol):
    """One community's premises, as far as finding needs them; active ones alone."""

    def named(self, keys: Sequence[str]) -> Sequence[Premises]:
        """Return the estates, courtyards and roots that go by one of these names."""
        ...

    def child(self, parent_id: str, kind: PremisesKind, key: str) -> Premises | None:
        """Return what stands in a parent under a key."""
        ...


@dataclass(frozen=True, kw_only=True)
class Located:
    """How far an address was found; `missing` is what came next, None at a door."""

    path: Sequence[Premises]
    missing: PremisesKind | None

    @property
    def door(self) -> Premises | None:
        """Return the door, if it was found."""
        return self.path[-1] if self.path and self.missing is None else None


def locate(address: Address, ground: Ground) -> Located:
    """Find an address within one community; of two that fit, neither is taken."""
    starts = _innermost(ground.named(address.places))
    if len(starts) != 1:
        return Located(path=(), missing=PremisesKind.ESTATE)
    path, steps = [starts[0]], address.steps()
    for kind, key in steps:
        found = ground.child(path[-1].premises_id, kind, key)
        if found is None:
            return Located(path=path, missing=kind)
        path.append(found)
    at_door = path[-1].profile.kind is PremisesKind.DOOR
    return Located(path=path, missing=None if at_door else PremisesKind.DOOR)


def _innermost(found: Sequence[Premises]) -> list[Premises]:
    """Leave out what another of them stands in: an address may name both."""
    around = {each.profile.parent_id for each in found}
    return [each for each in found if each.premises_id not in around]


def building_of(path: Sequence[Premises]) -> str | None:
    """Return the smallest premises of a path that may be told openly."""
    openly = [each for each in path if each.profile.kind not in PRIVATE]
    return openly[-1].premises_id if openly else None
