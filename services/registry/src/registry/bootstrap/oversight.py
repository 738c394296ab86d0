"""What is read of checks, assessments, campaigns, indicators, regulations, figures."""

from dataclasses import dataclass

from minqing_chassis.database import Database
from registry.adapters.assessments.reader import SqlSheetReader
from registry.adapters.checks.reader import SqlCheckReader
from registry.adapters.figures.reader import SqlFigureReader
from registry.adapters.papers.printing import TablePress
from registry.adapters.steering.reader import SqlSteeringReader


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """The readers of how a place looks after its own work, and who prints lists."""

    checks: SqlCheckReader
    sheets: SqlSheetReader
    steering: SqlSteeringReader
    figures: SqlFigureReader
    press: TablePress


def oversight_of(database: Database) -> Oversight:
    """Return the readers over a database."""
    return Oversight(
        checks=SqlCheckReader(database),
        sheets=SqlSheetReader(database),
        steering=SqlSteeringReader(database),
        figures=SqlFigureReader(database),
        press=TablePress(),
    )
