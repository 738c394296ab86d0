"""What obligations need, in their own words; adapters fulfil it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from minqing_kernel.messages import Role
from registry.application.naming import Named
from registry.application.visits.ports import VisitsWork
from registry.domain.obligations.counting import Credit, Fact
from registry.domain.obligations.forms import InformerForm
from registry.domain.obligations.periods import Period
from registry.domain.obligations.rules import Rule, Target
from registry.domain.obligations.tagging import Excuse, Tagging


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose obligations: of a place and all below it, of one bearer, or both.

    `own`: somebody's own and those of the grids that they head, of no unit.
    """

    place: str | None = None
    bearer_id: str | None = None
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class Ower:
    """Who owes something on a day; `seat` is the unit for whose people they work.

    `credits` tells whose doing counts for them; a unit has none: its staff's does.
    """

    bearer_id: str
    name: str
    organisation_id: str
    seat: str
    credits: tuple[Credit, ...] = ()
    off_days: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """The day of which something is asked, and whether it is over."""

    day: date
    past: bool


class ObligationReader(Protocol):
    """What is read to judge obligations; it changes nothing."""

    def owers(
        self, rule: Rule, period: Period, at: AsOf, scope: Scope
    ) -> Sequence[Ower]:
        """Return who owes by a rule on a day, by id."""
        ...

    def facts(
        self, rule: Rule, span: Period, owers: Sequence[Ower], targets: Collection[str]
    ) -> Sequence[Fact]:
        """Return what was done in a span that may count for some of them."""
        ...

    def owed(
        self, rule: Rule, at: AsOf, owers: Sequence[Ower]
    ) -> Mapping[str, frozenset[str]]:
        """Return to whom each of them owes: by bearer in charge, by seat in a unit."""
        ...

    def tagged(
        self, tag: str, organisation_id: str, *, after: UUID, limit: int
    ) -> Sequence[object]:
        """Return what is tagged so in a place and below it, past and present; by id."""
        ...

    def excused(self, code: str, day: date) -> frozenset[str]:
        """Return the members of staff who said why they were absent."""
        ...

    def named(
        self, kind: Target, ids: Sequence[str], role: Role, today: date
    ) -> Sequence[Named]:
        """Return subjects as a role sees them, by id."""
        ...


class Taggings(Protocol):
    """The collection of all tags."""

    def add(self, aggregate: Tagging) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Tagging | None:
        """Return a tag for change, if it is known."""
        ...


class Excuses(Protocol):
    """The collection of all excuses."""

    def add(self, aggregate: Excuse) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Excuse | None:
        """Return an excuse for change, if it is known."""
        ...


class InformerForms(Protocol):
    """What informers answered for."""

    def hear(self, form: InformerForm) -> None:
        """Keep that a month was answered for, unless it is kept already."""
        ...


class ObligationsWork(VisitsWork, Protocol):
    """A unit of work that knows tags, excuses and forms."""

    @property
    def taggings(self) -> Taggings: ...  # noqa: D102
    @property
    def excuses(self) -> Excuses: ...  # noqa: D102
    @property
    def informer_forms(self) -> InformerForms: ...  # noqa: D102
