"""What is shown of figures."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class FigurePart:
    """One number of a figure: grouped `by` what, `of` which one, of how many rows."""

    by: str
    of: str | None
    part: str
    number: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A row behind a number: what it is, by its id, and how much it adds."""

    key: str
    what: str
    organisation_id: str | None
    on: date | None
    number: int
