"""The copies of registry's accounts of staff: whose is whose."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Column, Index, Integer, Table, Text

from intake.adapters.tables import METADATA
from intake.domain.persons import StaffAccount
from minqing_chassis.flush import insert_sql
from minqing_chassis.unit_of_work import SqlWork

STAFF_ACCOUNTS = Table(
    "staff_accounts",
    METADATA,
    Column("staff_id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("person", Text),
    Index("staff_accounts_by_person", "person"),
)
NEWER: Final = """
on conflict (staff_id) do update
set revision = excluded.revision, person = excluded.person
where staff_accounts.revision < excluded.revision
"""
ALIKE: Final = """
select other.staff_id from staff_accounts mine
join staff_accounts other using (person)
where lower(mine.staff_id) = lower(:account)
"""


class SqlPersons:
    """Accounts of staff in their table."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._newest: dict[str, StaffAccount] = {}
        work.before_commit(self._write)

    def put(self, account: StaffAccount) -> None:
        """Keep an account, unless a newer revision of it is known."""
        known = self._newest.get(account.staff_id)
        if known is None or known.revision < account.revision:
            self._newest[account.staff_id] = account

    def accounts_of(self, account: str) -> Collection[str]:
        """Return all accounts of whoever an account belongs to, that one included."""
        alike = self._work.read(ALIKE, account=account)
        return {account, *(str(row["staff_id"]) for row in alike)}

    def _write(self) -> None:
        rows = [vars(each) for _, each in sorted(self._newest.items())]
        if rows:
            sql = insert_sql(STAFF_ACCOUNTS, tuple(rows[0]))
            self._work.write(f"{sql} {NEWER}", rows)
