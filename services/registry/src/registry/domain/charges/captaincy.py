"""What a 楼栋长 may see: the people of the own buildings, and nobody else (A-07)."""

from collections.abc import Iterable

from registry.domain.profiles import DutyKind, DutyProfile


def captained(present: Iterable[DutyProfile]) -> frozenset[str] | None:
    """Return the premises to which somebody is bound, or None for no such bounds.

    Whoever has another duty besides (网格长, 社工 …) is bound by the own place alone.
    """
    duties = list(present)
    kinds = {each.duty for each in duties}
    if kinds != {DutyKind.BUILDING_CAPTAIN}:
        return None
    return frozenset(each.scope_id for each in duties)
