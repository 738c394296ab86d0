"""What a caller may see of ledgers: by role, lineage, and the buildings one serves."""

from typing import Any

from minqing_kernel.messages import Actor, Role
from registry.application.authority import must_reach
from registry.application.charges.reach import bounds_of
from registry.application.ledgers.views import ItemCard
from registry.bootstrap import Parts
from registry.domain.ledgers.errors import ItemUnknown
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.values import civil_day

TAG = "台账 Ledgers"
OVERSEERS = frozenset({Role.CLERK, Role.SUPERVISOR})


class Sight:
    """Asks the register what a caller may see now."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @property
    def policy(self) -> LedgerPolicy:
        """Return the rules in force."""
        return self._parts.rules.ledgers_at(self._parts.clock.now())

    def of(self, actor: Actor) -> dict[str, Any]:
        """Return the bounds of what an actor sees, for the reader."""
        today = civil_day(self._parts.clock.now())
        bounds = bounds_of(actor, self._parts.charges, today)
        return {
            "ledgers": self.policy.readable_by(actor.role),
            "above": list(self._parts.reader.lineage(actor.organisation_id or "")),
            "buildings": None if bounds is None else sorted(bounds),
        }

    def place(self, actor: Actor, organisation_id: str) -> str:
        """Return a place that an actor reaches; raises OutOfReach."""
        must_reach(actor, self._parts.reader, organisation_id)
        return organisation_id

    def item(self, actor: Actor, item_id: Any) -> ItemCard:  # noqa: ANN401
        """Return an item, masked; raises ItemUnknown, OutOfReach."""
        found = self._parts.ledgers.items.one(item_id, **self.of(actor))
        if found is None:
            raise ItemUnknown
        self.place(actor, found.organisation_id)
        return found
