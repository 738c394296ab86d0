"""What spot checks need; adapters fulfil it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.application.checks.views import Debt, DrawCard, OwedCheck, WholeDraw
from registry.application.visits.ports import VisitsWork
from registry.domain.checks.check import Check
from registry.domain.checks.draw import CheckDraw
from registry.domain.checks.rules import CheckRule
from registry.domain.periods import Period
from registry.domain.profiles import OrganisationKind
from registry.domain.workers import Worker


class Draws(Protocol):
    """All draws."""

    def add(self, aggregate: CheckDraw) -> None:
        """Take a new one in, with its population."""
        ...

    def find(self, key: UUID) -> CheckDraw | None:
        """Return a draw without its population, if it is known."""
        ...

    def get(self, key: UUID) -> CheckDraw:
        """Return a draw without its population, or raise DrawUnknown."""
        ...


class Checks(Protocol):
    """The checks of all draws."""

    def add(self, aggregate: Check) -> None:
        """Take a new one in."""
        ...

    def get(self, key: UUID) -> Check:
        """Return a check for change, or raise CheckUnknown."""
        ...


class Lots(Protocol):
    """What a draw is made of, and who may check."""

    def kind_of(self, organisation_id: str) -> OrganisationKind | None:
        """Return what an organisation is; None if it is unknown."""
        ...

    def workers(self, lineage: Sequence[str], day: date) -> Sequence[Worker]:
        """Return the active staff who work for one of these places on a day."""
        ...

    def population(
        self, organisation_id: str, rule: CheckRule, period: Period, limit: int
    ) -> Sequence[UUID]:
        """Return the visits of a period, of a place's units, that a rule draws from."""
        ...

    def ever_named(self, visits: Collection[UUID]) -> Mapping[UUID, frozenset[str]]:
        """Return who ever was named as a visitor of each of these visits."""
        ...

    def companions(
        self, staff: Collection[str], period: Period
    ) -> Mapping[str, frozenset[str]]:
        """Return with whom each of these went in a period."""
        ...


class ChecksWork(VisitsWork, Protocol):
    """A unit of work that knows checks."""

    @property
    def draws(self) -> Draws: ...  # noqa: D102
    @property
    def checks(self) -> Checks: ...  # noqa: D102
    @property
    def lots(self) -> Lots: ...  # noqa: D102


class CheckReader(Protocol):
    """Questions about checks that change nothing."""

    def draws(self, organisation_id: str, since: date | None) -> Sequence[DrawCard]:
        """Return the draws of a place and of those below it, the latest first."""
        ...

    def draw(self, draw_id: UUID) -> WholeDraw | None:
        """Return a draw with its checks."""
        ...

    def population(self, draw_id: UUID) -> Sequence[UUID]:
        """Return out of which visits lots were drawn."""
        ...

    def owed_by(self, staff_id: str) -> Sequence[OwedCheck]:
        """Return what somebody has yet to check, the first due first."""
        ...

    def debts(self, organisation_id: str, today: date) -> Sequence[Debt]:
        """Return who has yet to check how many, of the draws of a place and below."""
        ...

    def rules_drawn(self, organisation_id: str, since: date) -> frozenset[str]:
        """Return by which rules a place's own lots of a period were drawn."""
        ...
