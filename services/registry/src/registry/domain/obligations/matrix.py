"""A matrix: visits fill its cells, each once for every subject of a set.

Whoever has no subject in the set is not let off: each cell then counts wherever it was.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from registry.domain.obligations.rules import Cell

ANYWHERE: Final = ""
"""The subject of a cell that counts wherever it was."""
Pair = tuple[str, str]
"""A subject and the code of a cell."""


def pairs_owed(cells: Sequence[Cell], owed: Collection[str]) -> frozenset[Pair]:
    """Return every cell of every subject."""
    subjects = owed or [ANYWHERE]
    return frozenset((each, cell.code) for each in subjects for cell in cells)


def pairs_filled(
    cells: Sequence[Cell], done: Iterable[tuple[str, str | None]], owed: Collection[str]
) -> frozenset[Pair]:
    """Return the cells that a kind of visit to a subject fills, each once."""
    return frozenset(
        ((subject or ANYWHERE) if owed else ANYWHERE, cell.code)
        for kind, subject in done
        for cell in cells
        if kind in cell.kinds
    )


def titles_left(
    cells: Sequence[Cell], lacking: Collection[Pair], subject: str
) -> list[str]:
    """Return the titles of the cells of a subject that nothing fills yet."""
    return [each.title for each in cells if (subject, each.code) in lacking]
