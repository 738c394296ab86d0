"""What campaigns, indicators and regulations need, in memory."""

from functools import partial
from typing import Any

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from registry.bootstrap.handling import timed
from registry.domain.steering.errors import (
    CampaignUnknown,
    IndicatorUnknown,
    RegulationUnknown,
)
from services.registry.tests.builders import LATER, NOON
from services.registry.tests.fakes import InMemoryWork, Shelf, Store


class SteeringStore(Store):
    """A store with campaigns, indicators and regulations."""

    def __init__(self) -> None:
        super().__init__()
        self.campaigns: dict[Any, Any] = {}
        self.indicators: dict[Any, Any] = {}
        self.regulations: dict[Any, Any] = {}


class Regulations(Shelf):
    """Regulations, and what supersedes them."""

    def successor(self, key: Any) -> Any:
        for each in self.stored.values():
            if each.profile.supersedes == key:
                return self.find(each.regulation_id)
        return None


class SteeringWork(InMemoryWork):
    """A unit of work that knows them."""

    def __init__(self, store: SteeringStore) -> None:
        super().__init__(store)
        self.campaigns = Shelf(store.campaigns, "campaign_id", CampaignUnknown)
        self.indicators = Shelf(store.indicators, "indicator_id", IndicatorUnknown)
        self.regulations = Regulations(
            store.regulations, "regulation_id", RegulationUnknown
        )

    def _shelves(self) -> list[Shelf]:
        ours = [self.campaigns, self.indicators, self.regulations]
        return [*super()._shelves(), *ours]


def steering_in_memory(store: SteeringStore) -> CommandBus:
    """Return a bus over the store at noon."""
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER))
    return CommandBus(partial(SteeringWork, store), handlers)
