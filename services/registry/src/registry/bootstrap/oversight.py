"""What is read of checks, assessments, campaigns, indicators and regulations."""

from dataclasses import dataclass

from minqing_chassis.database import Database
from registry.adapters.assessments.reader import SqlSheetReader
from registry.adapters.checks.reader import SqlCheckReader
from registry.adapters.steering.reader import SqlSteeringReader


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """The readers of how a place looks after its own work."""

    checks: SqlCheckReader
    sheets: SqlSheetReader
    steering: SqlSteeringReader


def oversight_of(database: Database) -> Oversight:
    """Return the readers over a database."""
    return Oversight(
        checks=SqlCheckReader(database),
        sheets=SqlSheetReader(database),
        steering=SqlSteeringReader(database),
    )
