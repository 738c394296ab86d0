"""What was let go, as columns."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from registry.domain.moves.ties import Ties, Touched

TIED = ("duties", "tenancies", "pairings", "plans")


def ties_row(ties: Ties) -> dict[str, Any]:
    """Return the columns of what was let go."""
    tied = {name: getattr(ties, name) for name in TIED}
    return {
        **{
            name: [[str(each.id), each.revision] for each in tied[name]]
            for name in tied
        },
        "head_before": ties.head_before,
        "head_after": ties.head_after,
    }


def ties_of(row: Mapping[Any, Any]) -> Ties:
    """Return what was let go, of its columns."""
    return Ties(
        **{name: touched(row[name]) for name in TIED},
        head_before=row["head_before"],
        head_after=row["head_after"],
    )


def touched(said: list[list[Any]]) -> list[Touched]:
    """Return entries with their revisions, of a document."""
    return [Touched(id=UUID(each), revision=revision) for each, revision in said]
