"""Registry's unit of work: its collections, written together with what they told."""

from collections.abc import Callable

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.errors import DomainError
from registry.adapters.access_log import SqlAccessLog
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.petitions import SqlPetitions
from registry.adapters.archive.repositories import SqlRecords, SqlSections
from registry.adapters.archive.tenancies import SqlTenancies
from registry.adapters.archive.translation import TELL_OF_ARCHIVE
from registry.adapters.repositories import (
    SqlDuties,
    SqlGrids,
    SqlHouseholds,
    SqlOrganisations,
    SqlResidents,
    SqlStaff,
)
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.adapters.tables import spine
from registry.adapters.translation import TELL
from registry.domain.archive.errors import Stale, TenancyOpen
from registry.domain.errors import HeadAppointed, ResidentKnown, Taken, WouldCircle

REFUSALS: dict[str, type[DomainError]] = {
    "residents_identity_once": ResidentKnown,
    "duties_one_head_a_grid": HeadAppointed,
    "organisations_no_loop": WouldCircle,
    "timeline_pkey": Taken,
    "organisations_pkey": Taken,
    "staff_pkey": Taken,
    "grids_pkey": Taken,
    "duties_pkey": Taken,
    "households_pkey": Taken,
    "residents_pkey": Taken,
    "petition_links_pkey": Taken,
    "tenancies_pkey": Taken,
    "tenancies_one_open_a_household": TenancyOpen,
    "section_versions_pkey": Taken,
    "section_entries_pkey": Stale,
}
"""What the database decides, by the name of the constraint that decided."""


class SqlRegistryWork(SqlWork):
    """One command, one of these."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        *,
        source: str,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(
            database,
            spine,
            source=source,
            tell={**TELL, **TELL_OF_ARCHIVE},
            refusals=REFUSALS,
            committed=committed,
        )
        personal = PersonalRows(Seals(sealer))
        self.organisations = SqlOrganisations(self)
        self.staff = SqlStaff(self)
        self.grids = SqlGrids(self)
        self.duties = SqlDuties(self)
        self.households = SqlHouseholds(self, personal)
        self.residents = SqlResidents(self, personal)
        self.access_log = SqlAccessLog(self, sealer)
        self.sections = SqlSections(self)
        self.petitions = SqlPetitions(self)
        self.tenancies = SqlTenancies(self)
        self.records = SqlRecords(self, Envelopes(sealer, self.read))
