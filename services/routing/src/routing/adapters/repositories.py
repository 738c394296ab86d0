"""Routing's collections in the database."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select

from minqing_chassis.flush import to_json
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.directory_tables import (
    jurisdiction_rules,
    staff,
)
from routing.adapters.rows import (
    LOCK_FREE,
    Key,
    case_from,
    changes,
    pieces_of,
    read_cases,
    row_of,
)
from routing.adapters.rule_rows import (
    rule_entry_from,
    rule_row,
)
from routing.adapters.standing import read_standing, write_standing
from routing.adapters.tables import (
    kept_answers,
)
from routing.application.ports import Asked, Kept
from routing.domain.case import Case
from routing.domain.dossier import NOTHING
from routing.domain.errors import CaseAlreadyOpen, CaseNotFound
from routing.domain.interest import Interest
from routing.domain.organisation import StaffMember
from routing.domain.rule import RuleEntry

LEARN_STAFF = """
insert into staff select * from jsonb_populate_recordset(null::staff, :rows)
on conflict (staff_id) do update set
    revision = excluded.revision, organisation_id = excluded.organisation_id,
    roles = excluded.roles, active = excluded.active, person = excluded.person
where staff.revision < excluded.revision
"""
ALIKE = """
select other.staff_id from staff mine join staff other using (person)
where lower(mine.staff_id) = lower(:account)
"""
INTERESTS = "select party from interests where staff_id = any(:accounts)"
FORGET_ANSWERS = """
delete from kept_answers
where kept_at < now() - make_interval(days => (:rows -> 0 ->> 'days')::int)
"""
DECLARE = """
insert into interests select * from jsonb_populate_recordset(null::interests, :rows)
on conflict (staff_id, party) do nothing
"""
QUEUE_UP = "select pg_advisory_xact_lock(hashtextextended(:asked, 0))"


class SqlCases:
    """Hands out each case once a unit, locked, and writes back what became of it.

    A new case costs no question: the primary key refuses a second one at the commit.
    """

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._held: dict[UUID, Case] = {}
        self._loaded: dict[Key, object] = {}
        self._mediated: set[UUID] = set()
        work.before_commit(self._write_back)

    def add(self, case: Case) -> None:
        """Take a new case in; raise CaseAlreadyOpen, at the latest at the commit."""
        if case.petition_id in self._held:
            raise CaseAlreadyOpen
        self._hold(case)

    def get(self, petition_id: UUID) -> Case:
        """Return the case of a petition, locked until the unit ends."""
        if petition_id not in self._held:
            self._load([petition_id])
        if petition_id not in self._held:
            raise CaseNotFound(f"no case for petition {petition_id}")
        return self._held[petition_id]

    def get_many(self, petition_ids: Sequence[UUID]) -> dict[UUID, Case]:
        """Return those cases that exist, locked in the order of their ids."""
        absent = [key for key in petition_ids if key not in self._held]
        if absent:
            self._load(absent)
        return {key: self._held[key] for key in petition_ids if key in self._held}

    def get_free(self, petition_ids: Sequence[UUID]) -> list[Case]:
        """Return those cases that no other unit holds, locked until this one ends."""
        absent = [key for key in petition_ids if key not in self._held]
        free = self._work.read(LOCK_FREE, ids=_texts(absent))
        locked = [row["petition_id"] for row in free]
        if locked:
            which = read_cases(locking=False)
            self._take(self._work.read(which, ids=_texts(locked)))
        return [self._held[key] for key in petition_ids if key in self._held]

    def mediated(self, petition_id: UUID) -> bool:
        """Say whether a mediation of the case went on when it was locked here."""
        self.get(petition_id)
        return petition_id in self._mediated

    def _load(self, petition_ids: Iterable[UUID]) -> None:
        self._take(self._work.read(read_cases(locking=True), ids=_texts(petition_ids)))

    def _take(self, rows: Sequence[RowMapping]) -> None:
        for _, group in groupby(rows, key=itemgetter("cases__petition_id")):
            told = list(group)
            case = case_from(told)
            self._hold(case)
            if told[0]["mediated"]:
                self._mediated.add(case.petition_id)
            self._loaded |= {key: item for _, key, item in pieces_of(case)}

    def _hold(self, case: Case) -> None:
        self._held[case.petition_id] = case
        self._work.watch(case)

    def _write_back(self) -> None:
        for case in self._held.values():
            for table, key, item in pieces_of(case):
                loaded = self._loaded.get(key)
                if loaded is None and item == NOTHING:
                    continue
                if loaded is None:
                    self._work.insert(table, row_of(key, item))
                elif item is not loaded:
                    row = changes(table, row_of(key, item), row_of(key, loaded))
                    if row:
                        self._work.update(table, row)


def _texts(ids: Iterable[UUID]) -> list[str]:
    return [str(each) for each in ids]


class SqlStaff:
    """Who serves where; the newest word holds, whatever the order of arrival."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._learned: dict[str, StaffMember] = {}
        work.before_commit(self._write_back)

    def learn(self, member: StaffMember) -> None:
        """Keep a member as told, unless something newer is known."""
        known = self._learned.get(member.staff_id)
        if known is None or known.revision < member.revision:
            self._learned[member.staff_id] = member

    def find(self, staff_id: str) -> StaffMember | None:
        """Return a member, or None when unknown."""
        found = self._work.read(select(staff).where(staff.c.staff_id == staff_id))
        return _member(found[0]) if found else None

    def accounts_of(self, staff_id: str) -> frozenset[str]:
        """Return every account of whoever has this one, itself among them."""
        return accounts_of(staff_id, self._work)

    def _write_back(self) -> None:
        if self._learned:
            rows = [vars(member) for member in self._learned.values()]
            self._work.write(LEARN_STAFF, rows)


def accounts_of(staff_id: str, work: SqlWork) -> frozenset[str]:
    """Return every account of whoever has this one, itself among them."""
    found = work.read(ALIKE, account=staff_id)
    return frozenset({staff_id, *(row["staff_id"] for row in found)})


def _member(row: RowMapping) -> StaffMember:
    return StaffMember(**dict(row) | {"roles": frozenset(row["roles"])})


class SqlInterests:
    """Who has an interest in whom; what was declared first stays."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def declare(self, interest: Interest) -> None:
        """Keep it; the same one again changes nothing."""
        self._work.write(DECLARE, [vars(interest)])

    def of(self, staff_id: str) -> frozenset[str]:
        """Return the parties in whom that person has an interest, by any account."""
        accounts = sorted(accounts_of(staff_id, self._work))
        found = self._work.read(INTERESTS, accounts=accounts)
        return frozenset(row["party"] for row in found)


class SqlRules:
    """The jurisdiction rules, for those who change them."""

    def __init__(self, work: SqlWork) -> None:
        self._entries: Repository[RuleEntry] = Repository(
            work, jurisdiction_rules, to_row=rule_row, from_row=rule_entry_from
        )
        self._taken: dict[str, tuple[RuleEntry, int]] = {}

    def entry(self, code: str) -> RuleEntry:
        """Return the entry under that code, a blank one if there was none."""
        if code not in self._taken:
            entry = self._entries.get_many([code]).get(code)
            if entry is None:
                entry = RuleEntry(code=code)
                self._entries.add(entry)
            self._taken[code] = entry, entry.revision
        return self._taken[code][0]

    def changed(self) -> list[RuleEntry]:
        """Return the entries that read otherwise than when they were taken."""
        return [entry for entry, was in self._taken.values() if entry.revision != was]


class SqlAnswers:
    """What requests with an idempotency key were answered."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def find(self, asked: Asked) -> Kept | None:
        """Return what a request was answered; a second asker waits for the first."""
        self._work.read(QUEUE_UP, asked=to_json(vars(asked)))
        found = self._work.read(select(kept_answers).filter_by(**vars(asked)))
        return _kept(found[0]) if found else None

    def keep(self, asked: Asked, kept: Kept) -> None:
        """Remember an answer with the change that it tells of."""
        self._work.insert(
            kept_answers,
            {
                **vars(asked),
                "fingerprint": kept.fingerprint,
                "answer": write_standing(kept.answer),
            },
        )

    def forget(self, older_than_days: int) -> None:
        """Forget the answers that are older, by the clock on the wall."""
        self._work.write(FORGET_ANSWERS, [{"days": older_than_days}])


def _kept(row: RowMapping) -> Kept:
    answer: dict[str, Any] = row["answer"]
    return Kept(fingerprint=row["fingerprint"], answer=read_standing(answer))
