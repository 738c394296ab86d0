"""A grid's three pages: what stands there, who is there, what goes on there (B-20).

管理到物、到人、到事. What is counted is what is listed: both are the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from minqing_kernel.messages import Actor, Role
from registry.application.archive.ports import ArchiveReader
from registry.application.authority import must_reach
from registry.application.charges.ports import Charges
from registry.application.charges.reach import bounds_of
from registry.application.views import GridView
from registry.domain.archive.authority import readable_by
from registry.domain.errors import GridUnknown
from registry.domain.ledgers.policy import LedgerPolicy


class Page(StrEnum):
    """物, 人, 事."""

    THINGS = "things"
    PEOPLE = "people"
    MATTERS = "matters"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What somebody sees of a grid: whose files, which buildings, ledgers, sections.

    `buildings` is None for who is bound to none; `above` is the reader's lineage, from
    whom accusations of it are kept (条例第30条). Who is not at a desk (`desk`) is not
    told of which category a finding is: it may be 社区矫正 (B-23).
    """

    grid_id: str
    place: str
    buildings: Sequence[str] | None
    ledgers: Sequence[str]
    sections: Sequence[str]
    above: Sequence[str]
    day: date
    desk: bool


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many there are of a kind; of matters, how many are not done."""

    page: str
    kind: str
    count: int
    open: int | None


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Premises, a fixture (部件) or a firm that stands in a grid."""

    kind: str
    id: str
    name: str
    within: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class Person:
    """A household, a resident or a member of staff; of residents masked words alone."""

    kind: str
    id: str
    name: str
    household_id: UUID | None = None
    telephone: str | None = None
    duties: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A visit, a finding, an item of a ledger or a petition, without its words.

    `about_id` is the visit of a finding, the resident in whose file a petition stands.
    """

    kind: str
    id: str
    what: str | None
    state: str
    open: bool
    since: date | None
    organisation_id: str | None
    about_id: str | None


class GridReader(ArchiveReader, Charges, Protocol):
    """The register's questions that decide what somebody sees of a grid."""

    def grid(self, grid_id: str) -> GridView | None:
        """Return one grid with its present head."""
        ...


def sight_of(
    reader: GridReader, actor: Actor, grid_id: str, policy: LedgerPolicy
) -> tuple[GridView, Sight]:
    """Return a grid and what an actor sees of it; raises GridUnknown, OutOfReach."""
    grid = reader.grid(grid_id)
    if grid is None:
        raise GridUnknown
    must_reach(actor, reader, grid.organisation_id)
    return grid, sight_in(reader, actor, grid_id, grid.organisation_id, policy)


def sight_in(
    reader: GridReader,
    actor: Actor,
    grid_id: str,
    organisation_id: str,
    policy: LedgerPolicy,
) -> Sight:
    """Return what an actor who reaches an organisation sees of a grid there."""
    today = reader.today()
    bounds = bounds_of(actor, reader, today)
    return Sight(
        grid_id=grid_id,
        place=reader.seat_of(actor.organisation_id) or organisation_id,
        buildings=None if bounds is None else sorted(bounds),
        ledgers=policy.readable_by(actor.role),
        sections=sorted(readable_by(actor.role, reader.sections(), today)),
        above=list(reader.lineage(actor.organisation_id or "")),
        day=today,
        desk=actor.role is not Role.HANDLER,
    )


def counts_of(counted: Iterable[Counted]) -> dict[str, list[Counted]]:
    """Return the counts of each page, by kind; a page without any is empty."""
    found: dict[str, list[Counted]] = {page.value: [] for page in Page}
    for each in sorted(counted, key=lambda each: each.kind):
        found[each.page].append(each)
    return found
