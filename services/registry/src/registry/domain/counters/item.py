"""Service items (服务事项): what is done at which window, by whom (B-02, D-18)."""

from dataclasses import dataclass
from datetime import datetime

from minqing_kernel.aggregate import Aggregate
from registry.domain.counters.events import ItemRecorded
from registry.domain.values import checked_id, checked_text


@dataclass(frozen=True, kw_only=True)
class ItemProfile:
    """Its name and class (计生、劳动保障、民政 …), its window, who does it."""

    name: str
    category: str
    organisation_id: str
    staff_ids: frozenset[str] = frozenset()
    active: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "name"))
        object.__setattr__(self, "category", checked_text(self.category, "category"))
        checked_id(self.organisation_id, "organisation_id")


@dataclass(eq=False, kw_only=True)
class ServiceItem(Aggregate):
    """One item; `revision` counts what was said of it, from 1."""

    item_id: str
    profile: ItemProfile
    revision: int = 0

    def __post_init__(self) -> None:
        checked_id(self.item_id, "item_id")

    def record_as(self, profile: ItemProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            ItemRecorded(
                item_id=self.item_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                at=at,
            )
        )
