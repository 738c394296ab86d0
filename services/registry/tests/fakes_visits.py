"""What visits find and what devices sent, in memory."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from minqing_kernel.errors import DomainError
from registry.domain.errors import Taken
from registry.domain.visit_plans.errors import PlanUnknown
from registry.domain.visits.errors import FindingUnknown
from registry.domain.visits.finding import FindingState
from registry.domain.visits.visit import Outcome

ASKED = {FindingState.DUE, FindingState.REGISTERED}
DONE = {"closed", "refused"}


def findings_in(store: Any, shelf: type) -> Any:
    """Return the findings of a store, on the kind of shelf that the store has."""

    class Findings(shelf):
        def of_visit(self, visit_id: UUID) -> Sequence[Any]:
            keys = self.stored | self.held
            mine = sorted(k for k, each in keys.items() if each.visit_id == visit_id)
            return [self.get(key) for key in mine]

        def of_same_matter(
            self,
            household_id: UUID,
            matter: str,
            besides: UUID,
            line: Sequence[str],
            *,
            raised: bool,
        ) -> UUID | None:
            found = [
                each
                for each in self.stored.values()
                if (each.household_id, each.difficulty.matter) == (household_id, matter)
                and each.finding_id != besides
                and not (raised and each.difficulty.outcome is not Outcome.RAISED)
                and each.state in ASKED
                and (each.joins is None or self._is_refused(each.joins, besides))
                and self._state(each) not in DONE
                and not self._accused(each) & set(line)
            ]
            first = min(found, key=lambda each: each.recorded_at, default=None)
            return first.finding_id if first else None

        def _is_refused(self, key: UUID, besides: UUID) -> bool:
            return key != besides and self.stored[key].state is FindingState.REFUSED

        def _accused(self, finding: Any) -> set[str]:
            standing = store.standings.get(finding.petition_id)
            return set(standing.accused) if standing else set()

        def _state(self, finding: Any) -> str | None:
            standing = store.standings.get(finding.petition_id)
            return str(standing.state) if standing else None

    return Findings(store.findings, "finding_id", FindingUnknown)


def plans_in(store: Any, shelf: type) -> Any:
    """Return the plans of a store, on the kind of shelf that the store has."""

    class Plans(shelf):
        def cadres_of(self, organisation_id: str) -> Sequence[str]:
            profiles = {key: each.profile for key, each in store.staff.items()}
            return sorted(
                key
                for key, each in profiles.items()
                if each.organisation_id == organisation_id and each.active
            )

    return Plans(store.visit_plans, "plan_id", PlanUnknown)


class DeviceRecords:
    """What was taken; of two at once the second is refused."""

    def __init__(self, stored: dict[UUID, Any]) -> None:
        self._stored = stored
        self._added: list[Any] = []

    def knows(self, record_id: UUID) -> bool:
        return record_id in self._stored

    def add(self, record: Any) -> None:
        self._added.append(record)

    def write(self, refuse: Callable[[], DomainError] = Taken) -> None:
        for each in self._added:
            if each.record_id in self._stored:
                raise refuse()
            self._stored[each.record_id] = each


class DeviceRuns:
    """When runs began; of two at once the second is refused."""

    def __init__(self, stored: dict[tuple[str, str, int], Any]) -> None:
        self._stored = stored
        self._added: dict[tuple[str, str, int], Any] = {}

    def of(self, actor: str, device_id: str) -> dict[int, Any]:
        stored = self._stored.items()
        return {key[2]: at for key, at in stored if key[:2] == (actor, device_id)}

    def add(self, actor: str, device_id: str, run: int, began_at: Any) -> None:
        self._added[actor, device_id, run] = began_at

    def write(self) -> None:
        self._stored.update(self._added)


class VisitPhotos:
    """Which photographs came."""

    def __init__(self, stored: dict[tuple[UUID, str], Any]) -> None:
        self._stored = stored

    def knows(self, visit_id: UUID, sha256: str) -> bool:
        return (visit_id, sha256) in self._stored

    def add(self, photo: Any) -> None:
        self._stored[photo.visit_id, photo.sha256] = photo


class Listed:
    """The list of categories: these hold on every day; without any nobody knows."""

    def __init__(self, *codes: str) -> None:
        self._codes = codes

    def holds(self, code: str, day: date) -> bool | None:
        return code in self._codes if self._codes else None
