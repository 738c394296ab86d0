"""What may be the same matter elsewhere, as a desk sees it."""

from collections.abc import Mapping
from typing import Any

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.adapters.same.sql import SHOWN
from routing.domain.agencies.directory import Directory
from routing.domain.same.matters import BASIS, Grade, advise


class SameMatterReader:
    """Reads what was found of a petition, and what that suggests today."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        me: str = "",
        directory: Directory | None = None,
    ) -> None:
        self._rows, self._clock = database.rows, clock
        self._me, self._directory = me, directory or Directory(())

    def of(self, receipt: str, line: frozenset[str] | None) -> list[dict[str, Any]]:
        """Return what was found; to whom the case accuses, nothing is there."""
        shown = None if line is None else sorted(line)
        return [
            self._told(row) for row in self._rows(SHOWN, receipt=receipt, line=shown)
        ]

    def _told(self, row: Mapping[Any, Any]) -> dict[str, Any]:
        agency = self._directory.find(row["agency"])
        advice = advise(
            Grade(row["grade"]),
            row["due_at"],
            open_there=row["open"],
            above=self._me in self._directory.above(row["agency"]),
            at=self._clock.now(),
        )
        return dict(row) | {
            "agency_name": agency.name if agency else row["agency"],
            "advice": advice.value,
            "basis": BASIS[advice],
        }
