"""Which units a form offers: likely ones first, the rest by kind and by parent."""

from collections.abc import Collection, Sequence
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
) -> list[Choices]:
    """Return what to choose from, each unit once; of `among` alone, None: of all."""
    left = {u.unit_id: u for u in units if among is None or u.unit_id in among}
    likely = {
        SUGGESTED: _taken([suggested], left),
        RECENT: _taken(recent[:MOST_RECENT], left),
    }
    above = {
        kind: {u.parent_id for u in left.values() if u.kind == kind}
        for kind in {u.kind for u in left.values()}
    }
    names = {u.unit_id: u.name for u in units}
    told: dict[tuple[str, str], list[Unit]] = {}
    for unit in sorted(left.values(), key=lambda u: (_rank(u.kind), u.name)):
        several = len(above[unit.kind]) > 1
        under = names.get(unit.parent_id or "", "") if several else ""
        told.setdefault((unit.kind, under), []).append(unit)
    ranked = sorted(told, key=lambda each: (_rank(each[0]), each[1]))
    return [
        *(
            Choices(kind=kind, under="", units=tuple(found))
            for kind, found in likely.items()
            if found
        ),
        *(Choices(kind=k, under=u, units=tuple(told[k, u])) for k, u in ranked),
    ]


def given_last(unit_id: str, before: Sequence[str]) -> list[str]:
    """Return the units that were given something last, the newest first."""
    others = [each for each in before if each != unit_id]
    return [unit_id, *others][:MOST_RECENT]


def _taken(wanted: Sequence[str], left: dict[str, Unit]) -> list[Unit]:
    return [left.pop(each) for each in wanted if each in left]


def _rank(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)
