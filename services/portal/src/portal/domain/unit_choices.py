"""Which units a form offers: likely ones first, the rest by kind and by parent."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from portal.domain.tiles import Unit

KINDS: Final = (
    *("district", "street", "department", "section", "station"),
    *("community", "village", "cooperative", "agent-point"),
)
"""Registry's kinds, as they stand in a list: those above before those below."""
SUGGESTED: Final = "suggested"
"""The one that the rules would send it to."""
RECENT: Final = "recent"
"""Those that somebody gave something to last."""
MOST_RECENT: Final = 5


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Units under one heading: `kind` is one of KINDS, SUGGESTED or RECENT.

    `under` names the unit above them where the same kind stands below several.
    """

    kind: str
    under: str
    units: tuple[Unit, ...]


def choices(
    units: Sequence[Unit],
    *,
    among: Collection[str] | None = None,
    suggested: str = "",
    recent: Sequence[str] = (),
    own: str = "",
) -> list[Choices]:
    """Return what to choose from, each unit once; of `among` alone, None: of all.

    The patch of one's `own` unit stands before what belongs elsewhere.
    """
    left = {u.unit_id: u for u in units if among is None or u.unit_id in among}
    likely = {
        SUGGESTED: _taken([suggested], left),
        RECENT: _taken(recent[:MOST_RECENT], left),
    }
    return [
        *(
            Choices(kind=kind, under="", units=tuple(found))
            for kind, found in likely.items()
            if found
        ),
        *_by_kind(list(left.values()), units, patch_of(own, units)),
    ]


def told_apart(places: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each place by its code, and the code where names are alike."""
    alike = Counter(places.values())
    return {
        code: f"{name} · {code}" if alike[name] > 1 else name
        for code, name in places.items()
    }


def patch_of(own: str, units: Sequence[Unit]) -> set[str]:
    """Return a unit and those below it; of one that ends there, those beside it."""
    above = {u.unit_id: u.parent_id for u in units}
    begin = own if own in above.values() else above.get(own) or own
    patch, new = {begin}, {begin}
    while new:
        new = {u for u, parent in above.items() if parent in new} - patch
        patch |= new
    return patch


def _by_kind(
    some: Sequence[Unit], units: Sequence[Unit], patch: Collection[str]
) -> list[Choices]:
    names = {u.unit_id: u.name for u in units}
    above = {u.kind: {e.parent_id for e in some if e.kind == u.kind} for u in some}
    told: dict[tuple[bool, int, str, str], list[Unit]] = {}
    for unit in sorted(some, key=lambda u: u.name):
        several = len(above[unit.kind]) > 1
        under = names.get(unit.parent_id or "", "") if several else ""
        rank = KINDS.index(unit.kind) if unit.kind in KINDS else len(KINDS)
        key = (unit.unit_id not in patch, rank, unit.kind, under)
        told.setdefault(key, []).append(unit)
    return [
        Choices(kind=key[2], under=key[3], units=tuple(told[key]))
        for key in sorted(told)
    ]


def given_last(unit_id: str, before: Sequence[str]) -> list[str]:
    """Return the units that were given something last, the newest first."""
    others = [each for each in before if each != unit_id]
    return [unit_id, *others][:MOST_RECENT]


def _taken(wanted: Sequence[str], left: dict[str, Unit]) -> list[Unit]:
    return [left.pop(each) for each in wanted if each in left]
