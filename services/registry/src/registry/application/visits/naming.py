"""Who was visited, in words as a role sees them; out of reach there are none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from minqing_kernel.messages import Actor, Role
from registry.application.authority import is_within_reach
from registry.application.charges.reach import bounds_of
from registry.application.naming import Named
from registry.application.queries import ChargedReader
from registry.application.visits.named import NamedSubject
from registry.application.visits.views import VisitCard
from registry.domain.obligations.rules import Target

PEOPLE: Final = frozenset({Target.RESIDENT, Target.HOUSEHOLD})


class Namer(Protocol):
    """What things and people are called."""

    def named(
        self, kind: Target, ids: Sequence[str], role: Role, today: date
    ) -> Sequence[Named]:
        """Return subjects as a role sees them, by id."""
        ...


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Puts words beside the ids of visits, for one reader on one day."""

    namer: Namer
    reaching: ChargedReader
    actor: Actor
    today: date

    def of(self, cards: Sequence[VisitCard]) -> list[VisitCard]:
        """Return the same visits with the names of whom and where."""
        told = self._told(_asked(cards))
        return [
            replace(
                card,
                named=[
                    NamedSubject(kind=e.kind, id=e.id, name=told.get((e.kind, e.id)))
                    for e in card.subjects
                ],
                place=told.get((Target.PREMISES, card.premises_id or "")),
            )
            for card in cards
        ]

    def _told(self, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        ids: defaultdict[Target, set[str]] = defaultdict(set)
        for kind, key in asked:
            ids[Target(kind)].add(key)
        found = [
            each
            for kind in sorted(ids)
            for each in self.namer.named(
                kind, sorted(ids[kind]), self.actor.role, self.today
            )
        ]
        bounds = bounds_of(self.actor, self.reaching, self.today)
        return {
            (each.kind, each.id): each.name
            for each in found
            if each.name and self._is_shown(each, bounds)
        }

    def _is_shown(self, named: Named, bounds: frozenset[str] | None) -> bool:
        if named.kind not in PEOPLE:
            return True
        if bounds is not None and named.building_id not in bounds:
            return False
        return is_within_reach(self.actor, self.reaching, named.organisation_id or "")


def _asked(cards: Iterable[VisitCard]) -> Iterable[tuple[str, str]]:
    for card in cards:
        yield from ((each.kind, each.id) for each in card.subjects)
        if card.premises_id is not None:
            yield Target.PREMISES, card.premises_id
