"""What anybody is shown of grids (网格公示, B-18): frozen dataclasses."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Community:
    """An organisation that has grids."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OpenGrid:
    """A grid, the work name of its head, and the buildings and estates it covers."""

    grid_id: str
    name: str
    level: int
    head: str | None
    covers: tuple[str, ...]
