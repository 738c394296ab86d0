"""What is read of checks, assessments, campaigns, indicators and regulations."""

from dataclasses import dataclass
from typing import Final

from minqing_chassis.database import Database
from minqing_chassis.files import Store
from minqing_chassis.sealing import Sealer
from registry.adapters.assessments.reader import SqlSheetReader
from registry.adapters.checks.reader import SqlCheckReader
from registry.adapters.steering.files import RegulationFiles
from registry.adapters.steering.reader import SqlSteeringReader

REGULATIONS: Final = "regulations"
"""The room of their files, apart from pictures."""


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """The readers of how a place looks after its own work."""

    checks: SqlCheckReader
    sheets: SqlSheetReader
    steering: SqlSteeringReader
    regulation_files: RegulationFiles | None


def oversight_of(database: Database, sealer: Sealer, store: Store | None) -> Oversight:
    """Return the readers over a database, and over a place of files if there is one."""
    files = None if store is None else RegulationFiles(store, sealer)
    return Oversight(
        checks=SqlCheckReader(database),
        sheets=SqlSheetReader(database),
        steering=SqlSteeringReader(database),
        regulation_files=files,
    )
