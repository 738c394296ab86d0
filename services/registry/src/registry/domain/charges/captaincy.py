"""What a 楼栋长 may see: the people of the own buildings, and nobody else (A-07)."""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.domain.profiles import DutyKind, DutyProfile, ScopeKind


def captained(present: Iterable[DutyProfile]) -> frozenset[str] | None:
    """Return the premises to which somebody is bound, or None for no such bounds.

    Whoever has another duty besides (网格长, 社工 …) is bound by the own place alone.
    """
    duties = list(present)
    kinds = {each.duty for each in duties}
    if kinds != {DutyKind.BUILDING_CAPTAIN}:
        return None
    return frozenset(each.scope_id for each in duties)


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What somebody is in charge of: buildings, grids, households."""

    buildings: frozenset[str]
    grids: frozenset[str]
    households: frozenset[str]


def charge_of(present: Iterable[DutyProfile]) -> Charge:
    """Return what somebody's present duties are tied to."""
    scopes: dict[ScopeKind, set[str]] = {}
    for each in present:
        scopes.setdefault(each.scope_kind, set()).add(each.scope_id)
    return Charge(
        buildings=frozenset(scopes.get(ScopeKind.BUILDING, ())),
        grids=frozenset(scopes.get(ScopeKind.GRID, ())),
        households=frozenset(scopes.get(ScopeKind.HOUSEHOLD, ())),
    )
