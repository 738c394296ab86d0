"""Figures, summed in the database; and the rows that were summed."""

from collections.abc import Sequence
from typing import Any

from minqing_chassis.database import Database
from registry.adapters.figures import sql
from registry.application.figures.ports import Behind, FigureAsked
from registry.application.figures.views import FigurePart, FigureRow
from registry.domain.values import end_of


class SqlFigureReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def parts(self, asked: FigureAsked) -> Sequence[FigurePart]:
        """Return every number of a figure."""
        rows = self._read(sql.PARTS[asked.figure], **_said(asked))
        return [FigurePart(**row) for row in rows]

    def rows(self, asked: FigureAsked, behind: Behind) -> Sequence[FigureRow]:
        """Return rows behind one number; by key."""
        told = _said(asked) | vars(behind)
        return [FigureRow(**row) for row in self._read(sql.PAGE[asked.figure], **told)]


def _said(asked: FigureAsked) -> dict[str, Any]:
    return {
        "id": asked.organisation_id,
        "since": asked.since,
        "until": asked.until,
        "day": asked.until,
        "past": asked.until < asked.today,
        "end": end_of(asked.until),
        "late_after": asked.late_after,
        "year": asked.year,
        "kind": asked.kind,
        **asked.sight,
    }
