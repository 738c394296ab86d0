"""What figures need, in their own words; an adapter fulfils it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from registry.application.figures.views import FigurePart, FigureRow
from registry.domain.figures.figure import Figure


@dataclass(frozen=True, kw_only=True)
class FigureAsked:
    """Which figure of which place, in which time, as of which day it is now.

    `sight` says what of the ledgers the reader may see.
    """

    figure: Figure
    organisation_id: str
    since: date
    until: date
    today: date
    late_after: int
    sight: Mapping[str, Any]
    year: str | None = None
    kind: str | None = None


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Behind which number: of which group and part; a page after a key."""

    by: str
    of: str | None
    part: str
    after: str
    limit: int


class FigureReader(Protocol):
    """Counts rows, and lists the very same."""

    def parts(self, asked: FigureAsked) -> Sequence[FigurePart]:
        """Return every number of a figure."""
        ...

    def rows(self, asked: FigureAsked, behind: Behind) -> Sequence[FigureRow]:
        """Return rows behind one number; by key."""
        ...
