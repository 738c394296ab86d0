"""What is read of checks, assessments, campaigns, indicators and regulations."""

from dataclasses import dataclass
from pathlib import Path

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from registry.adapters.assessments.reader import SqlSheetReader
from registry.adapters.checks.reader import SqlCheckReader
from registry.adapters.steering.files import RegulationFiles
from registry.adapters.steering.reader import SqlSteeringReader


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """The readers of how a place looks after its own work."""

    checks: SqlCheckReader
    sheets: SqlSheetReader
    steering: SqlSteeringReader
    regulation_files: RegulationFiles | None


def oversight_of(database: Database, sealer: Sealer, folder: Path | None) -> Oversight:
    """Return the readers over a database, and over the folder of files if there is one.

    Regulations lie in a folder of their own below it.
    """
    files = None if folder is None else RegulationFiles(folder / "regulations", sealer)
    return Oversight(
        checks=SqlCheckReader(database),
        sheets=SqlSheetReader(database),
        steering=SqlSteeringReader(database),
        regulation_files=files,
    )
