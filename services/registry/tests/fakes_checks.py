"""What checks need, in memory: a draw is made of the visits in the store."""

from functools import partial
from typing import Any

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from registry.application.rules import STATUTORY_RULES, Rules
from registry.bootstrap.handling import timed
from registry.domain.checks.errors import CheckUnknown, DrawUnknown
from registry.domain.values import civil_day
from registry.domain.workers import Worker
from services.registry.tests.builders import LATER, NOON
from services.registry.tests.fakes import InMemoryWork, Shelf, Store


class CheckStore(Store):
    """A store with draws and checks."""

    def __init__(self) -> None:
        super().__init__()
        self.draws: dict[Any, Any] = {}
        self.checks: dict[Any, Any] = {}


class Lots:
    """The visits of a period, who went, and who may check."""

    def __init__(self, store: CheckStore) -> None:
        self._store = store

    def kind_of(self, organisation_id):
        found = self._store.organisations.get(organisation_id)
        return found.profile.kind if found else None

    def worker(self, staff_id, day):
        profile = self._store.staff[staff_id].profile
        duties = self._store.present(staff_id, day)
        return Worker(
            staff_id=staff_id,
            organisation_id=profile.organisation_id,
            unit_kind=self.kind_of(profile.organisation_id),
            roles=profile.roles,
            duties=frozenset(each.duty for each in duties),
        )

    def workers(self, lineage, day):
        return [
            self.worker(key, day)
            for key, each in sorted(self._store.staff.items())
            if self._store.seat_of(each.profile.organisation_id) in lineage
        ]

    def population(self, organisation_id, rule, period, limit):
        found = [
            key
            for key, visit in sorted(self._store.visits.items())
            if period.since <= _day(visit) <= period.until
            if any(
                organisation_id in self._store.lineage(unit)
                and rule.checked.means(self.worker(staff_id, _day(visit)))
                for staff_id, unit in visit.units.items()
            )
        ]
        return found[:limit]

    def ever_named(self, visits):
        return {key: frozenset(self._store.visits[key].units) for key in visits}

    def companions(self, staff, period):
        teams = [
            set(visit.units)
            for visit in self._store.visits.values()
            if period.since <= _day(visit) <= period.until
        ]
        return {
            name: frozenset().union(*(team for team in teams if name in team)) - {name}
            for name in staff
        }


def _day(visit):
    return civil_day(visit.account.held_at)


class CheckWork(InMemoryWork):
    """A unit of work that knows checks."""

    def __init__(self, store: CheckStore) -> None:
        super().__init__(store)
        self.draws = Shelf(store.draws, "draw_id", DrawUnknown)
        self.checks = Shelf(store.checks, "check_id", CheckUnknown)
        self.lots = Lots(store)

    def _shelves(self) -> list[Shelf]:
        return [*super()._shelves(), self.draws, self.checks]


def checks_in_memory(store: CheckStore, rules: Rules = STATUTORY_RULES) -> CommandBus:
    """Return a bus over the store at noon."""
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER), rules)
    return CommandBus(partial(CheckWork, store), handlers)
