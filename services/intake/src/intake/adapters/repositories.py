"""What a unit of work writes besides petitions: set-based, never read before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from intake.adapters.rows import fact_document
from intake.adapters.tables import ONCE_KEYS
from intake.application.commands import OnceKey
from intake.application.views import Submitted
from intake.domain.category import Category
from intake.domain.organisation import Organisation
from intake.domain.progress import NOTES, CaseFact
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.messages import Actor

JOIN_FACTS = """
insert into case_progress (petition_id, revision, state, facts)
select petition_id, revision, state, facts
from jsonb_to_recordset(:rows)
    as new(petition_id uuid, revision int, state text, facts jsonb)
on conflict (petition_id) do update set
    facts = excluded.facts || case_progress.facts,
    revision = greatest(case_progress.revision, excluded.revision),
    state = case when excluded.revision > case_progress.revision
        then excluded.state else case_progress.state end
"""
KEEP_ORGANISATIONS = """
insert into organisations
select * from jsonb_populate_recordset(null::organisations, :rows)
on conflict (organisation_id) do update set
    revision = excluded.revision, name = excluded.name, kind = excluded.kind,
    parent_id = excluded.parent_id, division_code = excluded.division_code,
    active = excluded.active
where organisations.revision < excluded.revision
"""
PUT_CATEGORIES = """
with told as (
    select * from jsonb_populate_recordset(null::category_changes, :rows)
), changed as (
    select told.* from told left join categories c using (code)
    where (c.names, c.valid_from, c.valid_to)
        is distinct from (told.names, told.valid_from, told.valid_to)
), noted as (
    insert into category_changes
        (at, actor, role, organisation_id, code, names, valid_from, valid_to)
    select at, actor, role, organisation_id, code, names, valid_from, valid_to
    from changed
)
insert into categories (code, names, valid_from, valid_to)
select code, names, valid_from, valid_to from changed
on conflict (code) do update set
    names = excluded.names, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to
"""
COUNT_TRIES = """
insert into wrong_codes (receipt, tries, counted_at, ends_at)
select receipt, 1, counted_at, ends_at
from jsonb_populate_recordset(null::wrong_codes, :rows)
on conflict (receipt) do update set
    tries = case when wrong_codes.ends_at <= excluded.counted_at
        then 1 else wrong_codes.tries + 1 end,
    ends_at = case when wrong_codes.ends_at <= excluded.counted_at
        then excluded.ends_at else wrong_codes.ends_at end,
    counted_at = excluded.counted_at
"""
FORGET_KEYS = """
delete from once_keys where taken_at
    < (select min(at) from jsonb_to_recordset(:rows) as old(at timestamptz))
"""
FORGET_TRIES = """
delete from wrong_codes where ends_at
    < (select min(at) from jsonb_to_recordset(:rows) as old(at timestamptz))
"""


class SqlCaseFacts:
    """Joins facts in memory first: one row for each case, in the order of their ids.

    Two groups that touch the same cases take their locks in the same order.
    """

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._noted: dict[UUID, dict[int, CaseFact]] = {}
        self._fresh: set[UUID] = set()
        work.before_commit(self._write_back)

    def note(self, petition_id: UUID, fact: CaseFact) -> None:
        """Join one fact to what is known."""
        self._noted.setdefault(petition_id, {}).setdefault(fact.revision, fact)
        self._fresh.add(petition_id)

    def fresh(self) -> dict[UUID, dict[int, CaseFact]]:
        """Return what is noted of each case that was noted since the last call."""
        fresh, self._fresh = self._fresh, set()
        return {petition_id: self._noted[petition_id] for petition_id in fresh}

    def _write_back(self) -> None:
        if self._noted:
            rows = [
                _progress_row(each, self._noted[each]) for each in sorted(self._noted)
            ]
            self._work.write(JOIN_FACTS, rows)


def _progress_row(petition_id: UUID, facts: dict[int, CaseFact]) -> dict[str, Any]:
    moved = (number for number, fact in facts.items() if fact.step not in NOTES)
    highest = max(moved, default=0)
    return {
        "petition_id": petition_id,
        "revision": highest,
        "state": facts[highest].step if highest else "",
        "facts": {str(number): fact_document(fact) for number, fact in facts.items()},
    }


class SqlOrganisations:
    """Keeps the highest revision of each organisation."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._noted: dict[str, Organisation] = {}
        work.before_commit(self._write_back)

    @property
    def touched(self) -> bool:
        """Say whether anything was noted."""
        return bool(self._noted)

    def note(self, organisation: Organisation) -> None:
        """Keep it unless a later telling is known."""
        known = self._noted.get(organisation.organisation_id)
        if known is None or known.revision < organisation.revision:
            self._noted[organisation.organisation_id] = organisation

    def _write_back(self) -> None:
        if self._noted:
            rows = [vars(self._noted[each]) for each in sorted(self._noted)]
            self._work.write(KEEP_ORGANISATIONS, rows)


class SqlCategories:
    """The list of categories; who changed what stands beside it."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._put: dict[str, dict[str, Any]] = {}
        work.before_commit(self._write_back)

    @property
    def touched(self) -> bool:
        """Say whether anything was put."""
        return bool(self._put)

    def put(self, category: Category, *, by: Actor, at: datetime) -> None:
        """Add a category or replace the one of that code; a change leaves a row."""
        who = {"actor": by.id, "role": by.role, "organisation_id": by.organisation_id}
        self._put[category.code] = {**vars(category), **who, "at": at}

    def _write_back(self) -> None:
        if self._put:
            rows = [self._put[code] for code in sorted(self._put)]
            self._work.write(PUT_CATEGORIES, rows)


class SqlOnceKeys:
    """Idempotency keys; their primary key decides who was first."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def claim(self, once: OnceKey, answer: Submitted, at: datetime) -> None:
        """Take a key; at commit KeyTaken if another submission has it."""
        self._work.insert(
            ONCE_KEYS,
            {
                "scope": once.scope,
                "key": once.key,
                "fingerprint": once.fingerprint,
                "petition_id": answer.petition_id,
                "receipt": answer.receipt,
                "state": answer.state,
                "received_at": answer.received_at,
                "taken_at": at,
            },
        )

    def forget_before(self, at: datetime) -> None:
        """Let go of keys taken before that moment."""
        self._work.write(FORGET_KEYS, [{"at": at}])


class SqlWrongCodes:
    """How often wrong tracking codes were tried."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def count(self, receipt: str, at: datetime, until: datetime) -> None:
        """Count one more try."""
        row = {"receipt": receipt, "tries": 1, "counted_at": at, "ends_at": until}
        self._work.write(COUNT_TRIES, [row])

    def forget_ended(self, at: datetime) -> None:
        """Let go of windows that ended before that moment."""
        self._work.write(FORGET_TRIES, [{"at": at}])
