"""Registry's unit of work: its collections, written together with what they told."""

from collections.abc import Callable

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_chassis.unit_of_work import SqlWork, Tell
from minqing_kernel.errors import DomainError
from registry.adapters.access_log import SqlAccessLog
from registry.adapters.aid import store as aid
from registry.adapters.aid.people import SqlCandidates
from registry.adapters.aid.translation import TELL_OF_AID
from registry.adapters.archive.copies import SqlCopies
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.petitions import SqlPetitions
from registry.adapters.archive.repositories import SqlRecords, SqlSections
from registry.adapters.archive.tenancies import SqlTenancies
from registry.adapters.archive.translation import TELL_OF_ARCHIVE
from registry.adapters.assessments.store import SqlSheets
from registry.adapters.assessments.translation import TELL_OF_ASSESSMENTS
from registry.adapters.charges.reader import SqlCharges
from registry.adapters.checks.lots import SqlLots
from registry.adapters.checks.store import SqlChecks, SqlDraws
from registry.adapters.checks.translation import TELL_OF_CHECKS
from registry.adapters.counters.store import SqlAppointments, SqlCounters, SqlItems
from registry.adapters.cover.store import SqlClaims, SqlGridCuts
from registry.adapters.editions.store import SqlEditions, SqlSuccessions
from registry.adapters.exporting.store import SqlExports
from registry.adapters.firms.store import SqlFirms
from registry.adapters.forms.store import TELL_OF_FORMS, all_forms
from registry.adapters.importing.store import SqlImports
from registry.adapters.importing.translation import TELL_OF_IMPORTS
from registry.adapters.ledgers.store import (
    SqlLedgerItems,
    SqlLedgerMeetings,
    SqlLedgerSheets,
    SqlPublications,
)
from registry.adapters.ledgers.translation import TELL_OF_LEDGERS
from registry.adapters.lives.store import SqlLifeChanges
from registry.adapters.lives.translation import TELL_OF_LIVES
from registry.adapters.moves.store import SqlMoves
from registry.adapters.obligations.store import (
    TELL_OF_OBLIGATIONS,
    SqlExcuses,
    SqlInformerForms,
    SqlTaggings,
)
from registry.adapters.pictures.store import TELL_OF_PICTURES, SqlPictures
from registry.adapters.plans.store import SqlPlans
from registry.adapters.premises.store import SqlPremises
from registry.adapters.privacy.forgotten import SqlForgotten
from registry.adapters.privacy.store import SqlGuardians, SqlRequests
from registry.adapters.privacy.translation import TELL_OF_PRIVACY
from registry.adapters.repositories import (
    SqlDuties,
    SqlGrids,
    SqlHouseholds,
    SqlOrganisations,
    SqlResidents,
    SqlStaff,
    SqlStaffEditions,
)
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.adapters.searching.store import SqlSearch
from registry.adapters.steering.store import (
    SqlCampaigns,
    SqlIndicators,
    SqlRegulations,
)
from registry.adapters.steering.translation import TELL_OF_STEERING
from registry.adapters.tables import spine
from registry.adapters.translation import TELL
from registry.adapters.visit_plans.store import TELL_OF_VISIT_PLANS, SqlVisitPlans
from registry.adapters.visits.finding_store import (
    SqlDeviceRecords,
    SqlDeviceRuns,
    SqlFindings,
)
from registry.adapters.visits.photo_store import SqlVisitPhotos
from registry.adapters.visits.store import SqlVisits
from registry.adapters.visits.translation import TELL_OF_VISITS
from registry.domain.aid.errors import PaidTwice, PairedAlready, ReversedAlready
from registry.domain.archive.errors import Stale, TenancyOpen
from registry.domain.charges.errors import HouseholdServed
from registry.domain.checks.errors import DrawnAlready
from registry.domain.counters.errors import SlotTaken
from registry.domain.errors import HeadAppointed, ResidentKnown, Taken, WouldCircle
from registry.domain.firms.errors import FirmKnown
from registry.domain.ledgers.errors import (
    ItemStands,
    NotPublishable,
    OwnPublication,
    PublicationStands,
)
from registry.domain.plans.errors import PlanInForce
from registry.domain.premises.errors import PremisesKnown
from registry.domain.privacy.policy import LEDGER_LISTS, LEDGER_MEETINGS
from registry.domain.steering.errors import NumberTaken, SupersededAlready

REFUSALS: dict[str, type[DomainError]] = {
    "residents_identity_once": ResidentKnown,
    "duties_one_head_a_grid": HeadAppointed,
    "duties_one_worker_a_household": HouseholdServed,
    "organisations_no_loop": WouldCircle,
    "premises_once": PremisesKnown,
    "premises_root_once": PremisesKnown,
    "premises_pkey": Taken,
    "household_moves_pkey": Taken,
    "life_changes_one_standing": Taken,
    "rights_requests_pkey": Taken,
    "guardianships_pkey": Taken,
    "visits_pkey": Taken,
    "ledger_items_pkey": Taken,
    "ledger_items_once": ItemStands,
    "ledger_steps_pkey": Taken,
    "ledger_steps_once": Taken,
    "publications_pkey": Taken,
    "publications_one_an_item": PublicationStands,
    "publications_two_people": OwnPublication,
    "publications_open_ledger": NotPublishable,
    "publications_item": NotPublishable,
    "ledger_meetings_pkey": Taken,
    "ledger_sheets_pkey": Taken,
    "ledger_sheets_once": Taken,
    "check_draws_pkey": Taken,
    "assessment_sheets_pkey": Taken,
    "campaigns_pkey": Taken,
    "indicators_pkey": Taken,
    "regulations_pkey": Taken,
    "regulations_number_once": NumberTaken,
    "regulations_superseded_once": SupersededAlready,
    "check_draws_once": DrawnAlready,
    "visit_findings_pkey": Taken,
    "visit_plans_pkey": Taken,
    "visit_forms_pkey": Taken,
    "visit_device_records_pkey": Taken,
    "visit_device_runs_pkey": Taken,
    "visit_photos_pkey": Taken,
    "obligation_tags_pkey": Taken,
    "obligation_excuses_pkey": Taken,
    "section_keys_pkey": Stale,
    "service_items_pkey": Taken,
    "appointments_pkey": Taken,
    "appointments_one_at_a_time": SlotTaken,
    "firms_credit_code_once": FirmKnown,
    "firms_pkey": Taken,
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
    "import_batches_pkey": Taken,
    "household_numbers_pkey": Taken,
    "pictures_pkey": Taken,
    "plans_pkey": Taken,
    "plans_one_in_force": PlanInForce,
    "pairings_pkey": Taken,
    "pairings_once": PairedAlready,
    "subsidy_payments_pkey": Taken,
    "subsidy_payments_once": PaidTwice,
    "subsidy_payments_reversed_once": ReversedAlready,
    "entitlements_pkey": Taken,
    "job_offers_pkey": Taken,
    "placements_pkey": Taken,
    "six_ones_pkey": Taken,
}
"""What the database decides, by the name of the constraint that decided."""

TELL_OF_EVERYTHING: Tell = {
    **TELL,
    **TELL_OF_ARCHIVE,
    **TELL_OF_LIVES,
    **TELL_OF_PRIVACY,
    **TELL_OF_IMPORTS,
    **TELL_OF_VISITS,
    **TELL_OF_VISIT_PLANS,
    **TELL_OF_FORMS,
    **TELL_OF_LEDGERS,
    **TELL_OF_CHECKS,
    **TELL_OF_ASSESSMENTS,
    **TELL_OF_STEERING,
    **TELL_OF_PICTURES,
    **TELL_OF_AID,
    **TELL_OF_OBLIGATIONS,
}
"""What each domain event becomes, of every room."""


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
            tell=TELL_OF_EVERYTHING,
            refusals=REFUSALS,
            committed=committed,
        )
        seals = Seals(sealer)
        personal = PersonalRows(seals)
        self.organisations = SqlOrganisations(self)
        self.editions = SqlEditions(self)
        self.successions = SqlSuccessions(self)
        self.premises = SqlPremises(self)
        self.firms = SqlFirms(self)
        self.staff = SqlStaff(self, seals)
        self.staff_editions = SqlStaffEditions(self)
        self.grids = SqlGrids(self)
        self.claims = SqlClaims(self)
        self.grid_cuts = SqlGridCuts(self)
        self.duties = SqlDuties(self)
        self.households = SqlHouseholds(self, personal)
        self.residents = SqlResidents(self, personal)
        self.charges = SqlCharges(self.read)
        self.items = SqlItems(self)
        self.appointments = SqlAppointments(self)
        self.counters = SqlCounters(self)
        self.search = SqlSearch(self, sealer)
        self.moves = SqlMoves(self, self.duties)
        self.lives = SqlLifeChanges(self)
        self.requests = SqlRequests(self, seals)
        self.guardians = SqlGuardians(self)
        self.forgotten = SqlForgotten(self, personal)
        self.visits = SqlVisits(self, seals)
        self._open_rooms(seals, sealer)

    def papers(self, section: str) -> SqlLedgerMeetings | SqlLedgerSheets:
        """Return the collection of all papers that a section of the rules means."""
        kinds: dict[str, SqlLedgerMeetings | SqlLedgerSheets] = {
            LEDGER_MEETINGS: self.ledger_meetings,
            LEDGER_LISTS: self.ledger_sheets,
        }
        return kinds[section]

    def _open_rooms(self, seals: Seals, sealer: Sealer) -> None:
        """Open what stands beside the register: what is done with it."""
        self.ledgers = SqlLedgerItems(self, seals)
        self.publications = SqlPublications(self, seals)
        self.ledger_meetings = SqlLedgerMeetings(self, seals)
        self.ledger_sheets = SqlLedgerSheets(self, seals)
        self.lots = SqlLots(self.read)
        self.draws = SqlDraws(self)
        self.checks = SqlChecks(self)
        self.sheets = SqlSheets(self)
        self.campaigns = SqlCampaigns(self)
        self.indicators = SqlIndicators(self)
        self.regulations = SqlRegulations(self)
        self.findings = SqlFindings(self, seals)
        self.device_records = SqlDeviceRecords(self)
        self.device_runs = SqlDeviceRuns(self)
        self.visit_photos = SqlVisitPhotos(self)
        self.visit_plans = SqlVisitPlans(self, seals)
        self.forms = all_forms(self)
        self.taggings = SqlTaggings(self)
        self.excuses = SqlExcuses(self)
        self.informer_forms = SqlInformerForms(self)
        self.access_log = SqlAccessLog(self, sealer)
        self.sections = SqlSections(self)
        self.petitions = SqlPetitions(self)
        self.tenancies = SqlTenancies(self)
        self.records = SqlRecords(self, Envelopes(sealer, self.read))
        self.exports = SqlExports(self)
        self.copies = SqlCopies(self.read, seals)
        self.plans = SqlPlans(self, seals)
        self.pictures = SqlPictures(self)
        self.candidates = SqlCandidates(self, sealer)
        self.pairings = aid.SqlPairings(self)
        self.payments = aid.SqlPayments(self)
        self.entitlements = aid.all_entitlements(self)
        self.offers = aid.all_offers(self)
        self.placements = aid.SqlPlacements(self)
        self.checklists = aid.all_checklists(self)
        self.imports = SqlImports(self, sealer, self.residents, self.households)
