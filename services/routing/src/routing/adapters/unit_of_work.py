"""Routing's unit of work: cases, staff, rules and the directory in one transaction."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from minqing_chassis.database import Database
from routing.adapters.directory import DirectoryCache
from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.adapters.handovers.store import SqlDealings
from routing.adapters.handovers.telling import HANDOVER_TELL
from routing.adapters.mediations.store import SqlMediations
from routing.adapters.merges import SqlMerges
from routing.adapters.repeats import SqlVisits
from routing.adapters.repositories import (
    SqlAnswers,
    SqlCases,
    SqlInterests,
    SqlRules,
    SqlStaff,
)
from routing.adapters.rooms.telling import ROOM_TELL
from routing.adapters.rooms.work import ROOM_REFUSALS, SqlRooms
from routing.adapters.same.store import SqlSameMatters
from routing.adapters.statements.store import SqlAccounts
from routing.adapters.tables import SPINE
from routing.adapters.translation import TELL
from routing.domain.errors import CaseAlreadyOpen, RuleSetMeanwhile
from routing.domain.handover.errors import (
    HandOverMeanwhile,
    StandsAlone,
    TermsDiffer,
)
from routing.domain.jurisdiction import Directory
from routing.domain.organisation import Organisation

REFUSALS = {
    "cases_pkey": CaseAlreadyOpen,
    "cases_receipt_key": CaseAlreadyOpen,
    "jurisdiction_rules_pkey": RuleSetMeanwhile,
    "agency_legs_pkey": HandOverMeanwhile,
    "agency_legs_round": HandOverMeanwhile,
    "agency_handovers_pkey": TermsDiffer,
    **ROOM_REFUSALS,
}
EVERY_FACT = {**TELL, **ROOM_TELL, **HANDOVER_TELL}
LEARN_UNITS = """
insert into organisations
select * from jsonb_populate_recordset(null::organisations, :rows)
on conflict (organisation_id) do update set
    revision = excluded.revision, name = excluded.name, kind = excluded.kind,
    parent_id = excluded.parent_id, division_code = excluded.division_code,
    active = excluded.active
where organisations.revision < excluded.revision
"""
COUNT_UP = """
update directory_edition set edition = edition + jsonb_array_length(:rows)
"""

COUNT_THE_CLOCK = """
with moment as (select (:rows -> 0 ->> 'at')::timestamptz as at)
update directory_edition set edition = edition + 1, counted_to = moment.at
from moment
where exists (
    select from jurisdiction_rules cross join lateral (values (valid_from), (valid_to))
        as boundary (passed)
    where passed > least(counted_to, moment.at)
        and passed <= greatest(counted_to, moment.at)
)
"""
"""Counts up once for all boundaries passed since the last time, whichever way."""


class SqlRoutingWork(SqlRooms):
    """State, inbox, timeline and outbox of routing: all lasting, or nothing."""

    def __init__(
        self,
        database: Database,
        directories: DirectoryCache,
        *,
        source: str,
        committed: Callable[[], None] = lambda: None,
        neighbourhood: Neighbourhood | None = None,
    ) -> None:
        super().__init__(
            database,
            SPINE,
            source=source,
            tell=EVERY_FACT,
            refusals=REFUSALS,
            committed=committed,
        )
        self.cases = SqlCases(self)
        self.staff = SqlStaff(self)
        self.interests = SqlInterests(self)
        self.rules = SqlRules(self)
        self.answers = SqlAnswers(self)
        self.merges = SqlMerges(self)
        self.visits = SqlVisits(self)
        self._neighbourhood = neighbourhood
        self._directories = directories
        self._directory: Directory | None = None
        self._learned: dict[str, Organisation] = {}
        self.before_commit(self._write_directory)

    @property
    def directory(self) -> Directory:
        """All that decides competence, with what this unit learned; in memory."""
        if self._directory is None:
            self._directory = self._directories.current()
        return self._directory

    @cached_property
    def mediations(self) -> SqlMediations:
        """The mediations' room; the lock of a case tells whether it has any."""
        return SqlMediations(self, mediated=self.cases.mediated)

    @cached_property
    def dealings(self) -> SqlDealings:
        """The room of hand-overs; only for an agency that has neighbours."""
        if self._neighbourhood is None:
            raise StandsAlone
        return SqlDealings(self, self._neighbourhood)

    @cached_property
    def accounts(self) -> SqlAccounts:
        """The room of statements; only for an agency that has neighbours."""
        if self._neighbourhood is None:
            raise StandsAlone
        hood = self._neighbourhood
        return SqlAccounts(self, hood.post, hood.clock)

    @cached_property
    def same(self) -> SqlSameMatters:
        """The room of same matters; without neighbours nothing is found in it."""
        return SqlSameMatters(self)

    def learn(self, unit: Organisation) -> None:
        """Keep an organisation as told, unless something newer is known."""
        if self.directory.units.is_news(unit):
            self._directory = self.directory.with_unit(unit)
            self._learned[unit.organisation_id] = unit

    def count_the_clock(self, at: datetime) -> None:
        """Count up the edition if a rule has begun or ended since the last time."""
        self.write(COUNT_THE_CLOCK, [{"at": at}])

    def commit(self) -> None:
        """Make everything lasting, at once; let a changed directory be read anew."""
        super().commit()
        if self._learned or self.rules.changed():
            self._directories.forget()

    def _write_directory(self) -> None:
        changes = [*self._learned, *(entry.code for entry in self.rules.changed())]
        if self._learned:
            self.write(LEARN_UNITS, [vars(unit) for unit in self._learned.values()])
        if changes:
            self.write(COUNT_UP, [{"changed": change} for change in changes])
