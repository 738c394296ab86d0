"""What the cover of grids needs; adapters fulfil it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.application.cover.pages import Counted, Sight
from registry.application.premises.ports import PremisesWork
from registry.domain.cover.cover import Cell, Home


class Claims(Protocol):
    """Which premises each grid covers."""

    def of(self, grid_id: str) -> frozenset[str]:
        """Return what a grid covers."""
        ...

    def keep(self, grid_id: str, premises_ids: frozenset[str]) -> None:
        """Let a grid cover these, and no others."""
        ...


class CoverWork(PremisesWork, Protocol):
    """A unit of work that knows what grids cover."""

    @property
    def claims(self) -> Claims: ...  # noqa: D102


class CoverReader(Protocol):
    """What the validator reads."""

    def homes(self, organisation_id: str) -> Sequence[Home]:
        """Return the households of an organisation and those below it; by id."""
        ...

    def cells(self) -> Sequence[Cell]:
        """Return every active grid with what it claims."""
        ...

    def around(self) -> Mapping[str, str | None]:
        """Return what each of the estates, courtyards and buildings stands in."""
        ...

    def headless(self, organisation_id: str, day: date) -> Sequence[str]:
        """Return the active grids there that have no head on a day; by id."""
        ...


class CutReader(CoverReader, Protocol):
    """What tells whom a cut touches."""

    def matters_of(self, sight: Sight, homes: Sequence[UUID]) -> Sequence[Counted]:
        """Return how many matters of these homes somebody sees, by kind; how open."""
        ...
